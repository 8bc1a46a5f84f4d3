"""Features, their dates and promises: what is planned, how sure it is and what would change that."""

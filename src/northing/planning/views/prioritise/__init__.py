"""The page Prioritise: candidates with ranges, in an order that says how sure it is."""

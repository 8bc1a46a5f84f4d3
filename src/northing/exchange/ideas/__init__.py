"""Ideas from any spreadsheet: what its columns are, what a cell says, and what would come of it."""

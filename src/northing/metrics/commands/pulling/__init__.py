"""Reading other people's databases and files: only reading, with a limit of rows and of time."""

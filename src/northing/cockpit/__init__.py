"""Pages that belong to no one room: Today, search, the command palette."""

"""Pages of the plan: fetch through queries, call a command, answer."""

"""Reading: people and teams, invitations, links, the access table in words, history."""

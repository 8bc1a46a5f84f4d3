"""Fetch, call a command, answer."""

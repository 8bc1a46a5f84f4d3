"""Scenarios side by side, one of them, and what can be done with it."""

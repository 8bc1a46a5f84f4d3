"""Scenarios: what there is, how they differ, and what is to be looked at again."""

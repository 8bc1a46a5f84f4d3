"""Fetch, call, answer."""

from northing.organisation.views import account, doors, history, links, members, teams

__all__ = ["account", "doors", "history", "links", "members", "teams"]

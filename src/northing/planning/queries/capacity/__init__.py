"""How much time there is, and what is asked of it: person-weeks by team, quarter, discipline and person."""

from northing.planning.queries.capacity.available import Available, Weeks, available

__all__ = ["Available", "Weeks", "available"]

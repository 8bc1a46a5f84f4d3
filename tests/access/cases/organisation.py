"""How to ask for the pages of members, teams, invitations and accounts."""

from tests.access.scene import Case

CASES: dict[str, Case] = {}

"""Every write about how candidates are scored, and the ideas that become candidates."""

from northing.planning.commands.scoring.drivers import add_driver, change_driver, remove_driver
from northing.planning.commands.scoring.ideas import Brought, Idea, bring_ideas
from northing.planning.commands.scoring.models import (
    archive_score_model,
    change_score_model,
    create_score_model,
    first_score_model,
    make_default,
)

__all__ = [
    "Brought",
    "Idea",
    "add_driver",
    "archive_score_model",
    "bring_ideas",
    "change_driver",
    "change_score_model",
    "create_score_model",
    "first_score_model",
    "make_default",
    "remove_driver",
]

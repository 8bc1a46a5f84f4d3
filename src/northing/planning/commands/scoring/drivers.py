"""What counts in a weighted score, each on anchors that do not move with the candidates."""

from typing import Any

from django.db.models import Max

from northing.kernel.errors import Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.planning.commands.scoring.rows import locked, require_planner
from northing.planning.models import Driver, Method, ScoreModel

OF_A_DRIVER = frozenset({"name", "weight", "worst", "best"})
LONGEST_NAME = 80
LARGEST = 1e12


def add_driver(
    *,
    actor: Member,
    score_model: ScoreModel,
    name: str,
    weight: float,
    worst: float = 0.0,
    best: float = 10.0,
) -> Driver:
    with recorded(actor=actor, command="planning.add_driver"):
        require_planner(actor)
        if score_model.method != Method.WEIGHTED:
            raise Refused(f"{score_model.name} has no drivers: only a weighted score has.")
        last = Driver.objects.filter(score_model=score_model).aggregate(last=Max("position"))["last"]
        made = Driver(
            score_model=score_model,
            name=name,
            weight=weight,
            worst=worst,
            best=best,
            position=0 if last is None else last + 1,
        )
        _check(made)
        made.save(force_insert=True)
    return made


def change_driver(*, actor: Member, driver: Driver, **changes: Any) -> Driver:
    if unknown := changes.keys() - OF_A_DRIVER:
        raise TypeError(f"A driver has no changeable {', '.join(sorted(unknown))}.")
    with recorded(actor=actor, command="planning.change_driver"):
        found = locked(actor, driver)
        for name, value in changes.items():
            setattr(found, name, value)
        _check(found)
        found.save(update_fields=list(changes))
    return found


def remove_driver(*, actor: Member, driver: Driver) -> None:
    """What was said of it stays where it was said, so that taking this back brings everything back."""
    with recorded(actor=actor, command="planning.remove_driver"):
        locked(actor, driver).delete()


def _check(driver: Driver) -> None:
    driver.name = driver.name.strip()
    if not driver.name or len(driver.name) > LONGEST_NAME:
        raise Refused(name=f"A driver has a name of up to {LONGEST_NAME} characters.")
    for field in ("weight", "worst", "best"):
        if not abs(getattr(driver, field)) <= LARGEST:
            raise Refused(**{field: "This is no number that can be reckoned with."})
    if driver.weight <= 0:
        raise Refused(weight="A weight is above 0. Remove the driver if it is not to count.")
    if driver.worst == driver.best:
        raise Refused(best="The best is another number than the worst.")
    twins = Driver.objects.filter(score_model=driver.score_model_id, name__iexact=driver.name)
    if twins.exclude(pk=driver.pk).exists():
        raise Refused(name=f"{driver.name} counts already.")

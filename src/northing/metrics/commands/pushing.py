"""Values that a program sends, by the metrics' ids or names."""

from collections.abc import Sequence
from datetime import date

from northing.kernel.errors import Refused
from northing.metrics.commands.observations import Arrived, record_observations
from northing.metrics.models import Metric, Way
from northing.organisation.models import Member

Said = tuple[int | str, date, float]
"""A metric by id or name, a day, a value."""
SHOWN = 20


def push_observations(*, actor: Member, observations: Sequence[Said], reason: str = "") -> Arrived:
    """All or none. Refused with the place of each metric that the caller knows nothing of."""
    wanted = dict.fromkeys(name for name, _, _ in observations)
    known = _known(actor, list(wanted))
    unknown = [name for name in wanted if known.get(_key(name)) is None]
    if unknown:
        places = {name: at for at, (name, _, _) in reversed(list(enumerate(observations)))}
        raise Refused(
            **{
                f"observations.{places[name]}.metric": _unknown(name, _key(name) in known)
                for name in unknown[:SHOWN]
            }
        )
    points = dict[int, dict[date, float]]()
    for name, day, value in observations:
        points.setdefault(known[_key(name)] or 0, {})[day] = value
    delivery = record_observations(actor=actor, points=points, way=Way.API, name=actor.name, reason=reason)
    return Arrived(delivery.created, delivery.changed, delivery.same)


def _known(actor: Member, wanted: Sequence[int | str]) -> dict[int | str, int | None]:
    """Ids by ids and by names in small letters; None for a name that several have."""
    found: dict[int | str, int | None] = {}
    for pk, name in Metric.objects.visible_to(actor).values_list("pk", "name"):
        found[pk] = pk
        found[name.lower()] = None if name.lower() in found else pk
    return {_key(name): found[_key(name)] for name in wanted if _key(name) in found}


def _key(name: int | str) -> int | str:
    return name.lower() if isinstance(name, str) else name


def _unknown(name: int | str, several: bool) -> str:
    return f"Several metrics are called {name}. Use the id." if several else f"There is no metric {name}."

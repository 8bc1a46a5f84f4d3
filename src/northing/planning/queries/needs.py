"""Which disciplines a feature needs, as people read and type it."""

from dataclasses import dataclass

from northing.organisation.models import Discipline
from northing.planning.models import FeatureNeed
from northing.ui import formatting


@dataclass(frozen=True, slots=True)
class Need:
    """Person-weeks of one discipline."""

    discipline: str
    low: float
    likely: float
    high: float

    @property
    def name(self) -> str:
        return str(Discipline(self.discipline).label)

    @property
    def typed(self) -> str:
        """As it stands in an input: "2–3–5", or "3" where it is a point."""
        said = [self.likely] if self.low == self.high else [self.low, self.likely, self.high]
        return formatting.DASH.join(f"{number:g}" for number in said)


def needs_of(feature: int) -> tuple[Need, ...]:
    """In the order of the disciplines."""
    rows = FeatureNeed.objects.filter(feature=feature).values_list("discipline", "low", "likely", "high")
    found = {name: Need(name, float(low), float(likely), float(high)) for name, low, likely, high in rows}
    return tuple(found[name] for name in Discipline.values if name in found)

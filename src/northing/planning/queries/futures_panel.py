"""One feature beside the roadmap: its dates, its twenty futures, and what was said of it before."""

from dataclasses import dataclass
from datetime import date

from northing.kernel import clock
from northing.kernel.errors import NotVisible
from northing.organisation.models import Member
from northing.planning import policies
from northing.planning.models import Feature, Outlook, OutlookRecord
from northing.ui import charts

HALF_A_DOT = 0.025


@dataclass(frozen=True, slots=True)
class FuturesPanel:
    """`was` is the chance said on the day to compare with, whatever the commitment was then."""

    feature: Feature
    outlook: Outlook | None
    futures: charts.Futures
    chance: float | None
    was: float | None
    since: date
    may_commit: bool
    may_change: bool

    @property
    def p50(self) -> date | None:
        return self.outlook.p50 if self.outlook else None

    @property
    def p85(self) -> date | None:
        return self.outlook.p85 if self.outlook else None

    @property
    def weighs_record(self) -> bool:
        return apart(self.futures, self.chance)

    @property
    def mark(self) -> str:
        """The shape of its product line."""
        product = self.feature.product
        return product.line.mark if product and product.line else ""


def apart(futures: charts.Futures, chance: float | None) -> bool:
    """Whether the dots, which are the pace alone, show another chance than the one that is said."""
    return chance is not None and futures.total > 0 and abs(futures.made / futures.total - chance) >= HALF_A_DOT


def feature_of(actor: Member, pk: int) -> Feature:
    joined = ("product__line", "product__owner", "team", "initiative", "outlook")
    found = Feature.objects.visible_to(actor).select_related(*joined).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def futures_panel(actor: Member, pk: int, since: date) -> FuturesPanel:
    feature = feature_of(actor, pk)
    outlook: Outlook | None = getattr(feature, "outlook", None)
    said = record_on(feature, since)
    finishes = [day for day in outlook.twenty if day] if outlook else []
    fits = outlook is not None and outlook.due_on == feature.due_on
    return FuturesPanel(
        feature=feature,
        outlook=outlook,
        futures=charts.futures(finishes, today=clock.today(), committed=feature.due_on),
        chance=outlook.chance if outlook and fits else None,
        was=said.chance if said else None,
        since=since,
        may_commit=policies.may_commit(actor, feature) and not feature.is_closed,
        may_change=policies.may_change_feature(actor, feature),
    )


def record_on(feature: Feature, day: date) -> OutlookRecord | None:
    """What was said last on or before the day."""
    return feature.outlook_records.filter(said_on__lte=day).order_by("-said_on").first()


def others(actor: Member, feature: Feature) -> list[tuple[int, str]]:
    """The open features that this one could need."""
    found = Feature.objects.visible_to(actor).open().exclude(pk=feature.pk).order_by("name")
    return list(found.values_list("pk", "name"))

"""The list of opportunities: those that much is asked for, and what the others come to together."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count

from northing.insight.models import Feedback, FeedbackState, Opportunity
from northing.insight.queries.opportunity_evidence import Evidence, evidence_of, ranking
from northing.insight.queries.opportunity_filter import OpportunityFilter, own_fields
from northing.insight.slots import serving
from northing.kernel import clock
from northing.kernel.errors import NotVisible
from northing.kernel.filters import CUSTOM
from northing.organisation.models import Member
from northing.organisation.queries.custom_fields import CustomFields, Field

PAGE = 100
FEW = 15  # so many are read at once: no need to fold any away
ABOUT = 12

Sums = tuple[Decimal, int, int]


@dataclass(frozen=True, slots=True)
class OpportunityRow:
    """`features`: how many that the actor may see would serve it."""

    opportunity: Opportunity
    evidence: Evidence
    features: int


@dataclass(frozen=True, slots=True)
class Rest:
    """Those below the line that the list draws."""

    opportunities: int
    below: Decimal
    pieces: int
    revenue: Decimal


@dataclass(frozen=True, slots=True)
class OpportunityList:
    """`line`: the round amount that the shown ones reach, None when all are shown. `unserved`: how many of
    those that reach it no feature would serve."""

    wanted: OpportunityFilter
    rows: tuple[OpportunityRow, ...]
    opportunities: int
    shown: int
    line: Decimal | None
    unserved: int
    rest: Rest | None
    pages: int
    own: CustomFields

    @property
    def columns(self) -> tuple[Field, ...]:
        """Of the organisation's own fields those that are shown."""
        return tuple(field for field in self.own if field.key in self.wanted.columns)


def opportunity_list(actor: Member, wanted: OpportunityFilter) -> OpportunityList:
    own = own_fields()
    ordered, sums = in_order(actor, wanted, own)
    line = None if wanted.whole or wanted.sort != "-revenue" else _line([sums[pk][0] for pk in ordered])
    shown = [pk for pk in ordered if line is None or sums[pk][0] >= line]
    features = served(actor)
    start = (wanted.page - 1) * PAGE
    return OpportunityList(
        wanted=wanted,
        rows=tuple(_rows(shown[start : start + PAGE], wanted, features)),
        opportunities=len(ordered),
        shown=len(shown),
        line=line,
        unserved=sum(pk not in features for pk in shown),
        rest=_rest(ordered[len(shown) :], sums, line),
        pages=max(1, -(-len(shown) // PAGE)),
        own=own,
    )


def in_order(actor: Member, wanted: OpportunityFilter, own: CustomFields) -> tuple[list[int], dict[int, Sums]]:
    """Every opportunity that is left in, by its key, and what each comes to."""
    today = clock.today()
    found: dict[int, Mapping[str, Any]] = {
        row["pk"]: row
        for row in wanted.apply(actor, today, own).values("pk", "name", "state", "decide_by").order_by()
    }
    sums = ranking(list(found), wanted.since(today))
    if wanted.worth_from is not None:
        found = {pk: row for pk, row in found.items() if sums[pk][0] >= wanted.worth_from}
    return _by_own(found, wanted, own) or _ordered(found, sums, wanted.sort), sums


def opportunity_row(actor: Member, pk: int, wanted: OpportunityFilter) -> OpportunityRow:
    """One row as the list shows it."""
    if not Opportunity.objects.visible_to(actor).standing().filter(pk=pk).exists():
        raise NotVisible
    return _rows([pk], wanted, served(actor))[0]


def pieces_that_fit_none(actor: Member) -> int:
    """What has come in and was neither linked nor set aside."""
    return Feedback.objects.visible_to(actor).standing().filter(state=FeedbackState.NEW).count()


def _rows(ids: Iterable[int], wanted: OpportunityFilter, features: Counter[int]) -> list[OpportunityRow]:
    pks, today = list(ids), clock.today()
    rows = Opportunity.objects.defer("words").select_related("product__line", "owner").in_bulk(pks)
    evidence = evidence_of(pks, wanted.since(today), today)
    return [OpportunityRow(rows[pk], evidence[pk], features[pk]) for pk in pks if pk in rows]


def served(actor: Member) -> Counter[int]:
    """By opportunity how many features that the actor may see would serve it."""
    links = serving.of(actor)
    if links is None:
        return Counter()
    return Counter(dict(links.order_by().values_list("opportunity").annotate(Count("feature", distinct=True))))


def _by_own(found: Mapping[int, Any], wanted: OpportunityFilter, own: CustomFields) -> list[int] | None:
    """By one of the organisation's own fields, where the list is asked for so."""
    field = own.get(wanted.sorted_by)
    if field is None or not wanted.sorted_by.startswith(CUSTOM):
        return None
    rows = Opportunity.objects.filter(pk__in=found)
    order = field.order(down=wanted.sort.startswith("-"))
    return list(rows.order_by(order, "name", "pk").values_list("pk", flat=True))


def _ordered(found: Mapping[int, Mapping[str, Any]], sums: dict[int, Sums], sort: str) -> list[int]:
    """Every order ends with the name and the key, so that it is total; what has no value comes last."""
    key, down = sort.removeprefix("-"), sort.startswith("-")
    by_name = sorted(found, key=lambda pk: (found[pk]["name"].casefold(), pk))
    counted = {"revenue": 0, "customers": 1, "pieces": 2}
    if key in counted:
        sign = -1 if down else 1
        return sorted(by_name, key=lambda pk: (sign * sums[pk][counted[key]], -sums[pk][2]))
    if key == "name":
        return by_name[::-1] if down else by_name
    column = {"state": "state", "decide": "decide_by"}.get(key, "name")
    have = [pk for pk in by_name if found[pk][column] is not None]
    have.sort(key=lambda pk: found[pk][column], reverse=down)
    return have + [pk for pk in by_name if found[pk][column] is None]


def _line(revenues: list[Decimal]) -> Decimal | None:
    """A round amount that about a dozen reach; None where all of them are few enough to read."""
    if len(revenues) <= FEW or not revenues[ABOUT - 1]:
        return None
    amount = float(revenues[ABOUT - 1])
    power = 10.0 ** math.floor(math.log10(amount))
    return Decimal(int(max(step * power for step in (1, 1.5, 2, 3, 5, 7.5) if step * power <= amount)))


def _rest(ids: list[int], sums: dict[int, Sums], line: Decimal | None) -> Rest | None:
    if not ids or line is None:
        return None
    return Rest(
        opportunities=len(ids),
        below=line,
        pieces=sum(sums[pk][2] for pk in ids),
        revenue=sum((sums[pk][0] for pk in ids), Decimal(0)),
    )

"""Product managers promise dates on what the forecast says that day; what happens then decides."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import numpy as np

from northing.exchange.sample.moments import act
from northing.exchange.sample.past import FeatureOf
from northing.organisation.models import Member
from northing.planning import commands as planning
from northing.planning.models import Feature, Outcome, Outlook

# How sure they want to be when they promise: mostly P85, sometimes a bet.
SURENESS = ((0.50, 0.12), (0.62, 0.16), (0.70, 0.22), (0.80, 0.16), (0.85, 0.22), (0.92, 0.12))
PROMISES = 0.92  # the share of features that are promised to somebody
TO = ("All customers", "Sales", "The beta group", "An enterprise customer", "The board", "Partners")
MOVED = (
    "Scope grew while we built it.",
    "Two people were ill; no reserve in the team.",
    "Customers agreed to the later date for the complete version.",
)
MISSED = (
    "Found more to do than planned.",
    "Two people ill; no reserve in a team of four.",
    "Waited for a partner's certificate.",
    "The release window was missed by days.",
    "An outage took the team for a week.",
)
HELD = (
    "Default kept, editor cut to two screens.",
    "Small, and done by one person.",
    "Bought instead of built.",
)


class Promiser:
    """Remembers who promises when."""

    def __init__(self, rng: np.random.Generator, today: date) -> None:
        self._rng = rng
        self._today = today
        self._when: dict[str, timedelta | None] = {}
        self._moved: set[str] = set()

    def promise(
        self, moment: datetime, alive: list[tuple[FeatureOf, Feature]], owner_of: Callable[[str], Member]
    ) -> None:
        """The promises of one day, by those who answer for the products."""
        outlooks = Outlook.objects.in_bulk([feature.pk for _, feature in alive])
        for life, feature in alive:
            outlook = outlooks.get(feature.pk)
            if outlook is None or not outlook.futures:
                continue
            feature.refresh_from_db(fields=["due_on"])
            due, reason = self._due(life, feature, outlook, moment)
            if due is not None and due > moment.date():
                who = owner_of(life.product)
                made_to = life.plan.made_to if life.plan else str(self._rng.choice(TO))
                act(
                    moment,
                    planning.commit,
                    actor=who,
                    feature=feature,
                    due_on=due,
                    made_to=made_to,
                    reason=reason,
                )

    def explain(self, feature: Feature, owner: Member, moment: datetime) -> None:
        """One sentence beside what was kept or missed."""
        for promise in feature.commitments.exclude(outcome__in=("", Outcome.WITHDRAWN)):
            if self._rng.random() < 0.7:
                said = MISSED if promise.outcome == Outcome.MISSED else HELD
                words = str(self._rng.choice(said))
                act(moment, planning.explain_outcome, actor=owner, promise=promise, what_happened=words)

    def _due(
        self, life: FeatureOf, feature: Feature, outlook: Outlook, moment: datetime
    ) -> tuple[date | None, str]:
        if life.plan is not None:
            return self._planned(life, feature, moment)
        if feature.due_on is None:
            if life.key not in self._when:
                promised = self._rng.random() < PROMISES
                ahead = timedelta(weeks=float(self._rng.gamma(1.6, 5.0)))
                self._when[life.key] = ahead if promised else None
            ahead_of = self._when[life.key]
            begins = life.started or moment
            if ahead_of is None or begins - ahead_of > moment:
                return None, ""
            return self._quantile(outlook), ""
        slipping = (outlook.chance or 1.0) < 0.3 and life.key not in self._moved and self._rng.random() < 0.4
        if slipping:
            self._moved.add(life.key)
            later = self._quantile(outlook)
            return (later, str(self._rng.choice(MOVED))) if later and later > feature.due_on else (None, "")
        return None, ""

    def _planned(self, life: FeatureOf, feature: Feature, moment: datetime) -> tuple[date | None, str]:
        plan = life.plan
        if plan is None or plan.due is None:
            return None, ""
        ago = (self._today - moment.date()).days / 7
        if plan.moved_from is not None and feature.due_on is None and ago <= plan.promised + 8:
            return self._today + timedelta(days=plan.moved_from), "First commitment, with the plan"
        wanted = self._today + timedelta(days=plan.due)
        if ago <= plan.promised and feature.due_on != wanted:
            first = feature.due_on is None
            return wanted, "With the plan" if first else "Specification 3.1 added two message types."
        return None, ""

    def _quantile(self, outlook: Outlook) -> date | None:
        levels, weights = zip(*SURENESS, strict=True)
        level = float(self._rng.choice(levels, p=weights))
        return outlook.futures[min(int(level * len(outlook.futures)), len(outlook.futures) - 1)]

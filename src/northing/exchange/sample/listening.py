"""What Tarnbrook hears: 1,500 pieces of feedback from 120 customers in two years, and what became of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np

from northing.exchange.sample.buyers import (
    COUNTRIES,
    FAMILY,
    FIRST,
    GIVEN,
    JOBS,
    NAMED,
    SECOND,
    Buyer,
)
from northing.exchange.sample.company import PRODUCTS
from northing.exchange.sample.voices import (
    CLOSERS,
    CONSEQUENCES,
    ODD,
    OPENERS,
    PRAISE,
    PROBLEMS,
    Problem,
)
from northing.insight.models import Health, Importance, Kind, Source

CUSTOMERS, PIECES, DAYS = 120, 1_500, 730
SEED = 2107
QUIET_DAYS = 4  # nothing but what the inbox holds came in the last days
MONTHS = ("July", "September", "autumn", "January", "spring")


@dataclass(frozen=True, slots=True)
class Said:
    """One piece as it came in."""

    text: str
    source: str
    kind: str
    buyer: Buyer
    person: str
    product: str
    days_ago: float
    problem: Problem | None = None
    quote: str = ""
    """The words that show the problem."""
    importance: int = Importance.WANTED
    answered_after: float | None = None
    """Days; None when nobody answered."""
    title: str = ""


def buyers(rng: np.random.Generator) -> list[Buyer]:
    """Those of the story first; revenue falls as in life, few large and many small."""
    names = [f"{first} {second}" for first in FIRST for second in SECOND]
    rng.shuffle(names)
    found = list(NAMED)
    for name in names[: CUSTOMERS - len(NAMED)]:
        revenue = round(float(np.exp(rng.normal(3.4, 1.0))))
        segment = "Enterprise" if revenue > 110 else "Mid-market" if revenue > 35 else "Small"
        uses = tuple(rng.choice([one.name for one in PRODUCTS[:8]], size=rng.integers(1, 4), replace=False))
        people = tuple(
            (f"{_one(rng, GIVEN)} {_one(rng, FAMILY)}", _one(rng, JOBS)) for _ in range(rng.integers(1, 3))
        )
        health = _one(
            rng, (Health.GOOD, Health.GOOD, Health.STEADY, Health.STEADY, Health.COOLING, Health.AT_RISK)
        )
        found.append(
            Buyer(name, segment, _one(rng, COUNTRIES), max(revenue, 4), health, tuple(map(str, uses)),
                  int(rng.integers(20, 360)), int(rng.integers(2018, 2026)), people)
        )  # fmt: skip
    return found


def two_years_of_voices(rng: np.random.Generator, customers: list[Buyer]) -> list[Said]:
    """Oldest first. The same seed says the same."""
    weights = np.array([problem.weight for problem in PROBLEMS], dtype=float)
    about = rng.choice(len(PROBLEMS), size=PIECES - len(ODD) - 140, p=weights / weights.sum())
    said = [_about(rng, PROBLEMS[number], customers) for number in about]
    said += [_plain(rng, _one(rng, PRAISE), Kind.PRAISE, customers) for _ in range(140)]
    said += [_plain(rng, text, Kind.QUESTION, customers, recent=True) for text in ODD]
    return sorted(said, key=lambda one: -one.days_ago)


def _about(rng: np.random.Generator, problem: Problem, customers: list[Buyer]) -> Said:
    fitting = [one for one in customers if one.segment == problem.segment] or customers
    pool = fitting if rng.random() < 0.75 else customers
    share = np.array([1 + one.revenue**0.5 for one in pool])
    buyer = pool[rng.choice(len(pool), p=share / share.sum())]
    person = buyer.people[rng.integers(len(buyer.people))][0]
    source = _one(rng, tuple(OPENERS))
    voice = _one(rng, problem.voices)
    text = _letter(rng, source, voice, person, problem.product)
    kind = Kind.REQUEST if voice.endswith("?") or "lease" in voice or "would like" in voice else Kind.PROBLEM
    # Said more often lately, or less: the age is drawn from a power of an even spread.
    age = QUIET_DAYS + (DAYS - QUIET_DAYS) * float(rng.random()) ** float(np.exp(problem.trend * 0.55))
    weight = int(rng.choice([1, 2, 3, 4], p=[0.2, 0.4, 0.3, 0.1]))
    patience = {"Enterprise": 0.93, "Mid-market": 0.86, "Small": 0.6}[buyer.segment]
    answered = float(rng.gamma(2.0, 1.6)) if rng.random() < patience else None
    return Said(
        text, source, kind, buyer, person, problem.product, age, problem, voice, weight,
        answered if answered is not None and answered < age - 1 else None,
    )  # fmt: skip


def _plain(
    rng: np.random.Generator, text: str, kind: str, customers: list[Buyer], *, recent: bool = False
) -> Said:
    buyer = customers[rng.integers(len(customers))]
    person = buyer.people[rng.integers(len(buyer.people))][0]
    age = QUIET_DAYS + (40 if recent else DAYS - QUIET_DAYS) * float(rng.random())
    answered = float(rng.gamma(2.0, 1.2)) if rng.random() < 0.8 else None
    return Said(text, Source.SUPPORT, kind, buyer, person, buyer.uses[0], age, answered_after=answered)


def _letter(rng: np.random.Generator, source: str, voice: str, person: str, product: str) -> str:
    manager = next(one.owner for one in PRODUCTS if one.name == product).split()[0]
    words = {"pm": manager, "contact": person, "n": str(int(rng.integers(3, 240))), "month": _one(rng, MONTHS)}
    opener, more = _one(rng, OPENERS[source]), _one(rng, CONSEQUENCES)
    sentence = voice if voice.endswith("?") else f"{voice}."
    if source != Source.EMAIL:
        return f"{opener}{sentence} {more}".format(**words).strip()
    parts = (opener, f"{sentence} {more}".strip(), _one(rng, CLOSERS))
    return "\n\n".join(part for part in parts if part).format(**words)


def fields_of(buyer: Buyer, now: datetime) -> dict[str, Any]:
    """As `insight.create_customer` takes them."""
    return {
        "name": buyer.name,
        "country": buyer.country,
        "since": datetime(buyer.since, 3, 1).date(),
        "revenue": Decimal(buyer.revenue * 1000),
        "renews_on": (now + timedelta(days=buyer.renews_in)).date(),
        "health": buyer.health,
        "plan": {"Enterprise": "Scale", "Mid-market": "Team", "Small": "Start"}[buyer.segment],
    }


def _one(rng: np.random.Generator, values: Any) -> Any:
    return values[int(rng.integers(len(values)))]

"""Live through two years: everything by the commands that a user's own data would go through."""

import secrets
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
from django.db import transaction

from northing.exchange.sample.company import CURRENCY, LINES, NAME, PEOPLE, PRODUCTS, TEAMS
from northing.exchange.sample.hearing import listen
from northing.exchange.sample.metrics import measure
from northing.exchange.sample.moments import act, backdate
from northing.exchange.sample.outside import open_the_portal
from northing.exchange.sample.own_fields import say_own
from northing.exchange.sample.owners import owner_of
from northing.exchange.sample.past import SEED, WEEKS, FeatureOf, two_years
from northing.exchange.sample.people_time import keep_time, say_disciplines
from northing.exchange.sample.portfolio import run_the_business
from northing.exchange.sample.prioritise import weigh
from northing.exchange.sample.promises import Promiser
from northing.exchange.sample.releases import bundle
from northing.exchange.sample.rounds import score_alone
from northing.exchange.sample.scenarios import weigh_scenarios
from northing.exchange.sample.strategy import set_the_course
from northing.exchange.sample.surveys import ask_customers
from northing.exchange.sample.tracker import bring_items
from northing.exchange.sample.work import INITIATIVE_OF, INITIATIVES
from northing.kernel import clock
from northing.organisation import commands as organisation
from northing.organisation.models import Discipline, Member, Team
from northing.planning import commands as planning
from northing.planning.models import Feature, FeatureState, Initiative
from northing.portfolio import commands as portfolio
from northing.portfolio.models import Product

Tell = Callable[[float, str], None]
PLANNING_TAKES = 0.6  # of the time
FOR_WHAT_IS_NEW = 0.55  # of builders' time: the rest keeps alive what customers have
FORECAST_FROM = 78  # weeks ago: forecasts and promises begin when there is some history to learn from


def say_nothing(share: float, step: str) -> None:
    """For callers that do not follow along."""


def fill(tell: Tell = say_nothing) -> Member:
    """Make the organisation and live through its two years: all of it, or nothing. Returns its owner."""
    with transaction.atomic():
        return _fill(tell)


def _fill(tell: Tell) -> Member:
    now = clock.now()
    start = now - timedelta(weeks=WEEKS)
    company = _Company(start)
    keep_time(now=now, start=start, head=company.head, people=company.people)
    life = _Life(company, two_years(now.date()), now.date())
    weeks = _stops()
    previous = start - timedelta(days=400)
    for place, week in enumerate(weeks):
        tell(place / len(weeks) * PLANNING_TAKES, f"{week} weeks ago")
        moment = now - timedelta(weeks=week)
        life.until(previous, moment, forecast=week <= FORECAST_FROM)
        previous = moment
    bundle(now=now, head=company.head)
    run_the_business(now=now, start=start, head=company.head, people=company.people, products=company.products)
    tell(PLANNING_TAKES, "Customers and what they say")
    listen(now=now, head=company.head, products=company.products)
    ask_customers(now=now, products=company.products)
    tell(0.93, "What is measured")
    measure(now=now, head=company.head, people=company.people, products=company.products)
    tell(0.94, "The strategy")
    set_the_course(now=now, people=company.people, head=company.head)
    say_disciplines(now=now, people=company.people)
    weigh(now=now, head=company.head, people=company.people)
    score_alone(now=now, head=company.head, people=company.people)
    say_own(now=now, head=company.head, people=company.people, products=company.products)
    weigh_scenarios(now=now, head=company.head, people=company.people, teams=company.teams)
    tell(0.95, "The portal")
    open_the_portal(now=now, head=company.head)
    tell(1.0, "History")
    backdate()
    return company.head


def _stops() -> list[int]:
    """How many weeks ago life is looked at: rarely at first, every fortnight in the end."""
    return [*range(WEEKS, FORECAST_FROM, -8), *range(FORECAST_FROM, 16, -3), *range(16, -1, -2)]


class _Company:
    """Who and what there is, by name."""

    def __init__(self, start: datetime) -> None:
        self.head = act(
            start,
            organisation.create_organisation,
            organisation=NAME,
            name=PEOPLE[0].name,
            email=PEOPLE[0].email,
            password=secrets.token_urlsafe(24),  # nobody knows it: one signs in by the link that is printed
            currency=CURRENCY,
        )
        self._start = start
        self.head = self._do(
            organisation.change_account,
            name=PEOPLE[0].name,
            email=PEOPLE[0].email,
            title=PEOPLE[0].title,
            single_keys=True,
        )
        self.people = {PEOPLE[0].name: self.head}
        for person in PEOPLE[1:]:
            self.people[person.name] = self._do(
                organisation.add_member,
                email=person.email,
                name=person.name,
                role=person.role,
                title=person.title,
            )
        for person in PEOPLE:
            if person.manager:
                member, manager = self.people[person.name], self.people[person.manager]
                self._do(organisation.change_manager, member=member, manager=manager)
        self.teams = {team.name: self._team(team) for team in TEAMS}
        self.products = self._portfolio()
        self.initiatives: dict[str, Initiative] = {
            name: self._do(planning.create_initiative, name=name, owner=self.people[owner])
            for name, owner in INITIATIVES
        }
        self._days_off()
        self._capacity()

    def owner_of(self, product: str) -> Member:
        return self.people[next(one.owner for one in PRODUCTS if one.name == product)]

    def _do(self, command: Callable[..., Any], **arguments: Any) -> Any:
        return act(self._start, command, actor=self.head, **arguments)

    def _team(self, team: Any) -> Team:
        made: Team = self._do(
            organisation.create_team, name=team.name, mission=team.mission, lead=self.people[team.lead]
        )
        for name, share, discipline in team.members:
            self._do(
                organisation.set_membership,
                team=made,
                member=self.people[name],
                share=share,
                discipline=discipline,
            )
        return made

    def _portfolio(self) -> dict[str, Product]:
        lines = {
            name: self._do(portfolio.create_line, name=name, mark=mark, description=description)
            for name, mark, description in LINES
        }
        return {
            one.name: self._do(
                portfolio.create_product,
                name=one.name,
                line=lines[one.line],
                owner=self.people[one.owner],
                business_role=one.role,
                stage=one.stage,
                description=one.description,
            )
            for one in PRODUCTS
        }

    def _days_off(self) -> None:
        """The quiet days around the year's end, of the years that are near."""
        year = clock.today().year
        for one in (year - 1, year, year + 1):
            first = datetime(one, 12, 24).date()
            self._do(
                planning.add_holiday, name="Year's end", starts_on=first, ends_on=first + timedelta(days=8)
            )

    def _capacity(self) -> None:
        """What each team has by quarter for what is new, before what is kept free."""
        this = clock.today()
        first = this.year * 4 + (this.month - 1) // 3
        for team in TEAMS:
            builders = sum(share for _, share, discipline in team.members if discipline != Discipline.PRODUCT)
            for quarter in range(first - 4, first + 6):
                starts, ends = (date(number // 4, number % 4 * 3 + 1, 1) for number in (quarter, quarter + 1))
                self._do(
                    planning.set_capacity,
                    team=self.teams[team.name],
                    starts_on=starts,
                    ends_on=ends,
                    person_weeks=Decimal(round(builders / 100 * 13 * FOR_WHAT_IS_NEW)),
                )


class _Life:
    """What becomes of each feature, from one look to the next."""

    def __init__(self, company: _Company, features: list[FeatureOf], today: date) -> None:
        self._company = company
        self._waiting = sorted(features, key=lambda feature: feature.created)
        self._alive: dict[str, tuple[FeatureOf, Feature]] = {}
        self._by_name: dict[str, Feature] = {}
        self._promiser = Promiser(np.random.default_rng(SEED + 1), today)
        self._batch = 0

    def until(self, previous: datetime, moment: datetime, *, forecast: bool) -> None:
        """Everything that happened up to `moment`, then the forecast and the promises of that day."""
        while self._waiting and self._waiting[0].created <= moment:
            self._begin(self._waiting.pop(0))
        self._batch -= 1  # below zero: no import of a person ever has that number
        known = [feature for feature, _ in self._alive.values()]
        act(
            moment,
            bring_items,
            actor=self._company.head,
            batch=self._batch,
            features=known,
            since=previous,
            until=moment,
        )
        for key in list(self._alive):
            self._move_on(key, moment)
        if forecast:
            act(moment, planning.refresh_forecast, asked_by=None)
            self._promiser.promise(moment, list(self._alive.values()), self._company.owner_of)

    def _begin(self, life: FeatureOf) -> None:
        plan, product = life.plan, self._company.products[life.product]
        state = FeatureState.PLANNED if plan is None or plan.state == FeatureState.BUILDING else plan.state
        initiative = plan.initiative if plan is not None else INITIATIVE_OF[life.product]
        more: dict[str, Any] = {}
        if plan is not None:
            low, likely, high = plan.estimate
            more = {
                "public_name": plan.public_name,
                "problem": plan.problem,
                "estimate_low": low,
                "estimate_likely": likely,
                "estimate_high": high,
            }
        started = life.started
        feature: Feature = act(
            life.created,
            planning.create_feature,
            actor=owner_of(product),
            name=life.name,
            product=product,
            team=self._company.teams[life.team],
            initiative=self._company.initiatives.get(initiative),
            owner=product.owner,
            state=state,
            rank=_rank(life, started),
            tracker_key=life.key,
            **more,
        )
        self._alive[life.key] = life, feature
        self._by_name[life.name] = feature
        self._link(life, feature)

    def _link(self, life: FeatureOf, feature: Feature) -> None:
        """Needs are drawn when both ends are known."""
        for other, made in list(self._alive.values()):
            for one, needed in ((life, other), (other, life)):
                if one.plan is not None and one.plan.needs == needed.name:
                    ends = (feature, made) if one is life else (made, feature)
                    act(
                        max(life.created, other.created),
                        planning.add_dependency,
                        actor=self._company.head,
                        feature=ends[0],
                        other=ends[1],
                    )

    def _move_on(self, key: str, moment: datetime) -> None:
        life, feature = self._alive[key]
        owner = self._company.owner_of(life.product)
        started = life.started
        if feature.state == FeatureState.PLANNED and started is not None and started <= moment:
            feature = act(
                started, planning.change_feature, actor=owner, feature=feature, state=FeatureState.BUILDING
            )
            self._alive[key] = life, feature
        if life.shipped is not None and life.items[-1].done and life.items[-1].done <= moment:
            done = max(item.done for item in life.items if item.done)
            act(done, planning.change_feature, actor=owner, feature=feature, state=FeatureState.SHIPPED)
            self._promiser.explain(feature, owner, moment)
            del self._alive[key]


def _rank(life: FeatureOf, started: datetime | None) -> float:
    """Features rank in the order in which they were begun; what is not begun comes after them as it is planned."""
    if started is not None:
        return float(started.toordinal()) + started.hour / 24
    return float(date.max.toordinal() + int(life.key.removeprefix("TB-")))

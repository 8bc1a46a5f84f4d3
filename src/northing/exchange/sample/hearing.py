"""Live through two years of listening, by the commands that anybody's feedback goes through."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import groupby

import numpy as np
from django.utils.text import slugify

from northing.exchange.sample.buyers import SEGMENTS, Buyer
from northing.exchange.sample.inbox import ANSWERS, PROMISED, PUT_OFF, WAITING
from northing.exchange.sample.joining import come_and_go, from_the_start
from northing.exchange.sample.listening import SEED, Said, buyers, fields_of, two_years_of_voices
from northing.exchange.sample.moments import act
from northing.exchange.sample.owners import owner_of
from northing.exchange.sample.voices import PROBLEMS, Problem
from northing.insight import commands as insight
from northing.insight.commands.bringing import (
    Answer,
    Incoming,
    Mark,
    answer_many,
    bring_feedback,
    highlight_many,
)
from northing.insight.commands.grouping import make_groups
from northing.insight.models import Contact, Customer, Feedback, Opportunity, OpportunityState, Segment
from northing.organisation.models import Member
from northing.planning import commands as planning
from northing.planning.models import Feature
from northing.portfolio.models import Product

BEGAN = timedelta(days=731)
READ = timedelta(hours=3)  # until somebody looks at what came in
QUARTER = 91  # days: so much is brought at a time, as from a tool that was exported
THANKS = "Thank you, {name}. I have put this to the team and will write when it moves."
INVITATION = """Hi Katrin,

would you show us how you refund one damaged pallet of a whole invoice, half an hour by video?"""


def listen(*, now: datetime, head: Member, products: Mapping[str, Product]) -> None:
    """Customers, what they said since two years, and what became of it."""
    rng = np.random.default_rng(SEED)
    whom = buyers(rng)
    voices = two_years_of_voices(rng, whom)
    listening = _Listening(now, head, products, whom)
    for said in _quarters(voices):
        listening.hear(said)
    listening.wait(whom)
    listening.invite()
    listening.promise()
    listening.serve()


def _quarters(voices: list[Said]) -> Iterator[list[Said]]:
    """A quarter of what is said about one product, the oldest first."""

    def quarter(said: Said) -> tuple[int, str]:
        return -int(said.days_ago / QUARTER), said.product

    for _, group in groupby(sorted(voices, key=quarter), key=quarter):
        yield list(group)


class _Listening:
    """Customers, their people and the problems behind what they say, by name."""

    def __init__(self, now: datetime, head: Member, products: Mapping[str, Product], whom: list[Buyer]) -> None:
        self._now, self._head, self._products = now, head, products
        self._customers: dict[str, Customer] = {}
        self._people: dict[tuple[str, str], Contact] = {}
        began = now - BEGAN
        segments: dict[str, Segment] = {
            name: act(began, insight.create_segment, actor=head, name=name, description=description)
            for name, description in SEGMENTS
        }
        for buyer in whom:
            self._customer(began, buyer, segments[buyer.segment], from_the_start(whom, buyer))
        come_and_go(now=now, head=head, whom=whom, customers=self._customers, products=products)
        self._problems = {problem.name: self._problem(began, problem) for problem in PROBLEMS}

    def _customer(self, began: datetime, buyer: Buyer, segment: Segment, products: list[str]) -> None:
        made: Customer = act(began, insight.create_customer, actor=self._head, **fields_of(buyer, self._now))
        act(began, insight.put_in_segments, actor=self._head, customer=made, segments=[segment.pk])
        uses = [self._products[name].pk for name in products]
        act(began, insight.say_what_they_use, actor=self._head, customer=made, products=uses)
        for name, title in buyer.people:
            self._people[buyer.name, name] = act(
                began,
                insight.add_contact,
                actor=self._head,
                customer=made,
                name=name,
                email=address_of(name, buyer.name),
                title=title,
            )
        self._customers[buyer.name] = made

    def _problem(self, began: datetime, problem: Problem) -> Opportunity:
        """Named at once; decided on when a good deal was heard."""
        product = self._products[problem.product]
        made: Opportunity = act(
            began,
            insight.create_opportunity,
            actor=owner_of(product),
            name=problem.name,
            statement=problem.statement,
            product=product,
            owner=product.owner,
        )
        if problem.public_name:
            act(
                began + timedelta(days=200),
                insight.change_opportunity,
                actor=owner_of(product),
                opportunity=made,
                is_public=True,
                public_name=problem.public_name,
                public_answer=problem.public_answer,
            )
        if problem.state != OpportunityState.EXPLORING:
            act(
                began + timedelta(days=500),
                insight.decide,
                actor=owner_of(product),
                opportunity=made,
                state=problem.state,
                reason=problem.reason,
            )
        return made

    def hear(self, said: list[Said]) -> None:
        """What was said about one product in a quarter comes in, is linked and mostly answered."""
        owner = owner_of(self._products[said[0].product])
        moment = self._now - timedelta(days=min(one.days_ago for one in said))
        brought = act(moment, bring_feedback, actor=owner, pieces=[self._piece(one) for one in said])
        known = [(number, one) for number, one in zip(brought.ids, said, strict=True) if number is not None]
        marks = [
            Mark(
                number,
                self._problems[one.problem.name].pk,
                _span(one),
                one.importance,
                self._heard(one) + timedelta(hours=20),
            )
            for number, one in known
            if one.problem is not None
        ]
        answers = [
            Answer(
                number,
                THANKS.format(name=one.person.split()[0]),
                self._heard(one) + timedelta(days=one.answered_after),
            )
            for number, one in known
            if one.answered_after is not None
        ]
        act(moment, highlight_many, actor=owner, marks=marks)
        act(moment, answer_many, actor=owner, answers=answers)

    def _piece(self, said: Said) -> Incoming:
        let_be = said.problem is None and said.answered_after is None
        reason = "Praise, passed on to the team" if said.kind == "praise" else "Answered by the help page"
        return Incoming(
            text=said.text,
            source=said.source,
            kind=said.kind,
            customer=self._customers[said.buyer.name].pk,
            contact=self._people[said.buyer.name, said.person].pk,
            product=self._products[said.product].pk,
            received_at=self._heard(said),
            language="en",
            why_set_aside=reason if let_be else "",
        )

    def _heard(self, said: Said) -> datetime:
        return self._now - timedelta(days=said.days_ago)

    def wait(self, whom: list[Buyer]) -> None:
        """What lies in the inbox this morning and what was put off, grouped by what it says."""
        people = {buyer.name: buyer.people[0][0] for buyer in whom}
        for one in (*WAITING, *PUT_OFF):
            product = self._products[one.product]
            moment = self._now - timedelta(days=one.days_ago)
            owed = None if one.owed_in is None else self._now + timedelta(days=one.owed_in)
            piece: Feedback = act(
                moment,
                insight.add_feedback,
                actor=owner_of(product),
                title=one.title,
                text=one.text,
                source=one.source,
                customer=self._customers[one.buyer],
                contact=self._people[one.buyer, people[one.buyer]],
                product=product,
                received_at=moment,
                reply_by=owed,
                language="en",
            )
            if one.wakes_in is not None:
                until = self._now + timedelta(days=one.wakes_in)
                act(moment + READ, insight.snooze, actor=owner_of(product), feedback=piece, until=until)
        act(self._now, make_groups)

    def promise(self) -> None:
        """Who gets a reply by when, and the texts to begin one with."""
        moment = self._now - timedelta(days=30)
        for name, days in PROMISED:
            segment = Segment.objects.get(name=name)
            act(moment, insight.save_rule, actor=self._head, working_days=days, segment=segment)
        for name, text in ANSWERS:
            act(moment, insight.save_template, actor=self._head, name=name, text=text)

    def invite(self) -> None:
        """Somebody was asked to show how they refund."""
        act(
            self._now - timedelta(days=9),
            insight.ask_to_interview,
            actor=owner_of(self._products["Billing"]),
            contact=self._people["Brandt Logistik", "Katrin Vogel"],
            text=INVITATION,
        )

    def serve(self) -> None:
        """Which of the features that there are would serve which problem."""
        features = {feature.name: feature for feature in Feature.objects.filter(owner__isnull=False)}
        for problem in PROBLEMS:
            for feature in (features[name] for name in problem.features if name in features):
                act(
                    self._now - timedelta(days=20),
                    planning.serve,
                    actor=owner_of(feature),
                    feature=feature,
                    opportunity=self._problems[problem.name],
                )


def address_of(person: str, buyer: str) -> str:
    """An address at a name that nobody can own."""
    return f"{slugify(person).replace('-', '.')}@{slugify(buyer)}.example"


def _span(said: Said) -> tuple[int, int]:
    begins = said.text.index(said.quote)
    return begins, begins + len(said.quote)

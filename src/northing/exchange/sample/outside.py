"""What Tarnbrook's customers do in its portal: votes, comments, what they follow, and what they were told is new."""

from datetime import datetime, timedelta
from itertools import cycle, islice

import numpy as np

from northing.exchange.sample.listening import SEED
from northing.exchange.sample.moments import act
from northing.insight.commands import portal
from northing.insight.models import Contact, Importance, Opportunity, Visitor
from northing.insight.slots import planned
from northing.organisation.models import Member

OPENED = 300  # days ago
INTRODUCTION = (
    "Each thing stands in the quarter we are confident about. Plans can still change. When one moves, it says so,"
    " and why."
)
# By the name that customers read; what is not named here has a few.
VOTES = {
    "Edit many invoices at once": 28,
    "Refund part of an invoice": 21,
    "Pay invoices by bank": 17,
    "Take payments offline": 13,
    "E-invoices in France": 11,
    "Know who pays late": 8,
    "Group payouts by property": 6,
}
FEW = 2
PEOPLE = 80
FOLLOWING = (12, 9, 8, 6, 5, 4, 3, 2, 1)  # of what is planned, over and over
SAID = (
    ("Edit many invoices at once", "Due dates above all. The rest can wait for us.", True),
    ("Edit many invoices at once", "Can we be among the 30 who test it in July?", False),
    ("Refund part of an invoice", "Our auditors write this up every year.", True),
    ("Refund part of an invoice", "Would it keep the exchange rate of the day it was paid?", False),
    ("Take payments offline", "Contactless below the limit would be enough for our stalls.", True),
    ("Group payouts by property", "Seven houses here, one payout. Every Monday.", True),
)
ANSWERS = (("Edit many invoices at once", "Due dates come first: thank you. Write to us to test it in July."),)
NOTE = ("Take cards without a connection", "Moved by a quarter: field tests need longer.")
CHANGES = (
    (8, "Choose your payout days", "Daily, weekly or the 1st and 15th. The day you had stays unless you change it."),
    (16, "E-invoices in Germany",
     "41 of you asked. Structured invoices are read, checked and filed on arrival."),
    (32, "Addresses fill themselves in", "At checkout, in 11 countries. Four keystrokes instead of thirty."),
    (43, "Three more bank formats", "Matching now reads 11. Tell us which is missing."),
    (53, "Fixed: reminders sent twice",
     "For 96 customers over two days. What happened, and what we changed."),
)  # fmt: skip
DRAFT = ("Payouts in seconds, for everybody", "Write this when the last bank is in.")


def open_the_portal(*, now: datetime, head: Member) -> None:
    """By the commands that visitors and staff go through."""
    rng = np.random.default_rng(SEED)
    opened = now - timedelta(days=OPENED)
    act(opened, portal.set_up_portal, actor=head, is_on=True, introduction=INTRODUCTION)
    known = Contact.objects.exclude(email="").order_by("pk").values_list("email", flat=True)
    people = [act(opened, portal.welcome, email=email) for email in known[:PEOPLE]]
    ideas = {idea.public_name: idea for idea in Opportunity.objects.all().in_the_portal().open().order_by("pk")}
    _vote(now, rng, people, ideas)
    _comment(now, head, people, ideas)
    _follow(now, rng, people)
    _announce(now, head)


def _vote(
    now: datetime, rng: np.random.Generator, people: list[Visitor], ideas: dict[str, Opportunity]
) -> None:
    for name, idea in ideas.items():
        many = min(VOTES.get(name, int(rng.integers(1, FEW + 1))), len(people))
        for who in rng.choice(len(people), size=many, replace=False):
            act(
                now - timedelta(days=float(rng.uniform(1, OPENED - 1))),
                portal.give_vote,
                visitor=people[who],
                idea=idea.pk,
                importance=int(rng.choice(Importance.values, p=(0.2, 0.5, 0.25, 0.05))),
            )


def _comment(now: datetime, head: Member, people: list[Visitor], ideas: dict[str, Opportunity]) -> None:
    for at, (name, text, shown) in enumerate(SAID):
        moment = now - timedelta(days=40 - 7 * at)
        who = people[3 * at % len(people)]
        said = act(moment, portal.comment, visitor=who, idea=ideas[name].pk, text=text)
        if shown:
            act(moment + timedelta(hours=5), portal.show_comment, actor=head, comment=said)
    for name, text in ANSWERS:
        act(now - timedelta(days=30), portal.answer, actor=head, opportunity=ideas[name], text=text)


def _follow(now: datetime, rng: np.random.Generator, people: list[Visitor]) -> None:
    on_the_way = [thing for thing in planned.since(now.date()) if not thing.shipped]
    for thing, many in zip(on_the_way, islice(cycle(FOLLOWING), len(on_the_way)), strict=True):
        for who in rng.choice(len(people), size=min(many, len(people)), replace=False):
            moment = now - timedelta(days=float(rng.uniform(1, 90)))
            act(moment, portal.follow, visitor=people[who], topic=thing.topic)


def _announce(now: datetime, head: Member) -> None:
    for days, title, text in CHANGES:
        moment = now - timedelta(days=days)
        entry = act(moment, portal.save_change, actor=head, title=title, text=text)
        act(moment, portal.publish_change, actor=head, entry=entry)
    title, text = DRAFT
    act(now - timedelta(days=1), portal.save_change, actor=head, title=title, text=text)
    name, why = NOTE
    for thing in planned.since(now.date()):
        if thing.name == name:
            moment = now - timedelta(days=12)
            act(moment, portal.note_planned, actor=head, topic=thing.topic, text=why)

"""Bring many pieces in. The same piece, by its system's key, is brought up to date instead of added again."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from northing.insight import policies
from northing.insight.commands.bringing.people import People, Who
from northing.insight.commands.bringing.pieces import Incoming, faults, tidy
from northing.insight.commands.evidence import recount
from northing.insight.commands.feedback import SAID, VIEWERS_READ
from northing.insight.commands.grouping import ENOUGH, group_soon
from northing.insight.commands.promises import Promises
from northing.insight.commands.similar import keep_feedback
from northing.insight.models import Feedback, FeedbackState, Highlight
from northing.kernel import clock
from northing.kernel.errors import NotAllowed
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.portfolio.models import Product

BATCH = 2_000
FOLLOWS = ("title", "text", "source", "url", "language", "stars", "received_at")
"""What the other system says anew is taken over, when it says anything."""
STRANGER = "No customer has this name, and customers are added by product managers and heads"


@dataclass(frozen=True, slots=True)
class Unfit:
    """A piece that could not come in: `number` is its place among those given, from 0."""

    number: int
    field: str
    value: str
    reason: str


@dataclass(slots=True)
class Brought:
    """What became of them. `ids` is as long as the pieces were many; None for those that could not come in."""

    ids: list[int | None] = field(default_factory=list)
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    customers: int = 0
    contacts: int = 0
    unfit: list[Unfit] = field(default_factory=list)


def bring_feedback(
    *,
    actor: Member,
    pieces: Iterable[Incoming],
    reason: str = "",
    lapsed_promises: bool = True,
    compared: bool = True,
    batch: int = BATCH,
) -> Brought:
    """Pieces with those who said them: a transaction and a recorded change for each `batch` of them.

    Killed on its way, it left whole batches; given the same pieces again it adds what is missing. Called inside
    `recorded`, all of it is one change. `lapsed_promises` False: no reply is promised by a day that has passed,
    as for the old pieces of an import. Takes about 10 s for 10,000 pieces on one core, most of it to read them
    so that what says the same is found: `compared` False leaves that to the background, or to nobody where it
    is only a look.
    """
    if not policies.may_triage(actor):
        raise NotAllowed(VIEWERS_READ)
    products = set(Product.objects.visible_to(actor).values_list("pk", flat=True))
    brought = Brought()
    coming = map(tidy, pieces)
    while some := list(islice(coming, batch)):
        with recorded(actor=actor, command="insight.bring_feedback", reason=reason):
            written = _Batch(actor, some, brought, lapsed_promises).bring(products)
            if compared:
                keep_feedback(written)
    if compared and brought.created >= ENOUGH:
        group_soon()
    return brought


class _Batch:
    """Some pieces, written together."""

    def __init__(
        self, actor: Member, pieces: Sequence[Incoming], brought: Brought, lapsed_promises: bool
    ) -> None:
        self._actor, self._pieces, self._brought = actor, pieces, brought
        self._lapsed_promises = lapsed_promises
        self._now, self._first = clock.now(), len(brought.ids)

    def bring(self, products: Collection[int]) -> list[int]:
        """The ids of the pieces that are new or say something else now."""
        brought = self._brought
        brought.ids += [None] * len(self._pieces)
        fit = [number for number, piece in enumerate(self._pieces) if self._is_fit(number, piece, products)]
        people = People([self._pieces[number] for number in fit], may_make=policies.may_curate(self._actor))
        brought.customers += people.customers_made
        brought.contacts += people.contacts_made
        known = [number for number in fit if self._is_known(number, people)]
        whose = {number: people.who(self._pieces[number]) for number in known}
        there = self._there([self._pieces[number] for number in known])
        new: list[tuple[Feedback, list[int]]] = []
        changed: dict[int, Feedback] = {}
        names: set[str] = set()
        promises = Promises({customer for customer, _ in whose.values() if customer is not None})
        for numbers in self._same(known):
            last = numbers[-1]  # of several with one key the last counts
            piece, who = self._pieces[last], whose[last]
            row = there.get((piece.system, piece.key)) if piece.key else None
            if row is None:
                new.append((self._row(piece, who, promises), numbers))
                continue
            for number in numbers:
                brought.ids[self._first + number] = row.pk
            if differs := _bring_up_to_date(row, piece, who):
                changed[row.pk] = row
                names |= differs
            else:
                brought.unchanged += 1
        self._write(new, changed, names)
        return [*(row.pk for row, _ in new), *(changed if SAID & names else ())]

    def _write(
        self, new: Collection[tuple[Feedback, list[int]]], changed: dict[int, Feedback], names: Collection[str]
    ) -> None:
        Feedback.objects.bulk_create(row for row, _ in new)
        for row, numbers in new:
            for number in numbers:
                self._brought.ids[self._first + number] = row.pk
        if changed:
            Feedback.objects.bulk_update(changed.values(), sorted(names), batch_size=500)
            recount(Highlight.objects.filter(feedback__in=changed).values_list("opportunity", flat=True))
        self._brought.created += len(new)
        self._brought.updated += len(changed)

    def _is_fit(self, number: int, piece: Incoming, products: Collection[int]) -> bool:
        wrong = next(faults(piece, products), None)
        if wrong is not None:
            self._refuse(number, *wrong)
        return wrong is None

    def _is_known(self, number: int, people: People) -> bool:
        strange = people.is_strange(self._pieces[number])
        if strange:
            self._refuse(number, "customer_name", STRANGER)
        return not strange

    def _refuse(self, number: int, name: str, reason: str) -> None:
        value = getattr(self._pieces[number], name)
        said = "" if value is None else str(value)
        self._brought.unfit.append(Unfit(self._first + number, name, said, reason))

    def _same(self, numbers: Iterable[int]) -> Collection[list[int]]:
        """The places of each piece: several where a key comes more than once."""
        found: dict[Any, list[int]] = {}
        for number in numbers:
            piece = self._pieces[number]
            found.setdefault((piece.system, piece.key) if piece.key else number, []).append(number)
        return found.values()

    def _there(self, pieces: Sequence[Incoming]) -> dict[tuple[str, str], Feedback]:
        """Those that came before, held until the batch is in."""
        keys = {piece.key for piece in pieces} - {""}
        if not keys:
            return {}
        rows = Feedback.objects.select_for_update().filter(key__in=keys).defer("words").order_by("pk")
        return {(row.system, row.key): row for row in rows}

    def _row(self, piece: Incoming, who: Who, promises: Promises) -> Feedback:
        received = piece.received_at or self._now
        promised = piece.reply_by or promises.reply_by(who[0], received)
        if not self._lapsed_promises and promised is not None and promised < self._now:
            promised = None
        return Feedback(
            **{name: getattr(piece, name) for name in ("title", "text", "source", "url", "kind", "language")},
            stars=piece.stars,
            customer_id=who[0],
            contact_id=who[1],
            product_id=piece.product,
            received_at=received,
            reply_by=promised,
            answered_at=piece.answered_at,
            why_set_aside=piece.why_set_aside,
            state=_state(piece),
            system=piece.system,
            key=piece.key,
            added_by=self._actor,
            created_at=self._now,
        )


def _bring_up_to_date(row: Feedback, piece: Incoming, who: Who) -> set[str]:
    """The names of what changed."""
    # Kind, product and who said it are decided on by people here: they are only filled where they are empty.
    said = {name: getattr(piece, name) for name in FOLLOWS}
    changes = {name: value for name, value in said.items() if value not in ("", None)}
    fills = {"kind": piece.kind, "product_id": piece.product, "customer_id": who[0], "contact_id": who[1]}
    changes |= {name: value for name, value in fills.items() if value and not getattr(row, name)}
    changes = {name: value for name, value in changes.items() if getattr(row, name) != value}
    for name, value in changes.items():
        setattr(row, name, value)
    return set(changes)


def _state(piece: Incoming) -> str:
    if piece.why_set_aside:
        return FeedbackState.SET_ASIDE
    return FeedbackState.ANSWERED if piece.answered_at else FeedbackState.NEW

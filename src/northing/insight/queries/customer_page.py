"""All of one customer: who, what they said and what became of it, what other systems call them."""

from collections.abc import Sequence
from dataclasses import dataclass

from northing.insight.models import Contact, Customer, CustomerKey, Merge, Merged, Segment
from northing.insight.queries.customer_list import CustomerRow, customer_row
from northing.insight.queries.customer_panel import Owed, Person, owed_to, people_of, sentence
from northing.insight.queries.customer_thread import Line, thread
from northing.kernel.errors import NotVisible
from northing.organisation.models import Member

PAGE = 50


@dataclass(frozen=True, slots=True)
class Original:
    """A customer that was merged into this one, and the merge that can be undone."""

    merge: Merge
    customer: Customer


@dataclass(frozen=True, slots=True)
class CustomerPage:
    row: CustomerRow
    sentence: str
    owed: tuple[Owed, ...]
    lines: tuple[Line, ...]
    people: Sequence[Person]
    segments: Sequence[Segment]
    keys: Sequence[CustomerKey]
    originals: tuple[Original, ...]
    page: int
    pages: int

    @property
    def customer(self) -> Customer:
        return self.row.customer


def customer_page(actor: Member, pk: int, page: int = 1) -> CustomerPage:
    row = customer_row(actor, pk)
    pages = max(1, -(-row.said.total // PAGE))
    page = min(page, pages)
    return CustomerPage(
        row=row,
        sentence=sentence(actor, row),
        owed=tuple(owed_to(actor, pk)),
        lines=tuple(thread(actor, pk, first=(page - 1) * PAGE, pieces=PAGE)),
        people=people_of(actor, pk),
        segments=list(Segment.objects.filter(memberships__customer=pk)),
        keys=list(CustomerKey.objects.filter(customer=pk)),
        originals=tuple(_originals(pk)),
        page=page,
        pages=pages,
    )


def customer(pk: int) -> Customer:
    found = Customer.objects.standing().select_related("owner").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def contact(pk: int) -> Contact:
    found = Contact.objects.select_related("customer").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def where_it_went(pk: int) -> int | None:
    """The customer that stands for one that was merged away."""
    found = Customer.objects.filter(pk=pk).select_related("merged_into").first()
    while found is not None and found.merged_into is not None:
        found = found.merged_into
    return found.pk if found is not None and found.pk != pk else None


def _originals(pk: int) -> list[Original]:
    merges = Merge.objects.filter(thing=Merged.CUSTOMER, kept=pk, undone_at=None).select_related("made_by")
    found = list(merges)
    gone = Customer.objects.in_bulk([merge.gone for merge in found])
    return [Original(merge, gone[merge.gone]) for merge in found if merge.gone in gone]


def merge_of_customers(pk: int) -> Merge:
    found = Merge.objects.filter(pk=pk, thing=Merged.CUSTOMER).first()
    if found is None:
        raise NotVisible
    return found

"""What the API takes and gives about customers, feedback and opportunities."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Self

from ninja import Schema
from pydantic import Field, StringConstraints

from northing.insight.models import CustomerKind, FeedbackState, Health, Kind, Source
from northing.strategy.queries.aims import Aim

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100_000)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class Page(Schema):
    """`next` is the cursor of the following page; null on the last one."""

    next: str | None


class FeedbackIn(Schema):
    """`system` and `key` are the caller's own id: the same again updates the piece that is there.

    Who said it is named by our id of the customer, or as the caller knows them: by `customer_key` (what
    `system` calls the customer), `customer_name`, `contact_email` and `contact_name`.
    Who is not there yet is made.
    """

    text: Text
    title: str = Field("", max_length=300)
    source: Source = Source.NOTE
    url: str = Field("", max_length=1000)
    customer: int | None = None
    customer_name: str = Field("", max_length=200)
    customer_key: str = Field("", max_length=200)
    contact_email: str = Field("", max_length=254)
    contact_name: str = Field("", max_length=160)
    product: int | None = None
    kind: Kind | None = None
    language: str = Field("", max_length=8)
    stars: int | None = Field(None, ge=1, le=5)
    received_at: datetime | None = None
    system: str = Field("api", max_length=40)
    key: str = Field("", max_length=200)


class FeedbackPatch(Schema):
    """Only what is named changes."""

    text: Text | None = None
    title: str | None = Field(None, max_length=300)
    customer: int | None = None
    product: int | None = None
    kind: Kind | None = None
    language: str | None = Field(None, max_length=8)


class FeedbackOut(Schema):
    id: int
    title: str
    text: str
    source: Source
    url: str
    customer: int | None = Field(validation_alias="customer_id")
    contact: int | None = Field(validation_alias="contact_id")
    product: int | None = Field(validation_alias="product_id")
    kind: str
    language: str
    stars: int | None
    state: FeedbackState
    received_at: datetime
    reply_by: datetime | None
    answered_at: datetime | None
    why_set_aside: str
    system: str
    key: str


class FeedbackPage(Page):
    items: list[FeedbackOut]


class AttachmentOut(Schema):
    id: int
    name: str
    size: int = Field(description="Bytes.")
    content_type: str
    digest: str = Field(description="SHA-256; empty of files from before it was kept.")


class CustomerIn(Schema):
    """`system` and `key` are the caller's own id: the same again updates the customer that is there."""

    name: Name
    kind: CustomerKind = CustomerKind.COMPANY
    plan: str = Field("", max_length=80)
    country: str = Field("", max_length=80)
    since: date | None = None
    revenue: Decimal | None = Field(None, ge=0, max_digits=14, decimal_places=2)
    currency: str = Field("", max_length=3)
    renews_on: date | None = None
    health: Health | None = None
    system: str = Field("api", max_length=40)
    key: str = Field("", max_length=200)


class CustomerPatch(Schema):
    """Only what is named changes."""

    name: Name | None = None
    plan: str | None = Field(None, max_length=80)
    country: str | None = Field(None, max_length=80)
    since: date | None = None
    revenue: Decimal | None = Field(None, ge=0, max_digits=14, decimal_places=2)
    currency: str | None = Field(None, max_length=3)
    renews_on: date | None = None
    health: Health | None = None


class CustomerOut(Schema):
    id: int
    kind: CustomerKind
    name: str
    plan: str
    country: str
    since: date | None
    revenue: Decimal | None
    currency: str
    worth: Decimal | None = Field(description="Its revenue in the organisation's currency.")
    renews_on: date | None
    health: str


class CustomerPage(Page):
    items: list[CustomerOut]


class OpportunityOut(Schema):
    id: int
    name: str
    statement: str
    product: int | None = Field(validation_alias="product_id")
    state: str
    customers: int = Field(description="Distinct customers asking.")
    revenue: Decimal = Field(description="What they are worth, each once, in the organisation's currency.")
    custom: dict[str, Any] = Field(description="Values of the organisation's own fields, by slug.")


class OpportunityPatch(Schema):
    """Only what is named changes; of `custom` as well, by the fields' slugs, null to take a value away."""

    name: Name | None = None
    statement: str | None = Field(None, max_length=100_000)
    decide_by: date | None = None
    custom: dict[str, Any] | None = None


class AimRef(Schema):
    """An objective, or one key result of it."""

    objective: int
    key_result: int | None = None

    @classmethod
    def of(cls, aim: Aim) -> Self:
        return cls(objective=aim.objective.pk, key_result=aim.key_result.pk if aim.key_result else None)


class AimRefs(Schema):
    """What solving an opportunity would serve, as far as the caller may know."""

    serves: list[AimRef] = Field(max_length=200)


class OpportunityPage(Page):
    items: list[OpportunityOut]


def named(body: Schema) -> dict[str, Any]:
    """The fields that the caller named, with "" where they said null for a text."""
    values = body.model_dump(exclude_unset=True)
    return {name: "" if value is None and name in TEXTS else value for name, value in values.items()}


TEXTS = frozenset(
    {"title", "text", "kind", "language", "plan", "country", "currency", "health", "name", "statement"}
)

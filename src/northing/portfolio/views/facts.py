"""Products and lines as facts: how each field reads, and where this person may change it."""

from typing import TYPE_CHECKING

from django.urls import reverse

from northing.kernel.errors import NotAllowed
from northing.organisation.queries.custom_fields import Field
from northing.portfolio import commands, policies, queries
from northing.ui import formatting
from northing.ui.in_place import Fact

if TYPE_CHECKING:
    from datetime import date

    from northing.organisation.models import Member
    from northing.portfolio.models import Product, ProductLine

Facts = dict[str, Fact]


def product_facts(actor: "Member", product: "Product", *, keys: bool = True) -> Facts:
    """`keys`: whether letters open the editors; not where the page has better uses for them."""
    if policies.may_shape_portfolio(actor):
        changes = commands.BY_HEADS
    else:
        changes = commands.BY_OWNER if policies.may_change_product(actor, product) else frozenset()

    def fact(field: str, label: str, text: object, key: str = "", empty: str = "none") -> Fact:
        may = field in changes
        address = reverse("portfolio:change_product", args=[product.pk, field]) if may else ""
        return Fact(label, str(text or ""), address, key if may and keys else "", empty)

    known_by = "Only its owner and the heads" if product.restricted else "Everybody here"
    return {
        "name": fact("name", "Name", product.name, "e"),
        "line": fact("line", "Product line", product.line, "l"),
        "owner": fact("owner", "Owner", product.owner, "o", "nobody"),
        "business_role": fact("business_role", "Business role", product.get_business_role_display(), "r"),
        "horizon": fact("horizon", "Horizon", product.get_horizon_display()),
        "sold_since": fact("sold_since", "Sold since", _day(product.sold_since), empty="not yet"),
        "next_review_on": fact("next_review_on", "Next stage review", _day(product.next_review_on)),
        "investment_target": fact(
            "investment_target", "Target share of investment", _percent(product.investment_target)
        ),
        "attention_target": fact("attention_target", "Attention asked for", _percent(product.attention_target)),
        "attractiveness": fact("attractiveness", "Market attractiveness", product.attractiveness),
        "strength": fact("strength", "Our strength", product.strength),
        "description": fact("description", "What it is", product.description, "d", "not said yet"),
        "public_name": fact("public_name", "Public name", product.public_name, empty="the same"),
        "restricted": fact("restricted", "Who knows of it", known_by),
    }


def own_facts(actor: "Member", product: "Product") -> Facts:
    """What the organisation's own fields say of it."""
    may = policies.may_change_product(actor, product)

    def fact(field: Field) -> Fact:
        address = reverse("portfolio:change_own", args=[product.pk, field.row.slug]) if may else ""
        return Fact(field.name, field.words(product.custom), address)

    return {field.key: fact(field) for field in queries.own_fields()}


def _day(day: "date | None") -> str:
    return formatting.long_day(day) if day else ""


def _percent(points: int | None) -> str:
    return formatting.with_unit(str(points), "%") if points is not None else ""


def line_facts(actor: "Member", line: "ProductLine") -> Facts:
    may = policies.may_shape_portfolio(actor)

    def fact(field: str, label: str, text: object, key: str = "", empty: str = "none") -> Fact:
        address = reverse("portfolio:change_line", args=[line.pk, field]) if may else ""
        return Fact(label, str(text or ""), address, key if may else "", empty)

    return {
        "name": fact("name", "Name", line.name, "e"),
        "mark": fact("mark", "Mark", line.get_mark_display(), "m"),
        "owner": fact("owner", "Owner", line.owner, "o", "nobody"),
        "description": fact("description", "What it is", line.description, "d", "not said yet"),
        "position": fact("position", "Place in the list", line.position, empty="0"),
    }


def must_shape(actor: "Member") -> None:
    if not policies.may_shape_portfolio(actor):
        raise NotAllowed("Lines and products are made by owners and heads of product.")


def must_change(facts: Facts, field: str, why: str) -> None:
    if not facts[field].address:
        raise NotAllowed(why)

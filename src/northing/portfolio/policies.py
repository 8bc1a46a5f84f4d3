"""Who may do what with product lines and products."""

from northing.organisation.models import Member, Role
from northing.portfolio.models import Case, Product


def may_shape_portfolio(actor: Member) -> bool:
    """Lines and products are made, and given to owners, by the heads."""
    return actor.runs_the_place


def may_change_product(actor: Member, product: Product) -> bool:
    """A product is described and moved along its life by whoever answers for it."""
    return actor.runs_the_place or (actor.role == Role.MANAGER and product.owner_id == actor.pk)


def may_propose(actor: Member) -> bool:
    """A new product is proposed by whoever manages products."""
    return actor.runs_the_place or actor.role == Role.MANAGER


def may_change_case(actor: Member, case: Case) -> bool:
    return actor.runs_the_place or (actor.role == Role.MANAGER and case.sponsor_id == actor.pk)


def may_note_market(actor: Member) -> bool:
    """Everybody who works here hears something; who only looks on does not write."""
    return actor.role != Role.VIEWER

"""The objectives that a product works for."""

from northing.organisation.models import Member
from northing.portfolio.models import Product
from northing.strategy.queries.strategy_map import ObjectiveLine, strategy_map


def objectives_of_product(actor: Member, product: Product) -> list[ObjectiveLine]:
    """Its own and its line's first, then those that its features are built for."""
    found = strategy_map(actor)
    own = [line for line in found.objectives if _is_of(line, product)]
    served = [
        line
        for line in found.objectives
        if line not in own and any(piece.product == product.name for piece in line.all_pieces)
    ]
    return own + served


def _is_of(line: ObjectiveLine, product: Product) -> bool:
    row = line.objective
    return row.product_id == product.pk or (row.line_id is not None and row.line_id == product.line_id)

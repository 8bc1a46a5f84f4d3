"""Who of Tarnbrook's customers took a product up later than the others, who left it and who came back."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from northing.exchange.sample.buyers import NAMED, Buyer
from northing.exchange.sample.moments import act
from northing.insight import commands as insight
from northing.insight.models import Customer
from northing.organisation.models import Member
from northing.portfolio.models import Product

NEW = "E-invoicing"
# Customers that took it up in each quarter since it is sold: as new things spread.
SPREAD = (1, 2, 4, 6, 7, 5, 3, 2)
QUARTER = 91
JOINED, LEFT, CAME_BACK = 6, 11, 4  # every so many-th
AWAY = 330  # days
KNOWN = frozenset(buyer.name for buyer in NAMED)


def used_from(product: str, place: int) -> int | None:
    """Days ago that the user at this place took the product up; None: from the start."""
    if product == NEW:
        taken = [quarter for quarter, count in enumerate(SPREAD) for _ in range(count)]
        quarter = taken[min(place, len(taken) - 1)]
        return (len(SPREAD) - quarter) * QUARTER - 20 - place % 3 * 20
    return 40 + place * 17 % 320 if place % JOINED == JOINED - 1 else None


def come_and_go(
    *,
    now: datetime,
    head: Member,
    whom: list[Buyer],
    customers: Mapping[str, Customer],
    products: Mapping[str, Product],
) -> None:
    """Product by product, in the order in which customers are known; those of the story stay as they are."""
    moves = sorted(_moves(whom), key=lambda move: -move[0])
    uses = {buyer.name: set(from_the_start(whom, buyer)) for buyer in whom}
    for ago, name, product, comes in moves:
        (uses[name].add if comes else uses[name].discard)(product)
        act(
            now - timedelta(days=ago),
            insight.say_what_they_use,
            actor=head,
            customer=customers[name],
            products=[products[one].pk for one in sorted(uses[name])],
        )


def from_the_start(whom: list[Buyer], buyer: Buyer) -> list[str]:
    """The products that a customer used when the record began."""
    return [product for product in buyer.uses if used_from(product, _places(whom, product)[buyer.name]) is None]


def _places(whom: list[Buyer], product: str) -> dict[str, int]:
    return {buyer.name: place for place, buyer in enumerate(one for one in whom if product in one.uses)}


def _moves(whom: list[Buyer]) -> Iterator[tuple[int, str, str, bool]]:
    """Days ago, customer, product, and whether it comes or goes."""
    for product in sorted({product for buyer in whom for product in buyer.uses}):
        for name, place in _places(whom, product).items():
            joined = used_from(product, place)
            if joined is not None:
                yield joined, name, product, True
            elif place % LEFT == LEFT - 1 and name not in KNOWN:
                left = 60 + place * 13 % 280
                if place % CAME_BACK == 1:
                    yield left + AWAY, name, product, False
                    yield left, name, product, True
                else:
                    yield left, name, product, False

"""Where tables of money wait for whoever brought them."""

from northing.exchange.waiting import Shelf
from northing.portfolio import policies

BROUGHT_BY = "Budgets and actuals of many products are brought by owners and heads of product."
SHELF = Shelf("money", policies.may_shape_portfolio, BROUGHT_BY)

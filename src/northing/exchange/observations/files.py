"""Where tables of values wait for whoever brought them."""

from northing.exchange.waiting import Shelf
from northing.metrics import policies
from northing.metrics.commands import BROUGHT_BY

SHELF = Shelf("observations", policies.may_bring_values, BROUGHT_BY)

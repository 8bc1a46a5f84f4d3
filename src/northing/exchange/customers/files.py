"""Where files of customers wait for whoever brought them."""

from northing.exchange.waiting import Shelf
from northing.insight import policies
from northing.insight.commands.customers import KEPT_BY

SHELF = Shelf("customers", policies.may_curate, KEPT_BY)

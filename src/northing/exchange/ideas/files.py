"""Where tables of ideas wait for whoever brought them."""

from northing.exchange.waiting import Shelf
from northing.planning import policies

BROUGHT_BY = "Viewers read. Ask an owner or head for another role."
SHELF = Shelf("ideas", policies.may_create_feature, BROUGHT_BY)

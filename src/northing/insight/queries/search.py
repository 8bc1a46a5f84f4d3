"""What was said, what problems there are and who the customers are, by any words: what search shows of them."""

import re
from collections.abc import Sequence

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from northing.insight.models import Customer, Feedback, Opportunity
from northing.insight.queries.saying import NEWEST, first_saying
from northing.organisation.models import Member

SHORTEST = 3  # a word's beginning of two letters is in every other piece
_WORD = re.compile(r"\w+")


def pieces_saying(actor: Member, words: Sequence[str], most: int) -> QuerySet[Feedback]:
    """Those that hold a word beginning with each of these, the latest first."""
    asked = _asked(words)
    if asked is None:
        return Feedback.objects.none()
    seen = Feedback.objects.visible_to(actor).standing()
    told = first_saying(seen, Q(words=asked), NEWEST, most).select_related("customer")
    return told.only("title", "text", "source", "customer__name").order_by(*NEWEST)


def opportunities_saying(actor: Member, words: Sequence[str]) -> QuerySet[Opportunity]:
    asked = _asked(words)
    if asked is None:
        return Opportunity.objects.none()
    found = Opportunity.objects.visible_to(actor).standing().filter(words=asked)
    return found.select_related("product").only("name", "product__name").order_by("name", "pk")


def customers_called(words: Sequence[str]) -> QuerySet[Customer]:
    found = Customer.objects.filter(merged_into=None)
    for word in words:
        found = found.filter(name__icontains=word)
    return found.only("name", "plan").order_by("name", "pk")


def _asked(words: Sequence[str]) -> SearchQuery | None:
    parts = [part.casefold() for word in words for part in _WORD.findall(word)]
    if not parts or max(map(len, parts)) < SHORTEST:
        return None
    return SearchQuery(" & ".join(f"'{part}':*" for part in parts), config="simple", search_type="raw")

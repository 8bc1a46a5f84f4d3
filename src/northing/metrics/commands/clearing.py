"""The log of deliveries is kept as long as somebody may want to know, or to undo."""

from datetime import timedelta

from django.db.models import Max, Q

from northing.kernel import clock
from northing.metrics.models import Delivery, Feed, Way
from northing.organisation.history import recorded

# A file is undone from the log; what comes by itself comes again.
KEPT = timedelta(days=90)
FILES_KEPT = timedelta(days=400)


def clear_log() -> int:
    """Forget old deliveries, but for the last one of each feed; values and restatements stay. How many went."""
    now = clock.now()
    last = Feed.objects.annotate(last=Max("deliveries__pk")).exclude(last=None).values("last")
    old = Delivery.objects.filter(
        Q(made_at__lt=now - FILES_KEPT) | Q(made_at__lt=now - KEPT) & ~Q(way=Way.FILE)
    ).exclude(pk__in=last)
    with recorded(actor=None, command="metrics.clear_log"):
        _, rows = old.delete()
    return rows.get(Delivery._meta.label, 0)

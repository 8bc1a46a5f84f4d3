"""In which currency revenue is summed and shown."""

from northing.organisation.models import Organisation


def our_currency() -> str:
    return Organisation.objects.values_list("currency", flat=True).first() or "EUR"

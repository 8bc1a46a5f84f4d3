"""In which currency amounts are summed and shown."""

from northing.kernel.once import once_a_page
from northing.organisation.models import Organisation


@once_a_page
def our_currency() -> str:
    return Organisation.objects.values_list("currency", flat=True).first() or "EUR"

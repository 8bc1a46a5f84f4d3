"""What higher rooms may wait for, since this room does not know them."""

from django.dispatch import Signal

# Sent after the organisation and its owner were created: `owner` (Member), `with_example` (bool).
organisation_set_up = Signal()

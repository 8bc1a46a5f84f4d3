"""Whether a row is a feature or an item, by the tracker's own word."""

import re

from northing.exchange.readers.records import Kind
from northing.exchange.readers.states import plain

_FEATURES = re.compile(
    r"\b(epic\w*|epos|épica|épopée|epopeya|épico|эпик|feature|initiative|capability|theme|funktion|エピック|史诗)\b"
)
_NOT_FEATURES = re.compile(r"\b(request|bug|task|story|sub)\b")


def kind_of(word: str) -> Kind:
    """Epics, features and what stands above them are features, everything else is an item."""
    name = plain(word)
    return "feature" if _FEATURES.search(name) and not _NOT_FEATURES.search(name) else "item"

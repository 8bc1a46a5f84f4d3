"""Nobody overwrites what they have not seen: a version of a thing's answer, and whether a caller knew it."""

import hashlib
import json
from typing import Any


def etag(answer: Any) -> str:
    """A strong ETag of what the API answers, from its JSON."""
    text = json.dumps(answer, sort_keys=True, default=str)
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def knew(if_match: str, current: str) -> bool:
    """Whether an If-Match header, with one or several tags or *, names the current version."""
    tags = [tag.strip() for tag in if_match.split(",")]
    return "*" in tags or current in tags

"""What a metric is called, out of what its column is called: "signup_rate (%)" is Signup rate, in %."""

import re
from functools import lru_cache

_BEHIND = re.compile(r"(?P<name>.*\S)\s*[(\[](?:in )?(?P<unit>[^()\[\]]{1,20})[)\]]")
_AFTER = re.compile(
    r"(?P<name>.*[^\s,])(?:,\s*| in |\s(?=[A-Z]{3}$))"
    r"(?P<unit>%|€|\$|£|EUR|USD|GBP|CHF|SEK|days?|d|hours?|h|minutes?|min|seconds?|s|ms|Tage|Std|Min)"
)
_AT_ONCE = re.compile(r"(?P<name>.*\S)\s*(?P<unit>%)")
_SIGN = re.compile(r"[%€$£¥]")


@lru_cache(maxsize=1024)
def called(column: str) -> tuple[str, str]:
    """Name and unit; "" where no unit is said."""
    text = " ".join(column.replace("_", " ").split()) or column
    for form in (_BEHIND, _AFTER, _AT_ONCE):
        if found := form.fullmatch(text):
            return _capital(found["name"]), found["unit"]
    return _capital(text), ""


def unit_of(samples: tuple[str, ...]) -> str:
    """The sign that cells carry themselves."""
    found = {sign[0] for sample in samples if (sign := _SIGN.search(sample))}
    return found.pop() if len(found) == 1 else ""


def same(name: str) -> str:
    """What two spellings of one name share."""
    return " ".join(name.replace("_", " ").replace("-", " ").lower().split())


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]

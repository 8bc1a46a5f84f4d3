"""Views of the page that everybody has, and under which name saved ones are kept."""

from northing.organisation.queries.saved_lists import SavedList
from northing.planning.queries.prioritise.filter import PrioritiseFilter

CANDIDATES = SavedList(
    "planning.prioritise",
    "planning:prioritise",
    PrioritiseFilter,
    {
        "All, by score": PrioritiseFilter(),
        "Too close to call": PrioritiseFilter(close=True),
        "For no objective": PrioritiseFilter(unserved=True),
        "By product": PrioritiseFilter(group="product"),
    },
)

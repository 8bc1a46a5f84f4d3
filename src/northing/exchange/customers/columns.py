"""Which column of a table of customers goes where: proposed from its name, corrected by a person."""

import re
from collections.abc import Mapping, Sequence

TARGETS = {
    "": "Left out",
    "name": "Name",
    "key": "Id in the other system",
    "kind": "Company or person",
    "country": "Country",
    "plan": "Plan",
    "revenue": "Revenue a year",
    "monthly": "Revenue a month",
    "currency": "Currency",
    "renews_on": "Renews on",
    "decides_on": "Decides on",
    "since": "Customer since",
    "health": "Health",
    "owner": "Owner",
    "segments": "Segments",
    "products": "Uses",
    "note": "Note",
    "person": "Person: name",
    "email": "Person: e-mail",
    "title": "Person: title",
}
# In the order of trust: the first column whose name fits takes the target.
WORDS = (
    ("key", r"(customer|account|company|organi[sz]ation|crm|external)?\s*(id|key|number|no|ref)"),
    ("email", r"(contact|person|primary)?\s*e-?mail( address)?"),
    ("person", r"(primary )?(contact|person|full name)( name)?"),
    ("title", r"(job |contact |person )?(title|role|position)"),
    ("name", r"(customer|account|company|organi[sz]ation|client)?\s*name|customer|account|company|client"),
    ("kind", r"kind|type"),
    ("country", r"(billing )?country|land|pays"),
    ("plan", r"plan|tier|subscription|package|edition|product plan"),
    ("monthly", r"mrr|monthly recurring revenue|revenue a month|monthly revenue"),
    ("revenue", r"arr|acv|annual recurring revenue|(annual |yearly )?revenue( a year)?|contract value|value"),
    ("currency", r"currency"),
    ("renews_on", r"renew(s|al)?( on| date)?|contract end( date)?|end date"),
    ("decides_on", r"decides( on)?|decision date"),
    ("since", r"(customer )?since|start date|created( at)?|signed( on)?"),
    ("health", r"health( status| score)?"),
    ("owner", r"(account )?owner|account manager|csm|customer success manager"),
    ("segments", r"segments?|tags|labels"),
    ("products", r"uses|products?( used)?"),
    ("note", r"notes?|comment|description"),
)


def proposed(names: Sequence[str]) -> dict[str, str]:
    """Column name -> target, each target once."""
    found: dict[str, str] = {}
    for target, pattern in WORDS:
        for name in names:
            if name not in found and re.fullmatch(pattern, _plain(name)):
                found[name] = target
                break
    return {name: found.get(name, "") for name in names}


def chosen(names: Sequence[str], asked: Mapping[str, str]) -> dict[str, str]:
    """What a person said of each column by its place (`c0`, `c1`, …), else what we propose."""
    guess = proposed(names)
    return {
        name: said if (said := asked.get(f"c{place}", "?")) in TARGETS else guess[name]
        for place, name in enumerate(names)
    }


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[_./()\-]+", " ", name).lower().replace("e mail", "e-mail").split())

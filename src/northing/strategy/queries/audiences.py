"""Whom the strategy is shared with, and what each of them may know."""

from dataclasses import dataclass

from northing.kernel.errors import NotVisible


@dataclass(frozen=True, slots=True)
class Audience:
    """What is not among `fields` is in no byte of the answer."""

    slug: str
    name: str
    told: str
    fields: frozenset[str]

    def knows(self, field: str) -> bool:
        return field in self.fields


AUDIENCES = (
    Audience(
        "executives",
        "Executives",
        "objectives with owners, scores, values, chances and what is built for them",
        frozenset({"results", "owners", "scores", "values", "chances", "work"}),
    ),
    Audience(
        "company",
        "Company",
        "objectives with owners, scores and values, without chances",
        frozenset({"results", "owners", "scores", "values"}),
    ),
    Audience("outside", "Outside", "the vision, the pillars, and the names of objectives", frozenset()),
)


def audience(slug: str) -> Audience:
    found = next((each for each in AUDIENCES if each.slug == slug), None)
    if found is None:
        raise NotVisible
    return found

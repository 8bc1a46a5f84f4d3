"""The columns of the customers' table, in their order."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """`css` is its class, `width` in pixels (0: what is left), `sort` the key it is sorted by, or "".

    `edits`: it can be typed into; the others are counted or are changed on the customer's page.
    """

    key: str
    label: str
    css: str
    width: int = 0
    sort: str = ""
    edits: bool = False


COLUMNS = {
    column.key: column
    for column in (
        Column("name", "Customer", "n", 0, "name"),
        Column("segments", "Segments", "cg", 132),
        Column("country", "Country", "cy", 108, "country"),
        Column("plan", "Plan", "cp", 108, "plan", edits=True),
        Column("revenue", "Revenue a year", "cv r", 118, "revenue", edits=True),
        Column("renews", "Renews", "cw r", 104, "renews", edits=True),
        Column("health", "Health", "ch", 104, "health", edits=True),
        Column("owner", "Owner", "co", 124, "owner", edits=True),
        Column("pieces", "Pieces", "ci r", 64),
        Column("said", "What became of it", "cs", 150),
    )
}

"""What a merge leaves to a person: rows whose feature is nowhere, and fields that changed on both sides."""

from typing import Any

from django.db.backends.utils import CursorWrapper
from django.db.models import Model

from northing.organisation.models import Team
from northing.planning.commands.merging.choices import Choices
from northing.planning.commands.merging.fields import Field
from northing.planning.commands.merging.targets import Target
from northing.planning.models import Feature, Release
from northing.portfolio.models import Product

MOST_PARENTS, MOST_CONFLICTS = 20, 60
LOST = f"""
SELECT family.lost AS parent, count(*) AS rows, min(family.place) AS example,
    coalesce(min(chosen.feature), '') AS feature
FROM merging_family AS family
LEFT JOIN chosen_feature AS chosen ON chosen.parent = family.lost
WHERE family.kind = 'item' AND family.lost IS NOT NULL AND family.feature_key <> family.key
GROUP BY family.lost ORDER BY family.lost = '', rows DESC, parent LIMIT {MOST_PARENTS}"""
NAMES_OF = "SELECT place, name FROM incoming WHERE place = ANY(%s)"
NAMED: dict[str, type[Model]] = {"team": Team, "product": Product, "release": Release, "feature": Feature}


def lost_rows(cursor: CursorWrapper) -> list[dict[str, Any]]:
    """Parents that are nowhere, "" for none named: how many rows, the name of one, and the chosen feature."""
    cursor.execute(LOST)
    names = ("parent", "rows", "example", "feature")
    found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    if found:  # the rows are wide, and mostly nothing is lost
        cursor.execute(NAMES_OF, [[one["example"] for one in found]])
        examples = dict(cursor.fetchall())
        for one in found:
            one["example"] = examples[one["example"]]
    return found


def conflicts(target: Target, choices: Choices, cursor: CursorWrapper) -> list[dict[str, Any]]:
    """The first fields that changed on both sides: what stood there, what stands here, what the file says."""
    both = (*target.fields, *target.more_conflicts)
    news = ", ".join(f"(merged.said->>'{field.column}')::{field.type} AS new_{field.column}" for field in both)
    cursor.execute(
        f"SELECT merged.key, mine.name, cell.word, cell.before, cell.ours, cell.theirs"
        f" FROM {target.staged} AS merged JOIN {target.table} AS mine ON mine.id = merged.our_id"
        f" CROSS JOIN LATERAL (SELECT merged.said_before AS said) AS origin"
        f" CROSS JOIN LATERAL (SELECT {news}) AS new"
        f" CROSS JOIN LATERAL (VALUES {', '.join(map(_cell, both))})"
        f" AS cell (word, before, ours, theirs, stands)"
        f" WHERE merged.conflicts > 0 AND cell.stands ORDER BY merged.line, cell.word LIMIT {MOST_CONFLICTS}"
    )
    names = ("key", "name", "field", "before", "ours", "theirs")
    found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    for word, model in NAMED.items():
        _name([one for one in found if one["field"] == word], model)
    for one in found:
        word, key = one["field"], one["key"]
        one["takes_theirs"] = word in choices.theirs or word in choices.theirs_of.get(key, ())
    return found


def _cell(field: Field) -> str:
    ours = f"to_jsonb(mine.{field.column})#>>'{{}}'"
    before, theirs = (f"{side}->>'{field.column}'" for side in ("origin.said", "merged.said"))
    return f"('{field.word}', {before}, {ours}, {theirs}, {field.in_conflict})"


def _name(cells: list[dict[str, Any]], model: type[Model]) -> None:
    """Ids become the names of what they stand for."""
    sides = ("before", "ours", "theirs")
    ids = {cell[side] for cell in cells for side in sides if cell[side]}
    names = dict(model._default_manager.filter(pk__in=ids).values_list("pk", "name")) if ids else {}
    for cell in cells:
        for side in sides:
            cell[side] = names.get(int(cell[side]), "") if cell[side] else cell[side]

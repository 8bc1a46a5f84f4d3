"""In which tables a word stands, whatever the column: asked after erasing a person, lest one is forgotten."""

import json
from collections.abc import Sequence
from urllib.parse import quote, quote_plus

from django.db import connection

COLUMNS = """
SELECT table_name, array_agg(column_name::text ORDER BY ordinal_position)
FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
  AND udt_name IN ('text', 'varchar', 'json', 'jsonb', 'tsvector', '_text', '_varchar')
GROUP BY table_name ORDER BY table_name
"""
HOLDS = "lower({column}::text) LIKE ANY(%s)"  # small letters are made once, however many spellings there are
_MEANT_LITERALLY = str.maketrans({sign: f"\\{sign}" for sign in "\\%_"})


def spellings(word: str) -> list[str]:
    """A word in small letters: as it is written, as JSON escapes it, and as a list's address keeps it."""
    found = set()
    for form in (word, word.lower()):  # an escaped capital is another sign than its small letter
        escaped = (json.dumps(form, ensure_ascii=plain)[1:-1] for plain in (False, True))
        found |= {form, *escaped, quote_plus(form), quote(form)}
    return sorted({form.lower() for form in found})


def tables() -> list[tuple[str, list[str]]]:
    """All that hold texts, and the columns that do."""
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        return list(cursor.fetchall())


def tables_with(word: str, among: Sequence[tuple[str, list[str]]] | None = None) -> list[str]:
    """Looks through every text of the database, or of some `tables`: seconds where there are millions."""
    found, quoted = [], connection.ops.quote_name
    asked = [f"%{spelling.translate(_MEANT_LITERALLY)}%" for spelling in spellings(word)]
    with connection.cursor() as cursor:
        for table, columns in tables() if among is None else among:
            texts = [HOLDS.format(column=quoted(name)) for name in columns]
            query = f"SELECT EXISTS (SELECT 1 FROM {quoted(table)} WHERE {' OR '.join(texts)})"  # noqa: S608
            cursor.execute(query, [asked] * len(columns))
            if cursor.fetchone()[0]:
                found.append(table)
    return found

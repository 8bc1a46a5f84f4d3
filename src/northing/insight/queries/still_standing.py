"""In which tables a word stands, whatever the column: asked after erasing a person, lest one is forgotten."""

from django.db import connection

COLUMNS = """
SELECT table_name, array_agg(column_name::text ORDER BY ordinal_position)
FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
  AND data_type IN ('text', 'character varying', 'json', 'jsonb', 'tsvector', 'ARRAY')
GROUP BY table_name ORDER BY table_name
"""


def tables_with(word: str) -> list[str]:
    """Looks through every text of the database: seconds where there are millions, and seldom asked."""
    found, quoted = [], connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        for table, columns in cursor.fetchall():
            texts = [f"strpos(lower({quoted(name)}::text), %s) > 0" for name in columns]
            query = f"SELECT EXISTS (SELECT 1 FROM {quoted(table)} WHERE {' OR '.join(texts)})"  # noqa: S608
            cursor.execute(query, [word.lower()] * len(columns))
            if cursor.fetchone()[0]:
                found.append(table)
    return found

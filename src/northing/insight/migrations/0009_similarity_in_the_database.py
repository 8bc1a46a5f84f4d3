"""Signatures of texts, the sums over them, and the two questions that find candidates: see
`northing_engine.similarity`.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import northing.insight.models.similarity
from django.db import migrations, models


SUMS = """
CREATE AGGREGATE insight_sum_of_vectors(vector) (
    SFUNC = vector_accum, STYPE = double precision[], INITCOND = '{0}'
);
CREATE AGGREGATE insight_sum_of_sums(double precision[]) (
    SFUNC = vector_combine, STYPE = double precision[], INITCOND = '{0}'
);
CREATE FUNCTION insight_signatures_counted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    sign integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
BEGIN
    INSERT INTO insight_termcount (term, pieces)
    SELECT said, sign * count(*) FROM changed, unnest(terms) AS said GROUP BY said;
    INSERT INTO insight_signaturesum (embedding_id, sign, pieces, length, title_vectors, vectors)
    SELECT embedding_id, sign, count(*), sum(length), insight_sum_of_vectors(title_vector::vector),
           insight_sum_of_vectors(vector::vector)
    FROM changed GROUP BY embedding_id;
    RETURN NULL;
END $$;
CREATE FUNCTION insight_sum_up() RETURNS void LANGUAGE sql AS $$
    WITH gone AS (
        DELETE FROM insight_termcount WHERE term IN (
            SELECT term FROM insight_termcount GROUP BY term HAVING count(*) > 1 OR sum(pieces) = 0
        ) RETURNING term, pieces
    )
    INSERT INTO insight_termcount (term, pieces)
    SELECT term, sum(pieces) FROM gone GROUP BY term HAVING sum(pieces) <> 0;
    WITH gone AS (DELETE FROM insight_signaturesum RETURNING *)
    INSERT INTO insight_signaturesum (embedding_id, sign, pieces, length, title_vectors, vectors)
    SELECT embedding_id, sign, sum(pieces), sum(length), insight_sum_of_sums(title_vectors),
           insight_sum_of_sums(vectors)
    FROM gone GROUP BY embedding_id, sign;
$$;
"""

# One of a kind for each shelf of signatures: {thing} is feedback or opportunity, {said} what its text is.
SHELF = """
ALTER TABLE insight_{thing}signature SET (toast_tuple_target = 1536);
ALTER TABLE insight_{thing}signature ALTER packed SET STORAGE EXTERNAL, ALTER title_vector SET STORAGE EXTERNAL,
    ALTER vector SET STORAGE MAIN, ALTER terms SET STORAGE MAIN;
CREATE TRIGGER signatures_came AFTER INSERT ON insight_{thing}signature REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION insight_signatures_counted();
CREATE TRIGGER signatures_went AFTER DELETE ON insight_{thing}signature REFERENCING OLD TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION insight_signatures_counted();
CREATE FUNCTION insight_drop_{thing}_signature() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM insight_{thing}signature WHERE {thing}_id = OLD.id;
    RETURN NULL;
END $$;
CREATE TRIGGER words_changed AFTER UPDATE OF {said} ON insight_{thing}
FOR EACH ROW WHEN ((OLD.{first}, OLD.{second}) IS DISTINCT FROM (NEW.{first}, NEW.{second}))
EXECUTE FUNCTION insight_drop_{thing}_signature();
CREATE TRIGGER words_went AFTER DELETE ON insight_{thing}
FOR EACH ROW EXECUTE FUNCTION insight_drop_{thing}_signature();

CREATE FUNCTION insight_{thing}_by_words(
    maker bigint, asked integer[], worths double precision[], mean_length double precision, many integer
) RETURNS SETOF bigint LANGUAGE sql STABLE SET enable_seqscan = off SET jit = off AS $$
    SELECT found.id FROM (
        SELECT held.id, sum(telling.worth) / (1 + 0.5 * min(held.length) / greatest(mean_length, 1)) AS promise
        FROM unnest(asked, worths) AS telling(term, worth)
        CROSS JOIN LATERAL (
            SELECT {thing}_id AS id, length FROM insight_{thing}signature
            WHERE terms @> ARRAY[telling.term] AND embedding_id = maker
        ) AS held
        GROUP BY held.id
    ) AS found
    ORDER BY round(found.promise * 1e6) DESC FETCH FIRST (many) ROWS WITH TIES;
$$;
CREATE FUNCTION insight_{thing}_by_meaning(
    maker bigint, dimensions integer, asked halfvec, many integer, indexed boolean
) RETURNS SETOF bigint LANGUAGE plpgsql STABLE SET jit = off SET ivfflat.probes = 12 AS $$
BEGIN
    IF indexed THEN
        RETURN QUERY EXECUTE format(
            'SELECT {thing}_id FROM insight_{thing}signature WHERE embedding_id = %s
             ORDER BY (vector::halfvec(%s)) <#> $1::halfvec(%s) LIMIT %s', maker, dimensions, dimensions, many
        ) USING asked;
    ELSE
        RETURN QUERY SELECT {thing}_id FROM insight_{thing}signature WHERE embedding_id = maker
        ORDER BY round((vector <#> asked) * 1e5) FETCH FIRST (many) ROWS WITH TIES;
    END IF;
END $$;
"""

UNDO_SUMS = """
DROP FUNCTION insight_sum_up();
DROP FUNCTION insight_signatures_counted() CASCADE;
DROP AGGREGATE insight_sum_of_sums(double precision[]);
DROP AGGREGATE insight_sum_of_vectors(vector);
"""
UNDO_SHELF = """
DROP FUNCTION insight_{thing}_by_meaning(bigint, integer, halfvec, integer, boolean);
DROP FUNCTION insight_{thing}_by_words(bigint, integer[], double precision[], double precision, integer);
DROP FUNCTION insight_drop_{thing}_signature() CASCADE;
"""
SHELVES = [
    {"thing": "feedback", "said": "title, text", "first": "title", "second": "text"},
    {"thing": "opportunity", "said": "name, statement", "first": "name", "second": "statement"},
]


def _each(template: str) -> str:
    for_all = []
    for shelf in SHELVES:
        text = template
        for name, value in shelf.items():
            text = text.replace("{" + name + "}", value)
        for_all.append(text)
    return "".join(for_all)


class Migration(migrations.Migration):
    dependencies = [
        ("insight", "0008_files_come_once"),
    ]

    operations = [
        migrations.RunSQL("CREATE EXTENSION IF NOT EXISTS vector", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Embedding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, unique=True)),
                ("dimensions", models.PositiveIntegerField()),
                ("indexed", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="SignatureSum",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sign", models.SmallIntegerField()),
                ("pieces", models.BigIntegerField()),
                ("length", models.BigIntegerField()),
                (
                    "title_vectors",
                    django.contrib.postgres.fields.ArrayField(base_field=models.FloatField(), size=None),
                ),
                (
                    "vectors",
                    django.contrib.postgres.fields.ArrayField(base_field=models.FloatField(), size=None),
                ),
                (
                    "embedding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sums", to="insight.embedding"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TermCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("term", models.IntegerField()),
                ("pieces", models.IntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["term"], include=("pieces",), name="term_counted")],
            },
        ),
        migrations.CreateModel(
            name="FeedbackSignature",
            fields=[
                (
                    "terms",
                    django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None),
                ),
                ("length", models.PositiveIntegerField()),
                ("title_vector", northing.insight.models.similarity.HalfVectorField()),
                ("vector", northing.insight.models.similarity.HalfVectorField()),
                ("packed", models.BinaryField()),
                (
                    "feedback",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="signature",
                        serialize=False,
                        to="insight.feedback",
                    ),
                ),
                (
                    "embedding",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="insight.embedding",
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["terms"], gin_pending_list_limit=256, name="feedback_terms"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OpportunitySignature",
            fields=[
                (
                    "terms",
                    django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None),
                ),
                ("length", models.PositiveIntegerField()),
                ("title_vector", northing.insight.models.similarity.HalfVectorField()),
                ("vector", northing.insight.models.similarity.HalfVectorField()),
                ("packed", models.BinaryField()),
                (
                    "opportunity",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="signature",
                        serialize=False,
                        to="insight.opportunity",
                    ),
                ),
                (
                    "embedding",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="insight.embedding",
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["terms"], name="opportunity_terms"
                    )
                ],
            },
        ),
        migrations.RunSQL(SUMS + _each(SHELF), _each(UNDO_SHELF) + UNDO_SUMS),
    ]

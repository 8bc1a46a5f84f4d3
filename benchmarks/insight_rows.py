"""Pieces of feedback, their customers and the problems behind them: rows for `benchmarks.pages`."""

from django.db import connection

CUSTOMERS, PROBLEMS = 2_000, 60
AT_ONCE = 5_000  # as an import would: triggers join each statement's rows without knowing how many they are
FILL = """
INSERT INTO insight_customer (name, kind, revenue, currency, worth, country, plan, health, note, created_at)
SELECT 'Customer ' || n, 'company', 1000 * (n %% 400), '', 1000 * (n %% 400), 'Germany', '', '', '', now()
FROM generate_series(1, %(customers)s) AS n WHERE NOT EXISTS (SELECT FROM insight_customer);
INSERT INTO insight_opportunity (name, statement, state, created_at, is_public, public_name, public_answer)
SELECT 'Problem ' || n, 'Somebody waits for part ' || n || ' of an invoice', 'exploring', now(), false, '', ''
FROM generate_series(1, %(problems)s) AS n WHERE NOT EXISTS (SELECT FROM insight_opportunity);
INSERT INTO insight_feedback (title, text, source, url, customer_id, kind, language, state, received_at,
    reply_by, why_set_aside, system, key, created_at)
SELECT '', (ARRAY[
        'We credit the whole invoice and issue it again for one damaged pallet', 'Terminal restarts at noon',
        'Our customers ask for a receipt in French', 'Why does the export take so long when the month ends',
        'The reminder goes to the wrong address again', 'Two people should approve a refund above a limit',
        'The dark theme hurts my eyes at night'])[1 + n %% 7]
    || ' ' || md5(n::text) || ' ' || (ARRAY['please look at it', 'thank you', 'we lose half a day each week',
        'it has been so for a year', 'nobody answers'])[1 + n %% 5],
    (ARRAY['email', 'call', 'support', 'review'])[1 + n %% 4], '',
    (SELECT min(id) FROM insight_customer) + (n * 7) %% %(customers)s, '', '',
    (ARRAY['new', 'linked', 'answered'])[1 + n %% 3], now() - n * interval '1 minute',
    CASE WHEN n %% 2 = 0 THEN now() + (n %% 10000 - 5000) * interval '1 minute' END, '', '', '', now()
FROM generate_series(%(first)s, %(last)s) AS n;
INSERT INTO insight_highlight (feedback_id, opportunity_id, quote, importance, made_at)
SELECT id, (SELECT min(id) FROM insight_opportunity) + id %% %(problems)s, '', 2, now()
FROM insight_feedback AS said WHERE state = 'linked'
AND NOT EXISTS (SELECT FROM insight_highlight WHERE feedback_id = said.id)
"""


def fill(have: int, want: int) -> None:
    """Pieces `have` + 1 to `want`, a third of them linked, with what is kept of them: outcomes, evidence,
    signatures, groups."""
    from northing.insight.commands.evidence import recount
    from northing.insight.commands.grouping import make_groups
    from northing.insight.commands.similar import tend_similarity
    from northing.insight.models import Opportunity

    with connection.cursor() as cursor:
        for first in range(have + 1, want + 1, AT_ONCE):
            told = {"first": first, "last": min(first + AT_ONCE - 1, want)}
            cursor.execute(FILL, told | {"customers": CUSTOMERS, "problems": PROBLEMS})
            cursor.execute("ANALYZE")
    recount(Opportunity.objects.values_list("pk", flat=True))
    tend_similarity()
    make_groups()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")

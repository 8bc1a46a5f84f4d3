"""How long the server takes for a page, at one client, and whether more rows mean more queries.

    python -m benchmarks.pages
    python -m benchmarks.pages --sample

Fills an embedded PostgreSQL of its own, loads the program as a web process of `northing run` does, asks for
each page as a signed-in owner and prints one JSON object on the last line: for each page and number of rows the
median and 95th percentile of the time, the median of the processor's time alone, and the queries. With
`--sample` it is the sample organisation, with a strategy, money and scenarios; `rows` are its features then.
"""

import argparse
import json
import os
import secrets
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from northing.config.embedded import EmbeddedServer

TIMES = 60
PRODUCTS = 10
ITEMS_A_FEATURE = 8
PIECES = (10_000, 100_000)
CANDIDATES = 2_000
FEATURES_FOR_CANDIDATES = 2_500  # one in five is being built already
# Pages about all of the plan: asked for at two sizes, since their queries must not grow.
OF_THE_PLAN = (
    "/",
    "/plan/roadmap/",
    "/plan/flow/",
    "/plan/scenarios/",
    "/plan/best/",
    "/plan/capacity/",
    "/portfolio/",
)
SIZES: tuple[tuple[int, tuple[str, ...]], ...] = (
    (500, OF_THE_PLAN),
    (1_000, (*OF_THE_PLAN, "/plan/features/?open=1", "/plan/roadmap/?q=Feature+7")),
    (10_000, ("/plan/features/?open=1", "/plan/features/?open=1&group=team&sort=p85", "/search/?q=feature+77")),
)
OF_THE_SAMPLE = (
    *OF_THE_PLAN,
    "/plan/features/?open=1",
    "/plan/prioritise/",
    "/strategy/",
    "/outcomes/metrics/",
    "/outcomes/forecast-record/",
    "/people/load/",
    "/insight/inbox/",
    "/insight/opportunities/",
)
OF_INSIGHT = (
    "/insight/inbox/",
    "/insight/customers/",
    "/insight/opportunities/",
    "/insight/groups/",
    "/search/?q=refund",
)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", help="Not needed: the rows are made here.")
    arguments.add_argument("--sample", action="store_true", help="The pages of the sample organisation.")
    given = arguments.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="northing-bench-"))
    folder.chmod(0o755)
    server = EmbeddedServer(folder)
    server.start()
    try:
        os.environ |= {"NORTHING_DATABASE_URL": server.url, "NORTHING_DATA_DIR": str(folder / "data")}
        os.environ["DJANGO_SETTINGS_MODULE"] = "northing.config.settings"
        print(json.dumps({"pages": of_the_sample() if given.sample else measure()}))
    finally:
        from django.db import connection

        connection.close_pool()
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def of_the_sample() -> list[dict[str, Any]]:
    """As an organisation of this size uses it: with products, money, metrics, objectives, scenarios."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from northing.config import web
    from northing.exchange import sample
    from northing.planning.models import Feature

    call_command("migrate", verbosity=0)
    head = sample.fill()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    web.load()  # only now: it puts off looking for cycles, and two years are lived through with many
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(head)
    return [timed(client, path, Feature.objects.count()) for path in (*OF_THE_SAMPLE, scorecard())]


def scorecard() -> str:
    """The page of the product with the most features."""
    from django.db.models import Count

    from northing.planning.models import Feature

    most = Feature.objects.exclude(product=None).values_list("product").annotate(count=Count("pk"))
    return f"/portfolio/products/{most.order_by('-count').values_list('product', flat=True)[0]}/"


def measure() -> list[dict[str, Any]]:
    from northing.config import web

    web.load()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    client = signed_in()
    found = []
    have = 0
    for rows, paths in SIZES:
        fill(have, rows)
        have = rows
        found += [timed(client, path, rows) for path in (*paths, scorecard())]
        if rows == 1_000:
            found += of_candidates(client, have)
            have = FEATURES_FOR_CANDIDATES
    return found + of_insight(client)


def of_candidates(client: Any, have: int) -> list[dict[str, Any]]:
    """Rows are candidates here: the page, the editor of a range, and what comes after it is written."""
    from benchmarks import candidate_rows

    fill(have, FEATURES_FOR_CANDIDATES)
    one = f"/plan/prioritise/f{candidate_rows.fill()}/cell/reach/"
    said = {"low": "200", "likely": "700", "high": "2000"}
    asked: tuple[tuple[str, dict[str, str] | None], ...] = (
        ("/plan/prioritise/", None),
        (one, None),
        (one, said),
    )
    return [timed(client, path, CANDIDATES, write) for path, write in asked]


def of_insight(client: Any) -> list[dict[str, Any]]:
    """Rows are pieces of feedback here."""
    from benchmarks import insight_rows

    found, have = [], 0
    for pieces in PIECES:
        insight_rows.fill(have, pieces)
        have = pieces
        found += [timed(client, path, pieces) for path in OF_INSIGHT]
    return found


def signed_in() -> Any:
    from django.test import Client

    from northing.organisation import commands
    from northing.portfolio.commands import create_product

    owner = commands.create_organisation(
        organisation="Bench", name="Olive Owner", email="olive@bench.example", password=secrets.token_urlsafe()
    )
    for number in range(1, PRODUCTS + 1):
        create_product(actor=owner, name=f"Product {number}", owner=owner)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(owner)
    return client


def fill(have: int, want: int) -> None:
    """Features `have` + 1 to `want` over eight teams and ten products, with items, promises and a forecast."""
    from django.db import connection

    from northing.planning import commands

    with connection.cursor() as cursor:
        cursor.execute(
            """
INSERT INTO organisation_team (name, mission) SELECT 'Team ' || n, '' FROM generate_series(1, 8) AS n
ON CONFLICT DO NOTHING;
INSERT INTO planning_initiative (name, public_name, description, position)
SELECT 'Initiative ' || n, '', '', n FROM generate_series(1, 12) AS n ON CONFLICT DO NOTHING;
INSERT INTO planning_feature (name, public_name, problem, state, rank, team_id, product_id, initiative_id,
    items_total, items_done, started_on, tracker_key, tracker_url, created_at, due_on)
SELECT 'Feature ' || n, '', '', CASE WHEN n %% 5 = 0 THEN 'building' ELSE 'planned' END, n,
    (SELECT id FROM organisation_team WHERE name = 'Team ' || 1 + n %% 8),
    (SELECT id FROM portfolio_product WHERE name = 'Product ' || 1 + n %% %(products)s),
    (SELECT id FROM planning_initiative WHERE name = 'Initiative ' || 1 + n %% 12),
    %(items)s, 0, CASE WHEN n %% 5 = 0 THEN current_date - 20 END, 'B-' || n, '', now() - interval '60 days',
    CASE WHEN n %% 3 = 0 THEN current_date + 30 + n END
FROM generate_series(%(first)s, %(last)s) AS n;
INSERT INTO planning_commitment (feature_id, due_on, made_at, made_to, reason, outcome, what_happened)
SELECT id, due_on, now() - interval '30 days', '', '', '', '' FROM planning_feature AS feature
WHERE due_on IS NOT NULL AND NOT EXISTS (SELECT FROM planning_commitment WHERE feature_id = feature.id);
INSERT INTO planning_dependency (feature_id, other_id, kind, note)
SELECT later.id, sooner.id, 'needs', '' FROM planning_feature AS later
JOIN planning_feature AS sooner ON sooner.rank = later.rank - 7 WHERE later.rank::int %% 4 = 0
ON CONFLICT DO NOTHING;
INSERT INTO planning_item (name, state, assignee, created_at, done_at, tracker_key, tracker_url, team_id)
SELECT 'Item ' || n, 'done', '', now() - interval '200 days', now() - n * interval '2 hours', 'D-' || n, '',
    (SELECT id FROM organisation_team WHERE name = 'Team ' || 1 + n %% 8)
FROM generate_series(1, 2000) AS n ON CONFLICT DO NOTHING""",
            {"first": have + 1, "last": want, "items": ITEMS_A_FEATURE, "products": PRODUCTS},
        )
        cursor.execute("ANALYZE")
    commands.refresh_forecast(asked_by=None, draws=2_000)
    with connection.cursor() as cursor:
        # What the database does by itself a minute after so many new rows, and would do while we measure.
        cursor.execute("VACUUM ANALYZE")


def timed(client: Any, path: str, rows: int, said: dict[str, str] | None = None) -> dict[str, Any]:
    """One page, asked for often enough to speak of its slowest twentieth; with `said`, one write."""
    from django.db import connection

    def ask() -> Any:
        if said is None:
            return client.get(path)
        return client.post(path, said, headers={"HX-Request": "true"})

    answer = ask()
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    asked = 0

    def count(execute: Any, *arguments: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*arguments)

    with connection.execute_wrapper(count):
        ask()
    spans, worked = [], []
    for _ in range(TIMES):
        start, began = time.perf_counter(), time.process_time()
        ask()
        spans.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() - began) * 1000)
    return {
        "path": path if said is None else f"POST {path}",
        "rows": rows,
        "p50_ms": round(statistics.median(spans), 1),
        "p95_ms": round(statistics.quantiles(spans, n=20)[-1], 1),
        "processor_ms": round(statistics.median(worked), 1),
        "queries": asked,
        "bytes": len(answer.content),
    }


if __name__ == "__main__":
    main()

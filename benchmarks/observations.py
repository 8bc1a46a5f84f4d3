"""How long a push of 100,000 values takes, and the page of a metric with 10,000,000 values in the house.

    python -m benchmarks.observations

Fills an embedded PostgreSQL of its own, then pushes as a program does, through the API with a token: values
are new, the same again, and values that all differ. `push_s` is the slowest of them, from the first byte of
the request to the answer; `page` is the page of one metric, timed as `benchmarks.pages` does.
"""

import argparse
import json
import secrets
import time
from datetime import date, timedelta
from typing import Any

from benchmarks.embedded_database import embedded_database

ROWS = 10_000_000
DAYS = 2_000
PUSHED = 100_000
AT_ONCE = 50  # metrics of one push
FIRST = date(2016, 1, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", help="Not needed: the values are made here.")
    parser.add_argument("--rows", type=int, default=ROWS)
    options = parser.parse_args()
    with embedded_database():
        print(json.dumps(measure(options.rows)))


def measure(rows: int) -> dict[str, Any]:
    from benchmarks.pages import signed_in, timed
    from northing.config import web
    from northing.metrics import commands

    client = signed_in()
    web.load()  # as the server does: else every tenth page waits until the whole program is looked through
    fill(0, rows // 10)
    commands.watch_metrics(metric_ids()[:1])  # what the worker does as values come
    address = f"/outcomes/metrics/{metric_ids()[0]}/?since=all"
    a_tenth = timed(client, address, rows // 10)
    start = time.perf_counter()
    fill(rows // 10, rows)
    filled = time.perf_counter() - start
    program = with_token()
    last = FIRST + timedelta(days=DAYS)
    spans = {
        "new_s": push(program, last, 1.0),
        "same_s": push(program, last, 1.0),
        "restated_s": push(program, last, 2.0),
    }
    commands.watch_metrics(metric_ids()[:1])
    page = timed(client, address, rows)
    return {
        "rows": rows,
        "pushed": PUSHED,
        "push_s": max(spans.values()),
        **spans,
        "page": page,
        "page_of_a_tenth": a_tenth,
        "filled_s": round(filled, 1),
    }


def fill(have: int, rows: int) -> None:
    """As the metrics of a few hundred products would be, `DAYS` values each; `have` values are there."""
    from django.db import connection

    from northing.metrics.models import Metric

    first = max(AT_ONCE, have // DAYS) if have else 0
    numbers = range(first, max(AT_ONCE, rows // DAYS))
    made = Metric.objects.bulk_create(Metric(name=f"Metric {at}", decimals=1) for at in numbers)
    with connection.cursor() as cursor:
        # Ten million look-ups of whether a metric exists say nothing about a push.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "INSERT INTO metrics_observation (metric_id, day, value, recorded_at)"
            " SELECT id, %s + n, 100 + 10 * sin(n / 30.0 + id) + random(), now()"
            " FROM unnest(%s::bigint[]) AS id, generate_series(0, %s - 1) AS n",
            [FIRST, [metric.pk for metric in made], DAYS],
        )
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE metrics_observation")


def with_token() -> Any:
    from django.test import Client

    from northing.organisation import commands
    from northing.organisation.models import Member

    owner = Member.objects.get()
    _, secret = commands.make_api_token(actor=owner, name=secrets.token_hex(4), scopes=["write"])
    return Client(headers={"host": "127.0.0.1", "authorization": f"Bearer {secret}"})


def metric_ids() -> list[int]:
    from northing.metrics.models import Metric

    return list(Metric.objects.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])


def push(program: Any, first: date, value: float) -> float:
    """Seconds for `PUSHED` values after what is there."""
    days = [(first + timedelta(days=at)).isoformat() for at in range(PUSHED // AT_ONCE)]
    said = [{"metric": pk, "day": day, "value": value + pk % 7} for pk in metric_ids() for day in days]
    body = json.dumps({"observations": said})
    start = time.perf_counter()
    answer = program.post("/api/v1/metrics/observations", body, content_type="application/json")
    took = time.perf_counter() - start
    assert answer.status_code == 200, answer.content[:500]
    assert sum(answer.json().values()) == PUSHED
    return round(took, 2)


if __name__ == "__main__":
    main()

"""How long until a file of feedback is in, found by what it says, and grouped?

    python -m benchmarks.listening --data DIR

DIR has CSVs of real issues or reviews with a text in `body` or `text`, and a `title` where there are titles,
such as those that `benchmarks.kinds` reads. Their rows are taken as often as `--rows` asks, each further time
with another half of their words, so that some say the same and most do not. As `northing import` does it:
received, recognised, brought with the history of every row; then what the background does at once: groups. On
an embedded PostgreSQL of its own. `seconds` is the whole, `cpu_s` this process's own time.
"""

import argparse
import csv
import json
import random
import secrets
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.embedded_database import embedded_database

ROWS = 10_000
LONGEST = 5_000


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with a CSV of issues or reviews")
    parser.add_argument("--rows", type=int, default=ROWS)
    return parser.parse_args()


def said(folder: Path) -> list[tuple[str, str]]:
    """Titles and texts of every CSV there that has them."""
    csv.field_size_limit(sys.maxsize)
    found = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                text = (row.get("body") or row.get("text") or "").replace("\0", "")[:LONGEST]
                if text.strip():
                    found.append(((row.get("title") or "")[:300], text))
    if not found:
        raise SystemExit(f"{folder} holds no CSV with texts")
    return found


def write(path: Path, texts: list[tuple[str, str]], rows: int) -> None:
    rng = random.Random(20261122)  # noqa: S311  a benchmark's dice
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "title", "text", "received"))
        for number in range(rows):
            title, text = texts[number % len(texts)]
            words = text.split()
            if number >= len(texts):
                words = [word for word in words if rng.random() < 0.5] or words
            day = f"2026-{1 + number % 10:02d}-{1 + number % 28:02d}"
            writer.writerow((f"L-{number}", title, " ".join(words), day))


def main() -> None:
    options = arguments()
    texts = said(options.data)
    with embedded_database(), tempfile.TemporaryDirectory(prefix="northing-listening-") as folder:
        path = Path(folder) / "feedback.csv"
        write(path, texts, options.rows)
        print(json.dumps(measure(path, options.rows)))


def measure(path: Path, rows: int) -> dict[str, float]:
    """`in_s`: until every row is in and found by what it says. `grouped_s`: for the groups after that."""
    from northing.exchange import commands
    from northing.exchange.ways import FEEDBACK
    from northing.insight.commands.grouping import make_groups
    from northing.insight.models import Feedback, FeedbackSignature, GroupMember
    from northing.organisation import commands as organisation

    owner = organisation.create_organisation(
        organisation="Bench", name="Olive Owner", email="olive@bench.example", password=secrets.token_urlsafe()
    )
    start = time.perf_counter()
    of = commands.receive(actor=owner, upload=path, brings=FEEDBACK)
    commands.set_out(actor=owner, of=of)
    commands.follow_through(of)
    came = time.perf_counter()
    groups = make_groups()
    done = time.perf_counter()
    assert Feedback.objects.count() == FeedbackSignature.objects.count() == rows, of.outcome
    return {
        "rows": rows,
        "in_s": round(came - start, 1),
        "grouped_s": round(done - came, 1),
        "seconds": round(done - start, 1),
        "cpu_s": round(time.process_time(), 1),
        "groups": groups,
        "in_groups": GroupMember.objects.count(),
    }


if __name__ == "__main__":
    main()

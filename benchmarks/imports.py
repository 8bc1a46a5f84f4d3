"""How long does an import take, next to the least that anybody could do with the same file?

The floor is Python's csv reader over the file and a COPY of the same bytes into a table without index, all
columns text. The import is `exchange.commands`, as `northing import` runs it: received, recognised, read,
merged, with the history of every row. Both run in turns in one process, on an embedded PostgreSQL of its own
with its default, durable settings. Each round has a file with keys of its own, so that all rows are new.
"""

import argparse
import csv
import json
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.jira_export import write_export
from northing.config.embedded import EmbeddedServer

ROWS, SMALL, ROUNDS = 100_000, 20_000, 3


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    return parser.parse_args()


@contextmanager
def northing(given: Path | None = None) -> Iterator[Path]:
    """A Northing with nothing in it but its owner; its folder, which is new unless one is given."""
    with tempfile.TemporaryDirectory(prefix="northing-imports-") as name:
        folder = given or Path(name)
        folder.chmod(0o755)
        server = EmbeddedServer(folder)
        server.start()
        os.environ |= {
            "NORTHING_DATABASE_URL": server.url,
            "NORTHING_DATA_DIR": str(folder / "data"),
            "DJANGO_SETTINGS_MODULE": "northing.config.settings",
        }
        try:
            import django

            django.setup()
            from northing.config import running
            from northing.organisation import commands

            running.migrate()
            password = "a staple that is correct"  # noqa: S105  of nobody
            commands.create_organisation(
                organisation="Tarn", name="Olive Reyes", email="olive@tarn.example", password=password
            )
            yield folder
            running.let_go_of_connections()
        finally:
            server.stop()


def floor(path: Path) -> float:
    """Seconds for the csv reader and the COPY."""
    from django.db import connection

    start = time.perf_counter()
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.reader(file)
        width = len(next(reader))
        for _ in reader:
            pass
    columns = ", ".join(f"c{place} text" for place in range(width))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE floor ({columns})")
        with path.open("rb") as file, cursor.copy("COPY floor FROM STDIN (FORMAT csv, HEADER)") as copy:
            while block := file.read(1 << 20):
                copy.write(block)
        taken = time.perf_counter() - start
        cursor.execute("DROP TABLE floor")
    return taken


def bring_in(path: Path, rows: int) -> float:
    """Seconds for the import, which must have brought in every row with its history."""
    from northing.exchange import commands, queries
    from northing.planning.models import Feature, Item

    start = time.perf_counter()
    of = commands.follow_through(commands.begin(actor=queries.importer(), path=path))
    taken = time.perf_counter() - start
    assert of.outcome["rows"]["created"] == rows, of.outcome
    events = sum(
        model.pgh_event_model._default_manager.filter(pgh_context_id=of.context, pgh_label="insert").count()
        for model in (Feature, Item)
    )
    assert events == rows, f"{events} events of {rows} rows"
    of.path.unlink()
    return taken


def peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    said = arguments()
    with northing() as folder:
        small = folder / "small.csv"
        write_export(small, SMALL, "WARM")
        bring_in(small, SMALL)
        small_peak = peak_mib()
        floors, imports = [], []
        for number in range(said.rounds):
            path = folder / f"export{number}.csv"
            write_export(path, said.rows, f"R{number}", seed=number)
            floors.append(floor(path))
            imports.append(bring_in(path, said.rows))
            print(f"floor {floors[-1]:.2f} s, import {imports[-1]:.2f} s")
            path.unlink()
    ratio = statistics.median(imports) / statistics.median(floors)
    print(
        json.dumps(
            {
                "rows": said.rows,
                "ratio": round(ratio, 2),
                "peak_mib": round(peak_mib(), 1),
                f"peak_mib_of_{SMALL}": round(small_peak, 1),
                "import_seconds": round(statistics.median(imports), 2),
                "floor_seconds": round(statistics.median(floors), 2),
                "rounds": said.rounds,
            }
        )
    )


if __name__ == "__main__":
    main()

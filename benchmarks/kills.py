"""Is anything lost or doubled when an import is killed, again and again?

`northing import` runs over a made-up export in a process of its own and is killed (SIGKILL) at a random moment,
`--times` times; after the last kill it is left to end. Then every row must be here once, with one event that
says so, as after an import that nobody killed. Every tenth round the import is left to end, and the next round
begins with a fresh file.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.imports import northing
from benchmarks.jira_export import write_export

ROWS, TIMES, ENDS_EVERY = 3_000, 200, 10


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--times", type=int, default=TIMES)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where an empty, migrated database may lie (a new folder)")
    return parser.parse_args()


def importing(path: Path) -> subprocess.Popen[bytes]:
    """`northing import` without the migrations and checks of a start, which would only make a round longer."""
    quiet = subprocess.DEVNULL
    return subprocess.Popen([sys.executable, "-m", "northing", "import", str(path)], stdout=quiet, stderr=quiet)


def kill_after(path: Path, seconds: float) -> bool:
    """Begin the import and kill it so many seconds later. False when it had ended by then."""
    process = importing(path)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def let_end(path: Path) -> float:
    start = time.perf_counter()
    assert importing(path).wait() == 0, f"the import of {path.name} failed"
    return time.perf_counter() - start


def problems(prefix: str, rows: int) -> list[str]:
    """What is not as after one undisturbed import of the export with these keys."""
    from northing.exchange.models import Import
    from northing.planning.models import Feature, Item, Origin

    ours, found = f"{prefix}-", []
    for name, count in {
        "features and items": sum(
            model._default_manager.filter(tracker_key__startswith=ours).count() for model in (Feature, Item)
        ),
        "events of their making": sum(
            model.pgh_event_model.objects.filter(
                pgh_label="insert", tracker_key__startswith=f"{prefix}-"
            ).count()
            for model in (Feature, Item)
        ),
        "origins": Origin.objects.filter(key__startswith=ours).count(),
    }.items():
        if count != rows:
            found.append(f"{prefix}: {count} {name} instead of {rows}")
    under_way = Import.objects.filter(state__in=Import.UNFINISHED).count()
    if under_way:
        found.append(f"{prefix}: {under_way} imports are still said to be under way")
    if unlike := Import.objects.filter(file_name=f"{prefix}.csv").exclude(state="done").count():
        found.append(f"{prefix}: {unlike} imports did not end")
    return found


def main() -> None:
    said = arguments()
    chance = random.Random(said.seed)  # noqa: S311  not for secrets
    killed, finished, found = 0, 0, []
    with northing(said.folder) as folder:
        warm = folder / "WARM.csv"
        write_export(warm, said.rows, "WARM")
        usual = let_end(warm)
        number = 0
        while killed < said.times:
            prefix = f"K{number}"
            path = folder / f"{prefix}.csv"
            write_export(path, said.rows, prefix, seed=number)
            for _ in range(min(ENDS_EVERY, said.times - killed)):
                start, moment = time.perf_counter(), chance.uniform(0.35, 0.95) * usual
                if kill_after(path, moment):
                    killed += 1
                else:  # sooner done than the one before: the next ones are killed sooner
                    usual = min(usual, time.perf_counter() - start)
            usual = min(usual, let_end(path))
            finished += 1
            found += problems(prefix, said.rows)
            number += 1
    for problem in found:
        print(problem)
    print(json.dumps({"killed": killed, "imports": finished, "rows": said.rows, "problems": len(found)}))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()

"""How well does the slip model forecast promises of others, rolling?

At the freeze of release R it knows only what had arrived before R. Each promise whose date is not before R is
forecast, and scored where the outcome is in the data:

- brier: of "arrives by the planned release";
- rps: ranked probability score of the slip in releases, classes 0, 1, 2, 3, 4 or more, divided by the number of
  thresholds; thresholds after the last known release are left out (`rps_by_classes` has longer ones, too);
- held_80: how often what was said to be 80 % sure, give or take 5 points, came true.

`baselines` are scored on the same rows by the same definitions. `due`: issues with due dates on a line of days.
"""

from __future__ import annotations

import argparse
import csv
import json
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.promise_plans import Plans, promises, read_plans
from northing_engine.calibration import brier, log_score, ranked_probability_scores, record_near
from northing_engine.forecasting import Category, PromiseHistory, Promises, promise_record, slip_model

Floats = NDArray[np.float64]

CLASSES = 5
MOST_CLASSES = 7
# A first release to score has at least this many promises whose date has passed.
ENOUGH_CLOSED = 100
SHRINKAGE = 5.0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with plan_snapshots.csv and due/")
    parser.add_argument("--from", dest="first", type=int, help="first release to score")
    parser.add_argument("--to", dest="last", type=int, help="last release to score")
    return parser.parse_args()


def score_plans(plans: Plans, first: int | None, last: int | None) -> dict[str, object]:
    """Rolls over the freezes, then scores all forecasts together."""
    all_promises = promises(plans)
    resolved = np.array([row.actual for row in plans.rows])
    snaps, planned = all_promises.made, all_promises.promised
    scorable = [
        int(snap)
        for snap in np.unique(snaps)
        if np.sum((planned < snap) & (snaps < snap)) >= ENOUGH_CLOSED
        and np.any(planned[snaps == snap] <= plans.last_known)
    ]
    chosen = [snap for snap in scorable if (first or 0) <= snap <= (last or snap)]
    if not chosen:
        raise SystemExit(f"no release to score: those with enough before them are {scorable}")
    said: dict[str, list[Floats]] = {}
    rows = []
    for snap in chosen:
        asked = np.flatnonzero((snaps == snap) & (planned <= plans.last_known))
        history = PromiseHistory(all_promises, resolved, now=snap - 1.0, step=1.0).as_of(snap - 1.0)
        forecast = slip_model(history).forecast(all_promises[asked])
        rows.append(asked)
        said.setdefault("model", []).append(np.cumsum(forecast.mass, axis=1)[:, : MOST_CLASSES - 1])
        for name, by_slip in baselines(history, all_promises[asked]).items():
            said.setdefault(name, []).append(by_slip)
    scored = np.concatenate(rows)
    scores = {name: _scores(np.vstack(parts), scored, plans) for name, parts in said.items()}
    return {
        **scores.pop("model"),
        "n": int(scored.size),
        "first_release": chosen[0],
        "last_release": chosen[-1],
        "baselines": {
            name: {key: score[key] for key in ("brier", "rps", "rps_by_classes", "held_80", "n_80")}
            for name, score in scores.items()
        },
    }


def baselines(history: PromiseHistory, asked: Promises) -> dict[str, Floats]:
    """What simple methods say, (rows, thresholds): the plan, and Kaplan-Meier of past slips by finer cells."""
    plan = np.ones((len(asked), MOST_CLASSES - 1))
    past = history.promises
    lead, lead_asked = (np.minimum(p.promised - p.made, 3) for p in (past, asked))
    cells, cells_asked = lead.astype(str), lead_asked.astype(str)
    base = _kaplan_meier(history, np.ones(len(past), dtype=bool), plan[0] * 0.5)
    by_lead = {cell: _kaplan_meier(history, cells == cell, base) for cell in np.unique(cells_asked)}
    fine, fine_asked = cells, cells_asked
    for at in range(2):
        fine = np.char.add(fine, past.categories[at].labels)
        fine_asked = np.char.add(fine_asked, asked.categories[at].labels)
    by_cell = [
        _kaplan_meier(history, fine == cell, by_lead[coarse])
        for cell, coarse in zip(fine_asked, cells_asked, strict=True)
    ]
    return {
        "plan": plan,
        "base_rate": np.tile(base, (len(asked), 1)),
        "kaplan_meier_by_lead": np.array([by_lead[cell] for cell in cells_asked]),
        "shrunk_by_lead_stage_commitment": np.array(by_cell),
    }


def _kaplan_meier(history: PromiseHistory, among: NDArray[np.bool_], prior: Floats) -> Floats:
    """P(slip <= 0, 1, ..), each hazard pulled towards the prior's as if it were five promises."""
    late, still_open = history.late_by[among], history.open[among]
    kept, due = history.kept[among], history.due[among]
    prior_open = np.concatenate([[1.0], 1 - prior])
    open_share, reached = 1.0, np.empty(prior.size)
    for slip in range(prior.size):
        # Open since `late` releases means: not arrived within a slip of `late`.
        exposed = due & ((late > slip) | (still_open & (late == slip)) | (~still_open & (late == slip)))
        came = due & (kept if slip == 0 else ~still_open & (late == slip))
        hazard = 1 - prior_open[slip + 1] / max(prior_open[slip], 1e-9)
        open_share *= 1 - (came.sum() + SHRINKAGE * hazard) / (exposed.sum() + SHRINKAGE)
        reached[slip] = 1 - open_share
    return reached


def _scores(by_slip: Floats, rows: NDArray[np.intp], plans: Plans) -> dict[str, object]:
    planned = np.array([plans.rows[row].planned for row in rows], dtype=float)
    actual = np.array([plans.rows[row].actual for row in rows])
    actual = np.where(np.isnan(actual), np.inf, actual)
    thresholds = planned[:, None] + np.arange(by_slip.shape[1])
    happened = np.where(thresholds <= plans.last_known, actual[:, None] <= thresholds, np.nan)
    kept = by_slip[:, 0]
    near = record_near(kept, happened[:, 0], 0.8)
    ranked = {
        classes: round(
            float(np.mean(ranked_probability_scores(by_slip[:, : classes - 1], happened[:, : classes - 1]))), 4
        )
        for classes in range(3, MOST_CLASSES + 1)
    }
    sure = kept >= 0.8
    return {
        "brier": round(brier(kept, happened[:, 0]), 4),
        "rps": ranked[CLASSES],
        "held_80": round(near.share, 3) if near.count else None,
        "n_80": near.count,
        "luck_80": [near.luck.low, near.luck.high],
        "held_80_or_more": round(float(happened[sure, 0].mean()), 3) if sure.any() else None,
        "log_score": round(log_score(kept, happened[:, 0]), 4),
        "rps_by_classes": ranked,
    }


def score_due(path: Path) -> dict[str, object]:
    """Due dates, rolling in time: at eight times of standing, what was known then."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    opened = np.array([date.fromisoformat(row["openeddate"][:10]).toordinal() for row in rows], dtype=float)
    made = opened + np.array([float(row["ProgressTime"]) for row in rows])
    due = made + np.array([float(row["RemainingDay"]) for row in rows])
    resolved = due + np.array([float(row["delaydays"]) for row in rows])
    labels = {
        "type": [row["type"] for row in rows],
        "priority": [row["priority"] for row in rows],
        "project": [row["issuekey"].rsplit("-", 1)[0] for row in rows],
    }
    categories = tuple(Category(name, np.array(values)) for name, values in labels.items())
    history = PromiseHistory(Promises(made, due, categories), resolved, now=float(resolved.max()))
    record = promise_record(history)
    near = record_near(record.stated, record.kept, 0.8)
    return {
        "brier": round(brier(record.stated, record.kept), 4),
        "base_rate": round(brier(record.base_rate, record.kept), 4),
        "held_80": round(near.share, 3) if near.count else None,
        "n_80": near.count,
        "n": int(record.rows.size),
    }


def main() -> None:
    options = arguments()
    result = score_plans(read_plans(options.data), options.first, options.last)
    files = sorted((options.data / "due").glob("*_due.csv"))
    result["due"] = {path.name.removesuffix("_due.csv"): score_due(path) for path in files}
    print(json.dumps(result))


if __name__ == "__main__":
    main()

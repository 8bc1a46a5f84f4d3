"""How well are kinds told apart? Trained on one folder, measured on another.

`--data` and `--test` hold, each or one of them, issues (a CSV with label, title, body, repo: bug, feature,
question) and app reviews (a CSV with text, labels, rating: Bug, Feature and others, several a review).
Without `--test` a fifth of `--data` is held out, told by its texts; the last line says so in `held_out`.

- issues_f1: macro F1 over problem, request, question, the likeliest kind being the answer;
- problem_f1, request_f1: of reviews, at their natural shares, each kind by its own threshold;
- problem_brier, request_brier: of the sureness shown;
- sureness: of the likeliest kind of issues, by tenths: [said on average, right, how many], and its mean
  distance from the truth in `sureness_off`.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np

from northing_engine.calibration import brier
from northing_engine.kinds import Example, KindClassifier, Text

_ISSUE_KINDS = {"bug": "problem", "feature": "request", "question": "question"}
_REVIEW_KINDS = {"Bug": "problem", "Feature": "request"}
HELD_OUT_PARTS = 5


@dataclass(frozen=True)
class Examples:
    issues: list[Example]
    reviews: list[Example]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder to train on")
    parser.add_argument("--test", type=Path, help="folder to measure on; without: a fifth of --data")
    return parser.parse_args()


def read(folder: Path) -> Examples:
    csv.field_size_limit(sys.maxsize)
    issues: list[Example] = []
    reviews: list[Example] = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            columns = set(rows.fieldnames or ())
            if {"label", "title", "body"} <= columns:
                issues.extend(map(_issue, rows))
            elif {"text", "labels"} <= columns:
                reviews.extend(map(_review, rows))
    if not issues and not reviews:
        raise SystemExit(f"{folder} has no CSV of issues (label, title, body) or reviews (text, labels)")
    return Examples(issues, reviews)


def _issue(row: dict[str, str]) -> Example:
    text = Text(row["title"], row["body"] or "", source=row.get("repo", ""))
    return Example(text, frozenset({_ISSUE_KINDS[row["label"]]}))


def _review(row: dict[str, str]) -> Example:
    title, tab, body = row["text"].partition("\t")
    stars = int(float(row["rating"])) if row.get("rating") else None
    kinds = frozenset(_REVIEW_KINDS[label] for label in row["labels"].split("|") if label in _REVIEW_KINDS)
    return Example(Text(title, body, stars) if tab else Text("", title, stars), kinds)


def halves(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """What to train on and what is held out, told apart by what is said."""
    said = [f"held out {each.text.title}{each.text.body}" for each in examples]
    held = [crc32(each.encode()) % HELD_OUT_PARTS == 0 for each in said]
    return (
        [each for each, out in zip(examples, held, strict=True) if not out],
        [each for each, out in zip(examples, held, strict=True) if out],
    )


def f1(called: Sequence[bool], so: Sequence[bool]) -> float:
    right = sum(a and b for a, b in zip(called, so, strict=True))
    return 2 * right / max(sum(called) + sum(so), 1)


def score_issues(train: Sequence[Example], test: Sequence[Example]) -> dict[str, object]:
    found = KindClassifier.learn(train).suggest([each.text for each in test])
    by_kind = {
        kind: f1([each.likeliest[0] == kind for each in found], [kind in each.kinds for each in test])
        for kind in sorted(_ISSUE_KINDS.values())
    }
    right = [each.likeliest[0] in example.kinds for each, example in zip(found, test, strict=True)]
    return {
        "issues_f1": round(float(np.mean(list(by_kind.values()))), 4),
        "issues": len(test),
        **reliability([each.likeliest[1] for each in found], right),
    }


def reliability(said: Sequence[float], right: Sequence[bool]) -> dict[str, object]:
    """Does what was called 80 % sure come true in 80 %?"""
    tenths: list[tuple[float, float, int]] = []
    for tenth in range(10):
        within = [at for at, each in enumerate(said) if min(int(each * 10), 9) == tenth]
        if within:
            mean = float(np.mean([said[at] for at in within]))
            tenths.append((round(mean, 3), round(float(np.mean([right[at] for at in within])), 3), len(within)))
    off = sum(abs(mean - true) * count for mean, true, count in tenths) / max(len(said), 1)
    return {"sureness": tenths, "sureness_off": round(off, 4)}


def score_reviews(train: Sequence[Example], test: Sequence[Example]) -> dict[str, float]:
    found = KindClassifier.learn(train).suggest([each.text for each in test])
    result: dict[str, float] = {}
    for kind in sorted(_REVIEW_KINDS.values()):
        so = [kind in each.kinds for each in test]
        result[f"{kind}_f1"] = round(f1([kind in each.kinds for each in found], so), 4)
        result[f"{kind}_brier"] = round(brier([dict(each.chances)[kind] for each in found], so), 4)
    return result | {"reviews": len(test)}


def main() -> None:
    options = arguments()
    started = time.process_time()
    data = read(options.data)
    result: dict[str, object] = {"held_out": options.test is None}
    if options.test is None:
        (issues, issues_out), (reviews, reviews_out) = halves(data.issues), halves(data.reviews)
    else:
        test = read(options.test)
        issues, issues_out, reviews, reviews_out = data.issues, test.issues, data.reviews, test.reviews
    if issues and issues_out:
        result |= score_issues(issues, issues_out)
    if reviews and reviews_out:
        result |= score_reviews(reviews, reviews_out)
    result["cpu_seconds"] = round(time.process_time() - started, 1)
    print(json.dumps(result))


if __name__ == "__main__":
    main()

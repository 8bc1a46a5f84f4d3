"""The plan as programs read it: the API and the command line give what the page gives."""

from dataclasses import asdict
from typing import Any

from northing.planning.selection.told import Line, Other, Told


def report(found: Told) -> dict[str, Any]:
    """Shares are 0 to 1; gap: no plan is worth more than this one by that share."""
    run = found.run
    return {
        "id": run.pk,
        "scenario": {"id": run.scenario.pk, "name": run.scenario.name} if run.scenario else None,
        "state": run.state,
        "problem": run.problem,
        "asked_at": run.asked_at.isoformat(),
        "score_model": found.model,
        "quarters": list(found.quarters),
        "value": run.value,
        "bound": run.bound,
        "gap": found.gap,
        "greedy": run.greedy,
        "fits": found.fits_all,
        "fits_by_quarter": [asdict(fit) for fit in found.fits],
        "draws": found.draws,
        "plan": [_line(line) for line in found.inside],
        "out": [_line(line) for line in found.outside],
        "contradiction": list(found.clash),
        "next_best": [_other(other) for other in found.others],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "candidate": line.key,
        "name": line.name,
        "team": line.team,
        "quarter": line.quarter or None,
        "value": line.value,
        "effort": list(line.effort) if line.effort else None,
        "pin": line.pin,
        "reason": line.reason,
        "robust": line.share,
        "call": line.call or None,
    }


def _other(other: Other) -> dict[str, Any]:
    return {"less": other.less, "joins": list(other.joins), "leaves": list(other.leaves)}

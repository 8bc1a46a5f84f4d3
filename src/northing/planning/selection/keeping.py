"""What was found, as it is kept: by keys, without names, since not everybody may read each of them."""

from collections.abc import Mapping
from typing import Any

from northing.planning.selection.asked import Asked
from northing.planning.selection.working_out import Found
from northing_engine import selection as engine


def kept(found: Found) -> dict[str, Any]:
    """For `SelectionRun.said`."""
    asked = found.asked
    return {
        "quarters": [quarter.starts_on.isoformat() for quarter in asked.weeks.quarters],
        "teams": {str(pk): name for pk, name in asked.weeks.teams.items()},
        "model": asked.model.name if asked.model else "",
        "lacking": {str(key): list(fields) for key, fields in asked.lacking.items()},
        "candidates": _candidates(asked),
        "clash": [_limit(limit) for limit in found.clash],
        "reasons": {str(id_): _reason(reason) for id_, reason in found.reasons.items()},
        "alternatives": [
            {"value": each.value, "costs": each.costs, "joins": list(each.joins), "leaves": list(each.leaves)}
            for each in found.alternatives
        ],
        "robust": _robust(found.robustness),
        "fits": [{"features": fit.features, "chance": fit.chance} for fit in found.fits],
    }


def _candidates(asked: Asked) -> dict[str, Any]:
    """What each was weighed with: value by quarter, effort as a range, team."""
    pinned = {**dict.fromkeys(asked.limits.must, "in"), **dict.fromkeys(asked.limits.must_not, "out")}
    said: dict[str, Any] = {}
    by_key: Mapping[str, Any] = {str(key): offer for key, offer in asked.offers.items()}
    for each in asked.candidates:
        offer = by_key[str(each.id)]
        size = offer.effort
        said[str(each.id)] = {
            "values": list(each.values(asked.limits.periods)),
            "effort": [size.low, size.likely, size.high] if size else None,
            "team": offer.team,
            "pin": pinned.get(each.id, ""),
            "serves": bool(offer.objectives),
        }
    return said


def _reason(reason: engine.Reason) -> dict[str, Any]:
    return {
        "taken": reason.taken,
        "possible": reason.other is not None,
        "costs": reason.costs,
        "joins": list(reason.joins),
        "leaves": list(reason.leaves),
        "value": reason.value,
        "period": reason.period,
        "effort": reason.effort,
        "more": [
            {"pool": _pool(each.pool), "period": each.period, "weeks": each.weeks} for each in reason.more
        ],
        "blocked": [_limit(limit) for limit in reason.blocked],
        "exact": reason.exact,
    }


def _limit(limit: engine.Limit) -> dict[str, Any]:
    return {
        "kind": limit.kind,
        "ids": list(limit.ids),
        "pool": _pool(limit.pool),
        "period": limit.period,
        "amount": limit.amount,
        "name": limit.name,
    }


def _pool(pool: engine.Pool) -> list[Any] | None:
    return list(pool) if pool is not None else None


def _robust(found: engine.Robustness | None) -> dict[str, Any] | None:
    if found is None or not found.draws:
        return None
    share = {str(id_): round(share, 3) for id_, share in found.share.items()}
    return {"draws": found.draws, "share": share, "call": {str(id_): found.call(id_) for id_ in found.share}}

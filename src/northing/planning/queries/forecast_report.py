"""What the latest forecast says of every open feature, for somebody at a terminal or a script."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from northing.kernel.errors import Refused
from northing.organisation.models import Team
from northing.planning.models import ForecastRun, Outlook

LEVELS = ("p10", "p50", "p70", "p85", "p90", "p95")


def team_called(name: str) -> Team:
    """Raises Refused with the names there are."""
    teams = Team.objects.filter(archived_at=None).order_by("name")
    found = teams.filter(name__iexact=name.strip()).first()
    if found is None:
        names = ", ".join(teams.values_list("name", flat=True)) or "none yet"
        raise Refused(f"There is no team '{name}'. The teams are: {names}.")
    return found


def report(run: ForecastRun, team: Team | None = None) -> dict[str, Any]:
    """Keys are stable; days are ISO dates and chances 0 to 1, None where nothing can be said."""
    said: QuerySet[Outlook] = run.outlooks.select_related("feature__team", "feature__product")
    if team is not None:
        said = said.filter(feature__team=team)
    return {
        "forecast_at": run.asked_at.isoformat(),
        "draws": run.draws,
        "seed": run.seed,
        "version": run.version,
        "weights": run.assumptions.get("weights", {}),
        "features": [_feature(outlook) for outlook in said.order_by("feature__team__name", "feature__rank")],
    }


def _feature(outlook: Outlook) -> dict[str, Any]:
    feature, basis = outlook.feature, outlook.basis
    return {
        "id": feature.pk,
        "name": feature.name,
        "team": str(feature.team or ""),
        "product": str(feature.product or ""),
        **{level: _iso(getattr(outlook, level)) for level in LEVELS},
        "due_on": _iso(outlook.due_on),
        "chance": outlook.chance,
        "throughput_chance": outlook.throughput_chance,
        "promise_chance": outlook.promise_chance,
        "method": basis.get("method", ""),
        "assumptions": basis.get("assumptions", []),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None

"""Running the forecast and keeping what it says."""

from typing import Any

from django.db import transaction

from northing.kernel import clock
from northing.planning.commands.notices import chances_of, tell_of_falls
from northing.planning.forecasts import FeatureOutlook, gather, outlooks
from northing.planning.forecasts.inputs import DRAWS
from northing.planning.forecasts.promises import promise_model
from northing.planning.forecasts.ranges import rehearse
from northing.planning.models import Feature, ForecastRun, Outlook, OutlookRecord, RunState

VERSION = "1"  # of the method: a record says which one made it
DATES = ("starts_on", "p10", "p50", "p70", "p85", "p90", "p95", "chance", "due_on")


def refresh_forecast(*, asked_by: int | None, draws: int = DRAWS) -> ForecastRun:
    """Forecast every open feature and keep it: as the latest outlook, and sealed as what was said today.

    When it fails the run says why and the old outlooks stay.
    """
    now = clock.now()
    # The day's number as the seed: the same inputs on the same day give the same answer, whoever asks.
    run = ForecastRun.objects.create(
        asked_at=now,
        asked_by_id=asked_by,
        state=RunState.RUNNING,
        seed=now.date().toordinal(),
        draws=draws,
        version=VERSION,
    )
    try:
        with transaction.atomic():
            _refresh(run)
    except Exception as error:
        run.state, run.problem, run.finished_at = (
            RunState.FAILED,
            f"{type(error).__name__}: {error}",
            clock.now(),
        )
        run.save(update_fields=["state", "problem", "finished_at"])
        raise
    return run


def _refresh(run: ForecastRun) -> None:
    inputs = gather(today=run.asked_at.date())
    promises = promise_model(today=inputs.today)
    found, mix = outlooks(inputs, promises, seed=run.seed, draws=run.draws)
    fresh = [_outlook(run, said) for said in found]
    before = chances_of(row.feature_id for row in fresh)
    Outlook.objects.exclude(feature__in=[row.feature_id for row in fresh]).delete()
    Outlook.objects.bulk_create(
        fresh,
        update_conflicts=True,
        unique_fields=["feature"],
        update_fields=["run", *DATES, "futures", "throughput_chance", "promise_chance", "basis"],
        batch_size=500,
    )
    OutlookRecord.objects.bulk_create(
        [_record(run, row) for row in fresh],
        update_conflicts=True,
        unique_fields=["feature", "said_on"],
        update_fields=["run", *DATES, "items_left"],
        batch_size=1000,
    )
    tell_of_falls(before, fresh)
    run.state, run.finished_at = RunState.DONE, clock.now()
    run.assumptions = {
        "features": len(fresh),
        "weeks": int(inputs.history.done.shape[0]),
        "weights": {"pace": mix.throughput_weight, "promises": mix.promise_weight},
        "learnt_from": mix.count,
        "rehearsal": _rehearsal(run) | {"promises": promises.rehearsed},
    }
    run.save(update_fields=["state", "finished_at", "assumptions"])


def _rehearsal(run: ForecastRun) -> dict[str, Any]:
    """How past forecasts would have held, kept with the latest run only; worked out once a day."""
    today = run.asked_at.date()
    kept: dict[str, Any] = {}
    for earlier in ForecastRun.objects.filter(assumptions__has_key="rehearsal").select_for_update():
        kept = earlier.assumptions.pop("rehearsal")
        earlier.save(update_fields=["assumptions"])
    return kept if kept.get("day") == today.isoformat() else rehearse(today=today, seed=run.seed)


def _outlook(run: ForecastRun, said: FeatureOutlook) -> Outlook:
    piece = said.piece
    return Outlook(
        feature=said.feature,
        run=run,
        starts_on=piece.start,
        p10=piece.p10,
        p50=piece.p50,
        p70=piece.p70,
        p85=piece.p85,
        p90=piece.p90,
        p95=piece.p95,
        due_on=said.due_on,
        chance=said.chance,
        throughput_chance=said.throughput_chance,
        promise_chance=said.promise_chance,
        futures=list(piece.futures(Outlook.FUTURES)) if piece.days.size else [],
        basis=said.basis,
    )


def _record(run: ForecastRun, row: Outlook) -> OutlookRecord:
    feature: Feature = row.feature
    said = {name: getattr(row, name) for name in DATES}
    return OutlookRecord(
        feature=feature, run=run, said_on=run.asked_at.date(), items_left=feature.items_left, **said
    )

"""Where Tarnbrook is going: said half a year ago, checked every fortnight since."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from northing.exchange.sample.moments import act
from northing.exchange.sample.objectives import (
    AIMS,
    EVERY,
    FORMER_VISION,
    PILLARS,
    VISION,
    WHY_ANEW,
    Aim,
    Result,
)
from northing.metrics.models import Metric
from northing.organisation.models import Member
from northing.planning import commands as planning
from northing.planning.models import Feature
from northing.strategy import commands
from northing.strategy.models import Ambition, Cycle, KeyResult, Objective, Pillar

MONTHS_IN = 4  # whole months of the year are over: mid-May of one that begins in January


def set_the_course(*, now: datetime, people: Mapping[str, Member], head: Member) -> None:
    """Vision, pillars, this year's objectives, what was said of them, and what is built for them."""
    starts_on, ends_on = year_around(now.date())
    begun = now - timedelta(days=(now.date() - starts_on).days + 10)
    act(begun - timedelta(days=300), commands.say_vision, actor=head, text=FORMER_VISION)
    act(begun, commands.say_vision, actor=head, text=VISION.format(year=ends_on.year + 3), reason=WHY_ANEW)
    pillars = {
        name: act(begun, commands.add_pillar, actor=head, name=name, promise=promise)
        for name, promise in PILLARS
    }
    cycle = act(
        begun,
        commands.begin_cycle,
        actor=head,
        name=str(ends_on.year),
        starts_on=starts_on,
        ends_on=ends_on,
        cadence=EVERY,
    )
    built = {row.name: row for row in Feature.objects.open()}
    metrics = {row.name: row for row in Metric.objects.all()}
    for aim in AIMS:
        owner = people[aim.owner]
        objective = _objective(begun, head, owner, cycle, pillars[aim.pillar], aim)
        rows = {
            result.name: _key_result(begun, owner, objective, result, metrics.get(result.metric or result.name))
            for result in aim.results
        }
        for result in aim.results:
            row = rows[result.name]
            if result.eased:
                _ease(now - timedelta(days=40), head, row, result)
            for name in result.features:
                act(
                    max(begun, built[name].created_at),
                    planning.aim,
                    actor=head,
                    feature=built[name],
                    objective=objective,
                    key_result=row,
                )
        _check(now, owner, aim, rows)


def year_around(today: date) -> tuple[date, date]:
    """The twelve months whose first four are over."""
    months = today.year * 12 + today.month - 1 - MONTHS_IN
    starts_on = date(months // 12, months % 12 + 1, 1)
    return starts_on, date(starts_on.year + 1, starts_on.month, 1) - timedelta(days=1)


def _objective(
    begun: datetime, head: Member, owner: Member, cycle: Cycle, pillar: Pillar, aim: Aim
) -> Objective:
    made: Objective = act(
        begun,
        commands.add_objective,
        actor=head,
        cycle=cycle,
        name=aim.name,
        why=aim.why,
        pillar=pillar,
        owner=owner,
        ambition=Ambition.COMMITTED if aim.committed else Ambition.ASPIRATIONAL,
    )
    return made


def _key_result(
    begun: datetime, owner: Member, objective: Objective, result: Result, metric: Metric | None
) -> KeyResult:
    made: KeyResult = act(
        begun,
        commands.add_key_result,
        actor=owner,
        objective=objective,
        name=result.name,
        metric=metric,
        unit=result.unit,
        decimals=result.decimals,
        baseline=Decimal(str(result.baseline)),
        target=Decimal(str(result.eased[0] if result.eased else result.target)),
        weight=Decimal(str(result.weight)),
    )
    return made


def _ease(moment: datetime, head: Member, row: KeyResult, result: Result) -> None:
    _, reason = result.eased or (0, "")
    target = Decimal(str(result.target))
    act(moment, commands.change_target, actor=head, key_result=row, target=target, by=row.by, reason=reason)


def _check(now: datetime, owner: Member, aim: Aim, rows: Mapping[str, KeyResult]) -> None:
    """All key results of an objective together, every fortnight, the last as long ago as the aim says."""
    times = len(aim.results[0].values)
    for place in range(times):
        ago = aim.checked + EVERY * (times - 1 - place)
        said = [
            commands.Said(
                rows[result.name],
                Decimal(str(result.values[place])),
                result.says[place] / 100,
                result.sentence if place == times - 1 else "As planned.",
            )
            for result in aim.results
        ]
        act(now - timedelta(days=ago), commands.check_in, actor=owner, said=said)

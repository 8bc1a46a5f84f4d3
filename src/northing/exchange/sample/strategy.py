"""Where Tarnbrook is going: said half a year ago, checked every fortnight since; and what became of the year before."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from northing.exchange.sample.moments import act
from northing.exchange.sample.objectives import (
    AIMS,
    CHECKED_BEFORE_END,
    EVERY,
    FORMER_VISION,
    LAST_YEAR,
    PILLARS,
    VISION,
    WHY_ANEW,
    Aim,
    Result,
)
from northing.insight import commands as insight
from northing.insight.models import Opportunity
from northing.kernel import clock
from northing.metrics.forecasts import foretell, watch
from northing.metrics.models import Metric, MetricForecast
from northing.metrics.queries.past_values import past_values
from northing.organisation.models import Member
from northing.planning import commands as planning
from northing.planning.models import Feature
from northing.strategy import commands
from northing.strategy.models import Ambition, Cycle, KeyResult, Objective, Pillar
from northing.strategy.queries.aims import Aim as StrategyAim
from northing.strategy.queries.standing import Standing, standings

MONTHS_IN = 4  # whole months of the year are over: mid-May of one that begins in January
FORETOLD_BEFORE = timedelta(days=41)  # the background's own forecasts begin later


def set_the_course(*, now: datetime, people: Mapping[str, Member], head: Member) -> None:
    """Vision, pillars, this year's objectives, what was said of them, and what is built for them."""
    starts_on, ends_on = year_around(now.date())
    begun = now - timedelta(days=(now.date() - starts_on).days + 10)
    former = begun - timedelta(days=365)
    act(former, commands.say_vision, actor=head, text=FORMER_VISION)
    act(begun, commands.say_vision, actor=head, text=VISION.format(year=ends_on.year + 3), reason=WHY_ANEW)
    pillars = {
        name: act(former, commands.add_pillar, actor=head, name=name, promise=promise)
        for name, promise in PILLARS
    }
    metrics = {row.name: row for row in Metric.objects.all()}
    _last_year(now, starts_on, head, people, pillars, metrics)
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
    act(now - FORETOLD_BEFORE, _foretell, metrics=_read_by(AIMS, metrics))
    for aim in AIMS:
        owner = people[aim.owner]
        objective, rows = _aim(begun, head, owner, cycle, pillars, aim, metrics)
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
        _serve(now - timedelta(days=45), head, objective, aim, rows)
        _check(now, owner, aim, rows)


def _serve(
    moment: datetime, head: Member, objective: Objective, aim: Aim, rows: Mapping[str, KeyResult]
) -> None:
    """The customer problems whose solution would serve each key result."""
    named = {row.name: row for row in Opportunity.objects.defer("words")}
    pairs = [
        (named[name], StrategyAim(objective, rows[result.name]))
        for result in aim.results
        for name in result.problems
    ]
    act(moment, insight.say_aims, actor=head, offered=pairs, chosen=pairs)


def year_around(today: date) -> tuple[date, date]:
    """The twelve months whose first four are over."""
    months = today.year * 12 + today.month - 1 - MONTHS_IN
    starts_on = date(months // 12, months % 12 + 1, 1)
    return starts_on, date(starts_on.year + 1, starts_on.month, 1) - timedelta(days=1)


def _last_year(
    now: datetime,
    until: date,
    head: Member,
    people: Mapping[str, Member],
    pillars: Mapping[str, Pillar],
    metrics: Mapping[str, Metric],
) -> None:
    """The year before: closed, so that how sure people were then is scored."""
    starts_on = date(until.year - 1, until.month, 1)
    begun = now - timedelta(days=(now.date() - starts_on).days + 10)
    over = now - timedelta(days=(now.date() - until).days - 6)
    ends_on = until - timedelta(days=1)
    cycle = act(
        begun, commands.begin_cycle, actor=head, name=str(ends_on.year), starts_on=starts_on, ends_on=ends_on
    )
    aims = [(aim, _aim(begun, head, people[aim.owner], cycle, pillars, aim, metrics)[1]) for aim in LAST_YEAR]
    for place, before in enumerate(CHECKED_BEFORE_END):
        moment = over - timedelta(days=before)
        act(moment, _foretell, metrics=_read_by(LAST_YEAR, metrics))
        for aim, rows in aims:
            act(moment, _say, actor=people[aim.owner], aim=aim, rows=rows, place=place)
    act(over, commands.close_cycle, actor=head, cycle=cycle)


def _read_by(aims: Sequence[Aim], metrics: Mapping[str, Metric]) -> list[Metric]:
    names = [result.metric or result.name for aim in aims for result in aim.results]
    return [metrics[name] for name in names if name in metrics]


def _foretell(*, metrics: Sequence[Metric]) -> None:
    """What the background would have said that day; alerts of then are none any more."""
    today = clock.today()
    found = past_values(metrics, today).values()
    said = (foretell(past, watch(past), today) for past in found)
    MetricForecast.objects.bulk_create([row for row in said if row is not None])


def _aim(
    begun: datetime,
    head: Member,
    owner: Member,
    cycle: Cycle,
    pillars: Mapping[str, Pillar],
    aim: Aim,
    metrics: Mapping[str, Metric],
) -> tuple[Objective, dict[str, KeyResult]]:
    """An objective, and its key results by name."""
    objective = _objective(begun, head, owner, cycle, pillars[aim.pillar], aim)
    return objective, {
        result.name: _key_result(begun, owner, objective, result, metrics.get(result.metric or result.name))
        for result in aim.results
    }


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
        goes_on_from=Objective.objects.filter(name=aim.goes_on_from).first(),
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
        act(now - timedelta(days=ago), _say, actor=owner, aim=aim, rows=rows, place=place)


def _say(*, actor: Member, aim: Aim, rows: Mapping[str, KeyResult], place: int) -> None:
    """One check-in; what the forecast says that day is sealed with it."""
    known = standings(rows.values(), clock.today())
    said = [_said(known[rows[result.name].pk], result, place) for result in aim.results]
    commands.check_in(actor=actor, said=said)


def _said(standing: Standing, result: Result, place: int) -> commands.Said:
    value = Decimal(str(result.values[place])) if result.values else standing.value
    last = place == len(result.says) - 1
    return commands.Said(
        standing.key_result,
        value if value is not None else standing.key_result.baseline,
        result.says[place] / 100,
        result.sentence if last else "As planned.",
        standing.chance,
    )

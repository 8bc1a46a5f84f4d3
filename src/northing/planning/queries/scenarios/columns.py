"""The columns that stand side by side: the plan, and the scenarios beside it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from northing.kernel import clock
from northing.planning.models import ForecastRun, RunState, Scenario, ScenarioForecast
from northing.planning.queries.scenarios.fingerprint import made_of
from northing.planning.queries.scenarios.measures import FeatureSaid, Measures
from northing.planning.queries.scenarios.moves import Move, moves
from northing.planning.queries.scenarios.rows import open_scenarios, the_plan

BESIDE = 2  # scenarios fit beside the plan


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """`measures` is None until it was worked out; `stale`: something changed since, it is worked out anew."""

    letter: str
    scenario: Scenario | None
    measures: Measures | None
    stale: bool
    moves: dict[int, Move]

    @property
    def is_plan(self) -> bool:
        return self.letter == ""

    @property
    def by_feature(self) -> dict[int, FeatureSaid]:
        return {row.id: row for row in self.measures.features} if self.measures else {}


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    plan: Column
    beside: tuple[Column, ...]
    others: tuple[tuple[str, Scenario], ...]
    """Open scenarios that are not shown, with their letters."""

    @property
    def all(self) -> tuple[Column, ...]:
        return (self.plan, *self.beside)

    @property
    def stale(self) -> bool:
        return any(column.stale for column in self.all)

    def of(self, pk: int | None) -> Column | None:
        return next((column for column in self.beside if column.scenario and column.scenario.pk == pk), None)


def letters(scenarios: Sequence[Scenario]) -> list[tuple[str, Scenario]]:
    """A, B, C in the order in which they were made; after Z comes AA."""
    return [
        (ascii_uppercase[place % 26] * (place // 26 + 1), scenario) for place, scenario in enumerate(scenarios)
    ]


def columns(wanted: Collection[int] = ()) -> Columns:
    """The plan and at most two beside it: those wanted, else those made last."""
    plan, named = the_plan(), letters(open_scenarios())
    shown = [each for each in named if each[1].pk in wanted][:BESIDE] or named[-BESIDE:]
    run = ForecastRun.objects.filter(state=RunState.DONE).order_by("-pk").values_list("pk", flat=True).first()
    keys = [scenario.pk for _, scenario in shown]
    known: dict[int | None, ScenarioForecast | None] = {
        row.scenario_id: row for row in ScenarioForecast.objects.filter(scenario__in=keys)
    }
    known[None] = ScenarioForecast.objects.filter(scenario=None).first()
    today = clock.today()

    def column(letter: str, scenario: Scenario | None) -> Column:
        row = known.get(scenario.pk if scenario and letter else None)
        fresh = (
            run is not None
            and row is not None
            and row.made_of == made_of(scenario if letter else None, plan, run=run, today=today)
        )
        return Column(
            letter,
            scenario,
            Measures.read(row.said) if row else None,
            run is not None and not fresh,
            moves(scenario, plan) if scenario and letter else {},
        )

    return Columns(
        column("", plan),
        tuple(column(*each) for each in shown),
        tuple(each for each in named if each[1].pk not in keys),
    )

"""What stands in one column of one measure; each says in which template it is drawn."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from northing.planning.queries.scenarios.measures import Asking, Cost
from northing.ui.charts import FeatureBar

FUTURES = 20


@dataclass(frozen=True, slots=True)
class Nothing:
    """As in the plan; `text` says it otherwise."""

    template: ClassVar[str] = "planning/scenarios/cells/nothing.html"
    text: str = "as in the plan"


@dataclass(frozen=True, slots=True)
class FitCell:
    template: ClassVar[str] = "planning/scenarios/cells/fit.html"
    chance: float
    words: str = ""
    tone: str = ""

    @property
    def fitting(self) -> int:
        return round(self.chance * FUTURES)

    @property
    def rest(self) -> int:
        return FUTURES - self.fitting


@dataclass(frozen=True, slots=True)
class BarCell:
    """`chance` None: nothing is promised. `p50` then stands beside the bar."""

    template: ClassVar[str] = "planning/scenarios/cells/bar.html"
    bar: FeatureBar
    now_x: float | None
    months: tuple[tuple[float, str], ...] = ()
    chance: float | None = None
    was: float | None = None
    p50: date | None = None
    words: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    code: str
    name: str
    done: float
    was: float | None = None
    chance: float | None = None
    """That all of it is done."""


@dataclass(frozen=True, slots=True)
class ObjectivesCell:
    template: ClassVar[str] = "planning/scenarios/cells/objectives.html"
    shares: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class MoneyCell:
    template: ClassVar[str] = "planning/scenarios/cells/money.html"
    asking: Asking
    more: float | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    icon: str
    text: str


@dataclass(frozen=True, slots=True)
class ChangesCell:
    template: ClassVar[str] = "planning/scenarios/cells/changes.html"
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class WaitCell:
    template: ClassVar[str] = "planning/scenarios/cells/wait.html"
    customers: int
    revenue: float
    words: str = ""
    renewing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CostCell:
    template: ClassVar[str] = "planning/scenarios/cells/cost.html"
    cost: Cost
    words: str = ""


Cell = Nothing | FitCell | BarCell | ObjectivesCell | MoneyCell | ChangesCell | WaitCell | CostCell


@dataclass(frozen=True, slots=True)
class Row:
    """A measure over all columns. `size`: how far they are apart, for what comes first; 0 is the same."""

    label: str
    sub: str
    cells: tuple[Cell, ...]
    size: float
    feature: int | None = None
    same: str = field(default="")
    """What it comes to where it is the same everywhere: "Poland at 93 %"."""

from northing.planning.models.aims import FeatureAim, InitiativeAim, KeptRunning
from northing.planning.models.audience import Audience
from northing.planning.models.calendar import Capacity, Holiday, WorkingWeek
from northing.planning.models.candidate import Considered
from northing.planning.models.commitment import Commitment, Outcome
from northing.planning.models.dependency import Dependency, DependencyKind
from northing.planning.models.feature import Feature, FeatureQuerySet, FeatureState, Initiative, Release
from northing.planning.models.item import Item, ItemState
from northing.planning.models.key import Key, Kind
from northing.planning.models.origin import Origin, OriginKind
from northing.planning.models.outlook import ForecastRun, Outlook, OutlookRecord, RunState
from northing.planning.models.people_time import Absence, FeatureNeed, KeptFree, Lending, line_of
from northing.planning.models.scenario import (
    Choice,
    Pin,
    PlanDecision,
    Rule,
    RuleCandidate,
    RuleKind,
    Scenario,
    ScenarioComment,
    ScenarioDate,
    ScenarioState,
    Verdict,
)
from northing.planning.models.scenario_forecast import ScenarioForecast
from northing.planning.models.scoring import (
    Driver,
    Input,
    Method,
    ReachPeriod,
    RoundCandidate,
    RoundMember,
    ScoreModel,
    ScoringRound,
)
from northing.planning.models.selection_run import SelectionRun, SelectionState
from northing.planning.models.serving import FeatureOpportunity

__all__ = [
    "Absence",
    "Audience",
    "Capacity",
    "Choice",
    "Commitment",
    "Considered",
    "Dependency",
    "DependencyKind",
    "Driver",
    "Feature",
    "FeatureAim",
    "FeatureNeed",
    "FeatureOpportunity",
    "FeatureQuerySet",
    "FeatureState",
    "ForecastRun",
    "Holiday",
    "Initiative",
    "InitiativeAim",
    "Input",
    "Item",
    "ItemState",
    "KeptFree",
    "KeptRunning",
    "Key",
    "Kind",
    "Lending",
    "Method",
    "Origin",
    "OriginKind",
    "Outcome",
    "Outlook",
    "OutlookRecord",
    "Pin",
    "PlanDecision",
    "ReachPeriod",
    "Release",
    "RoundCandidate",
    "RoundMember",
    "Rule",
    "RuleCandidate",
    "RuleKind",
    "RunState",
    "Scenario",
    "ScenarioComment",
    "ScenarioDate",
    "ScenarioForecast",
    "ScenarioState",
    "ScoreModel",
    "ScoringRound",
    "SelectionRun",
    "SelectionState",
    "Verdict",
    "WorkingWeek",
    "line_of",
]

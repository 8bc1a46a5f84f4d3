from northing.planning.models.aims import FeatureAim, InitiativeAim, KeptRunning
from northing.planning.models.audience import Audience
from northing.planning.models.calendar import Capacity, Holiday, WorkingWeek
from northing.planning.models.commitment import Commitment, Outcome
from northing.planning.models.dependency import Dependency, DependencyKind
from northing.planning.models.feature import Feature, FeatureQuerySet, FeatureState, Initiative, Release
from northing.planning.models.item import Item, ItemState
from northing.planning.models.origin import Origin, OriginKind
from northing.planning.models.outlook import ForecastRun, Outlook, OutlookRecord, RunState
from northing.planning.models.serving import FeatureOpportunity

__all__ = [
    "Audience",
    "Capacity",
    "Commitment",
    "Dependency",
    "DependencyKind",
    "Feature",
    "FeatureAim",
    "FeatureOpportunity",
    "FeatureQuerySet",
    "FeatureState",
    "ForecastRun",
    "Holiday",
    "Initiative",
    "InitiativeAim",
    "Item",
    "ItemState",
    "KeptRunning",
    "Origin",
    "OriginKind",
    "Outcome",
    "Outlook",
    "OutlookRecord",
    "Release",
    "RunState",
    "WorkingWeek",
]

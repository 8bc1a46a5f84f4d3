"""Four releases a year: what shipped in them, what is promised for the next, and how late they came."""

from datetime import UTC, date, datetime, time, timedelta

from northing.exchange.sample.moments import act
from northing.organisation.models import Member
from northing.planning import commands as planning
from northing.planning.models import Feature

SEASONS = ("Spring", "Summer", "Autumn", "Winter")
LATE = (3, 0, 8, 1)  # days, of the last four; the first is the oldest
AHEAD = 2
BEFORE_THE_END = timedelta(days=10)  # of the quarter
PLANNED_AHEAD = timedelta(weeks=24)


def bundle(*, now: datetime, head: Member) -> None:
    """Features that shipped belong to the release that came next, open ones to the first one that their
    commitment leaves time for."""
    this = now.year * 4 + (now.month - 1) // 3
    since = _planned(this - len(LATE) - 1)
    for quarter in range(this - len(LATE), this + AHEAD):
        day = _planned(quarter)
        late = timedelta(days=LATE[quarter - this + len(LATE)]) if quarter < this else timedelta()
        said, came = _at(day - PLANNED_AHEAD), _at(day + late)
        if said > now:
            return
        release = act(said, planning.create_release, actor=head, name=_name(day), planned_on=day)
        shipped = Feature.objects.filter(shipped_on__gt=since, shipped_on__lte=day + late)
        promised = Feature.objects.open().filter(due_on__gt=since, due_on__lte=day)
        for which, moment in ((shipped, min(came, now)), (promised, now)):
            features = [feature.pk for feature in which]
            act(moment, planning.change_features, actor=head, features=features, changes={"release": release})
        if came < now:
            act(came, planning.change_release, actor=head, release=release, released_on=came.date())
        since = day + late


def _planned(quarter: int) -> date:
    """`quarter` counts from the year 0."""
    year, place = divmod(quarter + 1, 4)
    return date(year, place * 3 + 1, 1) - BEFORE_THE_END


def _name(day: date) -> str:
    return f"{SEASONS[(day.month - 1) // 3]} {day.year}"


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9), UTC)

"""What the page says in words: what changed, where, and what luck alone would do."""

from collections.abc import Sequence

import numpy as np

from northing.planning.flow.ages import Ages
from northing.planning.flow.measured import Flow, Measure, TeamFlow
from northing.ui import formatting

SOME = 3
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def written(measure: Measure, value: float) -> str:
    """A value of the measure as it is read: 6.8, 12 d, 22 %."""
    if measure.unit == "%":
        return formatting.percent(value)
    if measure.unit == "d":
        return in_days(value)
    return formatting.number(value, 1 if abs(value) < 10 else 0)


def in_days(days: float) -> str:
    """12 d; 1.4 d below three days, where a tenth is two hours."""
    return formatting.with_unit(formatting.short_number(days) if days < 3 else formatting.number(days), "d")


def verdict(measure: Measure) -> str:
    if measure.change is None:
        return "Too little to compare"
    if not measure.significant:
        return "Did not change significantly"
    return "Rose significantly" if measure.rose else "Fell significantly"


def tone(measure: Measure) -> str:
    """Colour is for what got worse."""
    if not measure.significant or not measure.good:
        return ""
    return "bad" if measure.rose != (measure.good > 0) else "good"


def headline(flow: Flow) -> str:
    """One sentence on everything that changed, and what follows for the dates."""
    told = [each for each in flow.measures if each.significant]
    weeks = _count(flow.wanted.now)
    if not flow.measures:
        return "How items come, are begun and are finished."
    if not told:
        alone = [each for team in flow.teams if (each := _alone(team))] if len(flow.teams) > 1 else []
        nothing = f"{'Taken together, nothing' if alone else 'Nothing'} changed by more than luck"
        return ". ".join([f"{nothing} in the last {weeks} weeks", *alone[:SOME]]) + "."
    said = _joined([_moved(each) for each in told[:SOME]])
    more = f", and {_count(len(told) - SOME)} more" if len(told) > SOME else ""
    return (
        f"{said[0].upper()}{said[1:]}{more}. Forecasts take it into account: they learn from the last 26 weeks."
    )


def known(flow: Flow, measure: Measure, ages: Ages) -> str:
    """What is behind a measure, or what luck would have made of it."""
    if measure.change is None:
        return "Nothing was finished in one of the two."
    if measure.slug == "arrived":
        return _queue(flow)
    if measure.slug == "unplanned":
        return _unplanned(flow)
    if measure.slug == "progress":
        return _progress(ages)
    of_teams = [team.measures[measure.slug] for team in flow.teams if measure.slug in team.measures]
    if len(flow.teams) > 1 and (measure.significant or any(each.significant for each in of_teams)):
        return _by_team(flow.teams, measure.slug)
    return _luck(flow, measure)


def _moved(measure: Measure) -> str:
    change = measure.change
    assert change is not None  # noqa: S101  only what was compared is significant
    direction = "rose" if measure.rose else "fell"
    name = measure.name[0].lower() + measure.name[1:]
    return f"{name} {direction} from {written(measure, change.before)} to {written(measure, change.now)}"


def _alone(team: TeamFlow) -> str:
    """What changed in one team; "" for nothing."""
    told = [_moved(each) for each in team.measures.values() if each.significant]
    return f"In {team.name} {_joined(told)}" if told else ""


def _by_team(teams: Sequence[TeamFlow], slug: str) -> str:
    told = [team for team in teams if team.measures[slug].significant]
    if not told:
        return "No team alone changed by more than luck."
    rest = "the other teams did not change significantly"
    if len(told) == 1:
        measure = told[0].measures[slug]
        return f"{told[0].name} alone {_moved(measure).split(' ', measure.name.count(' ') + 1)[-1]}; {rest}."
    names = _joined([team.name for team in told[:SOME]])
    return f"{names} changed; {rest}." if len(told) < len(teams) else "All teams changed."


def _luck(flow: Flow, measure: Measure) -> str:
    change = measure.change
    assert change is not None  # noqa: S101  asked of what was compared only
    low, high = (written(measure, value) for value in change.luck)
    said = f"{_count(flow.wanted.now).capitalize()} weeks at random give {low} to {high}."
    if change.more_weeks and not measure.significant:
        weeks = formatting.counted(change.more_weeks, "more week")
        return f"{said} About {weeks} like these would tell."
    return said


def _queue(flow: Flow) -> str:
    arrived, finished = flow.measure("arrived").change, flow.measure("finished").change
    assert arrived is not None  # noqa: S101  asked of what was compared only
    assert finished is not None  # noqa: S101  the same weeks
    growth = round((arrived.now - finished.now) * flow.wanted.now)
    waiting = f"{formatting.counted(flow.record.waiting, 'item')} wait to be begun."
    if not growth:
        return f"As many came as were finished. {waiting}"
    more = "more came than were finished" if growth > 0 else "more were finished than came"
    return f"{formatting.number(abs(growth))} {more} in {_count(flow.wanted.now)} weeks. {waiting}"


def _unplanned(flow: Flow) -> str:
    """Of the last weeks: what belongs to no feature, and what was found while its feature was built."""
    last = flow.record.weeks - flow.wanted.now
    finished = flow.record.weekly()[last:].sum()
    none = flow.record.weekly(flow.record.no_feature)[last:].sum() / finished
    found = flow.record.weekly(flow.record.found_later)[last:].sum() / finished
    parts = [f"{formatting.percent(none)} belong to no feature"] if none else []
    parts += [f"{formatting.percent(found)} were found while their feature was built"] if found else []
    return f"{' and '.join(parts)}." if parts else "Every item had been planned."


def _progress(ages: Ages) -> str:
    if not ages.count:
        return "Nothing is in progress."
    middle = float(np.median([row.age for team in ages.teams for row in team.items]))
    old = _count(len(ages.old)) if ages.old else "none"
    verb = "is" if len(ages.old) == 1 else "are"
    return f"Half are younger than {in_days(middle)}; {old} {verb} older than 85\u202f% of their kind."


def _joined(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]


def _count(number: int) -> str:
    return NUMBERS[number] if number < len(NUMBERS) else formatting.number(number)


def notes(flow: Flow, ages: Ages) -> dict[str, str]:
    """What stands below the charts: how a thing is counted, and what it leaves out."""
    untimed = int(((flow.record.week >= 0) & ~flow.record.timed).sum())
    parted = [team.name for team in ages.teams if team.usual is not None and team.of_all]
    return {
        "untimed": f"{formatting.counted(untimed, 'finished item')} without a start left out."
        if untimed
        else "",
        "kinds": (
            f"{_joined(parted)} finished fewer than 20 items in 26 weeks and is held against all teams."
            if parted
            else ""
        ),
        "old": _old(ages),
    }


def _old(ages: Ages) -> str:
    """Names the two that are furthest beyond."""
    if not ages.count:
        return "Nothing is in progress."
    if not ages.old:
        return "None is older than 85\u202f% of finished items of its kind were."
    verb = "is" if len(ages.old) == 1 else "are"
    count = _count(len(ages.old)).capitalize()
    first = f"{count} {verb} older than 85\u202f% of finished items of their team were."
    said = [
        f"{row.name} has been in progress for {in_days(row.progress.age)}, where its kind takes"
        f" {in_days(row.usual.most)}"
        for row in ages.old[:2]
    ]
    return f"{first} {'; '.join(said)}."

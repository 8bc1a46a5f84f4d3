"""What the record says in sentences. Every verdict asks for more than luck gives once in twenty times."""

from dataclasses import dataclass

from northing.planning.forecasts.forecast_record.page import Bucket, ForecastRecord, TeamRate
from northing.planning.forecasts.ranges import RangeRecord
from northing.planning.forecasts.record import ENOUGH, Level, Skill
from northing.ui import formatting

HEADLINE = 0.8  # the chance at which people commit
OF_ITS_OWN = 10  # promises that make a level worth a headline
FEW_IN_BUCKET = 8
WIDEST = 3.0  # a range that would have to be three times as wide is not a matter of width


@dataclass(frozen=True, slots=True)
class Headline:
    """The level that the page opens with, those that luck does not explain, and what to make of it all."""

    level: Level
    outside: tuple[Level, ...]
    advice: str


def headline(found: ForecastRecord) -> Headline | None:
    """None when nothing scores yet."""
    if not found.levels:
        return None
    worth = [level for level in found.levels if level.of >= OF_ITS_OWN]
    by_size = sorted(worth or found.levels, key=lambda level: -level.of)
    level = min(by_size, key=lambda level: abs(level.said - HEADLINE)) if worth else by_size[0]
    outside = tuple(other for other in found.levels if other.too_sure or other.too_careful)
    enough = found.scored >= ENOUGH
    return Headline(level, tuple(o for o in outside if o != level), _advice(level, outside) if enough else "")


def _advice(level: Level, outside: tuple[Level, ...]) -> str:
    if not outside:
        return "So: our chances can be taken as they are said."
    reads = [f"read our {_word(other)} as about {_points(other.believe)}" for other in outside]
    parts = reads if level in outside else [f"trust our {_word(level)}", *reads]
    return f"So: {', and '.join(parts)}."


def _word(level: Level) -> str:
    return f"{formatting.chance_points(level.said)}s"


def _points(share: float) -> str:
    """To the nearest five: the record knows no better."""
    return str(int(formatting.rounded(share * 20) * 5))


def missing(found: ForecastRecord) -> str:
    """What it takes until the page says anything sure; "" when it does."""
    if found.total >= ENOUGH:
        return ""
    closed = f"{formatting.counted(found.total, 'promise')} closed" if found.total else "No promise closed yet"
    wait = ""
    if found.first_due is not None:
        falls = f"the first falls due on {formatting.long_day(found.first_due)}"
        wait = f" {found.open_promises} more {'is' if found.open_promises == 1 else 'are'} open; {falls}."
    return f"{closed}; {ENOUGH} are needed before this page says anything sure.{wait}"


def slip_words(buckets: tuple[Bucket, ...], unfinished: int) -> str:
    """From where on it is a coin's toss, and what stands there for promises that are still running."""
    said = []
    tossed = [bucket for bucket in buckets if len(bucket.weeks) >= FEW_IN_BUCKET]
    worst = next((bucket for bucket in tossed if bucket.held * 2 <= len(bucket.weeks)), None)
    if worst is not None and worst.beyond:
        said.append(f"Beyond {formatting.short_number(worst.beyond)} weeks we miss one time in two or more.")
    if unfinished:
        stand = "stands" if unfinished == 1 else "stand"
        said.append(
            f"{formatting.counted(unfinished, 'promise')} not finished yet {stand} at how late it is today."
        )
    return " ".join(said)


def range_words(ranges: tuple[RangeRecord, ...]) -> str:
    narrow = [row.level for row in ranges if row.too_narrow]
    if not narrow:
        return ""
    if min(narrow) > 0.5:
        return (
            "Our wide ranges are too narrow at the ends: the rare bad case is rarer in the model than in life."
        )
    return "Our ranges are too narrow: more can happen than the model thinks."


def suggestion(ranges: tuple[RangeRecord, ...]) -> str:
    """How much wider the widest range that failed would have had to be. Words only: nothing changes by them."""
    failed = [row for row in ranges if row.too_narrow and row.widen is not None and row.widened_held > row.held]
    if not failed:
        return ""
    row = failed[-1]
    name = f"the {formatting.percent(row.level)} range"
    if row.widen is None or row.widen > WIDEST:
        return f"look at what the late ones had in common. No reasonable width of {name} would have held them."
    wider = formatting.percent(formatting.rounded((row.widen - 1) * 20 + 0.499) / 20)
    return f"widen {name} by {wider}. It would have held {row.widened_held} of {row.of}."


def team_words(teams: tuple[TeamRate, ...]) -> str:
    outside = sum(team.rate.outside for team in teams)
    if len(teams) < 2:
        return ""
    if outside == 0:
        return "Teams are not ranked: luck alone explains the difference between them."
    rest = len(teams) - outside
    return f"Teams are not ranked: {rest} of {len(teams)} cannot be told apart from luck."


def skill_words(found: ForecastRecord) -> str:
    """Against the plan's dates, which say of every promise that it will hold, and against the mere average."""
    skill = found.skill
    if skill is None or found.scored < ENOUGH:
        return ""
    said = []
    missed = sum(level.of - level.held for level in found.levels)
    said.append(
        f"Taken at its word, the promised day would have been wrong {missed} times in {found.scored}."
        f" {_against(skill.over_plan, skill.plan_beaten, 'the plan')}"
    )
    average = sum(level.held for level in found.levels) / found.scored
    said.append(
        _against(skill.over_average, skill.average_beaten, f"always saying {formatting.percent(average)}")
    )
    if found.our_days is not None and found.plan_days is not None:
        ours, plan = (formatting.short_number(days) for days in (found.our_days, found.plan_days))
        said.append(f"Our middle date was typically {ours} days off, the promised day {plan}.")
    return " ".join(said)


def _against(gain: float | None, beaten: bool, other: str) -> str:
    if gain is None:
        return f"Nothing is better than {other}: it was never wrong."
    size = formatting.percent(abs(gain))
    if gain <= 0:
        return f"Our chances are no better than {other}: their error is {size} larger."
    sure = "" if beaten else ", which can be luck"
    return f"Our chances are better than {other}: {size} less error{sure}."


def brier_words(skill: Skill | None) -> str:
    """The numbers behind the sentences, for those who know them."""
    if skill is None:
        return ""
    ours, plan, average = (formatting.number(x, 3) for x in (skill.ours, skill.plan, skill.average))
    return f"Brier score {ours}; {plan} for the plan, {average} for the average. Less is better."

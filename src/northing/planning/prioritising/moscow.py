"""MoSCoW as a check on the effort of each team's features above the line: it warns, and ranks nothing."""

from collections import defaultdict

from northing.planning.prioritising.board import Board
from northing.planning.queries.prioritise.moscow import said_moscow
from northing.ui import formatting
from northing_engine.scoring import LEAST_COULD, MOST_MUST, MoscowCheck, moscow


def moscow_warning(found: Board) -> str:
    """ "MoSCoW above the line, Must at most 60 % and Could at least 20 % of effort: Data has Must 72 %."

    Names each team whose Must is too much or whose Could is too little, "" where none is; what is not marked
    does not count. Two queries at most.
    """
    counted = [row for row in found.rows if row.inside and row.key.kind == "feature" and "effort" in row.said]
    said = said_moscow([row.key.pk for row in counted])
    weeks: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in counted:
        if row.key.pk in said and row.candidate.team:
            weeks[row.candidate.team][said[row.key.pk]] += row.said["effort"].likely
    checks = ((team, moscow(weeks[team])) for team in sorted(weeks, key=str.casefold))
    teams = [f"{team} has {wrong}" for team, check in checks if check is not None and (wrong := _wrong(check))]
    if not teams:
        return ""
    most, least = formatting.percent(MOST_MUST), formatting.percent(LEAST_COULD)
    return (
        f"MoSCoW above the line, Must at most {most} and Could at least {least} of effort: {'; '.join(teams)}."
    )


def _wrong(check: MoscowCheck) -> str:
    """ "Must 72 %, Could 9 %": the shares that are past their limit."""
    shares = [("Must", check.must, check.too_much_must), ("Could", check.could, check.too_little_could)]
    return ", ".join(f"{name} {formatting.percent(share)}" for name, share, past in shares if past)

"""MoSCoW as a check on the effort of each team's features above the line: it warns, and ranks nothing."""

from collections import defaultdict

from northing.planning.prioritising.board import Board
from northing.planning.queries.prioritise.moscow import said_moscow
from northing.ui import formatting
from northing_engine.scoring import LEAST_COULD, MOST_MUST, MoscowCheck, moscow


def moscow_warnings(found: Board) -> list[str]:
    """A sentence for each team whose Must is too much or whose Could is too little; what is not marked does not
    count. Two queries at most."""
    counted = [row for row in found.rows if row.inside and row.key.kind == "feature" and "effort" in row.said]
    said = said_moscow([row.key.pk for row in counted])
    weeks: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in counted:
        if row.key.pk in said and row.candidate.team:
            weeks[row.candidate.team][said[row.key.pk]] += row.said["effort"].likely
    checks = ((team, moscow(weeks[team])) for team in sorted(weeks, key=str.casefold))
    return [_sentence(team, check) for team, check in checks if check is not None and _warns(check)]


def _warns(check: MoscowCheck) -> bool:
    return check.too_much_must or check.too_little_could


def _sentence(team: str, check: MoscowCheck) -> str:
    """ "Billing core: of the effort marked above the line Must takes 72 % (at most 60 %) ..." """
    parts = []
    if check.too_much_must:
        parts.append(f"Must takes {formatting.percent(check.must)}, more than {formatting.percent(MOST_MUST)}")
    if check.too_little_could:
        least = formatting.percent(LEAST_COULD)
        parts.append(f"Could takes {formatting.percent(check.could)}, less than the {least} that can give way")
    return f"MoSCoW, {team}: of the marked effort above the line {' and '.join(parts)}."

"""The flow of each team, as rows of a table."""

from dataclasses import dataclass

from northing.planning.flow import Ages, Flow, Measure, words
from northing.ui import formatting


@dataclass(frozen=True, slots=True)
class Said:
    """A measure of a team: before, now, and whether luck would do it."""

    before: str
    now: str
    verdict: str
    icon: str
    tone: str


@dataclass(frozen=True, slots=True)
class TeamRow:
    name: str
    query: str
    finished: Said
    most: Said
    unplanned: str
    progress: int
    old: int


def team_rows(flow: Flow, aged: Ages) -> list[TeamRow]:
    read, last = flow.record, flow.record.weeks - flow.wanted.now
    doing = {team.team: len(team.items) for team in aged.teams}
    rows = []
    for place, team in enumerate(flow.teams):
        finished = read.weekly(team=place)[last:].sum()
        unplanned = read.weekly(read.unplanned, team=place)[last:].sum()
        rows.append(
            TeamRow(
                name=team.name,
                query=flow.wanted.query(team=team.team) if team.team else "",
                finished=_said(team.measures["finished"]),
                most=_said(team.measures["most"]),
                unplanned=formatting.percent(unplanned / finished) if finished else formatting.NOTHING,
                progress=doing.get(team.team, 0),
                old=sum(row.progress.team == team.team for row in aged.old),
            )
        )
    return rows


def _said(measure: Measure) -> Said:
    change = measure.change
    return Said(
        before=words.written(measure, change.before) if change else "",
        now=words.written(measure, change.now) if change else formatting.NOTHING,
        verdict=words.verdict(measure),
        icon=("up" if measure.rose else "down") if measure.significant else "minus",
        tone=words.tone(measure),
    )

"""The roadmap as a print-ready A4 slide: title with the conclusion, bars, sources and the day below."""

import json
from pathlib import Path
from typing import Any

import typst

from northing.planning.queries.endings import Ending
from northing.planning.queries.roadmap import Line, Roadmap
from northing.ui import charts, formatting
from northing.ui.charts.chance import tone_of

TEMPLATE = Path(__file__).parent.parent / "templates" / "planning" / "roadmap.typ"


def document(roadmap: Roadmap, audience: str) -> bytes:
    """The PDF's bytes. What the audience does not see is not in `roadmap`, so it cannot get in."""
    data = {
        "title": conclusion(roadmap),
        "audience": audience,
        "date": formatting.long_day(roadmap.axis.today),
        "source": _source(roadmap),
        "upper": [[label.x, label.text] for label in roadmap.axis.upper],
        "lower": [[label.x, label.text] for label in roadmap.axis.lower],
        "lines": [[line.x, line.strong] for line in roadmap.axis.lines],
        "today": roadmap.axis.today_x,
        "chances": roadmap.rights.has("chance"),
        "groups": [
            *({"name": group.name, "rows": [_row(line) for line in group.lines]} for group in roadmap.groups),
            *(_ending(ending) for ending in roadmap.endings),
        ],
        "capacity": [[cell.x, cell.width, cell.text, cell.over] for cell in roadmap.capacity.cells]
        if roadmap.capacity
        else [],
    }
    made = typst.compile(TEMPLATE.read_bytes(), format="pdf", sys_inputs={"data": json.dumps(data)})
    if not isinstance(made, bytes):
        raise TypeError("typst answers one document in bytes")
    return made


def conclusion(roadmap: Roadmap) -> str:
    """What the slide says, in one line."""
    if roadmap.rights.has("chance"):
        promised = sum(len(group.promised) for group in roadmap.groups)
        share = formatting.percent(0.75)
        if not roadmap.at_risk:
            return f"All {promised} commitments are at least {share} likely to make their date"
        are = "commitment is" if roadmap.at_risk == 1 else "commitments are"
        return f"{roadmap.at_risk} of {promised} {are} less likely than {share} to make the date"
    soon = [line for line in roadmap.lines if line.quarter and not line.seen.shipped]
    first = min((line.seen.quarter for line in soon if line.seen.quarter), default=None)
    count = formatting.counted(roadmap.open, "feature")
    if first is None:
        return f"{count} on the way"
    near = sum(line.seen.quarter == first for line in soon)
    return f"{count} on the way, {near} of them for {formatting.quarter(first)}"


def _source(roadmap: Roadmap) -> str:
    if roadmap.rights.quarters_only:
        return "Quarters hold the day by which a feature is at least 85 % likely to be done. May change."
    return "Dates from the teams’ own pace of delivery and record of promises: solid to P50, fading to P85."


def _row(line: Line) -> dict[str, Any]:
    seen, bar, quarter = line.seen, line.bar, line.quarter
    row: dict[str, Any] = {"name": seen.name, "chance": "", "tone": ""}
    if seen.chance is not None:
        row |= {"chance": formatting.chance(seen.chance), "tone": tone_of(seen.chance)}
    if bar is not None:
        row |= _bar(bar)
    if quarter is not None and quarter.shows:
        row["quarter"] = [quarter.left, quarter.right, quarter.text]
    elif quarter is not None:  # named at the edge behind which it lies
        row["text"] = [quarter.left, quarter.text, "left" if quarter.left else "right"]
    return row


def _ending(ending: Ending) -> dict[str, Any]:
    """How a product ends: a flag at the day of each step."""
    steps = [{"name": step.name, "chance": "", "tone": ""} | _bar(step.bar) for step in ending.steps]
    return {"name": f"{ending.product} ends on {formatting.long_day(ending.ends_on)}", "rows": steps}


def _bar(bar: charts.FeatureBar) -> dict[str, Any]:
    width = bar.right - bar.left
    drawn: dict[str, Any] = {}
    if bar.shows:
        drawn["bar"] = [bar.left, width * bar.solid / 100, width, width * bar.done / 100, bar.kind]
    if bar.flag:
        drawn["flag"] = [bar.flag.x, bar.flag.bad]
    if bar.text_side:
        drawn["text"] = [bar.text_x, bar.text, bar.text_side]
    return drawn

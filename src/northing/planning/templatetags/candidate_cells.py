"""Rows of the grid of candidates, written as text like those of features: a page has thousands of marks. Every
word that somebody typed goes through `escape`."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from zlib import crc32

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from northing.insight.templatetags.opportunity_cells import segment_bar
from northing.planning.prioritising.board import Axis, Row
from northing.planning.queries.prioritise.candidates import Candidate
from northing.planning.queries.prioritise.columns import Column
from northing.planning.queries.prioritise.fields import Field
from northing.planning.queries.prioritise.inputs import Said
from northing.ui import charts, formatting
from northing.ui.charts import markup
from northing.ui.charts.interval import Spread
from northing.ui.charts.scale import pixels
from northing.ui.icons import icon
from northing.ui.own_values import own_value

register = template.Library()
NOTHING = f'<span class="dim">{formatting.NOTHING}</span>'
PAGES = {
    "feature": "planning:feature",
    "opportunity": "insight:opportunity",
    "initiative": "planning:initiative",
}
EDGE = 0.04  # of the axis is left free at either end


@dataclass(frozen=True, slots=True)
class Grid:
    """What all rows of a page have in common. `origins`: what sources are called; `held`: digests of the rows
    that the page has, each of which is sent only if it is another now."""

    columns: Sequence[Column]
    axis: Axis
    currency: str
    origins: Mapping[str, str]
    held: Mapping[str, str]
    selected: str


@register.simple_tag
def candidate_row(row: Row, grid: Grid) -> SafeString:
    """The row, and below the line one that says what would bring it in; only its key where the page holds it as
    it is."""
    key = str(row.key)
    name = escape(row.candidate.name)
    out = "" if row.inside else " out"
    said = " said" if row.reason else ""
    cells = (
        f'<td class="no"><span>{row.place or formatting.NOTHING}</span><input type="checkbox" class="ck"'
        f' name="candidate" value="{key}" form="bulk" aria-label="Select {name}"></td>'
        f'<td class="c2" data-still="name">{_name(row)}</td>'
        f"{''.join(_cell(row, column, grid) for column in grid.columns)}"
    )
    reason = _reason(row, len(grid.columns)) if row.reason else ""
    digest = f"{crc32((out + cells + reason).encode()):x}"
    if grid.held.get(key) == digest:
        return SafeString(f'<tr data-same="{key}"></tr>')
    named = f'id="candidate-{key}" data-item="{key}" data-id="{key}" data-is="{digest}"'
    current = ' aria-current="true"' if key == grid.selected else ""
    return SafeString(f'<tr class="it{out}{said}" {named}{current}>{cells}</tr>{reason}')


@register.simple_tag
def input_cell(candidate: Candidate, field: Field, said: Said | None, origins: Mapping[str, str]) -> SafeString:
    """One cell by itself, as it stands in the row."""
    return SafeString(_input(candidate, field, said, origins))


@register.simple_tag
def spread_picture(said: Said) -> SafeString:
    """The small picture of a range: a triangle from low over likely to high."""
    width = said.high - said.low
    at = 4 + 206 * (said.likely - said.low) / width if width > 0 else 107.0
    return SafeString(
        f'<svg viewBox="0 0 214 26" preserveAspectRatio="none" aria-hidden="true">'
        f'<path d="M4 24L{at:.1f} 3L210 24Z" class="f-50"/><path d="M{at:.1f} 3V24" class="s-mid"/>'
        '<path d="M0 24.5H214" class="s-base"/></svg>'
    )


@register.simple_tag
def tornado(down: float, up: float, sentence: str) -> SafeString:
    return SafeString(
        f'<span class="tor" role="img" aria-label="{escape(sentence)}"><i style="--a:{down:.1f}"></i>'
        f'<u style="--b:{up:.1f}"></u></span>'
    )


def _name(row: Row) -> str:
    each = row.candidate
    before, after = _address(each.key.kind)
    parts: list[str] = []
    if each.product:
        parts.append(f'<span class="prod {each.mark}">{escape(each.product)}</span>')
    parts.append(f"<span>{each.kind}</span>")
    if each.objective is not None:
        parts.append(f'<span class="obj" title="{escape(each.objective.name)}">{each.objective.code}</span>')
    elif each.key.kind != "opportunity":
        parts.append('<span class="obj none">no objective</span>')
    if row.pin:
        parts.append(f'<span class="pin">pinned {row.pin}</span>')
    return (
        f'<a class="n cut" href="{before}{each.key.pk}{after}">{escape(each.name)}</a>'
        f'<span class="n2">{"".join(parts)}</span>'
    )


def _asking(row: Row, currency: str) -> str:
    asked = row.asking
    if not asked.pieces:
        return NOTHING
    money = escape(formatting.short_money(float(asked.revenue), currency))
    noun = "ask" if asked.pieces == 1 else "asks"
    return (
        f'<b class="med">{money}</b> <span class="dim">{formatting.number(asked.pieces)} {noun}</span>'
        f"{segment_bar(asked.shares)}"
    )


def _cell(row: Row, column: Column, grid: Grid) -> str:
    if column.asked is not None:
        return _input(row.candidate, column.asked, row.said.get(column.asked.key), grid.origins)
    css, inside = "cu", ""
    match column.key:
        case "revenue":
            css, inside = "c3", _asking(row, grid.currency)
        case "score":
            css, inside = "sc", _score(row, grid.axis)
        case "top":
            css, inside = "top r close" if row.close else "top r", _top(row)
        case "commitment":
            css, inside = (
                "cu r",
                formatting.short_day(row.candidate.due_on) if row.candidate.due_on else NOTHING,
            )
        case "objective":
            inside = _objective(row)
        case "product" | "team" | "owner" | "state":
            said = escape(str(getattr(row.candidate, column.key)))
            inside = f'<span class="cut">{said}</span>' if said else NOTHING
        case _:
            field = column.own.get(row.key.kind)
            css = "cu r" if column.right else "cu"
            inside = own_value(field, row.custom) if field is not None else NOTHING
    return f'<td class="{css}" data-still="{column.key}">{inside}</td>'


def _objective(row: Row) -> str:
    aim = row.candidate.objective
    return f'<span class="cut">{aim.code} {escape(aim.name)}</span>' if aim is not None else NOTHING


def _input(candidate: Candidate, field: Field, said: Said | None, origins: Mapping[str, str]) -> str:
    may = candidate.may_change and not field.counted
    kind = "cell" if may else "still"
    if said is None:
        inside = '<span class="add">say it</span>' if may else NOTHING
        return f'<td class="rr r" data-{kind}="{field.key}">{inside}</td>'
    likely = f"{_live(said, origins)}<b>{field.write(said.likely)}</b>{_stated(field, said)}"
    if said.is_point:
        return f'<td class="rr" data-{kind}="{field.key}"><span class="rng">{likely}</span></td>'
    low, high = field.write(said.low), field.write(said.high)
    if field.share:
        low = low.removesuffix("%").rstrip(formatting.THIN)
    return (
        f'<td class="rr" data-{kind}="{field.key}"><span class="rng">{likely}'
        f"<small>{low}{formatting.DASH}{high}</small></span></td>"
    )


def _stated(field: Field, said: Said) -> str:
    """The mark of a number that is not as it was said."""
    if said.stated is None:
        return ""
    return f' <i class="dim" title="Said {field.write(said.stated)}; read by the record of its team">≈</i>'


def _live(said: Said, origins: Mapping[str, str]) -> str:
    """The mark of a number that comes by itself, and from where."""
    if not said.live:
        return ""
    origin = escape(f"Comes by itself: {origins[said.live]}")
    return f'<i class="live" role="img" title="{origin}" aria-label="{origin}"></i>'


def _score(row: Row, axis: Axis) -> str:
    if row.score is None:
        return '<span class="dim">no score</span>'
    drawn = charts.interval(
        _drawn(row.score, axis), *_ends(axis), look="" if row.inside else "muted", write=formatting.compact
    )
    words = formatting.compact
    sentence = (
        f"score {words(row.score.middle)}, {formatting.percent(0.8)} range"
        f" {words(row.score.low80)} to {words(row.score.high80)}"
    )
    mark = markup.interval_mark(drawn).replace(escape(drawn.sentence), sentence, 1)
    return f'<span class="scn">{three(row.score.middle)}</span>{mark}'


@register.filter
def three(value: float) -> str:
    """Three figures at most."""
    if abs(value) >= 9_999.5:
        return formatting.compact(value)
    return formatting.number(value, 0 if abs(value) >= 99.5 else 1 if abs(value) >= 9.95 else 2)


def _drawn(score: Spread, axis: Axis) -> Spread:
    if not axis.log:
        return score
    low50, high50 = score.low50 or score.middle, score.high50 or score.middle
    return Spread(
        *(math.log(max(end, axis.low)) for end in (score.middle, score.low80, score.high80, low50, high50))
    )


def _ends(axis: Axis) -> tuple[float, float]:
    low, high = (math.log(axis.low), math.log(axis.high)) if axis.log else (axis.low, axis.high)
    edge = (high - low) * EDGE or 1.0
    return low - edge, high + edge


def _top(row: Row) -> str:
    if row.top is None:
        return NOTHING
    points = formatting.chance_points(row.top)
    quiet = "" if row.inside and not row.close else " mut"
    toss = '<span class="toss" role="img" aria-label="too close to call" title="Too close to call"></span>'
    return (
        f'<span class="prob{quiet}" title="in the top set in {points} of 100 runs"><i style="--p:{points}"></i>'
        f"{formatting.chance(row.top)}</span>{toss if row.close else ''}"
    )


def _reason(row: Row, columns: int) -> str:
    return (
        f'<tr class="hintrow" data-of="{row.key}"><td></td><td colspan="{columns + 1}"><span class="hint">'
        f"{icon('up')}<span>{escape(row.reason)}</span></span></td></tr>"
    )


@lru_cache(maxsize=3)
def _address(kind: str) -> tuple[str, str]:
    """What stands before and after the number in the address of a page: looked up once."""
    before, _, after = reverse(PAGES[kind], args=[0]).partition("0")
    return before, after


@register.filter
def place(share: float) -> str:
    """A place or a length in a style attribute."""
    return pixels(share)

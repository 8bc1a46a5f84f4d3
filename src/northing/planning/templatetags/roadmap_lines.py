"""Rows of the roadmap's timeline. 500 of them must not cost what a template costs for each, so they are written
here: `{% timeline_group group first %}` is a group's head with all of its rows. What is drawn of a feature
follows wholly from what is known of it, and is kept."""

from functools import lru_cache
from html import escape

from django import template
from django.utils.safestring import SafeString

from northing.planning.queries.endings import Ending
from northing.planning.queries.roadmap import Group, Line
from northing.ui import charts, formatting, icons
from northing.ui.charts import markup

register = template.Library()
LEAST = "chance of the least likely commitment here"


def safe(text: str) -> SafeString:
    """Every word from outside goes through `escape` before it comes here."""
    return SafeString(text)


@register.simple_tag
def timeline_group(
    group: Group, selected: int | None, address: str, *, chances: bool, head: bool
) -> SafeString:
    """`address` is the page's own with an empty `feature=` at its end; `selected` the feature in the panel."""
    rows = [
        _row(line, address, chances, chosen=selected is not None and line.seen.id == selected)
        for line in group.lines
    ]
    return safe((_head(group) if head else "") + "".join(rows))


def _head(group: Group) -> str:
    ring = said = ""
    if group.worst is not None:
        ring = markup.chance_mark(charts.chance_ring(group.worst, of=LEAST))
        if group.at_risk:
            said = f'<span class="dim">{group.at_risk} of {len(group.promised)} at risk</span>'
    return _head_row(group.name, group.mark, ring + said)


def _head_row(name: str, mark: str, said: str) -> str:
    shown = f'<span class="prod {escape(mark)}" aria-hidden="true"></span>' if mark else ""
    return (
        f'<div class="gr" role="row"><div role="gridcell"><button class="fold" type="button"'
        f' aria-expanded="true" aria-label="Fold {escape(name)}">{icons.icon("chevron")}</button>{shown}'
        f"<b>{escape(name)}</b>{said}</div></div>"
    )


@lru_cache(maxsize=4096)
def _row(line: Line, address: str, chances: bool, *, chosen: bool) -> str:
    seen = line.seen
    name = escape(seen.name)
    if seen.id is None:
        item, named = "", f'<span class="n cut" title="{name}">{name}</span>'
    else:
        item = f' data-id="{seen.id}"'
        named = f'<a class="n cut" href="?{address}{seen.id}" title="{name}" data-open>{name}</a>'
    ring = f'<span class="push">{chance_of(line)}</span>' if chances else ""
    return (
        f'<div class="tr" role="row" data-item{item} aria-selected="{"true" if chosen else "false"}">'
        f'<div class="lab" role="gridcell">{named}{ring}</div>'
        f'<div class="track" role="gridcell">{_bar(line)}</div></div>'
    )


@register.simple_tag
def timeline_ending(ending: Ending) -> SafeString:
    """How a product ends: its steps below its name, each with a flag at its day."""
    steps = "".join(
        f'<div class="tr" role="row" data-item><div class="lab" role="gridcell"><span class="n cut"'
        f' title="{escape(step.name)}">{escape(step.name)}</span><span class="push">'
        f"{markup.chance_done_mark() if step.done_on else ''}</span></div>"
        f'<div class="track" role="gridcell">{markup.feature_bar_mark(step.bar)}</div></div>'
        for step in ending.steps
    )
    said = f'<span class="dim">ends on {formatting.long_day(ending.ends_on)}</span>'
    return safe(_head_row(ending.product, ending.mark, said) + steps)


def chance_of(line: Line) -> SafeString:
    """Ring and number; a tick when shipped, a dash without a commitment."""
    if line.seen.shipped:
        return markup.chance_done_mark()
    if line.seen.chance is None:
        return markup.chance_none_mark("no commitment, or no forecast of it yet")
    return markup.chance_mark(charts.chance_ring(line.seen.chance))


@register.simple_tag
def column_card(
    line: Line, selected: int | None, address: str, *, chances: bool, commitments: bool
) -> SafeString:
    """A feature in now, next or later."""
    seen, name = line.seen, escape(line.seen.name)
    item = chosen = ""
    if seen.id is not None:
        item = f' data-id="{seen.id}"'
        chosen = ' aria-current="true"' if seen.id == selected else ""
    named = f'<span class="n">{name}</span>'
    if item:
        named = f'<a class="n" href="?{address}{seen.id}" data-open>{name}</a>'
    ring = f'<span class="push">{chance_of(line)}</span>' if chances and seen.chance is not None else ""
    product = f'<span class="prod {escape(seen.mark)}">{escape(seen.product)}</span>' if seen.product else ""
    return safe(
        f'<div class="c" data-item{item}{chosen}><span class="row">{named}{ring}</span>'
        f'<span class="row gap-5">{product}{_due(line, commitments)}</span></div>'
    )


def _due(line: Line, commitments: bool) -> str:
    said = ""
    if line.quarter is not None:
        said = line.quarter.text
    elif commitments:
        said = f"by {formatting.short_day(line.seen.due_on)}" if line.seen.due_on else "no commitment"
    return f'<span class="dim xs">{said}</span>' if said else ""


def _bar(line: Line) -> str:
    if line.bar is not None:
        return markup.feature_bar_mark(line.bar)
    if line.quarter is not None:
        return markup.quarter_bar_mark(line.quarter)
    return '<span class="ftxt" style="--x:0">later, may change</span>'

"""Markup of the small marks that stand on a page by the hundred: rings, bars, meters, intervals.

They are written here and not as templates because a roadmap of 500 features has over a thousand of them: a
template takes some 50 µs for each, which alone is the page's whole budget, this takes about 5. Larger
charts are templates.
"""

from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString

from northing.ui import formatting, icons
from northing.ui.charts.chance import Chance
from northing.ui.charts.connectors import Connectors
from northing.ui.charts.feature_bar import FeatureBar, QuarterBar
from northing.ui.charts.interval import Interval
from northing.ui.charts.load import Meter
from northing.ui.charts.load_range import LoadRange
from northing.ui.charts.scale import pixels, place
from northing.ui.charts.sparkline import HEIGHT, WIDTH, Sparkline


def safe(text: str) -> SafeString:
    """Marks markup as finished. Only for this module, where every word from outside went through `escape`."""
    return SafeString(text)


def chance_mark(chance: Chance, *, boxed: bool = False) -> SafeString:
    was = f"<s>{chance.was}{formatting.THIN}→</s>" if chance.was else ""
    return safe(
        f'<span class="prob {chance.tone}{" box" * boxed}" title="{escape(chance.sentence)}">'
        f'<i style="--p:{chance.ring}"></i>{was}{escape(chance.text)}</span>'
    )


def chance_done_mark() -> SafeString:
    return safe(f'<span class="st" title="shipped">{icons.icon("check")}<span class="vh">shipped</span></span>')


def chance_none_mark(sentence: str = "no commitment") -> SafeString:
    return safe(f'<span class="dim" title="{escape(sentence)}">{formatting.NOTHING}</span>')


@lru_cache(maxsize=4096)
def feature_bar_mark(bar: FeatureBar) -> SafeString:
    """The bar with its flag and text, to stand in a positioned track as wide as the axis."""
    parts = [_bar(bar) if bar.shows else f'<span class="vh">{escape(bar.sentence)}</span>']
    if bar.flag:
        parts.append(f'<span class="fcom{" bad" * bar.flag.bad}" style="--x:{place(bar.flag.x)}"></span>')
    if bar.text_side:
        left = " left" if bar.text_side == "left" else ""
        parts.append(f'<span class="ftxt{left}" style="--x:{place(bar.text_x)}">{escape(bar.text)}</span>')
    return safe("".join(parts))


def _bar(bar: FeatureBar) -> str:
    kind = {"planned": " plan", "shipped": " shipped", "going": ""}[bar.kind]
    ends = " earlier" * bar.earlier + " later" * bar.later
    done = f'<span class="done" style="--wd:{place(bar.done)}"></span>' if bar.done else ""
    fade = '<span class="fade"></span>' if bar.solid < 100 or bar.p85_shows else ""
    p50 = '<span class="p50"></span>' if bar.p50_shows else ""
    return (
        f'<span class="fbar{kind}{ends}" role="img" aria-label="{escape(bar.sentence)}"'
        f' style="--s:{place(bar.left)};--p85:{place(bar.right)};--w50:{place(bar.solid)}">'
        f'<span class="sol"></span>{done}{fade}{p50}</span>'
    )


def quarter_bar_mark(bar: QuarterBar) -> SafeString:
    if not bar.shows:  # named at the edge behind which it lies
        left = " left" if bar.left else ""
        return safe(f'<span class="ftxt{left}" style="--x:{place(bar.left)}">{escape(bar.text)}</span>')
    return safe(
        f'<span class="qbar" style="--x:{place(bar.left)};--e:{place(bar.right)}">{escape(bar.text)}</span>'
    )


def connectors_mark(connectors: Connectors) -> SafeString:
    """Dependency lines, to lie over the timeline, and the same in words."""
    height = pixels(connectors.height)
    paths, tips, words = [], [], []
    for line in connectors.lines:
        clash = ' class="clash"' * line.clash
        paths.append(f'<path{clash} d="{line.path}"/>')
        tips.append(f'<b{clash} aria-hidden="true" style="--x:{place(line.x)};--y:{pixels(line.y)}"></b>')
        words.append(f"<li>{escape(line.sentence)}</li>")
    return safe(
        f'<div class="links" style="height:{height}px"><svg viewBox="0 0 100 {height}"'
        f' preserveAspectRatio="none" aria-hidden="true">{"".join(paths)}</svg>{"".join(tips)}'
        f'<ul class="vh">{"".join(words)}</ul></div>'
    )


def meter_mark(meter: Meter) -> SafeString:
    over = mark = ""
    if meter.mark is not None:
        mark = f'<u style="--t:{place(meter.mark)}"></u>'
        if meter.over:
            over = f'<i class="over" style="--from:{place(meter.mark)};--v:{place(meter.over)}"></i>'
    return safe(
        f'<span class="meter{" neutral" * meter.quiet}" role="img" aria-label="{escape(meter.sentence)}">'
        f'<i style="--v:{place(meter.value)}"></i>{over}{mark}</span>'
    )


def load_range_mark(bar: LoadRange) -> SafeString:
    stretches = {"keep": bar.kept, "sol": bar.solid, "fade": bar.fade, "over": bar.over, "maybe": bar.maybe}
    parts = "".join(
        f'<span class="{name}" style="--a:{place(stretch.start)};--w:{place(stretch.width)}"></span>'
        for name, stretch in stretches.items()
        if stretch.width
    )
    return safe(
        f'<span class="ld" role="img" aria-label="{escape(bar.sentence)}">{parts}'
        f'<u style="--t:{place(bar.mark)}"></u></span>'
    )


def interval_mark(interval: Interval, *, axis: bool = False) -> SafeString:
    whole = interval.c is not None and interval.d is not None
    inner = f"--c:{place(interval.c or 0)};--d:{place(interval.d or 0)};" if whole else ""
    target = f'<u style="--t:{place(interval.t)}"></u>' if interval.t is not None else ""
    thick = '<i class="q"></i>' if whole else ""
    return safe(
        f'<span class="iv {interval.look}{" axis" * axis}" role="img" aria-label="{escape(interval.sentence)}"'
        f' style="--a:{place(interval.a)};--b:{place(interval.b)};{inner}--m:{place(interval.m)}">'
        f"{target}<i></i>{thick}<b></b></span>"
    )


def sparkline_mark(line: Sparkline) -> SafeString:
    named = f'role="img" aria-label="{escape(line.sentence)}"' if line.sentence else 'aria-hidden="true"'
    parts = []
    if line.expected:
        parts.append(f'<path class="f-exp" d="{line.expected}"/>')
    if line.target_y is not None:
        parts.append(f'<path class="s-tgt" d="M0 {place(line.target_y)}H{WIDTH - 6:.0f}"/>')
    if line.path:
        parts.append(f'<path class="s-main" d="{line.path}"/>')
    if line.end:
        x, y = line.end
        bad = ' class="bad"' * line.bad
        parts.append(f'<circle{bad} cx="{place(x)}" cy="{place(y)}" r="3.2"/>')
    size = f'width="{WIDTH:.0f}" height="{HEIGHT:.0f}" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}"'
    return safe(f'<svg class="spark" {size} {named}>{"".join(parts)}</svg>')

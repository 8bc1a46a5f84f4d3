"""Rows of the opportunities' list, written as text like those of customers: a page has hundreds of cells. Every
word that somebody typed goes through `escape`."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from html import escape

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from northing.insight.models import Opportunity, OpportunityState
from northing.insight.queries.opportunity_evidence import Evidence, SegmentShare
from northing.insight.queries.opportunity_filter import months_back
from northing.insight.queries.opportunity_list import OpportunityRow
from northing.insight.scoring import Reading
from northing.kernel import clock
from northing.organisation.queries.custom_fields import Field
from northing.ui import charts, formatting
from northing.ui.charts import markup
from northing.ui.charts.interval import Spread
from northing.ui.charts.scale import pixels
from northing.ui.icons import icon
from northing.ui.own_values import own_cell, own_value
from northing_engine.scoring import Kano, Score

register = template.Library()
NOTHING = f'<span class="dim">{formatting.NOTHING}</span>'
WIDTH, HEIGHT, EDGE = 68.0, 24.0, 3.0
HIGHEST_SCORE = 20.0
KANO_WORDS = {
    "M": "a must",
    "O": "the more the better",
    "A": "a delight",
    "I": "nothing to them",
    "R": "unwanted",
    "Q": "contradictory",
}
SOON = timedelta(days=14)  # a decision that is nearer is worth a colour
UNDER_WAY = {OpportunityState.PLANNED, OpportunityState.IN_DELIVERY, OpportunityState.SOLVED}
UNDECIDED = {OpportunityState.EXPLORING, OpportunityState.CANDIDATE}


@register.simple_tag
def opportunity_rows(
    rows: Iterable[OpportunityRow],
    readings: Mapping[int, Reading],
    currency: str,
    months: int,
    selected: int | None = None,
    columns: Sequence[Field] = (),
    may_change: bool = False,
) -> SafeString:
    """The list: a row each, the selected one marked, with the organisation's own fields that are shown; those
    are cells where they may be changed."""
    return SafeString(
        "\n".join(
            _row(row, readings[row.opportunity.pk], currency, months, selected, columns, may_change)
            for row in rows
        )
    )


def segment_bar(shares: Iterable[SegmentShare]) -> SafeString:
    """Whose money asks: a stretch for each segment, each customer in one of them."""
    paying = [share for share in shares if share.revenue]
    if not paying:
        return SafeString("")
    total = sum(share.revenue for share in paying)
    words = ", ".join(f"{share.name} {formatting.percent(float(share.revenue / total))}" for share in paying)
    parts = "".join(
        f'<i class="{_tone(share)}" style="--f:{pixels(float(share.revenue / total) * 100)}"></i>'
        for share in paying
    )
    return SafeString(f'<span class="segbar" role="img" aria-label="{escape(words)}">{parts}</span>')


@register.simple_tag
def opportunity_state(problem: Opportunity) -> SafeString:
    """In a word; when a decision is due, by when."""
    label = escape(problem.get_state_display())
    if problem.state in UNDER_WAY:
        return SafeString(f'<span class="st good">{icon("check")}{label}</span>')
    due = problem.decide_by
    if due is not None and problem.state in UNDECIDED and due <= clock.today() + SOON:
        return SafeString(f'<span class="st warn">{icon("alert")}Due {formatting.short_day(due)}</span>')
    return SafeString(f'<span class="xs mut">{label}</span>')


@register.simple_tag
def score_range(score: Score | None) -> SafeString:
    """The number and its ranges on 0 to 20; a dash where nobody was asked."""
    if score is None:
        return SafeString(NOTHING)
    spread = Spread(score.score, *score.range80, *score.range50)
    drawn = charts.interval(spread, 0, HIGHEST_SCORE, look="" if score.band else "muted")
    return SafeString(
        f'<span class="sco"><b class="med">{formatting.number(score.score, 1)}</b>'
        f"{markup.interval_mark(drawn)}</span>"
    )


@register.simple_tag
def kano_word(found: Kano) -> SafeString:
    """The category, or why there is none."""
    if found.too_few:
        return SafeString('<span class="dim">too few to say, 20 are needed</span>')
    word = KANO_WORDS.get(found.category, "")
    return SafeString(word if found.clear else f'<span class="warn">unclear</span>, most often {word}')


@register.simple_tag
def kano_range(value: float | None, around: tuple[float, float] | None) -> str:
    """ "0.42 (0.31 to 0.52)"."""
    if value is None or around is None:
        return formatting.NOTHING
    low, high = (formatting.number(end, 2) for end in around)
    return f"{formatting.number(value, 2)} ({low} to {high})"


@register.inclusion_tag("insight/pieces_a_month.html")
def pieces_a_month(evidence: Evidence, today: date) -> dict[str, object]:
    """The line of a year, the months in words below it."""
    most = max(5, *evidence.months)
    top = most * 1.1
    places = [(100 * at / 11, 100 - 100 * pieces / top) for at, pieces in enumerate(evidence.months)]
    middle = _round_half(most)
    return {
        "path": "M" + "L".join(f"{pixels(x)} {pixels(y)}" for x, y in places),
        "end": pixels(places[-1][1]),
        "grid": pixels(100 - 100 * middle / top),
        "middle": middle,
        "first": _first_month(today),
        "last": formatting.month(today),
        "sentence": f"Pieces a month for a year: {', '.join(map(str, evidence.months))}",
    }


def _row(
    row: OpportunityRow,
    reading: Reading,
    currency: str,
    months: int,
    selected: int | None,
    columns: Sequence[Field],
    may_change: bool,
) -> str:
    problem, evidence = row.opportunity, row.evidence
    pk = problem.pk
    before, after = _address()
    current = ' aria-current="true"' if pk == selected else ""
    at, window = f"{before}{pk}{after}", f"?months={months}"
    cell = own_cell if may_change else own_value
    own = "".join(
        f"<td data-fact>{cell(field, problem.custom, f'{at}own/{field.row.slug}/')}</td>" for field in columns
    )
    return (
        f'<tr data-item="{pk}" data-id="{pk}" tabindex="-1"{current}>'
        f'<td><a class="n" data-open href="{at}">{escape(problem.name)}</a>'
        f'<span class="n2">{_product(problem)}{_features(row.features)}</span></td>'
        f'<td class="r"><a class="rows" href="{at}pieces/{window}"><b>{formatting.number(evidence.pieces)}</b>'
        f' <span class="dim">{"piece" if evidence.pieces == 1 else "pieces"}</span></a>'
        f'<small><a class="rows" href="{at}customers/{window}">'
        f"{formatting.counted(evidence.customers, 'customer')}</a></small></td>"
        f'<td><b class="med">{escape(formatting.short_money(float(evidence.revenue), currency))}</b>'
        f"{segment_bar(evidence.shares)}</td>"
        f"<td>{_spark(evidence.months)}<small>{reading.word}</small></td>"
        f"<td>{score_range(reading.score)}{_segment_apart(reading)}</td>"
        f"<td>{opportunity_state(problem)}</td>{own}</tr>"
    )


def _segment_apart(reading: Reading) -> str:
    if reading.apart is None:
        return ""
    name, score = reading.apart
    return f'<small class="cut">{escape(name)} {formatting.number(score, 1)}</small>'


@lru_cache(maxsize=1)
def _address() -> tuple[str, str]:
    """What stands before and after the number in the address of a page: looked up once."""
    before, _, after = reverse("insight:opportunity", args=[0]).partition("0")
    return before, after


def _product(problem: Opportunity) -> str:
    product = problem.product
    if product is None:
        return '<span class="dim">no product</span>'
    return f'<span class="prod {product.line.mark if product.line else ""}">{escape(product.name)}</span>'


def _features(count: int) -> str:
    return (
        f"<span>{formatting.counted(count, 'feature')}</span>"
        if count
        else '<span class="warn">no feature</span>'
    )


def _tone(share: SegmentShare) -> str:
    return f"s{share.place}" if share.segment is not None else "other"


def _spark(months: tuple[int, ...]) -> str:
    most = max(months) or 1
    places = [
        (WIDTH * at / (len(months) - 1), HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * pieces / most)
        for at, pieces in enumerate(months)
    ]
    path = "M" + "L".join(f"{pixels(x)} {pixels(y)}" for x, y in places)
    x, y = places[-1]
    return (
        '<svg class="spark" width="74" height="24" viewBox="0 0 74 24" aria-hidden="true">'
        f'<path class="s-main" d="{path}"/><circle cx="{pixels(x)}" cy="{pixels(y)}" r="3.2"/></svg>'
    )


def _round_half(most: int) -> int:
    """A round number near the middle of the axis."""
    half = max(1, most // 2)
    return (
        next((step for step in (50, 20, 10, 5, 2, 1) if step <= half), 1) if half < 100 else half // 100 * 100
    )


def _first_month(today: date) -> str:
    first = months_back(today, 11)
    return f"{formatting.month(first)} {first.year}"

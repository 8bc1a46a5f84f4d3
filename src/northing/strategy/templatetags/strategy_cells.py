"""Rows of the strategy map, written as text: there are seven cells in each of hundreds of rows. Every word that
somebody typed goes through `escape`."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from html import escape

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from northing.strategy.models import KeyResult
from northing.strategy.queries.compared import Row, Seen
from northing.strategy.queries.standing import Standing
from northing.strategy.queries.strategy_map import ObjectiveLine, PillarLine, ResultLine, StrategyMap
from northing.strategy.slots import Piece
from northing.ui import charts, formatting
from northing.ui.charts import markup
from northing.ui.icons import icon

register = template.Library()
NOT_SAID = frozenset({"", formatting.NOTHING})
CELL = '<span role="gridcell"></span>'


@register.simple_tag
def strategy_rows(found: StrategyMap, selected: str = "") -> SafeString:
    """All rows. Key results are folded but for the first with work, so that one sees what is below."""
    return SafeString("\n".join(_Rows(found, selected).all()))


@register.filter
def amount(key_result: KeyResult, value: Decimal | None) -> str:
    """`{{ key_result|amount:value }}`: 29.1 d."""
    return key_result.in_words(value if isinstance(value, Decimal) else None)


@register.filter
def score(value: float | str | None) -> str:
    return f"{value:.2f}" if isinstance(value, float) else formatting.NOTHING


@register.filter
def late(standing: Standing) -> str:
    return formatting.with_unit(str(standing.overdue), "d")


@register.simple_tag
def told(row: Row, name: str) -> SafeString:
    """`{% told row "score" %}`: one field of an objective or key result that is compared."""
    then, now = (_told(side, name) if side else "" for side in (row.then, row.now))
    return then_now(then, now)


@register.simple_tag
def then_now(then: str, now: str) -> SafeString:
    """0.36 → 0.45: what it was, where that reads differently, and what it is; of what is gone, what it was."""
    if now in NOT_SAID:
        return SafeString(escape(then or now))
    if then in {*NOT_SAID, now}:
        return SafeString(escape(now))
    return SafeString(f'<span class="then-now"><s>{escape(then)} →</s> {escape(now)}</span>')


def _told(side: Seen, name: str) -> str:
    value = getattr(side, name)
    if name == "score":
        return score(value)
    return value if isinstance(value, str) else formatting.chance(value)


@register.simple_tag
def duo(confidence: float | None, chance: float | None, *, apart: bool = False) -> SafeString:
    """Two chances on one scale: hollow is what the owner says, solid what the forecast says."""
    said = None if confidence is None else formatting.chance_points(confidence)
    seen = None if chance is None else formatting.chance_points(chance)
    if said is None and seen is None:
        return SafeString("")
    words = [
        f"owner says {said} percent" if said is not None else "the owner has not said anything",
        f"forecast says {seen} percent" if seen is not None else "no forecast",
    ]
    between = (
        "" if said is None or seen is None else (f'<s style="--a:{min(said, seen)};--b:{max(said, seen)}"></s>')
    )
    hollow = "" if said is None else f'<i style="--x:{said}"></i>'
    solid = "" if seen is None else f'<b style="--x:{seen}"></b>'
    return SafeString(
        f'<span class="duo{" far" * apart}" role="img" aria-label="{", ".join(words)}">'
        f"{between}<u></u>{hollow}{solid}</span>"
    )


@register.simple_tag
def progress_bar(done: float | None, pace: float, *, back: bool = False) -> SafeString:
    """From the baseline to the target; the mark is where an even pace would be today."""
    at, even = round(100 * (done or 0)), round(100 * pace)
    behind = " back" if back else ""
    return SafeString(
        f'<span class="prog{behind}" role="img" aria-label="{at} percent of the way, {even} expected">'
        f'<i style="--v:{max(at, 2 * back)}"></i><u style="--t:{even}"></u></span>'
    )


class _Rows:
    def __init__(self, found: StrategyMap, selected: str) -> None:
        self._map = found
        self._selected = selected
        self._pace = found.pace
        self._open = next((line.key for line in found.results if line.pieces), "")

    def all(self) -> Iterator[str]:
        for pillar in self._map.pillars:
            yield self._pillar(pillar)
            for line in pillar.objectives:
                yield from self._objective(line, 2)

    def _pillar(self, pillar: PillarLine) -> str:
        name = f'<b class="t">{escape(pillar.name)}</b><span class="why cut">{escape(pillar.promise)}</span>'
        return self._row(
            "l1",
            1,
            _name(1, name, folds=bool(pillar.objectives)),
            _weeks(sum(piece.weeks or 0 for piece in pillar.pieces), "mut"),
            expanded=True if pillar.objectives else None,
        )

    def _objective(self, line: ObjectiveLine, level: int) -> Iterator[str]:
        found = line.objective
        whose = (
            " · ".join(escape(str(part)) for part in (found.of, found.owner) if part is not None)
            or "nobody’s yet"
        )
        also = f" · also {', '.join(line.also)}" if line.also else ""
        committed = " · committed" if found.met_at == 1 else ""
        address = reverse("strategy:objective", args=[found.pk])
        name = (
            f'<span class="obj">{found.code}</span><span class="two"><a class="t" href="{address}">'
            f"{escape(found.name)}</a><small>{whose}{committed}{also}</small></span>"
        )
        expected = f"expected {self._pace:.2f}"
        inside = bool(line.results or line.pieces or line.below)
        yield self._row(
            "l2",
            level,
            _name(level, name, folds=inside),
            _progress(line.score, self._pace, score(line.score), expected),
            f'<span class="sc num" role="gridcell">{score(line.score)}</span>',
            f'<span role="gridcell">{duo(line.confidence, line.chance, apart=line.apart)}</span>',
            _chance(line.believed, "chance that the objective is met"),
            _checked(line.overdue, formatting.short_day(line.checked_on) if line.checked_on else "never"),
            _weeks(sum(piece.weeks or 0 for piece in line.all_pieces)),
            key=line.key,
            expanded=True if inside else None,
        )
        for result in line.results:
            yield from self._result(result, level + 1)
        for piece in line.pieces:
            yield self._piece(piece, level + 1)
        for lower in line.below:
            yield from self._objective(lower, level + 1)

    def _result(self, line: ResultLine, level: int) -> Iterator[str]:
        row, standing = line.key_result, line.standing
        title = escape(row.name)
        name = f'<span class="obj">{row.code}</span><span class="t cut" title="{title}">{title}</span>'
        weeks = sum(piece.weeks or 0 for piece in line.pieces)
        target = f"{formatting.number(float(row.target), _digits(row))} by {formatting.month(row.by)}"
        folded = line.key != self._open
        behind = standing.value is not None and standing.score == 0 and standing.value != row.baseline
        checked = formatting.short_day(standing.latest.said_on) if standing.latest else "never"
        yield self._row(
            "l3",
            level,
            _name(level, name, folds=bool(line.pieces)),
            _progress(standing.score, self._pace, amount(row, standing.value), target, back=behind),
            f'<span class="sc num" role="gridcell">{score(standing.score)}</span>',
            f'<span role="gridcell">{duo(standing.confidence, standing.chance, apart=standing.apart)}</span>',
            _chance(standing.believed, _chance_of(standing)),
            _checked(standing.overdue, checked),
            _weeks(weeks) if line.pieces else _unserved(),
            key=line.key,
            expanded=None if not line.pieces else not folded,
        )
        for piece in line.pieces:
            yield self._piece(piece, level + 1, hidden=folded)

    def _piece(self, piece: Piece, level: int, *, hidden: bool = False) -> str:
        product = (
            f'<span class="prod {escape(piece.mark)}">{escape(piece.product)}</span>' if piece.product else ""
        )
        name = f'<a class="t cut" href="{piece.url}">{escape(piece.name)}</a>{product}'
        due = f"due {_day(piece.due_on)}" if piece.due_on else "no date"
        p85 = f"P85 {_day(piece.p85)}" if piece.p85 else "not planned"
        return self._row(
            "l4", level, _name(level, name),
            f'<span class="pg" role="gridcell"><span class="lab"><span>{due}</span>'
            f"<span>{p85}</span></span></span>",
            CELL, CELL,
            _chance(piece.chance, "chance to make the commitment"),
            f'<span class="ci xs dim" role="gridcell">{escape(piece.progress)}</span>',
            _weeks(piece.weeks),
            hidden=hidden,
        )  # fmt: skip

    def _row(
        self,
        kind: str,
        level: int,
        *cells: str,
        key: str = "",
        expanded: bool | None = None,
        hidden: bool = False,
    ) -> str:
        folds = "" if expanded is None else f' aria-expanded="{str(expanded).lower()}"'
        chosen = str(bool(key) and key == self._selected).lower()
        known = f' data-id="{key}"' if key else ""
        return (
            f'<div role="row" class="{kind}" aria-level="{level}"{folds} aria-selected="{chosen}" tabindex="-1"'
            f' data-item{known} style="--l:{level}"{" hidden" * hidden}>{"".join(cells)}</div>'
        )


def _day(day: date) -> str:
    """Without its year: the column is narrow, and what is built for a cycle comes within a year or so."""
    return formatting.short_day(day, day)


def _digits(row: KeyResult) -> int:
    """No needless zeros: people set whole targets for values with decimals."""
    return 0 if row.target == int(row.target) else row.digits


def _name(level: int, inside: str, *, folds: bool = False) -> str:
    guides = "".join(
        f'<span class="g" style="--i:{at}" aria-hidden="true"></span>' for at in range(1, level - 1)
    )
    fold = (
        f'<span class="fold" aria-hidden="true">{icon("chevron")}</span>'
        if folds
        else ('<span class="dotp"></span>')
    )
    return f'<span class="nm" role="gridcell" style="--l:{level}">{guides}{fold}{inside}</span>'


def _progress(done: float | None, pace: float, left: str, right: str, *, back: bool = False) -> str:
    return (
        f'<span class="pg" role="gridcell">{progress_bar(done, pace, back=back)}'
        f'<span class="lab"><span>{escape(left)}</span><span>{escape(right)}</span></span></span>'
    )


def _chance(chance: float | None, of: str) -> str:
    mark = (
        markup.chance_none_mark("nobody has said how sure they are")
        if chance is None
        else markup.chance_mark(charts.chance_ring(chance, of=of))
    )
    return f'<span class="fc r" role="gridcell">{mark}</span>'


def _chance_of(standing: Standing) -> str:
    return "chance from the forecast of its metric" if standing.chance is not None else "as its owner says"


def _checked(overdue: int, day: str) -> str:
    if overdue:
        late_by = formatting.with_unit(str(overdue), "d")
        mark = f'<span class="bad late">{icon("clock")}{late_by} overdue</span>'
        return f'<span class="ci xs" role="gridcell">{mark}</span>'
    return f'<span class="ci xs" role="gridcell"><span class="dim">{day}</span></span>'


def _weeks(weeks: float | None, tone: str = "") -> str:
    text = formatting.NOTHING if weeks is None else formatting.number(weeks)
    return f'<span class="wk num {tone}" role="gridcell">{text}</span>'


def _unserved() -> str:
    return '<span class="wk num" role="gridcell"><b class="warn">none</b></span>'

"""What Today and the palette show: every room's answer, put together for one person."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import escape
from re import IGNORECASE
from re import compile as pattern
from re import escape as literally
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from northing.insight.queries.search import customers_called, opportunities_saying, pieces_saying
from northing.kernel import clock
from northing.metrics.queries.broken import called
from northing.organisation.models import Member, Role, Team
from northing.planning import policies
from northing.planning.flow import OldItem, old_items
from northing.planning.models import Feature
from northing.planning.queries import attention
from northing.portfolio.models import Product
from northing.strategy.models import Objective
from northing.ui import charts
from northing.ui.navigation import RAIL

SINCE = timedelta(days=14)
SHOWN = 8
OLDEST = 3
OPTIONS = 6
LISTED = 30


@dataclass(frozen=True)
class Today:
    """What needs this person, and what moved."""

    everyones: bool
    since: date
    risks: attention.Risks
    worse: list[attention.Moved]
    better: list[attention.Moved]
    said: list[attention.Said]
    empty: bool
    promised: bool  # whether any commitment is open


def today(actor: Member, *, everyones: bool, since: date | None = None, page: int = 1) -> Today:
    """Those who run the place see everybody's plan; others their own until they ask for everybody's."""
    since = since or clock.today() - SINCE
    features = Feature.objects.visible_to(actor)
    if not everyones:
        features = Feature.objects.filter(pk__in=attention.mine(features, actor).values("pk"))
    worse, better = attention.moved(features, since=since, most=SHOWN)
    risks = attention.at_risk(features, since=since, page=page)
    return Today(
        everyones=everyones,
        since=since,
        risks=risks,
        worse=worse,
        better=better,
        said=attention.happened(features, since=since, most=SHOWN),
        empty=not risks.total and not Feature.objects.visible_to(actor).exists(),
        promised=bool(risks.total) or features.open().filter(due_on__isnull=False).exists(),
    )


@dataclass(frozen=True, slots=True)
class OldItems:
    """Items in progress for longer than 85 % of their kind took; the most unusual are `shown`."""

    count: int
    shown: tuple[OldItem, ...]

    @property
    def more(self) -> int:
        return self.count - len(self.shown)


def old(actor: Member, *, everyones: bool) -> OldItems | None:
    """None where nothing is that old."""
    rows = old_items(actor, today=clock.today(), mine=not everyones)
    return OldItems(len(rows), rows[:OLDEST]) if rows else None


@dataclass(frozen=True, slots=True)
class Option:
    """One line of the palette; see ui/palette_results.html."""

    icon: str
    title: str
    detail: str
    url: str
    method: str = "get"
    keys: str = ""
    chance: Any = None


@dataclass(frozen=True, slots=True)
class Group:
    """`more`: there are further ones that are not listed."""

    label: str
    options: list[Option] = field(default_factory=list)
    more: bool = False


def palette(actor: Member, query: str) -> list[Group]:
    """What is called like this, and what can be done. ">" asks for deeds only, "@" for people only."""
    words = query.lstrip(">@ ").split()
    groups = []
    if words and not query.startswith(">"):
        named = list(_people(words)) if query.startswith("@") else list(_named(actor, words))
        groups.append(Group("Jump to", named))
        if not query.startswith("@"):
            groups += _heard(actor, words, OPTIONS)
    if not query.startswith("@"):
        groups.append(Group("Do" if words else "Go to", _deeds(actor, words)))
    if words and not query.startswith((">", "@")):
        address = f"{reverse('cockpit:everything')}?{urlencode({'q': query})}"
        groups.append(Group("Search", [Option("search", f"All that says “{query}”", "", address)]))
    return [group for group in groups if group.options]


def everything(actor: Member, query: str) -> list[Group]:
    """The page of the palette's answers: more of each, and nothing to do."""
    words = query.split()
    if not words:
        return []
    groups = [Group("Plan, products and people", list(_named(actor, words))), *_heard(actor, words, LISTED)]
    return [group for group in groups if group.options]


def _heard(actor: Member, words: list[str], most: int) -> Iterator[Group]:
    """What customers say, what problems are behind it, who they are; one more than shown is asked for."""
    problems = [
        Option(
            "insight",
            _marked(row.name, words),
            str(row.product or ""),
            reverse("insight:opportunity", args=[row.pk]),
        )
        for row in opportunities_saying(actor, words)[: most + 1]
    ]
    customers = [
        Option("people", _marked(row.name, words), row.plan, reverse("insight:customer", args=[row.pk]))
        for row in customers_called(words)[: most + 1]
    ]
    inbox = reverse("insight:inbox")
    pieces = [
        Option(
            "insight",
            _marked(_around(piece.title, piece.text, words), words),
            piece.customer.name if piece.customer else piece.get_source_display(),
            f"{inbox}?tab=all&piece={piece.pk}",
        )
        for piece in pieces_saying(actor, words, most + 1)
    ]
    for label, options in (("Opportunities", problems), ("Customers", customers), ("Feedback", pieces)):
        yield Group(label, options[:most], more=len(options) > most)


def _around(title: str, text: str, words: list[str]) -> str:
    """The title where it says it, else some words around the place of the text that does."""
    flat = " ".join(text.split())
    lowered = [word.lower() for word in words]
    if title and any(word in title.lower() for word in lowered):
        return title
    at = min((place for word in lowered if (place := flat.lower().find(word)) >= 0), default=0)
    begins = flat.rfind(" ", 0, max(at - 30, 0)) + 1
    return f"{'…' if begins else ''}{flat[begins : begins + 90]}"


def where_data_comes_in(actor: Member) -> str:
    """The import page, for those who may open it. The rooms beside this one are known by the rail only."""
    return next((entry.url for entry in RAIL.open_to(actor) if entry.route.startswith("exchange:")), "")


def _named(actor: Member, words: list[str]) -> Iterator[Option]:
    features = Feature.objects.visible_to(actor).select_related("product", "outlook")
    for feature in _called(features, words)[:OPTIONS]:
        outlook = getattr(feature, "outlook", None)
        chance = outlook.chance if outlook and not feature.is_closed else None
        yield Option(
            "plan",
            _marked(feature.name, words),
            f"Feature in {feature.product}" if feature.product else "Feature",
            reverse("planning:feature", args=[feature.pk]),
            chance=None if chance is None else charts.chance_ring(chance),
        )
    for product in _called(Product.objects.visible_to(actor).select_related("line"), words)[:OPTIONS]:
        detail = f"Product in {product.line}" if product.line else "Product"
        yield Option(
            "portfolio", _marked(product.name, words), detail, reverse("portfolio:product", args=[product.pk])
        )
    objectives = Objective.objects.visible_to(actor).standing()
    for objective in _called(objectives, words)[:OPTIONS]:
        yield Option(
            "strategy",
            _marked(objective.name, words),
            f"Objective {objective.code}",
            reverse("strategy:objective", args=[objective.pk]),
        )
    for metric in called(actor, words, OPTIONS):
        detail = f"Metric of {metric.product}" if metric.product else "Metric"
        yield Option(
            "outcomes", _marked(metric.name, words), detail, reverse("metrics:metric", args=[metric.pk])
        )
    for team in _called(Team.objects.filter(archived_at=None), words)[:OPTIONS]:
        yield Option("people", _marked(team.name, words), "Team", reverse("organisation:team", args=[team.pk]))
    yield from _people(words)


def _people(words: list[str]) -> Iterator[Option]:
    for member in _called(Member.objects.filter(is_active=True), words)[:OPTIONS]:
        url = f"{reverse('organisation:members')}?{urlencode({'q': member.name})}"
        yield Option("people", _marked(member.name, words), member.title or member.get_role_display(), url)


def _deeds(actor: Member, words: list[str]) -> list[Option]:
    """Pages to go to and things to begin, in the rail's order."""
    pages = [
        Option(
            entry.icon,
            f"Go to {entry.label}",
            entry.section.label,
            entry.url,
            keys=f"G {entry.key}" if entry.key else "",
        )
        for entry in RAIL.open_to(actor)
    ]
    begin = []
    if policies.may_create_feature(actor):
        begin.append(Option("plan", "New feature", "", reverse("planning:new_feature"), keys="N"))
    if url := where_data_comes_in(actor):
        begin.append(Option("upload", "Bring your data", "Import", url))
    if actor.role in {Role.OWNER, Role.HEAD}:
        begin.append(Option("people", "Invite people", "Members", reverse("organisation:invite")))
    wanted = [word.lower() for word in words]
    return [
        option
        for option in (*begin, *pages)
        if all(word in f"{option.title} {option.detail}".lower() for word in wanted)
    ]


def _called(rows: QuerySet[Any], words: list[str]) -> QuerySet[Any]:
    for word in words:
        rows = rows.filter(name__icontains=word)
    return rows.order_by("name", "pk")


def _marked(name: str, words: list[str]) -> SafeString:
    """The name with what matched marked; everything else escaped."""
    found = pattern("|".join(literally(word) for word in sorted(words, key=len, reverse=True)), IGNORECASE)
    parts, end = [], 0
    for match in found.finditer(name):
        parts += [escape(name[end : match.start()]), f"<mark>{escape(match[0])}</mark>"]
        end = match.end()
    return mark_safe("".join(parts) + escape(name[end:]))  # noqa: S308  every part is escaped above

"""The rows behind an opportunity's numbers: the pieces, and the customers who said them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.http import QueryDict
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from northing.insight.models import Asking, Feedback, Highlight, Segment, SegmentMembership
from northing.insight.queries.opportunity_evidence import shown_segments
from northing.insight.queries.opportunity_filter import MONTHS, months_back
from northing.kernel import clock
from northing.kernel.errors import Refused
from northing.organisation.models import Member

PAGE = 100
OTHERS = 0


class Behind(BaseModel):
    """Which of an opportunity's rows: of a window of months, of one month, of a segment (0: in none of those
    shown), of one customer."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    months: int = 12
    month: date | None = None
    segment: int | None = None
    customer: int | None = None
    page: int = Field(default=1, ge=1, le=100_000)

    @classmethod
    def parse(cls, query: QueryDict) -> "Behind":
        try:
            found = cls.model_validate({name: query[name] for name in cls.model_fields if query.get(name)})
        except ValidationError as error:
            problems = {str(each["loc"][0]): f"{each['msg']}: {each['input']!r}." for each in error.errors()}
            raise Refused(**problems) from error
        if found.months not in MONTHS:
            raise Refused(months=f"{found.months} is none of {', '.join(map(str, MONTHS))}.")
        return found

    def between(self) -> tuple[datetime, datetime | None]:
        """From when on, and until when where one month is meant."""
        if self.month is None:
            return _moment(months_back(clock.today(), self.months - 1)), None
        first = self.month.replace(day=1)
        return _moment(first), _moment(months_back(first, -1))


@dataclass(frozen=True, slots=True)
class Rows:
    rows: Sequence[Any]
    total: int
    page: int
    pages: int


def pieces_of(actor: Member, pk: int, behind: Behind) -> Rows:
    """The latest first, each with what was marked in it."""
    since, until = behind.between()
    linked = Highlight.objects.filter(opportunity=pk, feedback=OuterRef("pk"))
    found = Feedback.objects.visible_to(actor).standing().filter(Exists(linked), received_at__gte=since)
    if until is not None:
        found = found.filter(received_at__lt=until)
    if behind.customer is not None:
        found = found.filter(customer=behind.customer)
    if behind.segment is not None:
        found = found.filter(_in_segment("customer", behind.segment))
    marks = Highlight.objects.filter(opportunity=pk).only("feedback", "opportunity", "quote", "importance")
    wanted = (
        found.select_related("customer", "contact")
        .defer("words")
        .prefetch_related(Prefetch("highlights", marks))
    )
    return _page(wanted.order_by("-received_at", "-pk"), behind.page)


def customers_of(pk: int, behind: Behind) -> Rows:
    """Those who pay most first."""
    since, _ = behind.between()
    found = Asking.objects.filter(opportunity=pk, last_at__gte=since)
    if behind.segment is not None:
        found = found.filter(_in_segment("customer", behind.segment))
    places = SegmentMembership.objects.select_related("segment").order_by("segment__position", "segment__name")
    wanted = found.select_related("customer").prefetch_related(Prefetch("customer__memberships", places))
    return _page(
        wanted.order_by(F("customer__worth").desc(nulls_last=True), "customer__name", "pk"), behind.page
    )


def segment_name(pk: int | None) -> str:
    if pk is None:
        return ""
    found = Segment.objects.filter(pk=pk).first()
    return found.name if found else "other segments"


def _in_segment(path: str, segment: int) -> Q:
    """As evidence counts them: a customer belongs to the first of the shown segments that it is in."""
    before = []
    for shown in shown_segments():
        if shown.pk == segment:
            break
        before.append(shown.pk)
    elsewhere = SegmentMembership.objects.filter(customer=OuterRef(path), segment__in=before)
    wanted = Q(**{f"{path}__isnull": False}) & ~Q(Exists(elsewhere))
    if segment != OTHERS:
        wanted &= Q(Exists(SegmentMembership.objects.filter(customer=OuterRef(path), segment=segment)))
    return wanted


def _page(found: "QuerySet[Any]", asked: int) -> Rows:
    pages = Paginator(found, PAGE)
    page = pages.get_page(asked)
    return Rows(list(page.object_list), pages.count, page.number, pages.num_pages)


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)

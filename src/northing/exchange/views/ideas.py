"""Bringing ideas: choose a spreadsheet, match its columns, look, bring them in, take them back."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from northing.exchange.ideas.cells import WEEKS, WIDTHS, Habits
from northing.exchange.ideas.columns import FIELDS, TARGETS, lacks, places, unit_of_effort
from northing.exchange.ideas.files import BROUGHT_BY, SHELF
from northing.exchange.ideas.looking import look
from northing.exchange.ideas.rows import Read, decimal_mark, read_ideas
from northing.exchange.readers.sniffing import sniff
from northing.exchange.views.choosing import choose_file
from northing.exchange.waiting import Waiting, forget
from northing.kernel.errors import NotAllowed, Refused
from northing.kernel.toasts import toast
from northing.organisation.history import watched
from northing.organisation.request import actor_of
from northing.planning import policies
from northing.planning.commands.scoring import bring_ideas
from northing.ui import formatting

if TYPE_CHECKING:
    from northing.exchange.ideas.columns import Place
    from northing.planning.commands.scoring import Brought

SHOWN = 50  # rows on the page: there is no end to what can be wrong with a file
WIDTHS_SAID = {
    "": "are exact",
    "third": "are give or take a third",
    "half": "are give or take half",
    "double": "may be half or twice as much",
}


def choose(request: HttpRequest) -> HttpResponse:
    """A file, or a pasted table."""
    if not policies.may_create_feature(actor_of(request)):
        raise NotAllowed(BROUGHT_BY)
    return choose_file(request, SHELF, template="exchange/ideas.html", then="exchange:ideas_file")


def file(request: HttpRequest, token: str) -> HttpResponse:
    """The columns, and what would come of them. A POST with `bring` does it."""
    actor = actor_of(request)
    waiting = SHELF.waiting(actor, token)
    recognised = sniff(waiting.path, waiting.name)
    asked = request.POST.dict()
    columns = places(recognised, asked)
    habits = _habits(asked, columns, decimal_mark(waiting.path, recognised, columns))
    problem, read, problems = lacks(columns), Read(), dict[str, str]()
    if not problem:
        try:
            read = read_ideas(waiting.path, recognised, columns, habits)
            if "bring" in asked:
                return _brought(request, waiting, read)
        except Refused as refusal:
            problem, problems = "Nothing was brought in.", refusal.errors
    looked = look(actor, read)
    context = {
        "file": waiting,
        "recognised": recognised,
        "columns": columns,
        "targets": TARGETS.items(),
        "habits": habits,
        "units": WEEKS,
        "widths": WIDTHS_SAID.items(),
        "problem": problem,
        "problems": problems.items(),
        "read": read,
        "looked": looked,
        "fields": [(key, FIELDS[key]) for key in looked.fields],
        "examples": looked.rows,
        "refused": read.refused[:SHOWN],
        "said": _said(columns, habits),
    }
    in_place = request.headers.get("HX-Request")
    template = "exchange/_ideas_file.html" if in_place else "exchange/ideas_file.html"
    return render(request, template, context, status=422 if problem and "bring" in asked else 200)


def discard(request: HttpRequest, token: str) -> HttpResponse:
    found = SHELF.waiting(actor_of(request), token)
    forget(found)
    toast(request, f"Forgot {found.name}")
    return redirect("exchange:ideas")


def _brought(request: HttpRequest, waiting: Waiting, read: Read) -> HttpResponse:
    if not read.ideas:
        raise Refused("No row of the file can come in.")
    actor = actor_of(request)
    looked = look(actor, read)
    with watched() as change:
        brought = bring_ideas(
            actor=actor, ideas=read.ideas, evidence=waiting.name, make_missing=looked.may_make
        )
    forget(waiting)
    toast(request, _what_came(brought, len(read.refused)), undo=change.undo_url)
    target = reverse("planning:prioritise")
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": target})
    return redirect(target)


def _what_came(brought: "Brought", refused: int) -> str:
    said = [f"{formatting.counted(brought.made, 'idea')} brought in"]
    if brought.known:
        said.append(f"{brought.known:,} brought up to date")
    if brought.teams:
        said.append(f"{formatting.counted(len(brought.teams), 'team')} made")
    if brought.products:
        said.append(f"{formatting.counted(len(brought.products), 'product')} made")
    return ", ".join(said) + (f"; {formatting.counted(refused, 'row')} stayed out" if refused else "")


def _habits(asked: dict[str, str], columns: "list[Place]", mark: Any) -> Habits:
    unit, width, said = (asked.get(name, "") for name in ("effort_in", "width", "mark"))
    return Habits(
        mark=said if said in {".", ","} else mark,  # type: ignore[arg-type]  # one of the two
        effort_in=unit if unit in WEEKS else unit_of_effort(columns),
        width=width if width in WIDTHS else "",
    )


def _said(columns: "list[Place]", habits: Habits) -> list[tuple[str, str]]:
    """All that the page shows as chosen, for the form that brings it in."""
    return [
        *((f"c{column.at}", column.target) for column in columns),
        ("mark", habits.mark),
        ("effort_in", habits.effort_in),
        ("width", habits.width),
    ]

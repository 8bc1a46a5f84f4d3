"""Every cell of the access table, and the stage on which they are played."""

import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from northing.config import urls  # noqa: F401  brings every room's rows into the table
from northing.kernel import clock
from northing.organisation import commands
from northing.organisation.access.table import Answer, Row
from northing.organisation.models import ApiToken, Member, Role, Scope
from northing.ui.templating import Template
from tests.access import cases
from tests.access.scene import ACTORS, RELATIONS, Call, Relation, Scene
from tests.conftest import BACKEND, NOW, World, build_world

# Sessions and limits are about the browser, not about what people keep here.
UNCOUNTED = ("django_session", "northing_cache")
# Which table a statement writes to. Those that only lock rows name none.
WRITES_TO = re.compile(
    r'\b(?:INSERT INTO|DELETE FROM|MERGE INTO|TRUNCATE|COPY|(?<!FOR )(?<!KEY )UPDATE)\s+"?(\w+)', re.IGNORECASE
)
# Drawing a page takes a third of the time and decides nothing: it is done for those who see most and least.
DRAWN_FOR = ("owner", "viewer", "nobody")


@dataclass(frozen=True)
class Cell:
    row: Row
    role: str
    relation: Relation

    @property
    def expected(self) -> Answer:
        return self.row.answer(self.role, RELATIONS.index(self.relation))

    def __str__(self) -> str:
        return f"{self.row.route} {self.row.method}, {self.role}, {self.relation}"

    @property
    def follows(self) -> bool:
        """Whether other cells say it as well."""
        return self._from_what_is_others() if self.relation != "other" else self._from_who_stands_below()

    def _from_what_is_others(self) -> bool:
        """Who may do it with what is others' may do it with what is nearer; a stranger is near to nothing.

        Who may not do it with the own may not do it with what stands between that and what is others'.
        """
        own, _, others = (self.row.answer(self.role, relation) for relation in range(3))
        if self.expected is not others:
            return False
        return others in {Answer.YES, Answer.SIGN_IN} or (self.relation == "same team" and own is others)

    def _from_who_stands_below(self) -> bool:
        """Roles are ranks: who stands between an owner and somebody who may, may."""
        if self.role not in Role.values:
            return False
        answers = [self.row.answer(role, 2) for role in Role.values]
        below = answers[Role.values.index(self.role) + 1 :]
        return self.role != Role.OWNER and self.expected is answers[0] is Answer.YES and Answer.YES in below


def cells_of(row: Row) -> list[Cell]:
    """Those to ask: all that do not follow from others."""
    relations = RELATIONS if cases.is_about_a_row(row) else RELATIONS[2:]
    cells = [Cell(row, role, relation) for role in (*Role.values, "nobody") for relation in relations]
    return [cell for cell in cells if not cell.follows]


@dataclass(frozen=True)
class Played:
    """What the cell answered, as a letter or a status in words, and whether a refusal changed any row."""

    cell: Cell
    answer: str
    changed: bool

    @property
    def as_expected(self) -> bool:
        return self.answer == self.cell.expected


class Stage:
    """One world for all cells. Each cell is played and taken back."""

    def __init__(self) -> None:
        self.world: World = build_world()
        self._client = Client(raise_request_exception=False)  # one for all: each would load the middleware anew
        Member.objects.update(seen_at=NOW)  # a visit is noted every few minutes, and would count as a change
        with clock.frozen(NOW):
            self._stock: dict[ModuleType, Any] = {
                module: module.prepare(self.world) for module in cases.MODULES if hasattr(module, "prepare")
            }
        self._sessions = {role: self._signed_in(name) for role, name in ACTORS.items()}
        self._tokens = {role: self._token(name) for role, name in ACTORS.items()}
        self._tables = [table for table in connection.introspection.table_names() if table not in UNCOUNTED]
        self._before = self.contents()

    def _signed_in(self, name: str) -> str:
        client = Client()
        member = self.world.cast[name]
        client.force_login(member, backend=BACKEND)
        session = client.session
        # As if the password had just been given: pages about signing in ask for it again.
        session["account_authentication_methods"] = [
            {"method": "password", "at": time.time() + 3600, "reauthenticated": True}
        ]
        session["account_authentication_methods_user"] = str(member.pk)
        session.save()
        return str(session.session_key)

    def _token(self, name: str) -> str:
        """Programs come with a token instead, which was just used: noting that would count as a change."""
        member = self.world.cast[name]
        token, secret = commands.make_api_token(actor=member, name="CRM", scopes=Scope.values)
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=NOW)
        return secret

    def play(self, cells: Iterable[Cell], *, watch: bool = False) -> Iterator[Played]:
        """The cells in turn, less those in which the same person would ask the same again.

        With `watch`, it is noted whether those that are to be refused wrote anything.
        """
        asked: dict[str, Played] = {}
        for cell in cells:
            with clock.frozen(NOW), taken_back():
                call = self._call(cell)
                key = f"{cell.row.route} {cell.row.method} {cell.role} {call}"
                if key not in asked:
                    asked[key] = self._play(cell, call, watch and cell.expected is not Answer.YES)
            yield replace(asked[key], cell=cell)

    def send_twice(self, cell: Cell) -> tuple[int, int]:
        """The statuses of both answers, the second beside what the first one left."""
        with clock.frozen(NOW), taken_back():
            call = self._call(cell)
            return self._ask(cell, call).status_code, self._ask(cell, call).status_code

    def visit(self, role: str, address: str) -> HttpResponseBase:
        self._client.cookies.clear()
        self._client.cookies["sessionid"] = self._sessions[role]
        with clock.frozen(NOW), taken_back():
            return self._client.get(address)

    def _call(self, cell: Cell) -> Call:
        found = cases.case(cell.row)
        scene = Scene(self.world, cell.role, cell.relation)
        return cases.call(cell.row, replace(scene, stock=self._stock.get(found[0])) if found else scene)

    def _play(self, cell: Cell, call: Call, watch: bool) -> Played:
        if not watch:
            return Played(cell, meaning(self._ask(cell, call), cell.row), changed=False)
        with written_to() as tables:
            answer = meaning(self._ask(cell, call), cell.row)
        # What was written may have been taken back, so it is looked into.
        wrote = not tables.isdisjoint(self._tables)
        return Played(cell, answer, changed=wrote and self.contents() != self._before)

    def _ask(self, cell: Cell, call: Call) -> HttpResponseBase:
        client = self._client
        client.cookies.clear()
        if cell.role != "nobody":
            client.cookies["sessionid"] = self._sessions[cell.role]
        extra: dict[str, Any] = {"content_type": call.content_type} if call.content_type else {}
        headers = dict(call.headers)
        if cell.row.route.startswith("api:") and cell.role != "nobody":
            headers["Authorization"] = f"Bearer {self._tokens[cell.role]}"
        ask = getattr(client, cell.row.method.lower())
        drawn = cell.role in DRAWN_FOR and cell.expected is Answer.YES
        with nullcontext() if drawn else undrawn():
            return ask(reverse(cell.row.route, kwargs=dict(call.kwargs)), call.data, headers=headers, **extra)

    def contents(self) -> dict[str, str | None]:
        """A checksum of every table's rows."""
        with connection.cursor() as cursor:
            found = {}
            for table in self._tables:
                cursor.execute(f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM \"{table}\" t")  # noqa: S608
                found[table] = cursor.fetchone()[0]
        return found


def meaning(response: HttpResponseBase, row: Row) -> str:
    status = response.status_code
    # From a page that is open to strangers, the sign-in page is one of its answers.
    sent_away = 300 <= status < 400 and urlsplit(response.headers["Location"]).path == reverse("account_login")
    if status == 401 or (sent_away and not row.open_to_nobody):
        return Answer.SIGN_IN
    if status < 400:
        return Answer.YES
    return {403: Answer.NO, 404: Answer.HIDDEN}.get(status, f"status {status}")


@contextmanager
def written_to() -> Iterator[set[str]]:
    """The tables that statements write to meanwhile."""
    tables: set[str] = set()

    def noting(execute: Callable[..., Any], sql: Any, *args: Any) -> Any:
        tables.update(WRITES_TO.findall(str(sql)))
        return execute(sql, *args)

    with connection.execute_wrapper(noting):
        yield tables


@contextmanager
def undrawn() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "render", lambda *_, **__: "")
        yield


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)

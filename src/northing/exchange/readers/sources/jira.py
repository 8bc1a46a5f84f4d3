"""Jira's JSON: answers of its search and exports built from them, with or without names of custom fields."""

import re
from typing import Any

from northing.exchange.readers.documents import Element
from northing.exchange.readers.kinds import kind_of
from northing.exchange.readers.records import MANY_MARK
from northing.exchange.readers.sources.flat import Flat, at, text_of
from northing.exchange.readers.states import state_of_word

_PLAIN = (
    ("Summary", "summary"), ("Issue Type", "issuetype"), ("Status", "status"), ("Resolution", "resolution"),
    ("Created", "created"), ("Updated", "updated"), ("Resolved", "resolutiondate"), ("Due date", "duedate"),
    ("Status Category Changed", "statuscategorychangedate"), ("Assignee", "assignee"), ("Labels", "labels"),
    ("Component/s", "components"), ("Fix Version/s", "fixVersions"), ("Priority", "priority"),
    ("Description", "description"),
)  # fmt: skip
_MORE = (
    "Issue key", "Issue id", "Issue link", "Status Category", "Project name", "Project key", "Assignee Email",
    "Parent", "Parent summary", "Linked issues", "Started", "Version due", "Version released",
)  # fmt: skip
# How a new Jira Cloud site numbers the custom fields that matter; taken only where the document names none.
_USUAL = {
    "customfield_10001": "Team",
    "customfield_10011": "Epic Name",
    "customfield_10014": "Epic Link",
    "customfield_10015": "Start date",
    "customfield_10016": "Story point estimate",
    "customfield_10020": "Sprint",
}
_MAX_CUSTOM = 400
_OLD_SPRINT = re.compile(r"\bname=([^,\]]+)")
_SITE = re.compile(r"(https?://.+?)/rest/")


class JiraIssues(Flat):
    columns = _MORE + tuple(name for name, _ in _PLAIN)

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._custom: dict[str, None] = {}

    @staticmethod
    def claims(element: Element) -> bool:
        value = element.value
        return isinstance(value, dict) and "key" in value and isinstance(value.get("fields"), dict)

    def learn(self, element: Element) -> None:
        if element.name == "{}":
            names = element.value.get("names")
            if isinstance(names, dict):
                self._names.update({field: text_of(name) for field, name in names.items()})
        elif self.claims(element):
            fields = element.value["fields"]
            used = (
                field
                for field, value in fields.items()
                if field.startswith("customfield_") and value not in (None, [])
            )
            for field in used:
                if len(self._custom) < _MAX_CUSTOM:
                    self._custom.setdefault(field)
            if isinstance(element.value.get("names"), dict):
                self._names.update(element.value["names"])

    def header(self) -> list[str]:
        return [*self.columns, *map(self._title, self._custom)]

    def _title(self, field: str) -> str:
        name = self._names.get(field) or (_USUAL.get(field) if not self._names else None) or field
        return name if name == "Sprint" else f"Custom field ({name})"

    def cells(self, element: Element) -> list[str] | None:
        if not self.claims(element):
            return None
        issue, fields = element.value, element.value["fields"]
        key = text_of(issue["key"])
        site = _SITE.match(text_of(issue.get("self")))
        parent = fields.get("parent")
        return [
            key, text_of(issue.get("id")), f"{site[1]}/browse/{key}" if site else "",
            text_of(at(fields, "status", "statusCategory", "key") or at(fields, "status", "statusCategory")),
            text_of(at(fields, "project", "name")), text_of(at(fields, "project", "key")),
            text_of(at(fields, "assignee", "emailAddress")), text_of(at(parent, "key") or at(parent, "id")),
            text_of(at(parent, "fields", "summary")), _links(fields.get("issuelinks")),
            _started(issue.get("changelog")), *_version_days(fields.get("fixVersions")),
            *(_kind(fields) if field == "issuetype" else text_of(fields.get(field)) for _, field in _PLAIN),
            *(_custom(fields.get(field)) for field in self._custom),
        ]  # fmt: skip


def _kind(fields: dict[str, Any]) -> str:
    """What stands above stories is an epic, whatever language calls it what."""
    name, level = text_of(fields.get("issuetype")), at(fields, "issuetype", "hierarchyLevel")
    above = isinstance(level, int) and level > 0 and kind_of(name) == "item"
    return f"Epic ({name})" if above else name


def _links(links: Any) -> str:
    written = []
    for link in links if isinstance(links, list) else ():
        kind = text_of(at(link, "type", "name"))
        if outward := text_of(at(link, "outwardIssue", "key")):
            written.append(f"{kind} → {outward}")
        if inward := text_of(at(link, "inwardIssue", "key")):
            written.append(f"{kind} ← {inward}")
    return MANY_MARK.join(written)


def _started(changelog: Any) -> str:
    """The first move into a status that says work is under way."""
    histories = at(changelog, "histories")
    moves = [
        text_of(at(history, "created"))
        for history in (histories if isinstance(histories, list) else ())
        for item in (at(history, "items") or ())
        if at(item, "field") == "status" and state_of_word(text_of(at(item, "toString"))) == "building"
    ]
    return min(moves, default="")


def _version_days(versions: Any) -> tuple[str, str]:
    """When the last one is planned for, and when it came: Jira keeps one day, and whether it came."""
    last = versions[-1] if isinstance(versions, list) and versions else None
    day = text_of(at(last, "releaseDate"))
    return ("", day) if at(last, "released") else (day, "")


def _custom(value: Any) -> str:
    """A custom field's value; Jira Server writes sprints as a Java object's text."""
    written = text_of(value)
    if "com.atlassian.greenhopper" in written:
        return MANY_MARK.join(_OLD_SPRINT.findall(written))
    return written

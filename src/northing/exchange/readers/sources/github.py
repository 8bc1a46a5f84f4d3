"""GitHub issues: lists and searches of its REST API, answers of GraphQL, what `gh issue list` and `gh project
item-list` print."""

import re
from typing import Any

from northing.exchange.readers.documents import Element
from northing.exchange.readers.sources.flat import Flat, at, text_of

_API = re.compile(r"/repos/([^/]+/[^/]+)(?:/issues/(\d+))?")
_PAGE = re.compile(r"://[^/]+/([^/]+/[^/]+)/")


class GitHubIssues(Flat):
    columns = (
        "Key", "Id", "Title", "Type", "State", "State reason", "Created", "Closed", "Updated", "Due",
        "Assignees",
        "Labels", "Milestone", "Repository", "Parent", "URL", "Body", "Iteration",
        "Milestone due", "Milestone created", "Milestone closed",
    )  # fmt: skip

    @staticmethod
    def claims(element: Element) -> bool:
        value = element.value
        if isinstance(value, dict) and isinstance(value.get("content"), dict):  # a project's item
            value = value["content"]
        return (
            element.name in ("", "items", "nodes", "data", "issues")
            and isinstance(value, dict)
            and "title" in value
            and (
                "number" in value or "html_url" in value or "url" in value or value.get("type") == "DraftIssue"
            )
            and not {"idList", "fields"} & value.keys()
        )

    def cells(self, element: Element) -> list[str] | None:
        if not self.claims(element) or _is_pull_request(element.value):
            return None
        issue = _whole(element.value)

        def said(*names: str) -> Any:
            return next((issue[name] for name in names if issue.get(name) is not None), None)

        url = text_of(said("html_url", "url"))
        repository = _repository(issue, url)
        number = text_of(said("number"))
        labels = text_of(said("labels"))
        return [
            f"{repository}#{number}" if number else url, text_of(said("id", "node_id")),
            text_of(issue["title"]),
            _kind(issue, labels), text_of(said("status", "state")).lower(),
            text_of(said("state_reason", "stateReason")).lower().replace("_", " "),
            text_of(said("created_at", "createdAt")), text_of(said("closed_at", "closedAt")),
            text_of(said("updated_at", "updatedAt")),
            text_of(
                said("target date", "due date", "due")
                or at(said("milestone"), "due_on") or at(said("milestone"), "dueOn")
            ),
            text_of(said("assignees") or said("assignee")), labels, text_of(at(said("milestone"), "title")),
            repository, _parent(issue, repository), url, text_of(said("body")), text_of(said("iteration")),
            *_days(said("milestone")),
        ]  # fmt: skip


def _whole(value: dict[str, Any]) -> dict[str, Any]:
    """An issue, with what a project says of it where it is the item of one."""
    content = value.get("content")
    return {**value, **content, "type": None} if isinstance(content, dict) else value


def _is_pull_request(value: dict[str, Any]) -> bool:
    said = value.get("content") if isinstance(value.get("content"), dict) else value
    kinds = (at(said, "type"), at(said, "__typename"))
    return bool(value.get("pull_request") or value.get("isPullRequest") or "PullRequest" in kinds)


def _repository(issue: dict[str, Any], url: str) -> str:
    said = issue.get("repository")
    if isinstance(said, dict):
        said = said.get("full_name") or said.get("nameWithOwner") or said.get("name")
    if said:
        return text_of(said)
    found = _API.search(text_of(issue.get("repository_url"))) or _API.search(url) or _PAGE.search(url)
    return found[1] if found else ""


def _parent(issue: dict[str, Any], repository: str) -> str:
    found = _API.search(text_of(issue.get("parent_issue_url")))
    if found and found[2]:
        return f"{found[1]}#{found[2]}"
    number = at(issue.get("parent"), "number")
    return f"{repository}#{number}" if number else ""


def _days(milestone: Any) -> list[str]:
    """When it is due, when it was made, and when it was closed: the command line tells only the first."""
    names = (("due_on", "dueOn"), ("created_at", "createdAt"), ("closed_at", "closedAt"))
    return [text_of(at(milestone, snake) or at(milestone, camel)) for snake, camel in names]


def _kind(issue: dict[str, Any], labels: str) -> str:
    """The issue's type; without types, the label that says it is an epic."""
    kind = text_of(issue.get("type") or issue.get("issueType"))
    return kind or next(
        (label for label in labels.split("\x1f") if re.search(r"\bepic\b", label, re.IGNORECASE)), ""
    )

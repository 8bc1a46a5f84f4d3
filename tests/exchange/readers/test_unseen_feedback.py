"""What customers say, as their tools export it, with made-up pieces: recognised and read."""

import json
from pathlib import Path
from typing import Any

import pytest

from northing.exchange.feedback.matching import match_feedback, proposed_feedback
from northing.exchange.feedback.reading import Reader, SaidRow
from northing.exchange.feedback.recognising import sniff_feedback
from tests.exchange.readers.files import text

INTERCOM = {
    "type": "conversation",
    "id": "c1",
    "created_at": 1758532000,
    "source": {"body": "<p>In part</p>", "author": {"name": "Jo", "email": "jo@quay.example"}},
}
APP_STORE = {
    "type": "customerReviews",
    "id": "991",
    "attributes": {"rating": 2, "title": "Refunds", "body": "In part", "createdDate": "2025-09-22T09:26:00Z"}
    | {"reviewerNickname": "jo77", "territory": "DEU"},
}
TICKET = {"id": 77, "subject": "Refunds", "description": "In part", "requester_id": 5, "type": "problem"}
EXPORTS: dict[str, tuple[str, dict[str, Any]]] = {
    "productboard": (
        "Note ID,Note title,Note content,Source,User email,Company name,Company domain,Created at\n"
        "n1,Refunds,<p>In part</p>,Intercom,jo@quay.example,Quay,quay.example,2025-09-22T09:26:00Z\n",
        {"text": "In part", "key": "n1", "customer_name": "Quay", "contact_email": "jo@quay.example"},
    ),
    "canny": (
        "Post ID,Post title,Voter name,Voter email,Voter created at,Company name,Vote created at\n"
        "p1,In part,Jo,jo@quay.example,2024-01-01,Quay,2025-09-22\n"
        "p1,In part,Kim,kim@quay.example,,Quay,2025-09-23\n",
        {"text": "In part", "contact_name": "Jo", "received_at": "2025-09-22", "source": "portal"},
    ),
    "zendesk": (
        json.dumps({"tickets": [TICKET], "count": 1, "next_page": None}),
        {"text": "In part", "title": "Refunds", "key": "77", "kind": "problem"},
    ),
    "intercom": (
        json.dumps({"type": "conversation.list", "conversations": [INTERCOM], "pages": {}}),
        {"text": "In part", "key": "c1", "contact_name": "Jo", "contact_email": "jo@quay.example"},
    ),
    "app-store": (
        json.dumps({"data": [APP_STORE], "links": {}}),
        {
            "text": "In part",
            "stars": 2,
            "contact_name": "jo77",
            "received_at": "2025-09-22",
            "source": "review",
        },
    ),
    "survey": (
        "Timestamp,Email Address,What should we improve in the next months?\n"
        "2025/09/22 9:26:11 AM GMT+2,jo@quay.example,Refunds in part would help us\n",
        {"text": "Refunds in part would help us", "received_at": "2025-09-22"},
    ),
}


def said(path: Path) -> tuple[str, list[dict[str, Any]]]:
    """The tool, and the pieces of a file of which no row is refused."""
    recognised = sniff_feedback(path, path.name)
    mapping = proposed_feedback(recognised, match_feedback(recognised))
    rows = list(Reader(path, recognised, mapping).rows())
    pieces = [row.piece._asdict() for row in rows if isinstance(row, SaidRow)]
    assert len(pieces) == len(rows)
    return recognised.preset, pieces


@pytest.mark.parametrize("tool", EXPORTS)
def test_an_export_is_recognised_and_read_as_its_tool_means_it(tmp_path: Path, tool: str) -> None:
    content, expected = EXPORTS[tool]
    found, pieces = said(text(tmp_path, content, "said.json" if content[0] == "{" else "said.csv"))
    first = pieces[0] | {"received_at": str(pieces[0]["received_at"])[:10]}
    assert (found, {name: first[name] for name in expected}) == (tool, expected)


def test_votes_for_one_post_are_pieces_of_their_own(tmp_path: Path) -> None:
    _, pieces = said(text(tmp_path, EXPORTS["canny"][0], "votes.csv"))
    assert len({piece["key"] for piece in pieces}) == 2


QUESTIONS = "Respondent ID,Start Date,What is missing today?\n"
ANSWER = '"11","2025-09-22 09:26","Refunds in part, please, as others have them"\n'


@pytest.mark.parametrize(
    "below",
    [",,Open-Ended Response\n", 'Response ID,Start Date,Missing?\n"{""ImportId"":""x""}",,\n', ""],
    ids=["SurveyMonkey", "Qualtrics", "plain"],
)
def test_what_stands_between_the_header_of_a_survey_and_its_answers_is_none(tmp_path: Path, below: str) -> None:
    tool, pieces = said(text(tmp_path, QUESTIONS + below + ANSWER, "survey.csv"))
    assert (tool, [piece["key"] for piece in pieces]) == ("survey", ["11"])

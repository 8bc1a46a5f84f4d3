"""What customers say, out of other tools' files: recognised, looked at, brought in, taken back."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from northing.exchange import commands
from northing.exchange.feedback.recognising import sniff_feedback
from northing.exchange.mapping import Mapping
from northing.exchange.models import Import, ImportState
from northing.exchange.ways import FEEDBACK
from northing.insight import commands as insight
from northing.insight.models import Contact, Customer, Feedback
from northing.organisation.models import Member
from tests.conftest import Clients, World

pytestmark = pytest.mark.django_db
PAGE = "/insight/bring/"
NOTES = """note_id,note_title,note_text,user_email,user_name,company_name,source,created_at,product
n-1,Refunds,"<p>In part,<br>please</p>",jo@brandt.example,Jo Meyer,Brandt,email,2026-03-02 09:00,Billing
n-2,,"Exports stop at 10,000 rows",kim@quay.example,Kim,Quay,Intercom,2026-03-03 10:00,Nothing of ours
"""
HEADERS = {
    "productboard": "note_title,note_text,user_email,created_at",
    "canny": "title,details,author name,author email,board,status,votes,created,url",
    "uservoice": "ID,Title,Text,Forum Name,Supporters Count,Creator Email,Created At",
    "zendesk": "Id,Requester,Requester email,Subject,Ticket type,Via,Created at,Organization",
    "intercom": "Conversation ID,User name,User email,Company,Channel,Conversation started at,Message",
    "google-play": "Package Name,Reviewer Language,Star Rating,Review Title,Review Text,Review Link",
    "app-store": "Date,Version,Rating,Title,Review,Author",
    "survey": "#,What is missing?,Submit Date (UTC)",
    "salesforce": "Case Number,Account Name,Contact Name,Subject,Description,Case Origin,Opened Date",
    "hubspot": "Ticket ID,Ticket name,Ticket description,Ticket status,Create date,Associated Contact",
    "trustpilot": "Review created (UTC),Review username,Review content,Review stars,Review ID",
    "": "When,Who,Words",
}


def table(folder: Path, text: str, name: str = "notes.csv") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def received(actor: Member, path: Path) -> Import:
    return commands.receive(actor=actor, upload=path, brings=FEEDBACK)


def bring(actor: Member, path: Path) -> Import:
    of = received(actor, path)
    commands.set_out(actor=actor, of=of)
    return commands.work_on(of)


@pytest.mark.parametrize("tool", HEADERS)
def test_tools_are_recognised_by_their_headers(tool: str, tmp_path: Path) -> None:
    row = ",".join("2026-03-02" if "ate" in name else "x" for name in HEADERS[tool].split(","))
    assert sniff_feedback(table(tmp_path, f"{HEADERS[tool]}\n{row}\n")).preset == tool


def test_notes_come_in_with_who_said_them_when_and_about_what(world: World, tmp_path: Path) -> None:
    of = bring(world.mara, table(tmp_path, NOTES))
    assert (of.state, of.problem, of.outcome["rows"]["created"]) == (ImportState.DONE, "", 2)
    said = Feedback.objects.get(key="n-1")
    assert (said.title, said.text, said.source) == ("Refunds", "In part,\nplease", "email")
    assert said.received_at == datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    assert said.customer is not None
    assert said.contact is not None
    assert (said.customer.name, said.contact.name, said.product) == ("Brandt", "Jo Meyer", world.billing)
    assert Feedback.objects.get(key="n-2").product is None


def test_a_look_writes_nothing_and_says_what_would_happen(world: World, tmp_path: Path) -> None:
    of = received(world.mara, table(tmp_path, NOTES))
    commands.set_out(actor=world.mara, of=of, looking=True)
    commands.work_on(of)
    assert (of.expected["rows"]["created"], of.expected["customers"]) == (2, 2)
    assert (Feedback.objects.count(), Customer.objects.count()) == (0, 0)


def test_the_same_file_twice_changes_nothing(world: World, tmp_path: Path) -> None:
    bring(world.mara, table(tmp_path, NOTES))
    again = bring(world.mara, table(tmp_path, NOTES, "notes again.csv"))
    assert again.outcome["rows"] == {"created": 0, "updated": 0, "skipped": 2}


def test_rows_without_a_key_are_known_by_their_words(world: World, tmp_path: Path) -> None:
    table_of = "When,Who,Words\n2026-03-02,jo@brandt.example,It is slow when there are many rows\n"
    twice = table_of + table_of.splitlines()[1] + "\n"
    assert bring(world.mara, table(tmp_path, twice)).outcome["rows"]["created"] == 2
    assert bring(world.mara, table(tmp_path, twice)).outcome["rows"]["skipped"] == 2


def test_rows_that_cannot_come_in_are_named_with_line_column_and_value(
    world: World, clients: Clients, tmp_path: Path
) -> None:
    wrong = NOTES + ("n-3,,,,,,,,\nn-4,,Slow,jo at brandt,,,,2026-03-03,\nn-5,,Slow,,,,,some day,\n")
    of = bring(world.mara, table(tmp_path, wrong))
    assert (of.outcome["rows"]["created"], of.refused) == (2, 3)
    answer = clients["mara"].get(f"/settings/import/{of.pk}/refused.csv")
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"), newline="")))
    assert [(row["line"], row["column"], row["value"]) for row in rows] == [
        ("4", "note_text", ""),
        ("5", "user_email", "jo at brandt"),
        ("6", "created_at", "some day"),
    ]


def test_every_open_answer_of_a_survey_stands_below_its_question(world: World, tmp_path: Path) -> None:
    said = "I would like to export all of it at once"
    path = table(
        tmp_path,
        "#,What is missing for you?,What should we keep?,Submit Date (UTC)\n"
        f"a1,{said},The calm page with few colours,2026-03-02\n"
        f"a2,{said} to a file,,2026-03-03\n",
    )
    bring(world.mara, path)
    first, second = Feedback.objects.order_by("received_at")
    assert (
        first.text
        == f"What is missing for you?\n{said}\n\nWhat should we keep?\nThe calm page with few colours"
    )
    assert second.text == f"What is missing for you?\n{said} to a file"
    assert first.source == "survey"


def test_short_answers_are_said_too_and_what_is_chosen_or_counted_is_not(world: World, tmp_path: Path) -> None:
    rows = "".join(
        f"{day:02}.10.2026 07:21:33,{plan},{score},{said},Jo,Meyer,jo@x.example\n"
        for day, plan, score, said in (
            (2, "Pro", 9, "Export"),
            (3, "Pro", 3, "Tempo"),
            (4, "Free", 8, "Nichts"),
            (5, "Free", 5, ""),
        )
    )
    header = "Zeitstempel,Welchen Tarif haben Sie?,Bewertung,Was fehlt?,Vorname,Nachname,E-Mail-Adresse\n"
    of = bring(world.mara, table(tmp_path, header + rows))
    assert (of.outcome["rows"]["created"], of.refused) == (3, 1)
    said = Feedback.objects.order_by("received_at").first()
    assert said is not None
    assert said.contact is not None
    assert (said.text, said.stars, said.source, said.contact.name) == ("Export", None, "survey", "Jo Meyer")


def test_the_key_of_what_many_pieces_are_about_is_none_of_theirs(world: World, tmp_path: Path) -> None:
    votes = "".join(f"p{n % 80},Refunds in part {n % 80},jo{n}@x.example,2026-03-02\n" for n in range(240))
    bring(world.mara, table(tmp_path, f"Post ID,Post title,Voter email,Vote created at\n{votes}"))
    assert Feedback.objects.count() == 240


def test_a_review_that_was_changed_is_the_same_review(world: World, tmp_path: Path) -> None:
    header = "Package Name,Star Rating,Review Text,Review Submit Date and Time,Review Link\n"
    link = "https://play.google.example/review?id=" + "x" * 200
    bring(world.mara, table(tmp_path, f"{header}app,4.5,Slow,2026-03-02,{link}\n"))
    of = bring(world.mara, table(tmp_path, f"{header}app,2,Slower,2026-03-02,{link}\n"))
    assert of.outcome["rows"] == {"created": 0, "updated": 1, "skipped": 0}
    assert (Feedback.objects.get().text, Feedback.objects.get().stars) == ("Slower", 2)


def test_a_ticket_names_the_person_beside_their_company_and_the_subject_before_their_job(
    world: World, tmp_path: Path
) -> None:
    path = table(
        tmp_path,
        "Ticket ID,Subject,Description,Created time,Customer Name,Title,Associated Contact,Company Name\n"
        "501,Refunds,In part please,2026-03-02,Jo,CFO,Jo Meyer (jo@brandt.example),Brandt\n",
    )
    bring(world.mara, path)
    said = Feedback.objects.get()
    assert said.contact is not None
    assert (said.title, said.contact.name, said.contact.email) == ("Refunds", "Jo Meyer", "jo@brandt.example")
    assert str(said.customer) == "Brandt"


def test_words_in_a_row_that_are_names_elsewhere_make_it_no_header(world: World, tmp_path: Path) -> None:
    path = table(
        tmp_path, "Conversation ID,Conversation state,User email,First message\n1,closed,jo@x.example,Hi\n"
    )
    assert bring(world.mara, path).outcome["rows"]["created"] == 1


def test_json_lists_come_in_with_what_lies_deeper(world: World, tmp_path: Path) -> None:
    ticket = {
        "id": 7,
        "subject": "Refunds",
        "description": "In part, please",
        "requester": {"name": "Jo", "email": "jo@brandt.example"},
        "created_at": "2026-03-02T09:00:00Z",
    }
    bring(world.mara, table(tmp_path, json.dumps({"tickets": [ticket]}), "tickets.json"))
    said = Feedback.objects.get()
    assert (said.title, said.text, said.key) == ("Refunds", "In part, please", "7")
    assert said.contact is not None
    assert said.contact.email == "jo@brandt.example"


def test_an_import_is_taken_back_as_a_whole_but_for_what_was_worked_on_since(
    world: World, tmp_path: Path
) -> None:
    of = bring(world.mara, table(tmp_path, NOTES))
    problem = insight.create_opportunity(actor=world.mara, name="Refund part of an invoice")
    insight.highlight(actor=world.tim, feedback=Feedback.objects.get(key="n-1"), opportunity=problem)
    commands.ask_undo(actor=world.mara, of=of)
    commands.work_on(of)
    assert of.outcome["undone"] == {"removed": 1, "restored": 0, "stayed": 1}
    assert [piece.key for piece in Feedback.objects.all()] == ["n-1"]
    assert [one.name for one in Customer.objects.all()] == ["Brandt"]
    assert [one.name for one in Contact.objects.all()] == ["Jo Meyer"]


def test_what_a_second_import_changed_is_as_before_after_its_undo(world: World, tmp_path: Path) -> None:
    bring(world.mara, table(tmp_path, NOTES))
    of = bring(world.mara, table(tmp_path, NOTES.replace("Exports stop", "Exports end")))
    assert of.outcome["rows"]["updated"] == 1
    commands.ask_undo(actor=world.mara, of=of)
    commands.work_on(of)
    assert Feedback.objects.get(key="n-2").text == "Exports stop at 10,000 rows"
    assert Feedback.objects.count() == 2


def test_the_page_matches_shows_a_row_and_asks_about_what_is_unsure(world: World, clients: Clients) -> None:
    words = "When,Who,Words\n03/04/2026,jo@brandt.example,It is slow when there are many rows\n"
    clients["mara"].post(PAGE, {"file": SimpleUploadedFile("x.csv", words.encode())})
    of = Import.objects.get()
    shown = clients["mara"].get(f"/settings/import/{of.pk}/").content.decode()
    assert "Is this what was said? No name says so" in shown
    assert "Day or month first?" in shown
    assert "It is slow when there are many rows" in shown
    assert "Teams are" not in shown
    clients["mara"].post(f"/settings/import/{of.pk}/column/", {"column": "When", "answer": "2"})
    of.refresh_from_db()
    assert Mapping.from_json(of.mapping).orders == {"When": "mdy"}


def test_a_table_that_says_nothing_is_received_and_asks_for_the_text(world: World, clients: Clients) -> None:
    clients["mara"].post(PAGE, {"table": "A\tB\n1\t2\n"})
    of = Import.objects.get()
    shown = clients["mara"].get(f"/settings/import/{of.pk}/").content.decode()
    assert "No column says what was said" in shown
    assert clients["mara"].post(f"/settings/import/{of.pk}/run/").status_code == 422

"""Exports as their tools write them, with made-up rows: recognised, and every column where it belongs."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.exchange.readers.files import everything, records, text

JO = "Jo <jo@tarn.example>"
TABLES: dict[str, tuple[str, str, list[dict[str, Any]]]] = {
    "Jira in French": (
        "Jira",
        "Résumé,Clé de ticket,ID de ticket,Type de ticket,État,Nom du projet,Création,Résolues,"
        "Date d'échéance,Étiquettes,Étiquettes,"
        "Champ personnalisé (Lien d'épopée),Versions corrigées,Catégorie d’état\n"
        "Payer,AB-2,102,Story,Terminé,Ventes,22/sept./25 9:26 AM,30/juil./26 5:00 PM,,"
        "web,ios,AB-1,1.0,Terminé\n"
        "Paiements,AB-1,101,Epic,En cours,Ventes,01/août/25 9:26 AM,,15/févr./26 12:00 AM,,,,,En cours\n",
        [
            {"parent": "AB-1", "done": "2026-07-30 17:00", "labels": ("web", "ios"), "releases": ("1.0",)},
            {"kind": "feature", "state": "building", "due": "2026-02-15", "created": "2025-08-01 09:26"},
        ],
    ),
    "Jira in German": (
        "Jira",
        "Zusammenfassung;Schlüssel;Vorgangstyp;Status;Erstellt;Erledigt;Fälligkeitsdatum;Stichwörter;Stichwörter;"
        "Benutzerdefinierte Felder (Epic-Verknüpfung);Lösungsversionen;Statuskategorie\n"
        "Zahlen;AB-2;Story;Fertig;22.09.2025 09:26;24.09.2025 10:00;;web;;AB-1;1.0;Fertig\n"
        "Zahlungen;AB-1;Epic;In Arbeit;22.Mär.25 9:26 AM;;15.Mai.26;;;;;In Arbeit\n",
        [
            {"parent": "AB-1", "state": "done", "releases": ("1.0",), "done": "2025-09-24 10:00"},
            {"kind": "feature", "created": "2025-03-22 09:26", "due": "2026-05-15"},
        ],
    ),
    "Jira in Spanish": (
        "Jira",
        "Resumen,Clave de incidencia,Tipo de Incidencia,Estado,Creada,Resuelta,Fecha de vencimiento,"
        "Campo personalizado (Enlace de épica),Versiones corregidas,Categoría de estado\n"
        "Pagar,AB-2,Historia,Finalizada,22/sep/25 9:26 AM,24/ene/26 9:00 AM,,AB-1,1.0,Listo\n"
        "Pagos,AB-1,Épica,En curso,22/ago/25 9:26 AM,,15/abr/26 12:00 AM,,,En curso\n",
        [
            {"parent": "AB-1", "state": "done", "done": "2026-01-24 09:00", "releases": ("1.0",)},
            {"kind": "feature", "state": "building", "due": "2026-04-15"},
        ],
    ),
    "Jira since issues are work items": (
        "Jira",
        "Summary,Work item key,Work item id,Work type,Status,Created,Parent,Outward work item link (Blocks)\n"
        "Pay by card,AB-2,102,Story,Done,22/Sep/25 9:26 AM,101,AB-3\n",
        [{"key": "AB-2", "id": "102", "type": "Story", "links": (("Blocks", "outward", "AB-3"),)}],
    ),
    "GitLab": (
        "Any table",
        "Title,Issue ID,State,Due Date,Created At (UTC),Updated At (UTC),Closed At (UTC),Epic Title\n"
        "Post,1,Closed,,2026-03-02 09:12:33,2026-03-19 09:12:33,2026-03-19 09:12:33,Invoices\n",
        [{"created": "2026-03-02 09:12", "done": "2026-03-19 09:12", "feature": "Invoices"}],
    ),
    "Trello’s table": (
        "Trello",
        "Card ID,Card Name,Labels,Members,Due Date,Last Activity Date,List ID,List Name,Board Name,Archived\n"
        "65e2f3a1b2c3d4e5f6a7b8c9,One,,Ann,,2026-03-09T10:00:00.000Z,l1,Doing,Board,false\n"
        "65e2f3a1b2c3d4e5f6a7b8ca,Two,,,,2026-03-09T10:00:00.000Z,l1,Doing,Board,true\n",
        [
            {"state": "building", "created": "2024-03-02 09:38", "assignee": "Ann"},
            {"state": "done", "done": "2026-03-09 10:00"},
        ],
    ),
    "Azure DevOps in German": (
        "Any table",
        "ID;Arbeitselementtyp;Titel;Zugewiesen zu;Zustand;Erstellungsdatum;Aktivierungsdatum;Abschlussdatum;"
        "Übergeordnet;Zieldatum\n10;Feature;Rechnungen;Ann;Aktiv;02.03.2026;03.03.2026;;;01.12.2026\n",
        [{"kind": "feature", "started": "2026-03-03", "due": "2026-12-01", "assignee": "Ann"}],
    ),
    "Notion": (
        "Any table",
        "Name,Status,Created time,Due,Assign,Parent item\n"
        'Invoices,In progress,"March 2, 2026 9:12 AM","March 2, 2026 → December 1, 2026",Ann,\n',
        [{"created": "2026-03-02 09:12", "due": "2026-12-01", "assignee": "Ann"}],
    ),
    "Jira in Russian": (
        "Jira",
        "Тема,Ключ проблемы,Идентификатор проблемы,Тип задачи,Статус,Решение,Создано,Дата решения,"
        "Срок исполнения,Метки,Метки,Внешняя ссылка на проблему (Blocks),Пользовательское поле (Команда),"
        "Пользовательское поле (Ссылка на эпик)\n"
        "Оплата картой,PRJ-2,102,История,Закрыто,Выполнено,29/июл/26 09:59,02/сен/26 09:05,,web,ios,PRJ-3,"
        "Альфа,PRJ-1\nОплаты,PRJ-1,101,Эпик,В работе,,29/мая/26 09:59,,31/дек/26 00:00,,,,Альфа,\n",
        [
            {"parent": "PRJ-1", "done": "2026-09-02 09:05", "labels": ("web", "ios"), "team": "Альфа"}
            | {"links": (("Blocks", "outward", "PRJ-3"),)},
            {"kind": "feature", "state": "building", "due": "2026-12-31"},
        ],
    ),
    "Jira in Japanese": (
        "Jira",
        "課題タイプ,課題キー,課題ID,要約,担当者,ステータス,解決状況,"
        "作成日,解決日,期限,親,親キー,Parent summary\n"
        "ストーリー,SUP-1,101,カードで払う,山田,完了,完了,"
        "2025/09/22 9:26,2025/10/24 9:26,,100,SUP-9,支払い\n"
        "エピック,SUP-9,100,支払い,山田,進行中,,"
        "2025/08/22 9:26,,2026/12/31,,,\n",
        [
            {"title": "カードで払う", "state": "done", "parent": "SUP-9", "done": "2025-10-24 09:26"},
            {"kind": "feature", "due": "2026-12-31", "assignee": "山田"},
        ],
    ),
    "Jira with more labels in every row": (
        "Jira",
        "Summary,Issue key,Status,Created,Component/s,Due Date,Votes,Labels,Description\n"
        "Pay,AB-1,Done,11/May/24 03:26 PM,Core,12/May/24,27,web, ios,Text\n"
        "Earn,AB-2,Done,11/May/24 03:26 PM,Core,13/May/24,27,web, ios,Text\n",
        [
            {"due": "2024-05-12", "labels": ("web", "ios"), "description": "Text"},
            {"due": "2024-05-13", "team": "Core"},
        ],
    ),
    "a plan by quarters, whose names stand under Feature": (
        "Any table",
        "Feature;Status;Team;Zieltermin;Aufwand\nPay;in Arbeit;Core;Q4 2026;3–5\n"
        "Refund;geplant;Core;KW 40/2026;1–2\nEarn;geplant;Core;Feb. 2027;1–2\n",
        [
            {"title": "Pay", "due": "2026-12-31", "estimate": "3–5"},
            {"title": "Refund", "due": "2026-10-02"},
            {"title": "Earn", "due": "2027-02-28"},
        ],
    ),
    "Azure DevOps, a tree": (
        "Azure DevOps",
        "ID,Work Item Type,Title 1,Title 2,Assigned To,State,Area Path,Created Date,Closed Date,Target Date\n"
        f"1,Feature,Payments,,{JO},Active,Pay,9/22/2025 9:26:00 AM,,12/31/2025 12:00:00 AM\n"
        f"2,User Story,,Pay by card,{JO},Closed,Pay,9/22/2025 9:26:00 AM,9/28/2025 9:26:00 AM,\n"
        "3,Bug,,Card twice,,Removed,Pay,9/22/2025 9:26:00 AM,,\n",
        [
            {"kind": "feature", "parent": "", "due": "2025-12-31", "assignee_email": "jo@tarn.example"},
            {"title": "Pay by card", "parent": "1", "done": "2025-09-28 09:26"},
            {"parent": "1", "state": "cancelled"},
        ],
    ),
    "ClickUp": (
        "ClickUp",
        "Task ID,Task Name,Task Content,Status,Date Created,Due Date,Date Done,Parent ID,Assignees,Tags,"
        "List Name,Space Name\n"
        'c2,Pay by card,Text,complete,1758532000000,null,1759300000000,c1,[Jo],"[web,ios]",Sprint 1,Core\n'
        "c1,Payments,null,in progress,1758532000000,1764547200000,null,null,[],[],Sprint 1,Core\n",
        [
            {"state": "done", "parent": "c1", "assignee": "Jo", "labels": ("web", "ios"), "team": "Core"},
            {"due": "2025-12-01", "parent": "", "description": "", "assignee": ""},
        ],
    ),
    "monday.com, groups and sub-items": (
        "monday.com",
        "Roadmap,,,,\n,,,,\nQ3,,,,\nName,Subitems,Owner,Status,Item ID (auto generated)\n"
        "Payments,,Jo,Working on it,11\nSubitems,Name,Status,Item ID (auto generated),\n,Pay by card,Done,12,\n"
        ",,,,\nQ4,,,,\nName,Subitems,Owner,Status,Item ID (auto generated)\nExports,,Kim,Stuck,13\n",
        [
            {"key": "11", "state": "building", "assignee": "Jo"},
            {"key": "12", "title": "Pay by card", "state": "done", "parent": "Payments"},
            {"key": "13", "state": "building", "parent": ""},
        ],
    ),
    "Shortcut, whose features are stories": (
        "Shortcut",
        "id,name,type,requester,owners,is_completed,created_at,started_at,completed_at,state,epic_id,epic,team\n"
        "12,Pay,feature,kim@tarn.example,jo@tarn.example,true,2025/09/22 09:26:00,2025/09/23 09:26:00,"
        "2025/09/24 09:26:00,Completed,100,Payments,Core\n",
        [{"kind": "item", "feature": "Payments", "assignee": "jo@tarn.example", "assignee_email": ""}],
    ),
    "YouTrack": (
        "YouTrack",
        "Issue Id,Project,Summary,Created,Resolved,Type,State,Subsystem,Fix versions,Subtask of\n"
        "AB-2,Payments,Pay by card,22 Sep 2025 09:26,24 Sep 2025 09:26,Task,Fixed,Core,1.0,AB-1\n",
        [{"key": "AB-2", "state": "done", "team": "Core", "parent": "AB-1", "releases": ("1.0",)}],
    ),
    "Notion, with addresses behind its relations": (
        "Any table",
        "\ufeffName,Status,Due,Created time,Last edited time,Epic,Parent item,Blocked by\n"
        'Refunds,Not started,"September 30, 2025","September 22, 2025 9:26 AM","September 24, 2025 9:26 AM",'
        "Payments (https://www.notion.so/Payments-0123?pvs=21),Pay (https://www.notion.so/Pay-0124?pvs=21),"
        "Pay (https://www.notion.so/Pay-0124?pvs=21)\n",
        [
            {
                "feature": "Payments",
                "parent": "Pay",
                "due": "2025-09-30",
                "created": "2025-09-22 09:26",
                "links": (("Blocks", "inward", "Pay"),),
            }
        ],
    ),
    "Productboard": (
        "Productboard",
        "Feature ID,Feature name,Feature status,Feature type,Product,Timeframe end,Parent feature,Owner email\n"
        "11,Pay by card,In progress,feature,Payments,2025-09-30,,jo@tarn.example\n"
        "12,Refund by card,New idea,subfeature,Payments,,Pay by card,jo@tarn.example\n",
        [
            {"key": "11", "kind": "feature", "due": "2025-09-30"},
            {"kind": "item", "state": "idea", "parent": "Pay by card"},
        ],
    ),
    "Aha!": (
        "Aha!",
        "Feature reference #,Feature name,Feature status,Feature due date,Feature created at,"
        "Feature shipped date,Epic name,Release name,Workspace name\n"
        "PAY-12,Pay by card,Shipped,09/30/2025,08/01/2025,09/29/2025,Cards,2025 Q3,Payments\n",
        [
            {
                "kind": "feature",
                "state": "done",
                "due": "2025-09-30",
                "product": "Payments",
                "releases": ("2025 Q3",),
            }
        ],
    ),
    "Linear": (
        "Linear",
        "ID,Team,Title,Status,Project,Creator,Assignee,Cycle Name,Created,Started,Triaged,Completed,Canceled,"
        "Due Date,Parent issue,UUID,Time in status (minutes),Blocked by\n"
        "ENG-1,Core,'=Pay,Done,Payments,kim@tarn.example,,Cycle 1,Mon Sep 22 2025 09:26:00 GMT+0000 (GMT),"
        "Tue Sep 23 2025 09:26:00 GMT+0000 (GMT),,2025-09-24T09:26:00.000Z,,,ENG-9,u1,55,ENG-2\n",
        [
            {
                "created": "2025-09-22 09:26",
                "done": "2025-09-24 09:26",
                "started": "2025-09-23 09:26",
                "title": "=Pay",
                "parent": "ENG-9",
                "feature": "Payments",
                "assignee_email": "",
                "sprints": ("Cycle 1",),
                "links": (("Blocks", "inward", "ENG-2"),),
            }
        ],
    ),
    "two exports put together by hand": (
        "Any table",
        "Name,Status,Created\nPay,Done,2025-09-22\nName,Status,Created\nRefund,To Do,2025-09-23\n",
        [{"title": "Pay"}, {"title": "Refund"}],
    ),
}
ISSUE = {"createdAt": "2025-09-22T09:26:00Z", "closedAt": None, "state": "OPEN"}
NODES = [
    {**ISSUE, "number": 1, "title": "Payments", "url": "https://github.com/tarn/pay/issues/1"}
    | {"labels": {"nodes": [{"name": "epic"}]}, "milestone": {"title": "Q3", "dueOn": "2025-12-01T00:00:00Z"}},
    {**ISSUE, "number": 2, "title": "Pay by card", "url": "https://github.com/tarn/pay/issues/2"}
    | {"parent": {"number": 1}, "assignees": {"nodes": [{"login": "jo"}]}},
]
ANSWER = {"data": {"repository": {"issues": {"pageInfo": {"hasNextPage": False}, "nodes": NODES}}}}
PROJECT = {
    "items": [
        {"id": "P1", "title": "Pay", "status": "In Progress", "target date": "2025-12-01"}
        | {"content": {"type": "Issue", "number": 2, "title": "Pay", "repository": "tarn/pay", "url": "x"}},
        {"id": "P2", "title": "Fix", "status": "Todo"}
        | {
            "content": {
                "type": "PullRequest",
                "number": 5,
                "title": "Fix",
                "repository": "tarn/pay",
                "url": "y",
            }
        },
        {"id": "P3", "title": "A thought", "content": {"type": "DraftIssue", "title": "A thought"}},
    ]
}


def board(number: int) -> dict[str, Any]:
    card = {
        "id": f"5f00000{number}aaaaaaaaaaaaaaaa",
        "idBoard": f"b{number}",
        "idList": "l",
        "closed": False,
        "name": f"Card {number}",
        "customFieldItems": [{"idCustomField": "f", "idValue": "o"}],
    }
    team = {"id": "f", "name": "Team", "options": [{"id": "o", "value": {"text": "Core"}}]}
    lists = [{"id": "l", "name": "Doing"}]
    return {
        "id": f"b{number}",
        "name": f"Board {number}",
        "lists": lists,
        "cards": [card],
        "customFields": [team],
    }


def plainly(value: Any) -> Any:
    """Moments and days as people write them."""
    return str(value)[:16].removesuffix(" 00:00") if hasattr(value, "isoformat") else value


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_recognised_and_read_as_its_tool_means_it(tmp_path: Path, name: str) -> None:
    tool, content, expected = TABLES[name]
    recognised, _ = everything(path := text(tmp_path, content))
    found = records(path)
    assert recognised.tool == tool
    said = [{key: plainly(getattr(one, key)) for key in row} for one, row in zip(found, expected, strict=True)]
    assert said == expected


@pytest.mark.parametrize("pages", [[ANSWER], [[ANSWER]]], ids=["one answer", "slurped pages"])
def test_an_answer_of_githubs_graphql_is_a_list_of_issues(tmp_path: Path, pages: list[Any]) -> None:
    epic, item = records(text(tmp_path, "\n".join(map(json.dumps, pages)), "issues.json"))
    assert (epic.kind, epic.key, epic.labels, plainly(epic.due)) == (
        *("feature", "tarn/pay#1", ("epic",)),
        "2025-12-01",
    )
    assert (item.parent, item.assignee) == ("tarn/pay#1", "jo")


def test_the_items_of_a_github_project_come_without_its_pull_requests(tmp_path: Path) -> None:
    pay, thought = records(text(tmp_path, json.dumps(PROJECT), "items.json"))
    assert (pay.key, pay.state, plainly(pay.due)) == ("tarn/pay#2", "building", "2025-12-01")
    assert thought.title == "A thought"


@pytest.mark.parametrize("between", ["list", "lines"])
def test_several_trello_boards_keep_their_names_and_own_fields(tmp_path: Path, between: str) -> None:
    boards = [board(1), board(2)]
    content = json.dumps(boards) if between == "list" else "\n".join(map(json.dumps, boards))
    found = records(text(tmp_path, content, "boards.json"))
    assert [(one.product, one.team, one.state) for one in found] == [
        ("Board 1", "Core", "building"),
        ("Board 2", "Core", "building"),
    ]


def test_jira_tells_an_epic_by_its_level_in_any_language_and_text_from_its_document(tmp_path: Path) -> None:
    pieces = [
        {"type": "text", "text": "See"},
        {"type": "hardBreak"},
        {"type": "mention", "attrs": {"text": "@Jo"}},
    ]
    description = {"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": pieces}]}
    kind = {"name": "Storblock", "hierarchyLevel": 1}
    issue = {"key": "AB-1", "fields": {"summary": "Pay", "issuetype": kind, "description": description}}
    [epic] = records(text(tmp_path, json.dumps({"issues": [issue], "isLast": True}), "search.json"))
    assert (epic.kind, epic.description) == ("feature", "See\n@Jo")

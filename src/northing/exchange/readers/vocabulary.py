"""The names that trackers give to what we know, in the languages they export in.

Names are compared after `states.plain`. Within a target the order is the order of trust: where two columns of
one file qualify, the first name that has a value in the row wins.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from northing.exchange.readers import languages
from northing.exchange.readers.states import plain

TARGETS: dict[str, str] = {
    "key": "Key",
    "id": "Internal number",
    "title": "Name",
    "alias": "Second name",
    "kind": "Kind",
    "status": "State",
    "status_category": "State (phase)",
    "resolution": "How it ended",
    "created": "Created on",
    "started": "Started on",
    "done": "Finished on",
    "cancelled": "Given up on",
    "state_changed": "State changed on",
    "updated": "Last changed on",
    "due": "Commitment",
    "team": "Team",
    "component": "Component",
    "product": "Product",
    "assignee": "Person",
    "assignee_email": "Person’s e-mail",
    "labels": "Tags",
    "parent": "Belongs to",
    "feature": "Feature (by name)",
    "sprint": "Sprint",
    "release": "Release",
    "release_due": "Release planned for",
    "release_said": "Release planned on",
    "release_came": "Release came on",
    "estimate": "Estimate",
    "link": "Dependency",
    "url": "Link back",
    "description": "Description",
}
MANY = frozenset({"labels", "sprint", "release", "link", "component"})
RELEASE_DATES = ("release_due", "release_said", "release_came")
DATES = frozenset(
    {"created", "started", "done", "cancelled", "state_changed", "updated", "due", *RELEASE_DATES}
)

_NAMES: dict[str, str] = {
    "key": "issue key|work item key|work key|key|identifier|task id|card id|feature reference|reference"
    "|reference number|ticket id"
    "|ticket"
    "|id|number|issue number|work item id|#|no|nr|ref|vorgangsschlüssel|schlüssel|clé de ticket|clé"
    "|clave de incidencia"
    "|clave|chave da item|chave|chiave|uuid|feature id|feature key|item id auto generated|item id",
    "id": "issue id|vorgangs id|id de ticket|id de la incidencia|id da item|internal id|node id",
    "title": "summary|title|subject|task name|card name|feature name|issue name|issue title|name|story name"
    "|task"
    "|work item|title 1|title 2|title 3|title 4|title 5|zusammenfassung|titel|thema|bezeichnung|résumé"
    "|titre|sujet|resumen|título|asunto|resumo|titolo|тема",
    "alias": "epic name|name des epics|nom de lépopée|nombre de la épica",
    "kind": "issue type|work type|type|work item type|issuetype|story type|tracker|kind|feature type|card type"
    "|vorgangstyp|arbeitselementtyp|typ"
    "|type de ticket|type|tipo de incidencia|tipo|tipo de item|трекер",
    "status": "status|state|feature status|issue status|list name|list|column|section column|section"
    "|workflow state"
    "|state name|stage|board column|zustand|état|statut|estado|estatus|stato|статус",
    "status_category": "status category|state type|state group|statuskategorie|catégorie détat"
    "|catégorie de statut"
    "|categoría de estado|categoria do status|categoria de status",
    "resolution": "resolution|state reason|reason|lösung|résolution|resolución|resolução|risoluzione",
    "created": "created|created at|created date|created on|creation date|date created|opened|opened at"
    "|open date|added"
    "|added on|erstellt|erstellungsdatum|erstellt am|angelegt|créé|créée|création|date de création"
    "|creada|creado|criado"
    "|creato|создано|created time|feature created at|feature created date",
    "started": "started|started at|actual start|actual start date|in progress at|activated date|work started"
    "|feature start date|start date|start on|start|begin|beginn|startdatum|aktivierungsdatum|début"
    "|date de début|fecha de inicio"
    "|data de início|inicio",
    "done": "resolved|completed|completed at|completed date|completed on|date completed|completion date"
    "|closed|closed at"
    "|closed date|closed on|done|done date|done at|date done|finished|finished at|finished on|resolution date"
    "|resolutiondate|resolved date|resolved at|actual end|actual end date|actual finish|delivered|shipped"
    "|shipped at"
    "|ended at|feature shipped date|shipped date|date shipped|merged at|is completed at|erledigt"
    "|abschlussdatum"
    "|erledigt am|abgeschlossen|abgeschlossen am|geschlossen"
    "|gelöst|fermé"
    "|résolu|résolue|résolues|terminé|terminé le|resuelta|resuelto|resuelta el|finalizado|resolvido|risolto"
    "|закрыта",
    "cancelled": "canceled|cancelled|canceled at|cancelled at|canceled date|abgebrochen am|archived at",
    "state_changed": "status category changed|state change date|moved at|statuskategorie geändert"
    "|catégorie détat modifiée|changed to done",
    "updated": "updated|updated at|updated on|last modified|last updated|modified|modified at|changed date"
    "|changed"
    "|last changed|last edited time|last edited|last activity date|änderungsdatum|aktualisiert"
    "|geändert|mis à jour|mise à jour|mise à jour le"
    "|actualizada|actualizado"
    "|atualizado"
    "|aggiornato|обновлено",
    "due": "due date|due|due on|due at|duedate|target date|target end|target end date|planned end"
    "|planned end date"
    "|ende|enddatum|zieldatum|promised|feature due date|timeframe end|timeframe end date"
    "|promised date|commitment|deadline"
    "|feature end date|end date|finish date|target completion date"
    "|fälligkeitsdatum|fällig|fällig am|abgabedatum|zieltermin|échéance|date déchéance|fecha de vencimiento"
    "|fecha límite|data limite|data de vencimento|data de entrega|scadenza|срок завершения",
    "team": "team|team name|teams|squad|tribe|assigned team|delivery team|scrum team|owning team|équipe"
    "|equipo|time"
    "|assignee group",
    "component": "component s|components|component|subsystem|area path|area|category|bereichspfad"
    "|komponente n|komponenten"
    "|komponente|kategorie"
    "|composant s|composants|componentes|componente s|catégorie|categoría",
    "product": "product|project name|workspace name|board name|repository|repo|team project|project"
    "|projects|project key"
    "|projektname"
    "|projekt|nom de projet|nom du projet|projet|nombre del proyecto|proyecto|nome do projeto|projeto",
    "assignee": "assignee|assigned to|assignee name|assignees|owner|owners|feature assigned to|responsible"
    "|members|assign|zugewiesen zu"
    "|bearbeiter|zugewiesene person|zugewiesen an|zuständig|attribution|responsable|personne assignée|assigné à"
    "|attribué à|persona asignada|asignado a|responsável|assegnatario|assegnato a|назначена",
    "assignee_email": "assignee email|assignee e mail|owner email|assigned to email",
    "labels": "labels|label|tags|tag|feature tags|stichwörter|stichworte|schlagwörter|étiquettes|etiquetas"
    "|etichette",
    "parent": "parent key|übergeordneter schlüssel|clé parent|clave principal|chave pai"
    "|parent|parent issue|parent issue key|parent task|parent id|parent issue id"
    "|epic link|epic key"
    "|parent link|parent work item|übergeordnet|übergeordnete aufgabe|übergeordneter vorgang"
    "|übergeordnetes ticket"
    "|epic verknüpfung|tâche parente|parente|lien dépopée|lien depic|tarea principal|principal"
    "|vínculo de épica|pai"
    "|enlace de épica|enlace épico|link do épico|parent item|parent feature|parent feature name|subtask of"
    "|parent by indentation|родительская задача",
    "feature": "epic|epic name|epic title|module name|module|feature|parent summary|parent title"
    "|initiative name",
    "sprint": "sprint|sprints|sprint name|iteration|iteration path|iterationspfad|iteration name"
    "|cycle|cycle name",
    "release": "fix version s|fix versions|fix version|fixversions|milestone|release|release name"
    "|target version"
    "|project milestone|version|versions|lösungsversion en|lösungsversionen|lösungsversion|zielversion"
    "|version s corrigée s"
    "|version s de correction|version cible|versión es corregida s|versiones correctoras"
    "|versiones corregidas|versions corrigées"
    "|versões corrigidas|versão",
    "release_due": "release planned for|milestone due|milestone due date|version due|version due date",
    "release_said": "release planned on|milestone created",
    "release_came": "release came on|milestone closed|version released",
    "estimate": "story points|story point estimate|points|estimate|effort|estimation|size|t shirt size"
    "|effort t shirt size|feature estimate|original estimate|estimated time|estimated hours"
    "|geschätzter aufwand|aufwand"
    "|ursprüngliche schätzung|estimation originale|temps estimé|estimación original",
    "url": "url|link|issue link|card url|issue url|web url|html url|permalink|app url",
    "description": "description|notes|body|details|card description|feature description|beschreibung"
    "|descripción"
    "|descrição|descrizione|описание",
    "link": "linked issues|blocks|blocked by|related to|relates to|related issues|duplicate of|dependencies"
    "|depends on|predecessors"
    "|zugehörige tickets|demandes liées|blocked by dependencies|blocking dependencies|blocking",
}

# What one tool means by a name that others use otherwise. "" leaves the column out.
_OVERRIDES: dict[str, dict[str, str]] = {
    "linear": {"project": "feature", "project milestone": "release", "archived": "", "uuid": "id"},
    "shortcut": {
        "type": "",
        "epic id": "",
        "epic": "feature",
        "id": "key",
        "estimate": "estimate",
        "milestone": "release",
    },
    "plane": {"module name": "feature", "state": "status"},
    "aha": {"epic name": "feature", "feature type": "", "initiative name": "feature"},
    "asana": {"projects": "product"},
    "clickup": {
        "list name": "component",
        "space name": "team",
        "folder name path": "product",
        "folder name": "product",
        "task content": "description",
    },
    "monday": {"subitems": "", "timeline end": "due"},
    "productboard": {"component": "component", "timeframe start": ""},
    "youtrack": {"issue id": "key", "parent for": ""},
    "redmine": {"category": "component"},
    "azure": {"parent": "parent", "reason": "resolution", "tags": "labels"},
    "trello": {"archived": "", "due date": "due", "members": "assignee"},
    "jira": {
        "work item id": "id",
        "parent summary": "feature",
        "project key": "product",
        "id": "id",
        "epic name": "alias",
    },
}
OTHERS = frozenset(
    {
        *("requester", "reporter", "creator", "created by", "reported by", "author", "watchers"),
        *("melder", "ersteller", "autor", "rapporteur", "créateur", "informador", "creador", "relator"),
    }
)
"""Columns of people who do not do the work: an address in them says nothing of who does."""
# A custom field of Jira may bear any name: only these mean what they say.
_CUSTOM = frozenset(
    {"parent", "started", "done", "due", "team", "estimate", "sprint", "product", "alias", "component"}
)

_WRAPPED = re.compile(rf"(?:{languages.CUSTOM_FIELD})\s*\((.*)\)\s*\Z", re.IGNORECASE)
_LINK = re.compile(
    rf"(?:(?P<inward>{languages.INWARD})|{languages.OUTWARD})\s*\((?P<type>.*)\)\s*\Z", re.IGNORECASE
)


def _by_name() -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for target in TARGETS:
        names = filter(None, (_NAMES.get(target), languages.NAMES.get(target)))
        for rank, name in enumerate("|".join(names).split("|")):
            places = found.setdefault(plain(name) or name, [])
            if target not in (place for place, _ in places):
                places.append((target, rank))
    return found


_BY_NAME = _by_name()


class Meaning(NamedTuple):
    """Where a column of this name goes, and how far down the order of trust its name stands."""

    target: str
    rank: int


@lru_cache(maxsize=8192)
def meaning(name: str, tool: str = "") -> Meaning | None:
    """The target that a column's name stands for in the exports of `tool`; None when we do not know it.

    >>> meaning("Custom field (Epic Link)", "jira").target
    'parent'
    """
    if link_of(name):
        return Meaning("link", 0)
    wrapped = _WRAPPED.match(name.strip())
    word = (plain(wrapped[1] if wrapped else name) or name.strip()).removesuffix(" utc")
    override = _OVERRIDES.get(tool, {}).get(word)
    if override == "":
        return None
    places = _BY_NAME.get(word, [])
    rank = 1 + min((place[1] for place in places), default=0)
    if override:
        return Meaning(override, dict(places).get(override, rank))
    for target, place in places:
        if not wrapped or target in _CUSTOM:
            return Meaning(target, place)
    return None


def link_of(name: str) -> tuple[str, bool] | None:
    """The type of link and whether it points outward, for Jira's `Outward issue link (Blocks)` columns."""
    found = _LINK.match(name.strip())
    return (found["type"].strip(), not found["inward"]) if found else None


_SIGNATURES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("linear", ("id", "team", "title", "cycle name", "canceled")),
    ("linear", ("id", "team", "title", "triaged", "parent issue")),
    ("shortcut", ("id", "name", "is completed", "created at", "epic id")),
    ("asana", ("task id", "completed at", "last modified", "section column")),
    ("clickup", ("task id", "task name", "space name")),
    ("clickup", ("task id", "task name", "list name")),
    ("monday", ("name", "item id auto generated")),
    ("monday", ("name", "subitems")),
    ("productboard", ("feature id", "feature name")),
    ("youtrack", ("issue id", "project", "summary", "state")),
    ("trello", ("card id", "card name", "list name")),
    ("plane", ("id", "name", "state", "module name", "cycle name")),
    ("aha", ("feature reference", "feature name")),
    ("azure", ("id", "work item type")),
    ("redmine", ("#", "subject")),
    ("redmine", ("#", "thema")),
    ("redmine", ("#", "tracker")),
    ("redmine", ("#", "sujet")),
    ("jira", ("issue key",)),
    ("jira", ("work item key",)),
    ("jira", ("key", "summary")),
    ("jira", ("schlüssel", "zusammenfassung")),
    ("jira", ("summary", "issue type", "status")),
)
_JIRA_KEYS = frozenset(
    {
        *("vorgangsschlüssel", "clé de ticket", "clave de incidencia", "chave da item", "chiave ticket"),
        *("chiave segnalazione", "ключ проблемы", "ключ задачи", "課題キー", "问题关键字", "이슈 키"),
        *("klucz zgłoszenia", "issuesleutel", "issuenyckel"),
    }
)
"""What only Jira calls the column of keys, in its languages."""


def tool_of(header: list[str]) -> str:
    """The tool whose export has such a header, "" when it could be anybody's."""
    names = {plain(name) or name.strip() for name in header}
    if names & _JIRA_KEYS:
        return "jira"
    return next((tool for tool, marks in _SIGNATURES if names.issuperset(marks)), "")

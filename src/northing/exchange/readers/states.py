"""Which of our five states a tracker's status means."""

import re
from functools import lru_cache

from northing.exchange.readers.records import State


def plain(text: str) -> str:
    """Lower case, words separated by single spaces: how names and statuses are compared.

    >>> plain("Fix Version/s"), plain("createdAt"), plain("in_progress")
    ('fix version s', 'created at', 'in progress')
    """
    spaced = re.sub(r"(?<=[a-zà-ÿ0-9])(?=[A-Z])", " ", text)
    return " ".join(re.sub(r"[\W_]+", " ", spaced.casefold().replace("’", "'").replace("'", "")).split())


# Jira's status categories as its languages write them, and the groups of Linear, Plane and Azure DevOps.
_CATEGORIES: dict[State, str] = {
    "planned": "to do|todo|new|undefined|unstarted|backlog|proposed|aufgaben|zu erledigen|offen|à faire|a faire"
    "|por hacer|tareas por hacer|a fazer|pendente|itens pendentes|da fare|da completare|te doen|att göra"
    "|do zrobienia"
    "|к выполнению|сделать|待办|待辦事項|作業前|未着手|해야 할 일|할 일",
    "building": "in progress|indeterminate|started|in arbeit|in bearbeitung|en cours|en curso|em andamento"
    "|in corso"
    "|bezig|in uitvoering|wordt uitgevoerd|pågående|w toku|в работе|处理中|进行中|進行中|작업 중|진행 중",
    "done": "done|complete|completed|resolved|fertig|erledigt|abgeschlossen|terminé|terminée|fini|listo"
    "|finalizada"
    "|concluído|itens concluídos|completato|gereed|klart|gotowe|готово|完成|完了|완료|완료됨",
    "cancelled": "removed|canceled|cancelled",
    "idea": "triage",
}

_STATUSES: dict[State, str] = {
    "cancelled": "canceled|cancelled|wont do|wont fix|wontfix|rejected|declined|duplicate|invalid|obsolete"
    "|abandoned"
    "|removed|not planned|discarded|dropped|withdrawn|will not implement|wont implement|abgelehnt"
    "|abgebrochen|verworfen"
    "|zurückgewiesen|annulé|annulée|rejeté|rejetée|abandonné|cancelado|cancelada|rechazada|rechazado"
    "|rejeitado|annullato"
    "|отклонено|отменено",
    "idea": "idea|ideas|triage|icebox|someday|maybe|under consideration|needs triage|discovery|wishlist"
    "|proposed|proposal"
    "|suggestion|new idea|candidate|parking lot|inbox|idee|ideen|idée|idées|parked|funnel|unscheduled"
    "|needs definition",
    "planned": "to do|todo|open|new|backlog|reopened|ready|ready for dev|ready for development"
    "|ready to start|selected"
    "|selected for development|planned|scheduled|next|next up|accepted|approved|unstarted|not started"
    "|pending|refined"
    "|groomed|defined|committed|waiting|queued|up next|later|this week|this sprint|sprint backlog"
    "|product backlog"
    "|assigned|neu|offen|geplant|zu erledigen|nouveau|à faire|a faire|ouvert|planifié|nuevo|nueva|abierto"
    "|abierta"
    "|por hacer|a fazer|aberto|da fare|новый|новая|открыт|к выполнению|待办|未着手",
    "building": "in progress|progress|doing|started|active|in development|development|in dev|dev|in review"
    "|review"
    "|code review|in code review|peer review|testing|in testing|test|in test|qa|in qa|uat|in uat"
    "|verification|verify"
    "|feedback|in feedback|blocked|on hold|paused|implementing|implementation|in design|design|building"
    "|ready for qa"
    "|ready for test|ready for testing|ready for review|ready for release|ready to release|ready to deploy"
    "|ready for deploy|staging|on staging|deploying|merging|wip|ongoing|working|working on it|stuck|impeded"
    "|in analysis|analysis"
    "|in implementation|in bearbeitung|in arbeit|in umsetzung|läuft|laufend|begonnen|in prüfung"
    "|blockiert|en cours|en revue"
    "|en test|en curso"
    "|en progreso|em andamento|in corso|в работе|进行中|進行中",
    "done": "done|closed|complete|completed|resolved|released|shipped|deployed|finished|live|launched|fixed"
    "|delivered"
    "|in production|production|merged|verified|archived|will not be archived|erledigt|fertig|geschlossen|gelöst"
    "|abgeschlossen|umgesetzt|behoben|veröffentlicht|fermé|fermée|résolu|résolue|terminé|terminée|livré"
    "|cerrado|cerrada"
    "|resuelto|resuelta|terminado|terminada|listo|hecho|finalizada|fechado|concluído|resolvido|pronto"
    "|chiuso|risolto"
    "|completato|terminé e|terminée e|解決済み|已关闭|已解决"
    "|закрыт|закрыта|закрыто|решен|решена|готово|выполнено|完了|完成",
}

_GIVEN_UP = re.compile(
    r"\b(wont|will not|not planned|cancel+ed|duplicat\w*|declin\w+|reject\w+|obsolete|invalid|abandon\w*"
    "|incomplete"
    r"|cannot reproduce|cant reproduce|not a bug|works? (for me|as designed|as intended)|wird nicht"
    "|nicht reproduzierbar"
    r"|duplikat|abgelehnt|doublon|ne sera pas|non reproductible|annulée?|rejetée?|duplicada|duplicado"
    "|no se hará"
    r"|не будет|дубликат)\b"
)
# Tried in this order on statuses that no list holds: "Ready for QA sign-off" is still being built.
_HINTS: tuple[tuple[State, re.Pattern[str]], ...] = (
    ("cancelled", _GIVEN_UP),
    (
        "building",
        re.compile(
            r"\b(in progress|review|test\w*|qa|develop\w*|doing|blocked|wip|waiting for|staging|build\w*)\b"
        ),
    ),
    ("planned", re.compile(r"\b(to ?do|ready|plan+ed|backlog|next|selected|scheduled|queue\w*|open|new)\b")),
    (
        "done",
        re.compile(
            r"\b(done|closed?|complet\w*|resolved|released?|shipped|deployed|finished|delivered|live)\b"
        ),
    ),
    ("idea", re.compile(r"\b(ideas?|triage|icebox|someday|consider\w*|discover\w*|propos\w+)\b")),
)


def _by_word(groups: dict[State, str]) -> dict[str, State]:
    return {plain(word): state for state, words in groups.items() for word in words.split("|")}


_BY_CATEGORY = _by_word(_CATEGORIES)
_BY_STATUS = _by_word(_STATUSES)


@lru_cache(maxsize=4096)
def state_of_word(status: str) -> State | None:
    """What a status says by its own words alone; None when they say nothing we know."""
    word = plain(status)
    if known := _BY_STATUS.get(word) or _BY_CATEGORY.get(word):
        return known
    if word.startswith("not "):
        return None
    return next((state for state, hint in _HINTS if hint.search(word)), None)


def state_of(status: str, category: str, resolution: str) -> State | None:
    """What status, status category and resolution say together; None when all three are silent.

    The category is the tracker's own word for the phase, so it decides; the status refines it (an idea is
    not yet planned), and a resolution such as "Won't Do" or "Duplicate" turns done into cancelled.
    """
    by_word = state_of_word(status) if status else None
    by_category = _BY_CATEGORY.get(plain(category)) if category else None
    state = by_category or by_word
    if by_category == "planned" and by_word == "idea":
        state = "idea"
    if by_category == "done" and by_word == "cancelled":
        state = "cancelled"
    given_up = bool(resolution) and _GIVEN_UP.search(plain(resolution)) is not None
    if given_up and (state in ("done", None) or by_category is None):
        return "cancelled"
    if (
        state is None
        and resolution
        and plain(resolution) not in ("unresolved", "none", "nicht erledigt", "non résolu")
    ):
        return "done"
    return state

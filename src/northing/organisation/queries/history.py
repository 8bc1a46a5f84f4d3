"""What the triggers kept, read as who, when, which field, from, to and why.

Values are shown with the rows' present names: a feature that moved from one team to another says both names,
looked up once for each kind of row that a list of changes mentions. What the reader may not see is not named.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any
from uuid import UUID

import pghistory.models
from django.apps import apps
from django.db import connection, models

from northing.organisation.models import Member
from northing.organisation.queries.custom_fields import NO_FIELDS, CustomFields, fields_of
from northing.organisation.restoring import restorable

LONGEST = 200  # changes shown of one thing
OWN = "custom"  # the column of the organisation's own fields
NOTHING = "nothing"
UNNAMED = "something removed or restricted"
KEPT_WITH = ("pgh_id", "pgh_created_at", "pgh_label", "pgh_obj", "pgh_context")


@dataclass(frozen=True, slots=True)
class Origin:
    """The context of a change: who, by which command, why and when."""

    actor: int | None
    actor_name: str
    command: str
    reason: str
    at: datetime

    @property
    def action(self) -> str:
        """ "change role" of "organisation.change_role"."""
        return self.command.rpartition(".")[2].replace("_", " ")


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that have no page of their own: `of` is their column that points to the thing whose page tells of
    them, `named` the one by which people know them. Each room registers its own, in `ready`."""

    model: type[models.Model]
    of: str
    named: str


@dataclass(frozen=True, slots=True)
class FieldChange(Origin):
    """One line of a history. `before` and `after` are as people read them; `event` and `field` identify it;
    `part` is the name of the part that changed, "" for the thing itself."""

    label: str
    field: str
    before: str
    after: str
    kind: str  # insert, update, delete
    restorable: bool  # the field by itself
    event: int
    context: UUID | None
    model: str
    part: str

    @property
    def column(self) -> str:
        """Of "custom.market" it is "custom"."""
        return self.field.partition(".")[0]


@dataclass(frozen=True, slots=True)
class RowChange:
    """What one context did to one row, from its first to its last event. None: there was, or is, no row."""

    model: type[models.Model]
    pk: Any
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    siblings: frozenset[tuple[type[models.Model], Any]]


@dataclass(frozen=True, slots=True)
class OldValue:
    pk: Any
    value: Any


def tracked_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if "pgh_event_model" in vars(model)]


def event_model(model: type[models.Model]) -> Any:
    return model.pgh_event_model  # type: ignore[attr-defined]  # added by the decorator `track`


_parts: dict[type[models.Model], list[Part]] = {}


def tells_of(thing: type[models.Model], *parts: Part) -> None:
    _parts.setdefault(thing, []).extend(parts)


def history_of(actor: Member, thing: models.Model, *, limit: int = LONGEST) -> list[FieldChange]:
    """The changes of one row, and of its parts, that the actor may see, the latest first; the same number of
    queries however long it is."""
    lines = []
    for part in _parts.get(type(thing), []):
        lines += _changes(actor, part.model, {part.of: thing.pk}, limit, part.named)
    # The thing comes last: at one moment it was made before its parts.
    lines += _changes(actor, type(thing), {"pgh_obj_id": thing.pk}, limit)
    return sorted(lines, key=attrgetter("at"), reverse=True)[:limit]


def _changes(
    actor: Member, model: type[models.Model], which: dict[str, Any], limit: int, named: str = ""
) -> list[FieldChange]:
    """Of the rows that `which` finds. What a row was before the longest ago of its changes is not known."""
    found = event_model(model).objects.filter(**which).select_related("pgh_context")
    events = list(found.order_by("-pgh_id")[: limit + 1])
    names = _names(actor, model, events)
    own = _own_fields(model, events)
    latest: dict[Any, Any] = {}
    lines: list[FieldChange] = []
    for event in reversed(events):
        before = latest.get(event.pgh_obj_id)
        latest[event.pgh_obj_id] = event
        if before is not None or event.pgh_label != "update":
            part = _name(model, named, event, names) if named else ""
            lines += _lines(model, before, event, names, own, part)
    lines.reverse()
    return lines


def recorded_context(context: UUID) -> Origin | None:
    found = pghistory.models.Context.objects.filter(pk=context).first()
    return origin_of(found, found.created_at) if found else None


def rows_of_context(context: UUID) -> list[RowChange]:
    """Every tracked row that the context wrote, with its columns before and after."""
    found: list[tuple[type[models.Model], Any, dict[str, Any] | None, dict[str, Any] | None]] = []
    for model in _models_in(context):
        events: dict[Any, list[Any]] = {}
        for event in event_model(model).objects.filter(pgh_context_id=context).order_by("pgh_id"):
            events.setdefault(event.pgh_obj_id, []).append(event)
        for pk, own in events.items():
            before = (
                None if own[0].pgh_label == "insert" else _columns(model, _previous(model, own[0]) or own[0])
            )
            after = None if own[-1].pgh_label == "delete" else _columns(model, own[-1])
            if before is not None or after is not None:
                found.append((model, pk, before, after))
    siblings = frozenset((model, pk) for model, pk, _, _ in found)
    return [RowChange(*change, siblings) for change in found]


def find_change(model: type[models.Model], event: int, field: str) -> OldValue | None:
    """The value of a field before the change that an event recorded; of one of the organisation's own fields
    (`custom.market`) what a change of it alone takes: its slug and the value."""
    field, _, slug = field.partition(".")
    if "pgh_event_model" not in vars(model):
        return None
    events = event_model(model)
    found = events.objects.filter(pgh_id=event, pgh_label="update").first()
    before = _previous(model, found) if found else None
    if found is None or before is None or field not in _tracked_fields(model):
        return None
    value = getattr(before, _field(model, field).attname)
    return OldValue(found.pgh_obj_id, {slug: value.get(slug)} if slug else value)


def name_of(model: type[models.Model], field: str) -> str:
    """What people call a field in a history."""
    column, _, slug = field.partition(".")
    own = fields_of(str(model._meta.model_name), archived=True).get(slug) if slug else None
    return own.name if own else str(_field(model, column).verbose_name)


def _models_in(context: UUID) -> list[type[models.Model]]:
    """Which tables have events of this context: one question for all of them."""
    tracked = tracked_models()
    parts = " UNION ALL ".join(
        f"SELECT {place} WHERE EXISTS"  # noqa: S608  names of our own tables
        f' (SELECT 1 FROM "{event_model(model)._meta.db_table}" WHERE pgh_context_id = %s)'
        for place, model in enumerate(tracked)
    )
    with connection.cursor() as cursor:
        cursor.execute(parts, [context] * len(tracked))
        return [tracked[place] for (place,) in cursor.fetchall()]


def _previous(model: type[models.Model], event: Any) -> Any:
    earlier = event_model(model).objects.filter(pgh_obj_id=event.pgh_obj_id, pgh_id__lt=event.pgh_id)
    return earlier.order_by("-pgh_id").first()


def _tracked_fields(model: type[models.Model]) -> list[str]:
    kept = {field.name for field in event_model(model)._meta.fields} - set(KEPT_WITH)
    return [field.name for field in model._meta.concrete_fields if field.name in kept]


def _field(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    found = model._meta.get_field(name)
    if not isinstance(found, models.Field):
        raise TypeError(f"{name} is not a column of {model._meta.label}")
    return found


def _columns(model: type[models.Model], event: Any) -> dict[str, Any]:
    attnames = [_field(model, name).attname for name in _tracked_fields(model)]
    return {name: getattr(event, name) for name in attnames}


def _lines(
    model: type[models.Model],
    before: Any,
    after: Any,
    names: dict[tuple[str, Any], str],
    own: CustomFields,
    part: str,
) -> Iterable[FieldChange]:
    shared: dict[str, Any] = {
        **asdict(origin_of(after.pgh_context, after.pgh_created_at)),
        "kind": after.pgh_label,
        "event": after.pgh_id,
        "context": after.pgh_context_id,
        "model": model._meta.label_lower,
        "part": part,
    }
    alone = restorable(model).fields
    if after.pgh_label != "update":
        yield FieldChange(**shared, restorable=False, label="", field="", before="", after="")
        return
    for name in _tracked_fields(model):
        field = _field(model, name)
        old, new = getattr(before, field.attname), getattr(after, field.attname)
        if old != new and name == OWN:
            yield from _own_lines(old, new, own, {**shared, "restorable": OWN in alone})
        elif old != new and field.editable:  # the others follow from one that is told of
            yield FieldChange(
                **shared,
                restorable=name in alone,
                label=str(field.verbose_name),
                field=name,
                before=_in_words(field, old, names),
                after=_in_words(field, new, names),
            )


def _name(model: type[models.Model], column: str, event: Any, names: dict[tuple[str, Any], str]) -> str:
    field = _field(model, column)
    return _in_words(field, getattr(event, field.attname), names)


def _own_fields(model: type[models.Model], events: Sequence[Any]) -> CustomFields:
    """The organisation's own fields of a row, asked for only where one was ever filled."""
    if OWN in _tracked_fields(model) and any(event.custom for event in events):
        return fields_of(str(model._meta.model_name), archived=True)
    return NO_FIELDS


def _own_lines(
    old: dict[str, Any], new: dict[str, Any], own: CustomFields, shared: dict[str, Any]
) -> Iterable[FieldChange]:
    """One line for each of the fields that changed, by its present name."""
    for field in own:
        if field.of(old) != field.of(new):
            before, after = field.words(old) or NOTHING, field.words(new) or NOTHING
            yield FieldChange(**shared, label=field.name, field=field.key, before=before, after=after)


def origin_of(context: Any, at: datetime) -> Origin:
    said = context.metadata if context else {}
    return Origin(
        actor=said.get("actor"),
        actor_name=said.get("actor_name", "Northing"),
        command=said.get("command", ""),
        reason=said.get("reason", ""),
        at=at,
    )


def _names(actor: Member, model: type[models.Model], events: Sequence[Any]) -> dict[tuple[str, Any], str]:
    """The names of all rows that the events point to and the actor may see, one query for each kind of row."""
    wanted: dict[Any, set[Any]] = {}
    for name in _tracked_fields(model):
        field = _field(model, name)
        if isinstance(field, models.ForeignKey):
            ids = {getattr(event, field.attname) for event in events} - {None}
            wanted.setdefault(field.related_model, set()).update(ids)
    return {
        (kind._meta.label_lower, row.pk): str(row)
        for kind, ids in wanted.items()
        if ids
        for row in visible_rows(actor, kind).filter(pk__in=ids)
    }


def visible_rows(actor: Member, kind: type[models.Model]) -> "models.QuerySet[Any]":
    """Rows of kinds that do not say who sees them are seen by everybody."""
    rows = kind._default_manager.all()
    return rows.visible_to(actor) if hasattr(rows, "visible_to") else rows


def _in_words(field: Any, value: Any, names: dict[tuple[str, Any], str]) -> str:
    if value is None or value == "":
        return NOTHING
    if field.is_relation:
        return names.get((field.related_model._meta.label_lower, value), UNNAMED)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value:%-d %b %Y, %H:%M}"
    if hasattr(value, "strftime"):
        return f"{value:%-d %b %Y}"
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)

"""The organisation's own fields: adding, naming, ordering and archiving them, and what rows hold of them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from northing.kernel import clock
from northing.kernel.errors import Refused
from northing.kernel.filters import CUSTOM
from northing.organisation import policies
from northing.organisation.history import recorded
from northing.organisation.models import CustomField, FieldAbout, FieldKind, Member

WHO = "Fields are added and changed by owners and heads of product."


def add_custom_field(
    *, actor: Member, about: str, kind: str, name: str, choices: Iterable[str] = (), reason: str = ""
) -> CustomField:
    """A new field, the last of its kind of row. Its slug comes from its name and stays."""
    with recorded(actor=actor, command="organisation.add_custom_field", reason=reason):
        policies.must(policies.may_run_the_place(actor), WHO)
        if about not in FieldAbout.values or kind not in FieldKind.values:
            raise Refused(kind=f"Choose one of {', '.join(map(str, FieldKind.labels))}.")
        _must_have_room(about)
        own = CustomField.objects.filter(about=about)
        field = CustomField(about=about, kind=kind, name=_name(name))
        field.slug = _free_slug(field, set(own.values_list("slug", flat=True)))
        field.choices = _choices(field, choices)
        field.position = (own.aggregate(last=Max("position"))["last"] or 0) + 1
        _save(field)
    return field


def change_custom_field(
    *, actor: Member, field: CustomField, name: str, choices: Iterable[str] = (), reason: str = ""
) -> CustomField:
    """Another name, other choices. Rows keep a choice that is no longer offered until somebody changes them."""
    with recorded(actor=actor, command="organisation.change_custom_field", reason=reason):
        field = _locked(actor, field)
        field.name, field.choices = _name(name), _choices(field, choices)
        _save(field, ["name", "choices"])
    return field


def move_custom_field(*, actor: Member, field: CustomField, up: bool) -> CustomField:
    """One place up or down among the fields of its kind of row."""
    with recorded(actor=actor, command="organisation.move_custom_field"):
        field = _locked(actor, field)
        rows = list(CustomField.objects.select_for_update().filter(about=field.about).in_use())
        if field not in rows:
            raise Refused(f"{field.name} was archived meanwhile, so it has no place among the others.")
        at = rows.index(field)
        to = max(0, at - 1) if up else at + 1
        rows.insert(to, rows.pop(at))
        for position, row in enumerate(rows, start=1):
            if row.position != position:
                row.position = position
                row.save(update_fields=["position"])
    return field


def archive_custom_field(*, actor: Member, field: CustomField) -> CustomField:
    """No page shows it any more; what rows hold of it stays."""
    with recorded(actor=actor, command="organisation.archive_custom_field"):
        field = _locked(actor, field)
        field.archived_at = clock.now()
        _save(field, ["archived_at"])
    return field


def bring_back_custom_field(*, actor: Member, field: CustomField) -> CustomField:
    with recorded(actor=actor, command="organisation.bring_back_custom_field"):
        field = _locked(actor, field)
        if field.archived_at:
            _must_have_room(field.about)
        field.archived_at = None
        _save(field, ["archived_at"])
    return field


def with_custom(about: str, now: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """What a row's own fields hold after these changes, by slug; None takes a value away.

    Refused with every message, each under its field's key.
    """
    fields = {field.slug: field for field in CustomField.objects.filter(about=about).in_use()}
    people = _people(fields[slug] for slug in changes if slug in fields)
    after, problems = dict(now), dict[str, str]()
    for slug, value in changes.items():
        if value is None:
            after.pop(slug, None)
            continue
        try:
            if slug not in fields:
                raise Refused(**{f"{CUSTOM}{slug}": "There is no such field."})
            after[slug] = fields[slug].checked(value, people)
        except Refused as refusal:
            problems |= refusal.errors
    if problems:
        raise Refused(**problems)
    return {slug: value for slug, value in after.items() if value is not None}


def _people(fields: Iterable[CustomField]) -> set[int]:
    if not any(field.kind == FieldKind.PERSON for field in fields):
        return set()
    return set(Member.objects.values_list("pk", flat=True))


def _must_have_room(about: str) -> None:
    if CustomField.objects.filter(about=about).in_use().count() >= CustomField.MOST:
        raise Refused(name=f"{CustomField.MOST} fields are all that a row has. Archive one first.")


def _locked(actor: Member, field: CustomField) -> CustomField:
    policies.must(policies.may_run_the_place(actor), WHO)
    return CustomField.objects.select_for_update().get(pk=field.pk)


def _name(said: str) -> str:
    name = " ".join(said.split())
    longest = CustomField._meta.get_field("name").max_length or 0
    if not 0 < len(name) <= longest:
        raise Refused(name=f"A field's name has 1 to {longest} characters.")
    return name


def _choices(field: CustomField, said: Iterable[str]) -> list[str]:
    """Each once. A comma stands between several of them in a cell and in an address, so none has one."""
    if not field.chooses:
        return []
    choices = list(dict.fromkeys(" ".join(each.split()) for each in said if each.strip()))
    if not 0 < len(choices) <= CustomField.MOST_CHOICES:
        raise Refused(choices=f"Give 1 to {CustomField.MOST_CHOICES} choices, one a line.")
    for choice in choices:
        if "," in choice or len(choice) > CustomField.LONGEST_CHOICE or choice in {"-", "*"}:
            most = f"has no comma and {CustomField.LONGEST_CHOICE} characters at most"
            raise Refused(choices=f"“{choice}”: a choice {most}.")
    if len({choice.casefold() for choice in choices}) < len(choices):
        raise Refused(choices="Two choices are the same but for capitals.")
    return choices


def _free_slug(field: CustomField, taken: set[str]) -> str:
    """`market_size` of "Market size": a name that a formula can hold."""
    plain = unicodedata.normalize("NFKD", field.name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:50].strip("_")
    if not slug or slug[0].isdigit():
        slug = f"field_{slug}".rstrip("_")
    found = slug
    number = 2
    while found in taken:
        found, number = f"{slug}_{number}", number + 1
    return found


def _save(field: CustomField, names: list[str] | None = None) -> None:
    try:
        with transaction.atomic():
            field.save(update_fields=names)
    except IntegrityError as error:
        raise Refused(name=f"There is a field {field.name} already.") from error

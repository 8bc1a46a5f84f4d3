"""Asking for check-ins: somebody does, or the reminder when one is overdue."""

from django.urls import reverse

from northing.kernel import clock
from northing.kernel.errors import Refused
from northing.organisation.commands import notify
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.strategy.commands.rows import locked_key_result, require_open
from northing.strategy.models import Asked, KeyResult
from northing.strategy.queries.standing import Standing, standings


def ask_for_check_in(*, actor: Member, key_result: KeyResult) -> Asked:
    """Whoever is responsible hears of it, and finds it on Today until it is done."""
    with recorded(actor=actor, command="strategy.ask_for_check_in"):
        row = locked_key_result(actor, key_result)
        require_open(row.objective)
        if row.responsible is None:
            raise Refused("Nobody owns it: give it an owner first.")
        asked = Asked.objects.create(
            key_result=row, asked_by=actor, asked_of=row.responsible, asked_at=clock.now()
        )
        _tell(row, row.responsible, f"{actor.name} asks you to check in on {row.code} {row.name}")
    return asked


def remind() -> int:
    """Whoever is responsible hears once of each check-in that has become overdue; answers of how many."""
    rows = KeyResult.objects.filter(
        dropped_at=None, objective__dropped_at=None, objective__cycle__closed_at=None
    ).select_related("objective__cycle", "objective__owner", "owner")
    found = [each for each in standings(rows, clock.today()).values() if each.overdue]
    with recorded(actor=None, command="strategy.remind"):
        return sum(_remind(each) for each in found)


def _remind(late: Standing) -> bool:
    row = late.key_result
    if row.responsible is None or Asked.objects.filter(key_result=row, asked_at__date__gt=late.due_on).exists():
        return False
    Asked.objects.create(key_result=row, asked_of=row.responsible, asked_at=clock.now())
    _tell(row, row.responsible, f"The check-in on {row.code} {row.name} was due {late.due_on:%-d %b}")
    return True


def _tell(row: KeyResult, member: Member, text: str) -> None:
    url = f"{reverse('strategy:map')}?open=o{row.objective_id}"
    notify([member], cause=f"strategy.check_in:{row.pk}", text=text, url=url)

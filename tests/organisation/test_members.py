"""Roles, the reporting line, leaving and coming back."""

import pytest

from northing.kernel.errors import NotAllowed, Refused
from northing.organisation import commands
from northing.organisation.models import Member
from tests.conftest import World


def test_only_an_owner_makes_an_owner(world: World) -> None:
    with pytest.raises(NotAllowed, match="Only an owner"):
        commands.change_role(actor=world.hana, member=world.mara, role="owner")
    commands.change_role(actor=world.olive, member=world.mara, role="owner")
    assert Member.objects.get(pk=world.mara.pk).role == "owner"


def test_the_last_owner_stays_owner(olive: Member) -> None:
    with pytest.raises(Refused, match="last owner"):
        commands.change_role(actor=olive, member=olive, role="head")


def test_the_last_owner_cannot_leave(olive: Member) -> None:
    with pytest.raises(Refused, match="last owner"):
        commands.deactivate(actor=olive, member=olive)


def test_a_circle_in_the_reporting_line_is_refused_with_its_people(world: World) -> None:
    with pytest.raises(Refused, match="Tim Abbot reports to Mara Lind reports to Hana Sato"):
        commands.change_manager(actor=world.olive, member=world.hana, manager=world.tim)


def test_nobody_reports_to_themselves(world: World) -> None:
    with pytest.raises(Refused):
        commands.change_manager(actor=world.hana, member=world.mara, manager=world.mara)


def test_a_head_does_not_change_an_owner(world: World) -> None:
    commands.change_role(actor=world.olive, member=world.vera, role="owner")
    with pytest.raises(NotAllowed):
        commands.deactivate(actor=world.hana, member=world.vera)


def test_who_left_can_come_back(world: World) -> None:
    commands.deactivate(actor=world.hana, member=world.tim)
    gone = Member.objects.get(pk=world.tim.pk)
    assert not gone.is_active
    assert gone.left_at is not None
    commands.reactivate(actor=world.hana, member=world.tim)
    back = Member.objects.get(pk=world.tim.pk)
    assert back.is_active
    assert back.left_at is None


def test_an_address_belongs_to_one_member(world: World) -> None:
    with pytest.raises(Refused, match="member already"):
        commands.add_member(actor=world.olive, email="TIM@tarn.example", name="Tim Two")

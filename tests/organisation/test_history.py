"""History, undo and restoring: what the triggers kept is read, and taken back by whoever may."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation import commands
from northing.organisation.history import Recording, recorded, watched
from northing.organisation.models import Member, Membership, Team, TeamEvent
from northing.organisation.queries.history import history_of
from northing.organisation.queries.log import LogFilter, log
from tests.conftest import Clients, World, offered_undo


def renamed(world: World, name: str, reason: str = "") -> Recording:
    team = world.billing_core
    with watched() as change:
        commands.change_team(
            actor=world.hana, team=team, name=name, mission=team.mission, lead=world.mara, reason=reason
        )
    return change


def name_now(world: World) -> str:
    return Team.objects.get(pk=world.billing_core.pk).name


def test_it_says_who_what_from_to_and_why(world: World) -> None:
    renamed(world, "Billing", reason="Core was never said")
    by_field = {change.field: change for change in history_of(world.hana, world.billing_core)}
    name = by_field["name"]
    assert (name.actor_name, name.before, name.after) == ("Hana Sato", "Billing Core", "Billing")
    assert (name.reason, name.action) == ("Core was never said", "change team")
    assert (by_field["lead"].before, by_field["lead"].after) == ("nothing", "Mara Lind")


def test_bulk_writes_are_in_it(world: World) -> None:
    with recorded(actor=world.olive, command="organisation.bulk"):
        Team.objects.update(mission="Together")
    assert history_of(world.hana, world.data)[0].after == "Together"


def test_passwords_and_visits_are_in_no_history(world: World) -> None:
    before = len(history_of(world.hana, world.mara))
    commands.change_password(actor=world.mara, old="a staple that is correct", new="another long staple")
    Member.objects.filter(pk=world.mara.pk).update(seen_at=None)
    assert len(history_of(world.hana, world.mara)) == before


def test_a_team_tells_of_its_people(world: World) -> None:
    team = world.billing_core
    commands.set_membership(actor=world.hana, team=team, member=world.tim, share=50)
    commands.set_membership(actor=world.hana, team=team, member=world.tim, share=80)
    commands.remove_membership(actor=world.hana, team=team, member=world.tim)
    told = [(line.part, line.kind, line.before, line.after) for line in history_of(world.hana, team)[:3]]
    assert told == [
        ("Tim Abbot", "delete", "", ""),
        ("Tim Abbot", "update", "50", "80"),
        ("Tim Abbot", "update", "100", "50"),
    ]


def test_its_queries_do_not_grow_with_it(world: World) -> None:
    def queries(name: str, times: int) -> int:
        for number in range(times):
            renamed(world, f"{name} {number}")
            commands.set_membership(
                actor=world.hana, team=world.billing_core, member=world.tim, share=10 + number
            )
        with CaptureQueriesContext(connection) as asked:
            history_of(world.hana, world.billing_core)
        return len(asked)

    assert queries("Few", 3) == queries("Many", 20)


def test_undo_takes_a_command_back_and_can_be_undone(world: World) -> None:
    change = renamed(world, "Billing")
    assert change.id
    with watched() as undoing:
        commands.undo(actor=world.hana, context=change.id)
    assert name_now(world) == "Billing Core"
    assert undoing.id
    commands.undo(actor=world.hana, context=undoing.id)
    assert name_now(world) == "Billing"


def test_undo_brings_back_what_was_removed_and_removes_what_was_made(world: World) -> None:
    with watched() as removing:
        commands.remove_membership(actor=world.hana, team=world.billing_core, member=world.tim)
    with watched() as making:
        commands.set_membership(actor=world.hana, team=world.data, member=world.vera, share=20)
    assert removing.id
    assert making.id
    commands.undo(actor=world.hana, context=removing.id)
    commands.undo(actor=world.hana, context=making.id)
    assert Membership.objects.get(team=world.billing_core, member=world.tim).share == 100
    assert not Membership.objects.filter(team=world.data, member=world.vera).exists()


def test_undo_is_refused_with_what_changed_since(world: World) -> None:
    change = renamed(world, "Billing")
    renamed(world, "Billing and more")
    assert change.id
    with pytest.raises(Refused, match=r"changed since \(name\)"):
        commands.undo(actor=world.hana, context=change.id)
    assert name_now(world) == "Billing and more"


def test_undo_of_a_new_team_is_refused_once_people_were_put_in(world: World) -> None:
    with watched() as making:
        team = commands.create_team(actor=world.hana, name="New")
    commands.set_membership(actor=world.hana, team=team, member=world.vera)
    assert making.id
    with pytest.raises(Refused, match="came later"):
        commands.undo(actor=world.hana, context=making.id)
    assert Team.objects.filter(pk=team.pk).exists()


def test_undo_of_other_peoples_changes_is_for_those_who_run_the_place(world: World) -> None:
    change = renamed(world, "Billing")
    assert change.id
    with pytest.raises(NotVisible):
        commands.undo(actor=world.mara, context=change.id)
    commands.undo(actor=world.olive, context=change.id)


def test_undo_asks_again_whether_the_actor_may(world: World) -> None:
    with watched() as change:
        commands.change_team(
            actor=world.oscar, team=world.data, name="Data and more", mission="", lead=world.oscar
        )
    Team.objects.filter(pk=world.data.pk).update(lead=world.vera)
    assert change.id
    with pytest.raises(NotAllowed):
        commands.undo(actor=world.oscar, context=change.id)


def test_a_role_that_was_taken_comes_back_only_through_those_who_may_give_it(world: World) -> None:
    second = commands.add_member(actor=world.olive, email="x@tarn.example", name="Second", role="owner")
    with watched() as change:
        second = commands.change_role(actor=world.olive, member=second, role="head")
    assert change.id
    for head in (second, world.hana):
        with pytest.raises(NotAllowed):
            commands.undo(actor=head, context=change.id)
    commands.undo(actor=world.olive, context=change.id)
    assert Member.objects.get(pk=second.pk).role == "owner"


def test_undo_leaves_an_owner(world: World) -> None:
    with watched() as change:
        hana = commands.change_role(actor=world.olive, member=world.hana, role="owner")
    commands.change_role(actor=hana, member=world.olive, role="head")
    assert change.id
    with pytest.raises(Refused, match="Nobody would be an owner"):
        commands.undo(actor=hana, context=change.id)


def test_a_revoked_token_stays_revoked(world: World) -> None:
    token, _ = commands.make_api_token(actor=world.mara, name="Push", scopes=["read"])
    with watched() as change:
        commands.revoke_api_token(actor=world.mara, token=token)
    assert change.id
    for person in (world.mara, world.olive):
        with pytest.raises(NotAllowed):
            commands.undo(actor=person, context=change.id)


def test_undo_of_what_is_gone_with_all_it_belonged_to_is_refused(world: World) -> None:
    team = commands.create_team(actor=world.hana, name="Brief")
    with watched() as change:
        commands.set_membership(actor=world.hana, team=team, member=world.tim)
    with recorded(actor=None, command="organisation.clear"):
        Team.objects.filter(pk=team.pk).delete()
    assert change.id
    with pytest.raises(Refused, match="gone"):
        commands.undo(actor=world.hana, context=change.id)


def test_people_never_vanish_by_undo(world: World) -> None:
    with watched() as change:
        commands.add_member(actor=world.olive, email="x@tarn.example", name="New Person")
    assert change.id
    with pytest.raises(Refused, match="stays"):
        commands.undo(actor=world.olive, context=change.id)


def test_a_command_that_changed_nothing_offers_no_undo(world: World) -> None:
    with watched() as change:
        commands.change_role(actor=world.olive, member=world.tim, role=world.tim.role)
    assert change.undo_url == ""


def test_an_unknown_context_is_not_found(world: World) -> None:
    with pytest.raises(NotVisible):
        commands.undo(actor=world.olive, context=uuid4())


def test_the_toast_of_a_page_undoes_by_one_post(world: World, clients: Clients) -> None:
    clients["hana"].post(f"/settings/members/{world.tim.pk}/role/", {"role": "viewer"})
    assert Member.objects.get(pk=world.tim.pk).role == "viewer"
    undo = offered_undo(clients["hana"])
    assert clients["hana"].get(undo).status_code == 404
    clients["hana"].post(undo)
    assert Member.objects.get(pk=world.tim.pk).role == "member"


def test_a_single_field_is_restored_by_the_rooms_own_command(world: World, clients: Clients) -> None:
    renamed(world, "Billing")
    event = TeamEvent.objects.filter(pgh_obj_id=world.billing_core.pk, name="Billing").latest("pgh_id")
    clients["hana"].post(
        f"/history/organisation.team/{event.pgh_id}/name/restore/", {"reason": "Better before"}
    )
    assert name_now(world) == "Billing Core"
    assert history_of(world.hana, world.billing_core)[0].reason == "Better before"
    assert Team.objects.get(pk=world.billing_core.pk).lead == world.mara


@pytest.mark.parametrize(
    "address",
    [
        "organisation.team/999999/name",
        "organisation.team/1/archived_at",
        "organisation.member/1/role",
        "sessions.session/1/session_data",
        "nothing/1/name",
        "no.such/1/name",
    ],
)
def test_what_was_not_registered_is_not_restored(clients: Clients, address: str) -> None:
    assert clients["olive"].post(f"/history/{address}/restore/").status_code == 404


def test_the_log_is_filtered_by_person_and_command(world: World) -> None:
    renamed(world, "Billing")
    commands.change_account(
        actor=world.vera, name="Vera C", email="vera@tarn.example", title="", single_keys=True
    )
    by_hana = log(LogFilter(person=world.hana.pk)).entries
    assert {entry.actor_name for entry in by_hana} == {"Hana Sato"}
    changed = log(LogFilter(command="organisation.change_account")).entries
    assert [(entry.actor_name, entry.rows) for entry in changed] == [("Vera Costa", "1 member")]


def test_the_log_comes_in_pages(world: World) -> None:
    for number in range(60):
        renamed(world, f"Name {number}")
    first, second = log(LogFilter()), log(LogFilter(page=2))
    assert len(first.entries) == 50
    assert first.has_next
    assert not {entry.context for entry in first.entries} & {entry.context for entry in second.entries}


@pytest.mark.parametrize(
    "query", ["page=0", "page=x", "day=31.02.2026", "person=999999", "page=99999", "command=%00"]
)
def test_a_wrong_filter_is_said_not_a_failure(clients: Clients, query: str) -> None:
    assert clients["olive"].get(f"/settings/history/?{query}").status_code in {200, 422}


def test_strangers_undo_nothing(world: World) -> None:
    change = renamed(world, "Billing")
    Client().post(change.undo_url)
    assert name_now(world) == "Billing"

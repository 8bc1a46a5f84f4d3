"""The pages of members, teams and one's own account."""

import pytest

from northing.organisation import commands
from northing.organisation.models import Member, Team
from tests.conftest import Clients, World

PAGES = ["/settings/members/", "/settings/members/left/", "/settings/members/invited/", "/settings/teams/"]


def more_people(world: World, count: int) -> None:
    for number in range(count):
        email = f"more{world.olive.pk}-{number}-{count}@tarn.example"
        member = commands.add_member(actor=world.olive, email=email, name=f"More {number}", manager=world.hana)
        team = commands.create_team(actor=world.olive, name=f"Team {email}", lead=member)
        commands.set_membership(actor=world.olive, team=team, member=member)
        commands.invite(actor=world.olive, people=[(f"i{email}", "member")])
        gone = commands.add_member(actor=world.olive, email=f"g{email}", name=f"Gone {number}")
        commands.deactivate(actor=world.olive, member=gone)


@pytest.mark.parametrize("page", PAGES)
def test_more_rows_need_no_more_queries(
    world: World, clients: Clients, page: str, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    more_people(world, 2)
    clients["hana"].get(page)
    with django_assert_max_num_queries(100) as before:  # type: ignore[operator]
        clients["hana"].get(page)
    more_people(world, 6)
    with django_assert_max_num_queries(len(before)):  # type: ignore[operator]
        clients["hana"].get(page)


def test_the_list_is_searched_by_name_and_by_team(clients: Clients) -> None:
    assert names(clients, "q=lind") == ["Mara Lind"]
    assert names(clients, "q=billing") == ["Mara Lind", "Tim Abbot"]
    assert names(clients, "q=%25") == []


def test_the_list_is_sorted_both_ways(clients: Clients) -> None:
    assert names(clients, "sort=name")[0] == "Hana Sato"
    assert names(clients, "sort=-name")[0] == "Vera Costa"
    assert names(clients, "sort=password")[0] == "Hana Sato"


def names(clients: Clients, query: str) -> list[str]:
    return [row.member.name for row in clients["vera"].get(f"/settings/members/?{query}").context["rows"]]


def test_it_says_who_owns_what_but_keeps_what_is_restricted(world: World, clients: Clients) -> None:
    world.insights.restricted = True
    world.insights.save()

    def owns(reader: str) -> dict[str, str]:
        rows = clients[reader].get("/settings/members/").context["rows"]
        return {row.member.name: row.owns for row in rows}

    assert owns("hana")["Oscar Bell"] == "Insights"
    assert owns("vera")["Oscar Bell"] == ""
    assert owns("vera")["Mara Lind"] == "Billing"


def test_the_page_says_who_may_do_what_by_role(clients: Clients) -> None:
    groups = clients["vera"].get("/settings/members/").context["groups"]
    lines = {
        line.thing: {mark.role: mark.text for mark in line.marks} for group in groups for line in group.lines
    }
    assert lines["Invite, remove, change roles"] == {
        "owner": "yes",
        "head": "but owners",
        "manager": "no",
        "member": "no",
        "viewer": "no",
    }
    assert lines["Share links"]["manager"] == "own"


def test_it_says_why_somebody_may_not(world: World, clients: Clients) -> None:
    query = {"who": world.tim.pk, "thing": "Invite, remove, change roles"}
    said = clients["olive"].get("/settings/members/", query).context["why"]
    assert said.startswith("Tim Abbot may not: the role Team member does not reach it.")


def test_viewers_get_no_controls(clients: Clients) -> None:
    page = clients["vera"].get("/settings/members/").text
    assert "/role/" not in page
    assert "/deactivate/" not in page


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("/settings/members/{tim}/role/", {"role": "emperor"}),
        ("/settings/members/{tim}/role/", {}),
        ("/settings/members/{tim}/manager/", {"manager": "999999"}),
        ("/settings/members/{hana}/manager/", {"manager": "{tim}"}),
        ("/settings/teams/{team}/members/", {"member": "{tim}", "share": "101", "discipline": "design"}),
        ("/settings/teams/", {"name": "billing core"}),
        ("/settings/teams/{team}/", {"name": ""}),
        ("/account/", {"name": "Olive", "email": "tim@tarn.example"}),
        ("/account/password/", {"old": "wrong", "new": "quite another staple"}),
    ],
)
def test_what_a_rule_refuses_is_said_with_422_and_changes_nothing(
    world: World, clients: Clients, address: str, data: dict[str, str]
) -> None:
    ids = {"tim": world.tim.pk, "hana": world.hana.pk, "team": world.billing_core.pk}
    before = list(Member.objects.order_by("pk").values()), list(Team.objects.order_by("pk").values())
    answer = clients["olive"].post(
        address.format(**ids), {name: value.format(**ids) for name, value in data.items()}
    )
    assert answer.status_code == 422
    after = list(Member.objects.order_by("pk").values()), list(Team.objects.order_by("pk").values())
    assert [row["name"] for row in before[0]] == [row["name"] for row in after[0]]
    assert before[1] == after[1]


def test_a_teams_lead_changes_the_team_whatever_their_role(world: World, clients: Clients) -> None:
    answer = clients["oscar"].post(f"/settings/teams/{world.data.pk}/", {"name": "Data", "mission": "Facts"})
    assert answer.status_code == 302
    assert Team.objects.get(pk=world.data.pk).mission == "Facts"
    assert (
        clients["oscar"].post(f"/settings/teams/{world.billing_core.pk}/", {"name": "Ours"}).status_code == 403
    )


def test_going_back_to_the_list_never_leads_to_another_host(world: World, clients: Clients) -> None:
    data = {"role": "viewer", "back": "https://elsewhere.example/"}
    answer = clients["olive"].post(f"/settings/members/{world.tim.pk}/role/", data)
    assert answer["Location"] == "/settings/members/"

"""Links for people who do not sign in."""

from datetime import timedelta

import pytest

from northing.kernel import clock
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation import commands
from northing.organisation.models import ShareLink
from northing.organisation.queries.share_links import open_share_link, opens_with
from tests.conftest import NOW, World

PAGE = "planning.roadmap"


def made(world: World, **options: object) -> tuple[ShareLink, str]:
    given = {"actor": world.mara, "page": PAGE, "name": "Board", "audience": "executives", **options}
    return commands.make_share_link(**given)  # type: ignore[arg-type]


def test_the_token_opens_its_page_and_no_other(world: World) -> None:
    link, token = made(world)
    assert open_share_link(token, page=PAGE) == link
    with pytest.raises(NotVisible):
        open_share_link(token, page="planning.features")
    with pytest.raises(NotVisible):
        open_share_link(token + "x", page=PAGE)


def test_only_its_hash_is_kept(world: World) -> None:
    _, token = made(world, password="secret words")
    assert len(token) >= 22
    kept = str(ShareLink.objects.values().get())
    assert token not in kept
    assert "secret words" not in kept


def test_it_ends_when_it_should(world: World) -> None:
    _, token = made(world, expires_at=NOW + timedelta(days=1))
    assert open_share_link(token, page=PAGE)
    with clock.frozen(NOW + timedelta(days=1)), pytest.raises(NotVisible):
        open_share_link(token, page=PAGE)


def test_revoking_works_at_the_next_request(world: World) -> None:
    link, token = made(world)
    commands.revoke_share_link(actor=world.mara, link=link)
    with pytest.raises(NotVisible):
        open_share_link(token, page=PAGE)


def test_links_of_somebody_who_left_end_with_them(world: World) -> None:
    _, token = made(world)
    commands.deactivate(actor=world.olive, member=world.mara)
    with pytest.raises(NotVisible):
        open_share_link(token, page=PAGE)


def test_a_password_is_asked_when_there_is_one(world: World) -> None:
    locked, _ = made(world, password="secret words")
    free, _ = made(world)
    assert opens_with(locked, "secret words")
    assert not opens_with(locked, "")
    assert not opens_with(locked, "other")
    assert opens_with(free, "")


def test_team_members_and_viewers_share_nothing(world: World) -> None:
    for actor in (world.tim, world.vera):
        with pytest.raises(NotAllowed):
            made(world, actor=actor)


def test_an_end_in_the_past_is_refused(world: World) -> None:
    with pytest.raises(Refused):
        made(world, expires_at=NOW)

"""The sheet of components stands for every page: what renders there renders elsewhere."""

import pytest
from django.template.loader import render_to_string

from tests.conftest import Clients, World


@pytest.fixture
def page(clients: Clients) -> str:
    return clients["mara"].get("/components/").content.decode()


def test_no_component_survives_rendering(page: str) -> None:
    assert "<c-" not in page
    assert "</c-" not in page
    assert "{{" not in page
    assert "{%" not in page


def test_a_button_shows_the_key_that_clicks_it(page: str) -> None:
    assert 'data-key="p"' in page
    assert 'Propose plan<kbd class="kbd">P</kbd>' in page


def test_a_component_passes_on_what_it_does_not_know(page: str) -> None:
    assert 'type="button" aria-busy="true">Saving</button>' in page


def test_a_wrong_field_says_so_to_eyes_and_ears(page: str) -> None:
    assert "June has 30 days. Did you mean 30 June?" in page
    assert 'aria-invalid="true" aria-describedby="id_committed_error"' in page
    assert 'id="id_committed_error"' in page


def test_the_page_names_the_organisation_and_the_member(page: str, world: World) -> None:
    assert "Tarn" in page
    assert world.mara.name in page


def test_the_theme_of_the_cookie_is_painted_by_the_server(clients: Clients) -> None:
    client = clients["mara"]
    client.cookies["theme"] = "dark"
    assert 'lang="en-GB" data-theme="dark"' in client.get("/components/").content.decode()


@pytest.mark.parametrize("said", ["system", '"><script>', ""])
def test_a_theme_that_we_do_not_know_follows_the_system(clients: Clients, said: str) -> None:
    client = clients["mara"]
    client.cookies["theme"] = said
    assert '<html lang="en-GB">' in client.get("/components/").content.decode()


def test_single_keys_are_off_for_those_who_do_not_want_them(clients: Clients, world: World) -> None:
    world.mara.single_keys = False
    world.mara.save()
    assert 'data-single-keys="off"' in clients["mara"].get("/components/").content.decode()


def test_the_page_for_a_broken_server_needs_no_request() -> None:
    assert "Something broke" in render_to_string("500.html")


def test_an_unknown_address_says_what_to_do(clients: Clients) -> None:
    answer = clients["mara"].get("/no-such-page/")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()


def test_strangers_are_sent_to_sign_in(clients: Clients) -> None:
    answer = clients["nobody"].get("/components/")
    assert answer.status_code == 302


def test_the_palette_lists_what_was_found() -> None:
    option = {
        "icon": "plan", "title": "France", "detail": "Feature", "url": "/f/1/", "method": "get", "keys": "",
        "chance": None,
    }  # fmt: skip
    html = render_to_string(
        "ui/palette_results.html", {"groups": [{"label": "Jump to", "options": [option]}], "query": "fr"}
    )
    assert 'role="option"' in html
    assert 'href="/f/1/"' in html


def test_the_palette_says_when_nothing_was_found() -> None:
    assert "Nothing is called “zz”" in render_to_string(
        "ui/palette_results.html", {"groups": [], "query": "zz"}
    )

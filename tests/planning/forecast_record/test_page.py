"""The page: words first, and a record that says when it is too short."""

import csv
import io

from northing.planning.models import Commitment
from northing.portfolio.models import Product
from tests.conftest import Clients, World
from tests.planning.forecast_record.conftest import Promise

PAGE = "/outcomes/forecast-record/"
THIN = " "  # `text_of` makes one space of every kind


def text_of(clients: Clients, who: str, path: str = PAGE) -> str:
    response = clients[who].get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def explain(clients: Clients, who: str, promise: Commitment, text: str = "Bought") -> int:
    address = f"{PAGE}promises/{promise.pk}/"
    return clients[who].post(address, {"what_happened": text}, headers={"HX-Request": "true"}).status_code


def test_an_empty_record_says_what_is_missing(clients: Clients, promise: Promise) -> None:
    promise(due=-19, late=None)
    said = text_of(clients, "mara")
    assert "No promise closed yet; 20 are needed before this page says anything sure." in said
    assert "1 more is open; the first falls due on 20 June." in said


def test_a_short_record_says_that_it_is_short(clients: Clients, promise: Promise) -> None:
    for _ in range(3):
        promise()
    said = text_of(clients, "mara")
    assert f"Of <b>3</b> promises said to be <b>80{THIN}% sure</b>, <b>3</b> held." in said
    assert "3 promises closed; 20 are needed before this page says anything sure." in said
    assert "should look like" not in said


def test_it_opens_with_words_about_those_said_to_be_eighty_per_cent_sure(
    clients: Clients, promise: Promise
) -> None:
    for place in range(20):
        promise(chance=0.8, late=-2 if place < 17 else 5)
    for place in range(10):
        promise(chance=0.9, late=-2 if place < 4 else 9)
    said = text_of(clients, "mara")
    assert f"Of <b>20</b> promises said to be <b>80{THIN}% sure</b>, <b>17</b> held." in said
    assert "luck alone gives 14\u201318" in said
    assert f'When we said <b>90{THIN}%</b>, <b class="bad">4 of 10</b> held, fewer than luck allows.' in said
    assert "So: trust our 80s, and read our 90s as about 65." in said
    assert "closed;" not in said


def test_at_the_edge_of_luck_it_says_so(clients: Clients, promise: Promise) -> None:
    for place in range(30):
        promise(chance=0.8, late=-2 if place < 20 else 5)
    said = text_of(clients, "mara")
    assert f"That is at the edge of luck: an honest 80{THIN}% gives 21\u201327 in 8 of 10 cases" in said


def test_somebody_else_reads_nothing_of_a_restricted_product(
    world: World, clients: Clients, promise: Promise
) -> None:
    secret = Product.objects.create(name="Secret", owner=world.mara, restricted=True)
    made = promise(product=secret)
    for path in (PAGE, f"{PAGE}promises/", f"{PAGE}promises.csv"):
        assert made.feature.name in _body(clients, "mara", path)
        assert made.feature.name not in _body(clients, "tim", path)
        assert "Secret" not in _body(clients, "tim", path)
    assert explain(clients, "tim", made) == 404


def test_what_happened_is_written_in_place_and_can_be_undone(
    world: World, clients: Clients, promise: Promise
) -> None:
    made = promise(product=world.billing, team=world.billing_core)
    address = f"{PAGE}promises/{made.pk}/"
    assert "<form" in clients["mara"].get(f"{address}?edit").content.decode()
    answer = (
        clients["mara"]
        .post(address, {"what_happened": " Bought instead of built "}, headers={"HX-Request": "true"})
        .content.decode()
    )
    made.refresh_from_db()
    assert made.what_happened == "Bought instead of built"
    assert "Bought instead of built" in answer
    undo = answer.split('hx-post="')[-1].split('"')[0]
    clients["mara"].post(undo)
    made.refresh_from_db()
    assert made.what_happened == ""


def test_without_a_script_saying_what_happened_leads_back_to_the_page(
    world: World, clients: Clients, promise: Promise
) -> None:
    made = promise(product=world.billing)
    response = clients["mara"].post(f"{PAGE}promises/{made.pk}/", {"what_happened": "Bought"})
    assert (response.status_code, response.headers["Location"]) == (302, PAGE)


def test_only_those_who_may_change_the_feature_are_offered_to_explain(
    world: World, clients: Clients, promise: Promise
) -> None:
    made = promise(product=world.billing, team=world.billing_core)
    assert "Say what happened" in text_of(clients, "mara")
    assert "Say what happened" not in text_of(clients, "vera")
    assert explain(clients, "vera", made) == 403
    assert explain(clients, "oscar", made) == 403


def test_the_table_and_the_file_hold_every_promise(world: World, clients: Clients, promise: Promise) -> None:
    for place in range(12):
        promise(due=30 + place, product=world.billing, late=None if place == 11 else 2)
    rows = list(csv.DictReader(io.StringIO(_body(clients, "mara", f"{PAGE}promises.csv").lstrip("\ufeff"))))
    assert len(rows) == 12
    assert rows[0] | {"Feature": ""} == {
        "Feature": "",
        "Product": "Billing",
        "Team": "",
        "Promised": "2026-04-04",
        "Chance said": "0.8",
        "For": "2026-05-02",
        "Finished": "2026-05-04",
        "Slip, days": "2",
        "Held": "no",
        "What happened": "",
    }
    said = text_of(clients, "mara", f"{PAGE}promises/")
    assert said.count("data-item") == 12
    assert "missed, not done yet" in said


def test_a_filter_that_makes_no_sense_is_refused_with_words(clients: Clients, world: World) -> None:
    for query in ("months=7", "months=x", "product=-1", "said=guessed", "page=1e9"):
        assert clients["mara"].get(f"{PAGE}?{query}").status_code == 422


def test_an_unknown_product_has_an_empty_record(clients: Clients, promise: Promise) -> None:
    promise()
    assert "Nothing to score yet" in text_of(clients, "mara", f"{PAGE}?product=999999")


def test_a_page_beyond_the_last_leads_to_the_first(clients: Clients, promise: Promise) -> None:
    promise()
    assert clients["mara"].get(f"{PAGE}promises/?page=9").status_code == 302


def _body(clients: Clients, who: str, path: str) -> str:
    response = clients[who].get(path)
    assert response.status_code == 200
    return b"".join(response).decode()

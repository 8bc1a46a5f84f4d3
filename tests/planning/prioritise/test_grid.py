"""The grid of candidates: in which order, where the line falls, what is typed, pasted, pinned and undone."""

import re
from itertools import combinations
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from northing.kernel.errors import NotAllowed, Refused
from northing.planning import commands, prioritising
from northing.planning.forms.ranges import read_range, read_text
from northing.planning.models import Choice, Input, Key, Scenario
from northing.planning.prioritising import weighing
from northing.planning.prioritising.plane import FLAT, NARROW, places_of_name, plane
from northing.planning.queries.prioritise.fields import KNOWN
from northing.planning.queries.prioritise.filter import PrioritiseFilter
from tests.conftest import Clients, World
from tests.planning.prioritise.conftest import Weighed, rice

PAGE = "/plan/prioritise/"
HTMX = {"HX-Request": "true"}


def names(clients: Clients, who: str = "mara", query: str = "") -> list[str]:
    page = clients[who].get(f"{PAGE}?{query}").content.decode()
    return re.findall(r'class="n cut" href="[^"]+">([^<]+)<', page)


def board(world: World, query: str = "") -> prioritising.Board:
    return prioritising.board(world.hana, PrioritiseFilter.parse(query))


def test_candidates_stand_by_score_and_end_with_the_room(
    clients: Clients, weighed: Weighed, world: World
) -> None:
    assert names(clients) == ["Network tokens", "Refund a part", "Offline mode", "Cash view"]
    page = clients["mara"].get(f"{PAGE}?room=10").content.decode()
    above, below = page.split("Capacity ends here")
    assert "9 of 10 person-weeks" in below
    assert "Refund a part" in above
    assert "Offline mode" in below
    assert "4 candidates. 2 fit." in above
    assert "Comes in" in below


def test_the_line_moves_by_one_candidate(weighed: Weighed, world: World) -> None:
    found = board(world, "room=10")
    assert (found.inside, found.line.more, found.line.less) == (2, 15, 4)
    assert board(world, f"room={found.line.more}").inside == 3
    assert board(world, f"room={found.line.less}").inside == 1


def test_the_line_is_drawn_for_the_first_quarter_of_a_plan_or_for_more(weighed: Weighed, world: World) -> None:
    scenario = commands.new_scenario(actor=world.hana, name="Next", periods=2)
    one, two = (board(world, f"plan={scenario.pk}&quarters={count}").room for count in (1, 2))
    assert one.first == two.first == scenario.starts_on
    assert one.last < two.last
    assert board(world, f"plan={scenario.pk}&quarters=8").room == two
    assert board(world, f"plan={scenario.pk}").room == one


def test_more_room_never_fits_with_a_smaller_chance(weighed: Weighed, world: World) -> None:
    chances = [board(world, f"room={room}").fits or 0 for room in (9.0, 9.5, 10.5, 12.0)]
    assert chances == sorted(chances)
    assert chances[0] < 0.5 < chances[-1]


def test_chances_of_the_top_set_sum_to_its_size(weighed: Weighed, world: World) -> None:
    found = board(world, "room=10")
    assert sum(row.top or 0 for row in found.rows) == pytest.approx(2)
    assert {row.top for row in board(world, "room=0").rows} == {None}


def test_a_range_is_typed_and_taken_back(clients: Clients, weighed: Weighed) -> None:
    at = f"{PAGE}{weighed.second}/cell/reach/"
    assert 'value="1500"' in clients["mara"].get(at).content.decode()
    said = {"low": "8k", "likely": "9k", "high": "10k"}
    answer = clients["mara"].post(at, said, headers=HTMX)
    assert answer.status_code == 200
    assert "8k–10k" in answer.content.decode()
    assert names(clients)[0] == "Offline mode"
    assert Input.objects.get(feature=weighed.offline, field="reach").said_by is not None
    undo = re.search(r'"(/undo/[^"]+)"', answer.content.decode())
    assert undo is not None
    clients["mara"].post(undo[1])
    assert names(clients)[0] == "Network tokens"


def test_only_rows_that_changed_are_sent_again(clients: Clients, weighed: Weighed) -> None:
    page = clients["mara"].get(PAGE).content.decode()
    held = " ".join(map(".".join, re.findall(r'data-id="(\w+)" data-is="(\w+)"', page)))

    def again(held: str) -> str:
        return clients["mara"].post(f"{PAGE}again/", {"held": held}, headers=HTMX).content.decode()

    assert again(held).count("data-same=") == 4
    said = clients["mara"].post(f"{PAGE}{weighed.second}/cell/reach/", {"likely": "1501"}, headers=HTMX)
    after = again(held)
    assert 0 < after.count("data-same=") < 4
    score = re.search(rf'id="candidate-{weighed.second}".*?class="scn">([^<]+)<', after)
    assert score is not None
    assert f">{score[1]}</hx-partial>" in said.content.decode()
    assert again("what . is.this.x").count("data-same=") == 0


def test_the_effort_of_a_feature_is_its_estimate(clients: Clients, weighed: Weighed) -> None:
    clients["mara"].post(f"{PAGE}{weighed.second}/cell/effort/", {"low": "1", "likely": "2", "high": "3"})
    weighed.offline.refresh_from_db()
    assert weighed.offline.estimate_likely == 2
    assert not Input.objects.filter(feature=weighed.offline, field="effort").exists()


def test_what_cannot_be_stays_in_the_editor_with_the_reason(clients: Clients, weighed: Weighed) -> None:
    at = f"{PAGE}{weighed.second}/cell/reach/"
    answer = clients["mara"].post(at, {"low": "5", "likely": "3", "high": "9"}, headers=HTMX)
    assert answer.status_code == 422
    assert "not in order" in answer.content.decode()
    answer = clients["mara"].post(at, {"likely": "many"}, headers=HTMX)
    assert "“many” is no number" in answer.content.decode()
    assert Input.objects.get(feature=weighed.offline, field="reach").likely == 1500


def test_what_is_not_yours_is_not_scored(clients: Clients, weighed: Weighed, world: World) -> None:
    answer = clients["mara"].post(f"{PAGE}f{weighed.theirs.pk}/cell/reach/", {"likely": "9000"})
    assert answer.status_code == 403
    sayings = [commands.Saying(Key("feature", weighed.theirs.pk), "reach", (1, 1, 1))]
    with pytest.raises(NotAllowed):
        commands.say_inputs(actor=world.mara, sayings=sayings)


def test_a_block_is_pasted_whole_or_not_at_all(clients: Clients, weighed: Weighed) -> None:
    block = {"row": f"{weighed.first},{weighed.second}", "column": "reach,impact"}
    wrong = clients["mara"].post(f"{PAGE}paste/", block | {"text": "1k\t2\n900\tloads"})
    assert wrong.status_code == 422
    assert "Row 2, Impact" in wrong.content.decode()
    assert Input.objects.get(feature=weighed.tokens, field="reach").likely == 5000
    assert clients["mara"].post(f"{PAGE}paste/", block | {"text": "1k\t2\n900–1.2k–2k\t3"}).status_code == 200
    said = Input.objects.get(feature=weighed.offline, field="reach")
    assert (said.low, said.likely, said.high) == (900, 1200, 2000)
    assert clients["mara"].post(f"{PAGE}paste/", block | {"text": "5k\t2\n900 - 1600\t3"}).status_code == 200
    said.refresh_from_db()
    assert (said.low, said.likely, said.high) == (900, pytest.approx(1200), 1600)
    assert clients["mara"].post(f"{PAGE}paste/", block | {"text": "1 200\t2"}).status_code == 422, "or 1,200?"
    typed = {"low": "900", "likely": "400-900", "high": "1600"}
    assert clients["mara"].post(f"{PAGE}{weighed.second}/cell/reach/", typed).status_code == 200
    said.refresh_from_db()
    assert (said.low, said.likely, said.high) == (400, pytest.approx(600), 900)


def test_the_same_into_many(clients: Clients, weighed: Weighed) -> None:
    said = {"candidate": [weighed.first, weighed.second], "field": "confidence", "value": "50 %"}
    assert clients["mara"].post(f"{PAGE}bulk/", said).status_code == 200
    assert set(
        Input.objects.filter(field="confidence", feature__product=weighed.tokens.product).values_list(
            "likely", flat=True
        )
    ) == {0.5}


def test_a_pin_keeps_a_candidate_above_the_line(clients: Clients, weighed: Weighed, world: World) -> None:
    at = f"{PAGE}f{weighed.theirs.pk}/pin/"
    answer = clients["mara"].post(at, headers=HTMX | {"HX-Current-URL": f"http://tarn.example{PAGE}?room=9"})
    assert answer.status_code == 200
    assert Scenario.objects.get().name == "Draft 1"
    inside = [row.candidate.name for row in board(world, "room=9").rows if row.inside]
    assert inside == ["Network tokens", "Cash view"]
    clients["mara"].post(at, headers=HTMX)
    assert Choice.objects.get().pin == ""


def test_a_candidate_without_a_number_says_which(clients: Clients, weighed: Weighed, world: World) -> None:
    Input.objects.filter(feature=weighed.tokens, field="impact").delete()
    row = next(row for row in board(world, "room=1000").rows if str(row.key) == weighed.first)
    assert (row.place, row.score, row.missing) == (None, None, ("impact",))
    assert not row.inside, "what nobody has weighed is not in, however much room there is"
    assert "nobody has said its impact" in clients["mara"].get(PAGE).content.decode()


def test_an_edit_gives_the_scores_that_a_fresh_look_gives(weighed: Weighed, world: World) -> None:
    board(world)
    sayings = [commands.Saying(Key("feature", weighed.offline.pk), "reach", (6000, 7000, 8000))]
    commands.say_inputs(actor=world.hana, sayings=sayings)
    quick = [(row.key, row.score) for row in board(world).rows]
    weighing._kept.clear()
    assert quick == [(row.key, row.score) for row in board(world).rows]


def test_the_panel_says_why(clients: Clients, weighed: Weighed) -> None:
    panel = clients["vera"].get(f"{PAGE}{weighed.second}/").content.decode()
    assert "What moves its score" in panel
    assert "Ranks 3" in panel


def test_dropping_a_dot_says_its_values(clients: Clients, weighed: Weighed) -> None:
    page = clients["mara"].get(f"{PAGE}map/?x=effort&y=reach").content.decode()
    assert "Network tokens: effort 4, reach 5k" in page
    at = HTMX | {"HX-Current-URL": f"http://tarn.example{PAGE}map/?x=effort&y=reach"}
    answer = clients["mara"].post(f"{PAGE}{weighed.second}/place/", {"x": "0.95", "y": "0.05"}, headers=at)
    assert answer.status_code == 200
    said = Input.objects.get(feature=weighed.offline, field="reach")
    assert said.likely > 5000
    assert said.low == pytest.approx(0.8 * said.likely)
    weighed.offline.refresh_from_db()
    assert weighed.offline.estimate_likely == pytest.approx(6, abs=0.5)


def test_problems_are_put_in_and_left_out(clients: Clients, weighed: Weighed) -> None:
    out = f"{PAGE}{weighed.refund}/leave-out/"
    assert clients["mara"].post(out, headers=HTMX).status_code == 422, "nothing is left out without a reason"
    clients["mara"].post(out, {"reason": "Two customers only"}, headers=HTMX)
    assert "Refund a part" not in names(clients)
    assert "left out: Two customers only" in clients["mara"].get(f"{PAGE}add/").content.decode()
    assert clients["mara"].post(f"{PAGE}add/", {"candidate": str(weighed.refund)}).status_code == 302
    assert "Refund a part" in names(clients)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("kind=opportunity", ["Refund a part"]),
        ("q=cash", ["Cash view"]),
        ("sort=reach", ["Cash view", "Refund a part", "Offline mode", "Network tokens"]),
        ("group=product&sort=name", ["Network tokens", "Offline mode", "Refund a part", "Cash view"]),
    ],
)
def test_what_is_shown_follows_the_address(
    clients: Clients, weighed: Weighed, query: str, shown: list[str]
) -> None:
    assert names(clients, query=query) == shown


def test_restricted_products_stay_hidden(clients: Clients, weighed: Weighed, world: World) -> None:
    world.insights.restricted = True
    world.insights.save()
    assert "Cash view" not in names(clients, "vera")
    assert clients["vera"].get(f"{PAGE}f{weighed.theirs.pk}/").status_code == 404


def test_queries_do_not_grow_with_candidates(clients: Clients, weighed: Weighed, world: World) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            clients["mara"].get(PAGE)
        return len(asked)

    queries()
    before = queries()
    for number in range(12):
        commands.create_feature(actor=world.hana, name=f"More {number}", product=world.billing)
    assert queries() == before


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("4", (4, 4, 4)),
        ("4–6–9", (4, 6, 9)),
        ("4-6-9", (4, 6, 9)),
        ("6 4–9", (4, 6, 9)),
        ("1.2k\n900–1.4k", (900, 1200, 1400)),
        ("1,200", (1200, 1200, 1200)),
        ("-", None),
    ],
)
def test_ranges_are_read_as_people_write_them(text: str, numbers: Any) -> None:
    assert read_text(KNOWN["reach"], text) == numbers


def test_a_share_is_read_in_percent() -> None:
    sure = KNOWN["confidence"]
    assert (
        read_text(sure, "80 %") == read_text(sure, "0.8") == read_range(sure, "", "80", "") == (0.8, 0.8, 0.8)
    )
    with pytest.raises(Refused, match="ends at 100"):
        read_range(sure, "", "120", "")


def test_names_on_the_map_cover_neither_each_other_nor_a_dot(weighed: Weighed, world: World) -> None:
    for name in ("A long name in the same place", "Another name", "And another", "Many more", "Even more"):
        made = commands.create_feature(
            actor=world.hana, name=name, estimate_low=4, estimate_likely=4, estimate_high=4
        )
        rice(Key("feature", made.pk), 3000, 1, world.hana)
    found = plane(world.hana, board(world, "x=effort&y=impact"))
    assert found is not None
    named = [places_of_name(dot)[dot.name] for dot in found.dots if dot.name in places_of_name(dot)]
    assert len(named) >= 4
    for one, other in combinations(named, 2):
        apart = one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]
        assert apart, (one, other)
    for dot in found.dots:
        x, y = NARROW * dot.x / 100 + dot.aside[0], FLAT * dot.y / 100 + dot.aside[1]
        assert not [box for box in named if box[0] < x < box[1] and box[2] < y < box[3]]


def test_who_may_only_look_is_offered_no_changes_of_many(weighed: Weighed, clients: Clients) -> None:
    for page, offer in ((PAGE, f"{PAGE}bulk/reach/"), ("/plan/features/", "/plan/features/bulk/team/")):
        assert offer in clients["mara"].get(page).content.decode()
        assert offer not in clients["vera"].get(page).content.decode()

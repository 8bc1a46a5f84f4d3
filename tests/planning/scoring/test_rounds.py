"""Scoring alone: hidden until all are done or time is up, then compared, settled with a reason that is kept."""

from datetime import timedelta

import pytest

from northing.kernel import clock
from northing.kernel.errors import NotAllowed, Refused
from northing.organisation.models import Notice
from northing.planning import commands as planning
from northing.planning.commands import scoring
from northing.planning.commands.scoring.rounds import say_alone, settle, start_round
from northing.planning.models import Feature, Input, Key, RoundCandidate, ScoringRound
from northing.planning.queries.rounds import is_seen, one_round
from tests.conftest import NOW, Clients, World

pytestmark = pytest.mark.django_db
FIELDS = ("reach", "impact", "effort")


def started(world: World) -> tuple[ScoringRound, Key]:
    feature = planning.create_feature(actor=world.hana, name="Refund", team=world.billing_core)
    key = Key("feature", feature.pk)
    made = start_round(
        actor=world.hana,
        name="Q3",
        score_model=scoring.first_score_model(actor=world.hana),
        keys=[key],
        fields=FIELDS,
        members=[world.hana, world.mara, world.tim],
        until=NOW + timedelta(days=1),
    )
    return made, key


def say(world: World, of: ScoringRound, key: Key, who: str, likely: float, *, done: bool = True) -> None:
    ranges = {(key, "reach"): (likely / 2, likely, likely * 2), (key, "impact"): (2.0, 2.0, 2.0)}
    say_alone(actor=world.cast[who], of=of, said=ranges, done=done)


def test_time_that_is_up_before_it_begins_is_refused(world: World) -> None:
    made, key = started(world)
    with pytest.raises(Refused, match="over already"):
        start_round(
            actor=world.hana,
            name="Q4",
            score_model=made.score_model,
            keys=[key],
            fields=FIELDS,
            members=[world.hana, world.mara],
            until=NOW,
        )


def test_nobody_sees_what_others_said_before_all_are_done(world: World, clients: Clients) -> None:
    made, key = started(world)
    say(world, made, key, "tim", 1234)
    [part] = one_round(world.hana, made.pk).parts
    assert part.said["reach"] == {}
    assert "1234" not in clients["hana"].get(f"/plan/rounds/{made.pk}/").content.decode()
    assert "1234" in clients["tim"].get(f"/plan/rounds/{made.pk}/").content.decode()
    say(world, made, key, "mara", 300)
    say(world, made, key, "hana", 400)
    made.refresh_from_db()
    assert is_seen(made)
    page = clients["tim"].get(f"/plan/rounds/{made.pk}/").content.decode()
    assert page.index("1.2k") < page.index(">300<")
    assert "far apart" in page
    assert "<b>first</b>" in page
    with pytest.raises(Refused, match="stands"):
        say(world, made, key, "tim", 5)
    assert Notice.objects.filter(member=world.mara).exists()


def test_time_opens_it_too(world: World) -> None:
    made, key = started(world)
    say(world, made, key, "tim", 100)
    assert not is_seen(made)
    with clock.frozen(NOW + timedelta(days=2)):
        assert one_round(world.mara, made.pk).parts[0].said["reach"] == {world.tim.pk: (50, 100, 200)}


def test_only_who_is_asked_says_something_and_only_the_starter_settles(world: World, clients: Clients) -> None:
    made, key = started(world)
    with pytest.raises(NotAllowed):
        say(world, made, key, "oscar", 5)
    assert clients["oscar"].get(f"/plan/rounds/{made.pk}/").status_code == 404
    part = RoundCandidate.objects.get()
    with pytest.raises(Refused, match="wait"):
        settle(actor=world.hana, part=part, said={"reach": (1, 2, 3)}, reason="Agreed")
    with clock.frozen(NOW + timedelta(days=2)):
        with pytest.raises(NotAllowed):
            settle(actor=world.mara, part=part, said={"reach": (1, 2, 3)}, reason="Agreed")
        with pytest.raises(Refused, match="why"):
            settle(actor=world.hana, part=part, said={"reach": (1, 2, 3)}, reason=" ")


def test_what_was_settled_stands_with_its_reason(world: World, clients: Clients) -> None:
    made, _ = started(world)
    part = RoundCandidate.objects.get()
    said = {"reason": "Tim counted them", "effort.low": "3", "effort.likely": "4", "effort.high": "6"}
    with clock.frozen(NOW + timedelta(days=2)):
        answer = clients["hana"].post(
            f"/plan/rounds/{made.pk}/{part.pk}/settle/", said | {"reach.likely": "1.2k", "impact.likely": "2"}
        )
        assert answer.status_code == 302
        assert "Tim counted them" in clients["tim"].get(f"/plan/rounds/{made.pk}/").content.decode()
    standing = Input.objects.get(round=None, field="reach")
    assert (standing.likely, standing.evidence) == (1200, "Q3: Tim counted them")
    assert Feature.objects.get().estimate_high == 6
    made.refresh_from_db()
    assert made.closed_at is not None


def test_a_round_is_started_and_scored_on_the_pages(world: World, clients: Clients) -> None:
    feature = planning.create_feature(actor=world.hana, name="Refund", team=world.billing_core)
    scoring.first_score_model(actor=world.hana)
    page = clients["mara"].get("/plan/rounds/new/").content.decode()
    assert "Refund" in page
    said = {
        "name": "Q3",
        "score_model": scoring.first_score_model(actor=world.mara).pk,
        "until": "2026-06-03T09:00",
        "people": [world.mara.pk, world.tim.pk],
        "candidates": [f"f{feature.pk}"],
    }
    assert (
        "Ask 2 to"
        in clients["mara"].post("/plan/rounds/new/", said | {"people": [world.tim.pk]}).content.decode()
    )
    clients["mara"].post("/plan/rounds/new/", said)
    made = ScoringRound.objects.get()
    assert made.fields == ["reach", "impact", "confidence", "effort"]
    address = f"/plan/rounds/{made.pk}/"
    name = f"f{feature.pk}.reach"
    wrong = clients["tim"].post(address, {f"{name}.low": "9", f"{name}.likely": "5", f"{name}.high": "7"})
    assert wrong.status_code == 422
    assert "Refund, reach" in wrong.content.decode()
    clients["tim"].post(address, {f"{name}.likely": "500", "done": "1"})
    assert Input.objects.get().likely == 500
    assert clients["vera"].get("/plan/rounds/").status_code == 200
    assert clients["tim"].post("/plan/rounds/new/", said).status_code == 403


def test_what_is_scored_is_found_by_words_and_ticked_from_the_first_on(world: World, clients: Clients) -> None:
    for name in ("Refund a part", "Refund all", "Cash view"):
        planning.create_feature(actor=world.hana, name=name, team=world.billing_core)
    at = "/plan/rounds/new/"

    def choices(query: str) -> tuple[list[str], list[str]]:
        form = clients["hana"].get(f"{at}?{query}").context["form"]
        names = dict(form.fields["candidates"].choices)
        return list(names.values()), [names[key] for key in form.initial["candidates"]]

    assert choices("q=refund&first=1") == (["Refund a part", "Refund all"], ["Refund a part"])
    [view] = Feature.objects.filter(name="Cash view")
    assert choices(f"candidate=f{view.pk}")[1] == ["Cash view"]
    assert len(choices("")[1]) == 3
    asked = clients["hana"].get(f"{at}?candidate=f{view.pk}", headers={"HX-Request": "true"})
    assert asked.headers["HX-Redirect"].endswith(f"candidate=f{view.pk}")
    said = {
        "name": "Q3",
        "score_model": scoring.first_score_model(actor=world.hana).pk,
        "people": [world.tim.pk, world.mara.pk],
    }
    said |= {"until": f"{NOW + timedelta(days=1):%Y-%m-%dT%H:%M}", "candidates": [f"f{view.pk}"]}
    assert clients["hana"].post(f"{at}?q=view", said).status_code == 302
    assert [row.feature for row in RoundCandidate.objects.all()] == [view]

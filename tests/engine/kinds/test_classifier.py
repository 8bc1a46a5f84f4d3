import numpy as np
import pytest

from northing_engine.kinds import Example, KindClassifier, Suggestion, Text, starter_examples


@pytest.fixture(scope="module")
def beginner() -> KindClassifier:
    return KindClassifier.learn(starter_examples())


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("It crashes when I save a draft and everything is lost", "problem"),
        ("Please add an option to export charts", "request"),
        ("How do I change the owner of a project?", "question"),
        ("Great tool, thank you", "praise"),
        ("Der Import stürzt ab, Fehler beim Laden", "problem"),
        ("Bitte einen Export für Diagramme hinzufügen", "request"),
        ("Où puis-je changer le propriétaire ?", "question"),
        ("Me gustaría poder añadir colores", "request"),
    ],
)
def test_it_knows_the_obvious_before_anybody_corrected_it(
    beginner: KindClassifier, said: str, kind: str
) -> None:
    assert beginner.suggest([Text("", said)])[0].likeliest[0] == kind


def test_it_learns_from_an_organisations_own_corrections(beginner: KindClassifier) -> None:
    said = Text("", "Zebra mode on another page")
    corrections = [
        Example(Text("", f"Zebra mode on page {at}, we saw it {word}"), frozenset({"problem"}))
        for at, word in enumerate(["today", "again", "twice", "there", "once", "often"] * 3)
    ]
    learnt = KindClassifier.learn([*starter_examples(), *corrections])
    before = dict(beginner.suggest([said])[0].chances)["problem"]
    assert dict(learnt.suggest([said])[0].chances)["problem"] > before
    assert learnt.suggest([said])[0].likeliest[0] == "problem"


def test_the_same_examples_in_another_order_teach_the_same() -> None:
    examples = starter_examples()
    texts = [Text("Crash", "on save"), Text("", "How?", 2, "store")]
    one, other = (KindClassifier.learn(each).log_odds(texts) for each in (examples, examples[::-1]))
    assert np.allclose(one, other, atol=1e-2)


def test_chances_are_chances_and_every_kind_has_one(beginner: KindClassifier) -> None:
    for found in beginner.suggest([Text("", ""), Text("", "🙂"), Text("Crash", "Fix it please", 1, "store")]):
        assert isinstance(found, Suggestion)
        assert (
            {kind for kind, _ in found.chances}
            == set(beginner.kinds)
            == {"praise", "problem", "question", "request"}
        )
        chances = [chance for _, chance in found.chances]
        assert chances == sorted(chances, reverse=True)
        assert all(0 <= chance <= 1 for chance in chances)


def test_a_text_may_be_of_several_kinds() -> None:
    both = [
        Example(Text("", f"Crash {at}, please add undo"), frozenset({"problem", "request"})) for at in range(12)
    ]
    learnt = KindClassifier.learn([*starter_examples(), *both])
    assert {"problem", "request"} <= set(learnt.suggest([Text("", "Crash 5, please add undo")])[0].kinds)


def test_nothing_is_suggested_for_nothing(beginner: KindClassifier) -> None:
    assert beginner.suggest([]) == []


def test_too_few_examples_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 3 examples"):
        KindClassifier.learn([Example(Text("", "Crash"), frozenset({"problem"}))] * 5)
    with pytest.raises(ValueError, match="at least 3 examples"):
        KindClassifier.learn([])


def test_where_a_text_has_one_kind_the_chances_add_up_and_the_surest_are_as_often_right_as_they_say() -> None:
    rng = np.random.default_rng(7)
    words = {"problem": "crash error broken", "request": "please add option", "question": "how where what"}

    def drawn(count: int) -> list[Example]:
        """Each text has words of its kind, and as many of any kind: nobody can be sure of all of them."""
        told = []
        for at in range(count):
            kind = str(rng.choice(list(words)))
            said = [*rng.choice(words[kind].split(), 2), *rng.choice(" ".join(words.values()).split(), 4)]
            told.append(Example(Text("", f"{' '.join(said)} n{at}"), frozenset({kind})))
        return told

    tested = drawn(600)
    found = KindClassifier.learn(drawn(400)).suggest([example.text for example in tested])
    assert all(sum(chance for _, chance in each.chances) == pytest.approx(1, abs=1e-3) for each in found)
    sure = [
        each.likeliest[0] in example.kinds
        for each, example in zip(found, tested, strict=True)
        if each.likeliest[1] >= 0.8
    ]
    said = [each.likeliest[1] for each in found if each.likeliest[1] >= 0.8]
    assert len(sure) > 50
    assert np.mean(sure) > np.mean(said) - 0.06

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from northing_engine.similarity.group_titles import group_title
from northing_engine.similarity.groups import Group, Link, group, mutual_links


def members(groups: list[Group]) -> list[set[int]]:
    return [set(each.members) for each in groups]


def test_two_close_circles_become_two_groups_and_a_stranger_stays_alone() -> None:
    links = [Link(0, 1, 0.8), Link(1, 2, 0.7), Link(0, 2, 0.9), Link(3, 4, 0.6), Link(2, 3, 0.1)]
    assert members(group(6, links)) == [{0, 1, 2}, {3, 4}]


def test_a_chain_of_look_alikes_does_not_become_one_group() -> None:
    chain = [Link(at, at + 1, 0.5) for at in range(9)]
    assert all(len(each) <= 3 for each in members(group(10, chain)))


def test_the_most_central_member_comes_first() -> None:
    [found] = group(4, [Link(0, 3, 0.9), Link(1, 3, 0.9), Link(0, 1, 0.5), Link(2, 3, 0.9), Link(1, 2, 0.5)])
    assert found.members[0] == 3
    assert found.closeness == pytest.approx(0.74)


def test_only_pairs_that_name_each_other_are_linked() -> None:
    neighbours = [[(1, 0.8), (2, 0.4)], [(0, 0.6)], [(1, 0.9)]]
    assert mutual_links(neighbours) == [Link(0, 1, pytest.approx(0.7))]


@pytest.mark.parametrize("link", [Link(0, 0, 0.5), Link(0, 3, 0.5), Link(-1, 1, 0.5)])
def test_a_link_to_nowhere_is_refused(link: Link) -> None:
    with pytest.raises(ValueError, match="two different pieces"):
        group(3, [link])


links = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]),
    st.integers(1, 100).map(lambda percent: percent / 100),
    max_size=20,
).map(lambda told: [Link(*pair, how) for pair, how in told.items()])


@settings(max_examples=150, deadline=None)
@given(links, st.randoms(use_true_random=False))
def test_groups_do_not_overlap_and_do_not_depend_on_the_order_of_links(told: list[Link], random) -> None:
    found = group(8, told)
    everybody = [at for each in found for at in each.members]
    assert len(everybody) == len(set(everybody))
    assert all(len(each.members) > 1 and 0 < each.closeness <= 1 for each in found)
    shuffled = list(told)
    random.shuffle(shuffled)
    assert group(8, shuffled) == found


def test_a_title_is_the_run_of_words_that_most_members_share_as_one_wrote_it() -> None:
    titles = ["Add a Dark mode please", "dark mode", "We want dark mode at night"]
    assert group_title(titles, ["", "White hurts.", ""]) == "Dark mode"


def test_a_title_keeps_the_accents_and_case_of_who_wrote_it() -> None:
    titles = ["Rappel des Échéances SVP", "Un rappel des échéances", "rappel des echeances"]
    assert group_title(titles, ["", "", ""]) == "Rappel des Échéances"


def test_without_shared_words_the_most_central_title_is_the_groups() -> None:
    assert group_title(["", "Night colours", "Dark theme"], ["", "", ""]) == "Night colours"
    assert group_title(["", ""], ["", ""]) == ""


def test_rare_words_name_a_group_rather_than_common_ones() -> None:
    titles = ["New page: Okta login", "New page for the Okta login"]
    assert group_title(titles, ["", ""], {"new": 0.1, "page": 0.1, "okta": 5.0, "login": 4.0}) == "Okta login"


def test_a_title_is_made_of_words_however_their_accents_are_written() -> None:
    decomposed = unicodedata.normalize("NFD", "Größe der Schrift ändern")
    composed = unicodedata.normalize("NFC", decomposed)
    assert group_title([decomposed, composed], ["", f"Bitte {decomposed}"]) == composed

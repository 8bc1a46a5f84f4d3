"""Within a page a question is asked once; everywhere else each time."""

from itertools import count

from northing.kernel.once import once_a_page, page


def test_a_page_asks_once_for_each_thing() -> None:
    numbers = count()

    @once_a_page
    def asked(_: str) -> int:
        return next(numbers)

    with page():
        assert [asked("team"), asked("team"), asked("product"), asked("team")] == [0, 0, 1, 0]
    with page():
        assert asked("team") == 2


def test_outside_of_a_page_every_call_asks() -> None:
    numbers = count()
    asked = once_a_page(lambda: next(numbers))
    assert [asked(), asked()] == [0, 1]


def test_another_day_within_a_page_is_asked_for_anew() -> None:
    numbers = count()
    asked = once_a_page(lambda: next(numbers))
    with page():
        assert asked() == 0
        with page():
            assert asked() == 1
        assert asked() == 0

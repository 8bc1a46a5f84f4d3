"""The rules of the strategy, spoken through its commands."""

from datetime import date, timedelta

import pytest

from northing.kernel import clock
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.portfolio import commands as portfolio
from northing.strategy import commands
from northing.strategy.commands import Said
from northing.strategy.models import CheckIn, KeyResult, Level, Objective, Vision, progress
from tests.conftest import NOW
from tests.strategy.conftest import Strategy, number


@pytest.mark.parametrize(
    ("baseline", "target", "value", "score"),
    [(20, 50, 41, 0.7), (5, 2, 3.2, 0.6), (0, 6, 3, 0.5), (0, 1, 1, 1), (30, 24, 33, 0), (0, 6, 9, 1)],
)
def test_scores_are_those_of_the_method(baseline: float, target: float, value: float, score: float) -> None:
    assert progress.score(baseline, target, value) == pytest.approx(score)


def test_an_objective_scores_the_weighted_mean_of_its_key_results() -> None:
    assert progress.weighted_mean([(0.7, 1), (0.6, 1), (0.5, 1)]) == pytest.approx(0.6)
    assert progress.weighted_mean([(0.7, 0.5), (0.6, 0.3), (0.5, 0.2)]) == pytest.approx(0.63)
    assert progress.weighted_mean([]) is None


def test_numbers_go_on_and_names_are_read_by_them(strategy: Strategy) -> None:
    assert [strategy.paid.code, strategy.reminders.code] == ["O1", "O2"]
    assert [strategy.days.code, strategy.attach.code, strategy.sent.code] == ["1.1", "1.2", "2.1"]


def test_a_new_vision_needs_a_reason_and_the_old_one_stays(strategy: Strategy) -> None:
    with pytest.raises(Refused, match="Say why"):
        commands.say_vision(actor=strategy.world.hana, text="Something else.")
    commands.say_vision(actor=strategy.world.hana, text="Something else.", reason="The board asked.")
    assert [vision.text for vision in Vision.objects.all()] == [
        "Something else.",
        "Nobody chases an invoice by hand.",
    ]


def test_easing_a_target_needs_a_reason_and_keeps_the_old_one(strategy: Strategy) -> None:
    mara, days = strategy.world.mara, strategy.days
    with pytest.raises(Refused, match="eases the target"):
        commands.change_target(actor=mara, key_result=days, target=number("26"), by=days.by)
    with pytest.raises(Refused, match="eases the target"):
        commands.change_target(actor=mara, key_result=days, target=days.target, by=days.by + timedelta(days=30))
    commands.change_target(
        actor=mara, key_result=days, target=number("26"), by=days.by, reason="Two slow months"
    )
    kept = days.target_changes.get()
    assert (kept.target_before, kept.target, kept.eased, kept.reason) == (24, 26, True, "Two slow months")


def test_a_harder_target_needs_no_reason(strategy: Strategy) -> None:
    attach = strategy.attach
    commands.change_target(actor=strategy.world.mara, key_result=attach, target=number("40"), by=attach.by)
    assert not attach.target_changes.get().eased


def test_a_target_is_read_as_exactly_as_it_was_set() -> None:
    row = KeyResult(unit="%", decimals=0, baseline=number("16"), target=number("13.5000"))
    assert [row.in_words(value) for value in (row.target, 14.18)] == ["13.5\u202f%", "14.2\u202f%"]


def test_a_target_where_it_stands_is_refused(strategy: Strategy) -> None:
    with pytest.raises(Refused, match="stands already"):
        commands.change_target(
            actor=strategy.world.mara, key_result=strategy.days, target=number("30"), by=strategy.days.by
        )


def test_objectives_do_not_contribute_in_circles(strategy: Strategy) -> None:
    with pytest.raises(Refused, match="contribute to itself"):
        commands.change_objective(
            actor=strategy.world.hana, objective=strategy.paid, contributes_to=[strategy.reminders]
        )


def test_cycles_have_days_and_objectives_contribute_within_them(strategy: Strategy) -> None:
    hana, day = strategy.world.hana, date(2027, 1, 1)
    with pytest.raises(Refused, match="end after it starts"):
        commands.begin_cycle(actor=hana, name="2027", starts_on=day, ends_on=day)
    following = commands.begin_cycle(actor=hana, name="2027", starts_on=day, ends_on=date(2027, 12, 31))
    other = commands.add_objective(actor=hana, cycle=following, name="Fewer disputes")
    with pytest.raises(Refused, match="same cycle"):
        commands.change_objective(actor=hana, objective=other, contributes_to=[strategy.paid])


def test_an_objective_contributes_to_several(strategy: Strategy) -> None:
    hana = strategy.world.hana
    other = commands.add_objective(actor=hana, cycle=strategy.cycle, name="Fewer disputes")
    commands.change_objective(actor=hana, objective=strategy.reminders, contributes_to=[strategy.paid, other])
    assert set(strategy.reminders.contributes_to.all()) == {strategy.paid, other}


def test_managers_set_objectives_of_products_and_heads_the_wider_ones(strategy: Strategy) -> None:
    mara = strategy.world.mara
    with pytest.raises(NotAllowed, match="heads of product"):
        commands.add_objective(actor=mara, cycle=strategy.cycle, name="Rule the world")
    with pytest.raises(NotAllowed, match="heads of product"):
        commands.add_objective(
            actor=mara, cycle=strategy.cycle, name="One line", level=Level.LINE, line=strategy.world.line
        )
    with pytest.raises(Refused, match="Choose the team"):
        commands.add_objective(actor=mara, cycle=strategy.cycle, name="Calm nights", level=Level.TEAM)
    with pytest.raises(NotAllowed):
        commands.add_objective(actor=strategy.world.tim, cycle=strategy.cycle, name="Mine", level=Level.MEMBER)


def test_objectives_of_restricted_products_are_not_seen(strategy: Strategy) -> None:
    world = strategy.world
    portfolio.change_product(actor=world.hana, product=world.terminal, restricted=True)
    secret = commands.add_objective(
        actor=world.hana, cycle=strategy.cycle, name="Secret", level=Level.PRODUCT, product=world.terminal
    )
    assert secret in Objective.objects.visible_to(world.olive)
    assert secret not in Objective.objects.visible_to(world.mara)
    with pytest.raises(NotVisible):
        commands.drop_objective(actor=world.mara, objective=secret, reason="Not mine")


def test_check_ins_are_all_or_none_and_one_a_day(strategy: Strategy) -> None:
    mara = strategy.world.mara
    good = Said(strategy.days, number("29.1"), 0.6, "Two large payers were late.")
    with pytest.raises(Refused):
        commands.check_in(actor=mara, said=[good, Said(strategy.attach, number("33"), 1.2, "Fine")])
    assert not CheckIn.objects.exists()
    commands.check_in(actor=mara, said=[good])
    commands.check_in(actor=mara, said=[Said(strategy.days, number("29"), 0.5, "Counted anew.")])
    kept = CheckIn.objects.get()
    assert (kept.value, kept.confidence, kept.said_on) == (29, 0.5, NOW.date())


def test_only_who_answers_for_it_checks_in(strategy: Strategy) -> None:
    with pytest.raises(NotAllowed):
        commands.check_in(actor=strategy.world.tim, said=[Said(strategy.days, number("1"), 1.0, "Done")])


def test_a_cycle_is_closed_after_its_last_day_and_nothing_moves_then(strategy: Strategy) -> None:
    hana = strategy.world.hana
    commands.check_in(actor=hana, said=[Said(strategy.attach, number("33"), 0.8, "On the way")])
    last_day = NOW.replace(month=12, day=31)
    with clock.frozen(last_day), pytest.raises(Refused, match="runs until"):
        commands.close_cycle(actor=hana, cycle=strategy.cycle)
    with clock.frozen(NOW.replace(year=2027)):
        commands.close_cycle(actor=hana, cycle=strategy.cycle)
        with pytest.raises(Refused, match="closed"):
            commands.check_in(actor=hana, said=[Said(strategy.attach, number("36"), 1, "Late news")])
    strategy.attach.refresh_from_db()
    strategy.days.refresh_from_db()
    assert (strategy.attach.closed_value, strategy.days.closed_value) == (33, 30)
    assert strategy.cycle.pace(date(2026, 7, 2)) == pytest.approx(183 / 365)

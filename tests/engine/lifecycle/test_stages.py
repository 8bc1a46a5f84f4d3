"""Polli and Cook's stages, two in a row, and how sure they are."""

import numpy as np
import pytest

from northing_engine.lifecycle import LifecycleError, Stage, TooEarly, stage_evidence, stage_of


def test_published() -> None:
    growth = [0.42, 0.35, 0.20, 0.12, 0.05, 0.01, -0.02, -0.09, -0.15]
    scatter = float(np.std(growth, ddof=1))
    assert scatter == pytest.approx(0.193290, abs=1e-6)
    assert "".join(stage_of(each, scatter)[0] for each in growth) == "ggggmmmmd"


def test_growth_then_decline_is_told_from_the_series() -> None:
    rising = np.exp(0.03 * np.arange(36))
    assert stage_evidence(rising, periods_a_year=12).stage is Stage.GROWTH
    falling = np.concatenate((rising, rising[-1] * np.exp(-0.03 * np.arange(1, 25))))
    evidence = stage_evidence(falling, periods_a_year=12)
    assert evidence.stage is Stage.DECLINE
    assert Stage.MATURITY in evidence.stages


def test_one_odd_period_changes_no_stage() -> None:
    level = np.full(30, 100.0)
    level[-1] = 160
    assert stage_evidence(level, periods_a_year=12).stage is Stage.MATURITY


def test_far_below_the_plan_is_introduction() -> None:
    evidence = stage_evidence(np.linspace(1, 3, 15), periods_a_year=12, peak=500)
    assert evidence.stage is Stage.INTRODUCTION
    assert evidence.chance(Stage.INTRODUCTION) == 1


def test_chances_sum_to_one_and_noise_makes_them_less_sure() -> None:
    rng = np.random.default_rng(2)
    base = 100 * np.exp(0.011 * np.arange(40))
    quiet = stage_evidence(base * (1 + rng.normal(0, 0.005, 40)), periods_a_year=12)
    loud = stage_evidence(base * (1 + rng.normal(0, 0.2, 40)), periods_a_year=12)
    assert sum(chance for _, chance in loud.chances) == pytest.approx(1)
    assert max(dict(quiet.chances).values()) > max(dict(loud.chances).values())
    assert loud.error > quiet.error


def test_comparable_products_set_the_borders() -> None:
    rising = np.exp(0.01 * np.arange(36))
    assert stage_evidence(rising, periods_a_year=12, comparable=[-0.5, 0.0, 0.5]).stage is Stage.MATURITY


def test_too_few_or_negative_values_are_refused() -> None:
    with pytest.raises(TooEarly, match="needs 15 periods; there are 14"):
        stage_evidence([1.0] * 14, periods_a_year=12)
    with pytest.raises(LifecycleError):
        stage_evidence([-1.0] * 20, periods_a_year=12)

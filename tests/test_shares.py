"""A theme's share of a machine's codings, corrected by a random sample that was confirmed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copanalytics.shares import corrected_share

UNITS = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=60)


@given(UNITS, st.lists(st.booleans(), max_size=60))
def test_the_interval_holds_the_share_and_stays_between_none_and_all(sample, rest):
    confirmed, machine = zip(*sample, strict=True)
    share, low, high = corrected_share(confirmed, machine, rest)

    assert 0 <= low <= share + 1e-9
    assert share - 1e-9 <= high <= 1


def test_all_confirmed_is_the_count_itself():
    assert corrected_share([True, False, False, True], [False] * 4, []) == (0.5, 0.5, 0.5)


def test_a_machine_that_is_half_wrong_is_halved():
    right, given_by_machine = [True, False] * 50, [True] * 100
    share, low, high = corrected_share(right, given_by_machine, [True] * 1000)

    assert share == pytest.approx(0.5)
    assert 0.38 < low < 0.42
    assert 0.58 < high < 0.62


def test_a_theme_nobody_confirmed_keeps_an_upper_end():
    share, low, high = corrected_share([False] * 100, [False] * 100, [False] * 1000)

    assert share < 0.001
    assert low == pytest.approx(0, abs=1e-4)
    assert high > 0.02


def test_ninety_five_of_a_hundred_intervals_hold():
    draw = np.random.default_rng(1)
    truth = draw.random(1000) < 0.2
    machine = truth ^ (draw.random(1000) < 0.1)
    held = []
    for _ in range(300):
        order = draw.permutation(1000)
        some, rest = order[:100], order[100:]
        _, low, high = corrected_share(truth[some], machine[some], machine[rest])
        held.append(low <= truth.mean() <= high)

    assert 0.93 <= np.mean(held) <= 0.97


def test_nothing_confirmed_is_refused():
    with pytest.raises(ValueError, match="0 units confirmed"):
        corrected_share([], [], [True])

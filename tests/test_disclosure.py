"""Small counts withheld."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from copanalytics.disclosure import merged, suppressed

groups = st.dictionaries(st.sampled_from("ABCDEFGHIJ"), st.integers(0, 30), min_size=1)


@settings(derandomize=True)
@given(groups)
def test_no_small_count_is_shown_and_the_total_stays(counts: dict[str, int]):
    shown = merged(pd.Series(counts, dtype="int64"), "other")

    assert shown.sum() == sum(counts.values())
    alone = shown.drop("other", errors="ignore")
    assert (alone >= 5).all()


@settings(derandomize=True)
@given(groups)
def test_no_single_hidden_group_follows_from_the_total(counts: dict[str, int]):
    shown = merged(pd.Series(counts, dtype="int64"), "other")

    hidden = {group for group, n in counts.items() if n and group not in shown.index}
    assert len(hidden) != 1 or len(shown) == 1


def test_the_next_larger_group_joins_one_that_is_small_alone():
    shown = merged(pd.Series({"GB": 9, "FR": 6, "DE": 4}), "other")

    assert shown.to_dict() == {"GB": 9, "other": 10}


def test_as_many_people_as_groups_do_not_tell_that_each_is_one():
    shown = merged(pd.Series({"GB": 9, "FR": 6, "A": 1, "B": 1, "C": 1, "D": 1, "E": 1}), "other")

    assert shown.to_dict() == {"GB": 9, "other": 11}


def test_zero_may_be_told():
    assert suppressed(pd.Series({"a": 0, "b": 1, "c": 4, "d": 5})).isna().tolist() == [
        False,
        True,
        True,
        False,
    ]

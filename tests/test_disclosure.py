"""Small counts withheld."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quarters import here_alone, reports_of

from copanalytics.auditing import Published, Told, audit, recoverable, screened
from copanalytics.disclosure import protect, protect_all
from copanalytics.errors import CopanalyticsError
from copanalytics.grids import Grid, shown_as, told_before

groups = st.dictionaries(st.sampled_from("ABCDEFGHIJ"), st.integers(0, 30), min_size=1)


def people(**counts: int) -> pd.DataFrame:
    return pd.DataFrame({"people": counts})


def shown(named: bool = True, **counts: int) -> dict[str, int]:
    return protect(Grid("g", people(**counts), named=named)).people.to_dict()


@settings(derandomize=True, deadline=None)
@given(groups)
def test_no_small_count_is_shown_and_the_total_stays(counts: dict[str, int]):
    table = protect(Grid("g", people(**counts)))

    assert table.people.sum() == table.totals["all"] == sum(counts.values())
    assert (table.people.drop("all", errors="ignore") >= 5).all()


def test_the_next_larger_group_joins_one_that_is_small_alone():
    assert shown(GB=9, FR=6, DE=4) == {"GB": 9, "other": 10}


def test_as_many_people_as_groups_do_not_tell_that_each_is_one():
    assert shown(GB=9, FR=8, A=1, B=1, C=1, D=1, E=1) == {"GB": 9, "other": 13}


def test_a_sum_that_is_all_small_counts_of_one_size_is_not_told():
    assert shown(GB=20, A=4, B=4, C=4, D=4) == {"all": 36}


def test_where_groups_are_named_each_is_known_to_have_somebody():
    assert shown(GB=9, FR=8, A=2, B=2, C=3) == {"GB": 9, "other": 15}
    assert shown(named=False, GB=9, FR=8, A=2, B=2, C=3) == {"GB": 9, "FR": 8, "other": 7}


def test_groups_that_are_not_named_are_not_told_to_have_nobody():
    told = protect(Grid("g", people(en=9, fr=8, de=7, es=0), named=False)).published.cells

    assert told["g|es|all"] == (0, None)


def test_a_table_of_halves_tells_a_group_with_both_or_not_at_all():
    counts = pd.DataFrame({"came": [9, 9, 6], "not": [7, 1, 6]}, index=["GB", "FR", "DE"])

    assert list(protect(Grid("g", counts)).shown.index) == ["GB", "DE", "FR", "all"]
    table = protect(Grid("g", counts, halves=True)).shown
    assert table.to_dict("index") == {
        "GB": {"came": 9, "not": 7, "all": 16},
        "other": {"came": 15, "not": 7, "all": 22},
        "all": {"came": 24, "not": 14, "all": 38},
    }


def test_tables_of_one_report_are_protected_together():
    # 12 are here by country, all of whom are members: what the second table tells is held against
    # the first, whichever is made first.
    here, members = (
        Grid("here", people(GB=20, FR=6, DE=4)),
        Grid("so far", people(GB=20, FR=9, DE=4)),
    )
    sums = [(members.cell(group), (here.cell(group), f"before {group}")) for group in here.rows]

    tables = protect_all([here, members], known=Published({}, tuple(sums)))

    both = Published({}, tuple(sums)).joined(*(table.published for table in tables))
    assert recoverable(both, 5) == []
    assert list(tables[0].people.index) == ["GB", "other"]


def test_what_was_told_stays_as_it_was_told():
    grid = Grid("g", people(GB=31, FR=9, DE=7))
    before = shown_as(grid, {"GB": "whole", "FR": "added up", "DE": "added up"}, 5).published

    again = protect_all([grid], before=before)[0]

    assert again.people.to_dict() == {"GB": 31, "other": 16}
    assert again.published == told_before(grid, before, 5).published


def test_what_was_told_of_other_counts_is_forgotten():
    before = protect(Grid("g", people(GB=31, FR=9, DE=7))).published

    assert told_before(Grid("g", people(GB=31, FR=9, DE=8)), before, 5) is None


def told(cells: dict[str, Told], *sums: tuple[str, tuple[str, ...]]) -> Published:
    return Published(cells, sums)


def test_a_count_that_a_total_and_its_parts_tell_is_found():
    total = told({"all": (20, 20), "GB": (17, 17), "FR": (1, None)}, ("all", ("GB", "FR")))

    assert audit(total, 5).to_dict("records") == [
        {"cell": "FR", "low": 3, "high": 3, "exposed": True}
    ]


def test_a_count_that_two_quarters_tell_is_found():
    first = told({"FR, so far in Q1": (7, 7)})
    second = told(
        {"FR, so far in Q2": (9, 9)}, ("FR, so far in Q2", ("FR, so far in Q1", "FR, new in Q2"))
    )

    assert recoverable(second, 5) == []
    assert recoverable(second.joined(first), 5) == ["FR, new in Q2"]


def test_a_count_is_found_that_only_two_tables_together_tell():
    loop = told(
        {"x": (12, 12), "y": (12, 12), "z": (2, 2), "a": (1, None), "b": (1, None), "c": (1, None)},
        ("x", ("a", "c")), ("y", ("b", "c")), ("z", ("a", "b")),
    )  # fmt: skip

    assert recoverable(loop, 5) == ["a", "b"]


def test_three_sums_in_a_ring_are_solved_together():
    ring = told(
        {"x": (10, 10), "y": (12, 12), "z": (14, 14)},
        ("x", ("a", "b")), ("y", ("b", "c")), ("z", ("a", "c")),
    )  # fmt: skip
    cells = told({name: (1, None) for name in "abc"})

    both = ring.joined(cells)
    assert screened(both, 5) == []
    assert recoverable(both, 5) == ["b"]
    assert audit(both, 5)["low"].tolist() == [6, 4, 8]


def test_what_the_total_alone_tells_is_no_secret():
    few = Published({"all": (4, 4), "GB": (1, None)}, (("all", ("GB", "FR")),), frozenset({"all"}))

    assert recoverable(few, 5) == []


def test_numbers_that_contradict_one_another_are_one_sentence():
    wrong = told({"all": (5, 5), "GB": (7, 7), "FR": (1, None)}, ("all", ("GB", "FR")))

    with pytest.raises(CopanalyticsError, match="does not agree with what was published before"):
        audit(wrong, 5)


def test_what_was_published_is_the_same_when_read_again():
    _, known = here_alone(1)

    assert Published.from_json(known.as_json()) == Published(
        dict(sorted(known.cells.items())), tuple(sorted(known.sums)), known.totals
    )


def test_what_was_published_holds_no_withheld_count():
    counts = pd.DataFrame({"people": [31, 3, 4, 2]}, index=["GB", "FR", "DE", "ES"])

    published = protect(Grid("g", counts)).published

    assert published.cells["g|other|all"] == (9, 9)
    assert {published.cells[f"g|{group}|all"] for group in ("FR", "DE", "ES")} == {(1, None)}


def test_a_group_is_not_told_where_an_earlier_quarter_would_tell_who_is_new():
    now, before = Grid("so far 2", people(GB=31, FR=9)), Grid("so far 1", people(GB=21, FR=7))
    sums = [(now.cell(group), (before.cell(group), f"new {group}")) for group in ("GB", "FR")]
    known = protect(before).published.joined(Published({}, tuple(sums)))

    assert list(protect(now).shown.index) == ["GB", "FR", "all"]
    assert list(protect(now, known=known).shown.index) == ["all"]


def test_themes_overlap_and_are_not_added_up():
    counts = pd.DataFrame(
        {"en": [9, 7, 2], "fr": [6, 2, 2], "de": [5, 1, 0]}, index=["fees", "law", "trial"]
    )

    shown = protect(Grid("themes", counts, overlap=True)).shown

    assert shown.loc["fees"].tolist() == [9, 6, 5, 20]
    assert shown.loc["law"].isna().tolist() == [True, True, True, False]
    assert shown.loc["trial"].isna().all()
    assert "other" not in shown.index


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 14)] * 3), min_size=1, max_size=7))
def test_nothing_follows_from_a_protected_table_and_its_totals_are_told(rows: list[tuple]):
    counts = pd.DataFrame(rows, index=list("ABCDEFG")[: len(rows)], columns=["x", "y", "z"])

    done = protect(Grid("t", counts))

    assert recoverable(done.published, 5) == []
    assert done.totals["all"] == counts.to_numpy().sum()
    assert done.share_shown >= 0.6
    told = done.shown.drop("all")
    assert not ((told > 0) & (told < 5)).any(axis=None)


def test_eight_quarters_of_two_hundred_communities_tell_no_small_count(capsys):
    runs = [here_alone(seed) for seed in range(200)]
    tables = [table for made, _ in runs for table in made]
    shown = [table.share_shown for table in tables]

    with capsys.disabled():
        print(f"share of cells shown: mean {np.mean(shown):.2f}, least {min(shown):.2f}")
    assert [cell for _, known in runs for cell in recoverable(known, 5)] == []
    assert min(shown) >= 0.6
    assert all(table.rows["all"]["all"] == table.totals["all"] for table in tables)


@pytest.mark.parametrize("seed", range(2))
def test_reports_of_eight_quarters_tell_no_small_count(seed: int):
    # benchmarks/disclosure.py does so for 200 communities.
    tables, reports = reports_of(seed)

    assert recoverable(Published().joined(*reports.values()), 5) == []
    assert min(table.share_shown for table in tables) >= 0.6
    assert all(table.rows["all"]["all"] == table.totals["all"] for table in tables)

"""Moments, retention, meetings, local hours: the rules of each, and what may not change them."""

import itertools

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from copanalytics.hours import local_hours
from copanalytics.meeting import meeting, met, room_sizes
from copanalytics.moments import by_minute, punctual
from copanalytics.presence import by_threshold, counts, presence, stretches
from copanalytics.retention import cohorts, ever_reached, half, lapsed, returning
from copanalytics.statistics import median_interval, paired_change, share_change

START = pd.Timestamp("2025-02-05 14:00", tz="UTC")
PLAN = pd.DataFrame(
    {"start": [START, START + pd.Timedelta(days=90)], "minutes": [90, 90], "unlisted": 0,
     "series": "Circle"},
    index=pd.Index(["a", "b"], name="session"),
)  # fmt: skip
CONNECTION = some.tuples(
    some.sampled_from("ab"), some.sampled_from("pqr"), some.integers(-600, 6000),
    some.integers(1, 5000),
)  # fmt: skip


def connected(*rows: tuple[str, str, int, int]) -> pd.DataFrame:
    """Session, person, seconds after the start, seconds that it lasts."""
    table = pd.DataFrame(rows, columns=["session", "person", "after", "lasts"])
    joined = table["session"].map(PLAN["start"]) + pd.to_timedelta(table["after"], unit="s")
    left = joined + pd.to_timedelta(table["lasts"], unit="s")
    return table[["session", "person"]].assign(
        joined_at=joined, left_at=left, minutes=table["lasts"] / 60.0
    )


def came(*pairs: str) -> pd.DataFrame:
    return pd.DataFrame([tuple(pair) for pair in pairs], columns=["session", "person"])


def told(attendance: pd.DataFrame) -> list[pd.DataFrame | pd.Series]:
    """Every measure of attendance; connections are left out, as these are counted.

    test_same_measures.py has the others too, of files.
    """
    minutes = presence(attendance).round(6)
    parts = stretches(attendance)
    here = minutes.reset_index()
    return [
        minutes, counts(attendance, PLAN).drop(columns="connections"), by_threshold(minutes),
        by_minute(parts, PLAN), punctual(parts, here, PLAN), cohorts(here, PLAN),
    ]  # fmt: skip


def same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    return all(a.equals(b) for a, b in zip(told(one), told(other), strict=True))


@settings(max_examples=12, deadline=None)
@given(some.lists(CONNECTION, min_size=1, max_size=12), some.randoms())
def test_order_and_repetition_of_rows_change_no_measure(rows: list, chance):
    attendance = connected(*rows)
    shuffled = connected(*chance.sample(rows, len(rows)))

    assert same(attendance, shuffled)
    assert same(attendance, connected(*rows, *rows))


@settings(max_examples=30, deadline=None)
@given(some.lists(CONNECTION, min_size=1, max_size=8), some.integers(0, 100))
def test_a_device_inside_another_connection_changes_no_measure(rows: list, share: int):
    session, person, after, lasts = rows[0]
    inside = (session, person, after + lasts * share // 200, max(1, lasts * share // 200))

    assert same(connected(*rows), connected(*rows, inside))


@settings(max_examples=30, deadline=None)
@given(some.lists(CONNECTION, min_size=1, max_size=8), some.integers(1, 99))
def test_a_connection_cut_in_two_changes_no_measure(rows: list, share: int):
    session, person, after, lasts = rows[0]
    cut = lasts * share // 100
    both = [(session, person, after, cut), (session, person, after + cut, lasts - cut)]

    assert same(connected(*rows), connected(*both, *rows[1:]))


def test_only_the_planned_time_counts_where_it_is_asked_for():
    early_and_late = connected(("a", "p", -600, 7200))

    assert presence(early_and_late)["a", "p"] == 120
    assert presence(early_and_late, PLAN)["a", "p"] == 90


def test_nobody_is_in_the_room_after_the_last_has_left():
    minutes = by_minute(stretches(connected(("a", "p", 0, 1800), ("a", "q", 0, 600))), PLAN)

    assert minutes["people"].iloc[[0, 9, 10, 29, 30, 90]].tolist() == [2, 2, 1, 1, 0, 0]
    assert len(minutes) == 91


def test_late_and_early_are_more_than_five_minutes():
    rows = connected(("a", "p", 0, 5400), ("a", "q", 300, 4800), ("a", "r", 301, 4798))
    here = presence(rows).reset_index()

    assert punctual(stretches(rows), here, PLAN).loc["a"].tolist() == [3, 1, 1]


def test_the_first_session_of_a_series_has_nobody_to_return():
    table = returning(came("ap", "aq", "bp", "br"), PLAN)

    assert pd.isna(table["returning"]["a"])
    assert table["returning"]["b"] == 1


def test_two_series_are_never_mixed():
    plan = PLAN.assign(series=["Circle", "Talks"])

    assert returning(came("ap", "bp"), plan)["returning"].isna().all()
    assert lapsed(came("ap", "bp"), plan)["ever"].to_dict() == {"Circle": 1, "Talks": 1}


def test_who_missed_the_last_two_sessions_has_lapsed():
    plan = pd.DataFrame({"series": "Circle"}, index=list("abcd"))

    assert lapsed(came("ap", "aq", "bq", "cr", "dr"), plan).loc["Circle"].tolist() == [3, 2]
    assert pd.isna(lapsed(came("ap", "bp"), plan.loc[["a", "b"]])["lapsed"]["Circle"])


def test_a_cohort_is_followed_from_its_first_session():
    table = cohorts(came("ap", "aq", "bp", "br"), PLAN)

    rows = table[["cohort", "session", "people"]].to_numpy().tolist()
    assert rows == [["a", "a", 2], ["a", "b", 1], ["b", "b", 1]]


def test_an_organisation_is_reached_once_one_of_it_came():
    members = pd.DataFrame(
        {"person": ["p", "q", "r"], "organisation": ["X", "X", "Y"], "country": ["FR", "FR", "GB"]}
    )

    table = ever_reached(members, came("ap"))

    assert table["never"].to_dict() == {"person": 2, "organisation": 1, "country": 1}


@pytest.mark.parametrize(("often", "few"), [([1, 1, 1, 1], 2), ([9, 1, 1], 1), ([], 0), ([3], 1)])
def test_half_is_the_smallest_number_that_makes_it(often: list[int], few: int):
    assert half(pd.Series(often, dtype="int64")) == few


def test_rooms_of_one_name_in_two_parts_are_two_rooms():
    rooms = pd.DataFrame(
        {"session": "a", "part": ["1", "1", "2", "2"], "room": "Room 1", "person": list("pqqr")}
    )

    assert room_sizes(rooms, came("ap", "aq", "ar")).tolist() == [2, 2]
    assert met(rooms, came("ap", "aq", "ar"))[["one", "other"]].to_numpy().tolist() == [
        ["p", "q"], ["q", "r"],
    ]  # fmt: skip


def test_who_was_listed_in_a_room_but_did_not_attend_has_met_nobody():
    rooms = pd.DataFrame({"session": "a", "part": "", "room": "1", "person": list("pq")})

    assert met(rooms, came("ap")).empty


@settings(max_examples=12, deadline=None)
@given(some.dictionaries(some.sampled_from("pqrstu"), some.integers(1, 3), min_size=2))
def test_pairs_who_met_are_counted_as_by_hand(rooms_of: dict[str, int]):
    rooms = pd.DataFrame(
        {
            "session": "a",
            "part": "",
            "room": [str(n) for n in rooms_of.values()],
            "person": list(rooms_of),
        }
    )
    here = came(*(f"a{person}" for person in rooms_of))

    by_hand = sum(rooms_of[a] == rooms_of[b] for a, b in itertools.combinations(rooms_of, 2))
    assert meeting(rooms, here).loc["a"].tolist() == [
        len(rooms_of), len(rooms_of) * (len(rooms_of) - 1) // 2, by_hand,
    ]  # fmt: skip


def test_across_countries_a_pair_of_one_country_does_not_count():
    rooms = pd.DataFrame({"session": "a", "part": "", "room": "1", "person": list("pqr")})
    country = pd.Series({"p": "FR", "q": "FR", "r": "GB"})

    assert meeting(rooms, came("ap", "aq", "ar"), country).loc["a"].tolist() == [3, 2, 2]


def test_local_hours_know_daylight_saving():
    # New York is four hours behind London from 9 to 30 March 2025, else five.
    starts = pd.to_datetime(["2025-03-19 13:00", "2025-05-21 13:00"], utc=True)
    plan = pd.DataFrame({"start": starts, "minutes": 90}, index=["spring", "summer"])

    clock = local_hours(plan, ["GB"])["first"].map(lambda at: at.strftime("%H:%M")).tolist()

    assert clock == ["13:00", "14:00"]
    assert local_hours(plan, ["JP"])["night"].tolist() == [1, 1]
    assert local_hours(plan, ["XX"]).empty


def test_few_changes_are_never_more_than_chance():
    assert min(paired_change(n, 5 - n) for n in range(6)) > 0.05
    assert paired_change(0, 6) < 0.05
    assert share_change((0, 5), (5, 5)) < 0.05 < share_change((1, 5), (4, 5))


def test_a_median_of_five_has_no_bounds():
    low, high = median_interval([1, 2, 3, 4, 5])

    assert pd.isna(low) and pd.isna(high)

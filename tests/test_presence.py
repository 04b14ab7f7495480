"""Presence, attendees and who came back."""

import random

import pandas as pd

from copanalytics.presence import attended, counts, presence
from copanalytics.retention import returning


def connections(*rows: tuple[str, str, str | None, str | None, float]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["session", "person", "joined_at", "left_at", "minutes"])
    times = {
        c: pd.to_datetime(table[c], utc=True, format="%H:%M") for c in ("joined_at", "left_at")
    }
    return table.assign(**times)


def planned(**minutes: float) -> pd.DataFrame:
    return pd.DataFrame({"minutes": minutes, "series": "Circle", "unlisted": 0})


def test_two_devices_at_once_count_once():
    rows = connections(("a", "p", "14:00", "15:00", 60.0), ("a", "p", "14:10", "14:50", 40.0))

    assert presence(rows)["a", "p"] == 60


def test_a_gap_between_connections_does_not_count():
    rows = connections(("a", "p", "14:00", "14:20", 20.0), ("a", "p", "14:40", "15:00", 20.0))

    assert presence(rows)["a", "p"] == 40


def test_a_row_repeated_adds_nothing_to_fewer_minutes_than_its_times():
    # First join, last leave, and the 50 minutes between that the person was there.
    rows = connections(("a", "p", "14:00", "15:30", 50.0), ("a", "p", "14:00", "15:30", 50.0))

    assert presence(rows)["a", "p"] == 50


def test_a_connection_inside_a_long_one_does_not_end_it():
    rows = connections(
        ("a", "p", "14:00", "15:30", 90.0),
        ("a", "p", "14:10", "14:20", 10.0),
        ("a", "p", "14:30", "15:00", 30.0),
    )

    assert presence(rows)["a", "p"] == 90


def test_the_order_of_rows_changes_nothing():
    rows = connections(("a", "p", "14:00", "15:00", 60.0), ("a", "p", "14:30", "15:30", 60.0))

    pd.testing.assert_series_equal(presence(rows), presence(rows.iloc[::-1]))


def test_a_total_without_times_counts_as_told():
    rows = connections(("a", "p", None, None, 47.0))

    assert presence(rows)["a", "p"] == 47


def test_times_count_where_another_export_tells_only_the_total():
    rows = connections(("a", "p", "14:00", "14:30", 30.0), ("a", "p", None, None, 31.0))

    assert presence(rows)["a", "p"] == 30


def test_five_minutes_make_an_attendee():
    rows = connections(("a", "p", "14:00", "14:05", 5.0), ("a", "q", "14:00", "14:04", 4.0))

    assert attended(rows, planned(a=90))["person"].tolist() == ["p"]


def test_a_quarter_of_a_short_session_is_enough():
    rows = connections(("a", "p", "14:00", "14:04", 4.0), ("a", "q", "14:00", "14:02", 2.0))

    assert attended(rows, planned(a=12))["person"].tolist() == ["p"]


def test_people_whom_only_the_summary_counts_are_attendees():
    rows = connections(("a", "p", "14:00", "15:00", 60.0))

    table = counts(rows, planned(a=90).assign(unlisted=2))

    assert table.loc["a", ["connections", "people", "attendees"]].tolist() == [1, 3, 3]


def test_minutes_add_up_the_same_in_any_order_of_people():
    # Added as fractions, these differ in the last digit, which a rounded total may show.
    draw = random.Random(0)
    minutes = [draw.randrange(300, 6000) / 60 for _ in range(40)]
    totals = set()
    for order in (minutes, minutes[::-1]):
        rows = connections(*(("a", f"p{n:02}", None, None, m) for n, m in enumerate(order)))
        totals.add(counts(rows, planned(a=90)).loc["a", "minutes"])

    assert len(totals) == 1


def test_returning_needs_an_earlier_session_of_the_same_series():
    here = pd.DataFrame({"session": ["a", "talk", "b", "b"], "person": ["p", "q", "p", "q"]})
    sessions = planned(a=90, talk=60, b=90).assign(series=["Circle", "Talk", "Circle"])

    table = returning(here, sessions)

    assert table["returning"].astype("object").where(
        table["returning"].notna(), None
    ).to_dict() == {
        "a": None,
        "talk": None,
        "b": 1,
    }

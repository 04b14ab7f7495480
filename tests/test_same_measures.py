"""What may not change a measure: how connections lie in files, and the zone of an export's clock.

Whole folders are read, with a directory and lists of break-out rooms, so that reading, telling
people and counting are held together.
"""

import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from random import Random

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as some
from small import HEADINGS, SETTINGS, ZOOM, folder, mail

import copanalytics as cop
from copanalytics.belonging import country_of, reach
from copanalytics.hours import local_hours
from copanalytics.meeting import meeting, met, room_sizes
from copanalytics.moments import by_minute, punctual
from copanalytics.presence import attended, by_threshold, counts, presence, stretches
from copanalytics.retention import cohorts, ever_reached, half, lapsed, returning

Row = tuple[str, str, int, int, bool]
"""Session, person, seconds after the planned start, seconds it lasts, whether an e-mail is shown.
"""
Files = Callable[[list[str]], Sequence[list[str]]]
"""Rows of a session's export to those of each of its files."""

STARTS = {
    "s-1": pd.Timestamp("2025-02-05 14:00", tz="UTC"),
    "s-2": pd.Timestamp("2025-03-19 14:00", tz="UTC"),
    "s-3": pd.Timestamp("2025-05-21 13:00", tz="UTC"),
}
PEOPLE = {
    "Ann Ash": ("Oak House", "GB"), "Bea Birch": ("Oak House", "GB"),
    "Carl Cedar": ("Wohnpaare", "DE"), "Dora Dogwood": ("Wohnpaare", "DE"),
    "Eva Elder": ("Casa Nueva", "ES"), "Finn Fir": ("Casa Nueva", "IE"),
}  # fmt: skip
ROOMS = {"s-1": ("Ann Ash", "Bea Birch", "Carl Cedar"), "s-3": ("Ann Ash", "Eva Elder")}
"""The people of the first room of each session; the others were in the second."""

SEEDS = some.integers(1, 3)
few = settings(max_examples=4, deadline=None, phases=[Phase.generate])


def rows(seed: int) -> list[Row]:
    """Twenty connections, with rejoins, devices at once, and some without an e-mail."""
    chance = Random(seed)
    return [
        (chance.choice(sorted(STARTS)), chance.choice(sorted(PEOPLE)), chance.randint(-600, 4800),
         chance.choice([120, 200, 900, 3000, 5400]), chance.random() < 0.7)
        for _ in range(20)
    ]  # fmt: skip


def community(path: Path, rows: list[Row], files: Files, zone: str) -> cop.Community:
    """Load a community whose sessions and exports have the clock of `zone`."""
    local = {session: start.tz_convert(zone) for session, start in STARTS.items()}
    plan = [f"{s},Circle,,{at:%Y-%m-%d %H:%M},,90,Zoom,en,held\n" for s, at in local.items()]
    texts = {
        "community.toml": SETTINGS.replace("Europe/London", zone),
        "pseudonym.key": "the same at every load",
        "members.csv": "Name,Email,Organisation,Country\n"
        + "".join(f"{who},{mail(who)},{a},{b}\n" for who, (a, b) in PEOPLE.items()),
    }
    for session, at in local.items():
        place = f"exports/{at:%Y-%m-%d}/"
        if session in ROOMS:
            texts[place + "break-out rooms.csv"] = _rooms(ROOMS[session])
        lines = [_line(row, zone) for row in rows if row[0] == session]
        for n, part in enumerate(files(lines)):
            # Of another line end, no file is the same as another to the byte.
            end = "\r\n" if n % 2 else "\n"
            text = ZOOM.replace("\n", end) + "".join(line + end for line in part)
            texts |= {f"{place}participants {n}.csv": text} if part else {}
    return cop.load(folder(path, HEADINGS + "".join(plan), texts))


def _line(row: Row, zone: str) -> str:
    session, who, after, lasts, shown = row
    joined = STARTS[session].tz_convert(zone) + pd.Timedelta(seconds=after)
    times = [f"{at:%m/%d/%Y %I:%M:%S %p}" for at in (joined, joined + pd.Timedelta(seconds=lasts))]
    return ",".join([who, mail(who) if shown else "", *times, str(-(-lasts // 60))])


def _rooms(first: tuple[str, ...]) -> str:
    rows = [f"Room {1 if who in first else 2},{who},{mail(who)}\n" for who in PEOPLE]
    return "Room,Name,Email\n" + "".join(rows)


def whole(lines: list[str]) -> list[list[str]]:
    """One file of a session."""
    return [lines]


def loaded(rows: list[Row], files: Files = whole, zone: str = "Europe/London") -> cop.Community:
    with tempfile.TemporaryDirectory(prefix="copanalytics-") as path:
        return community(Path(path), rows, files, zone)


def measures(found: cop.Community) -> dict[str, object]:
    """Every measure of who took part; connections are left out, as these are counted."""
    sessions = found.sessions.set_index("session")
    minutes, parts = presence(found.attendance), stretches(found.attendance)
    here = attended(found.attendance, sessions)
    country = country_of(found.members, found.registrations, found.attendance)
    organisation = found.members.set_index("person")["organisation"]
    groups = {"person": here["person"], "country": here["person"].map(country),
              "organisation": here["person"].map(organisation)}  # fmt: skip
    tables: dict[str, pd.DataFrame | pd.Series] = {
        "presence": minutes, "attendees": here,
        "counts": counts(found.attendance, sessions).drop(columns="connections"),
        "by threshold": by_threshold(minutes), "by minute": by_minute(parts, sessions),
        "punctual": punctual(parts, here, sessions), "returning": returning(here, sessions),
        "lapsed": lapsed(here, sessions), "cohorts": cohorts(here, sessions),
        "ever reached": ever_reached(found.members, here), "reach": reach(here, country),
        "room sizes": room_sizes(found.rooms, here), "met": met(found.rooms, here),
        "meeting": meeting(found.rooms, here), "across": meeting(found.rooms, here, country),
        "local hours": local_hours(sessions, sorted(country.unique())),
    }  # fmt: skip
    halves = {f"half by {name}": half(who.value_counts()) for name, who in groups.items()}
    return {name: table.to_csv() for name, table in tables.items()} | halves


@cache
def usual(seed: int) -> dict[str, object]:
    """The measures of a community with one file a session."""
    return measures(loaded(rows(seed)))


def changed(seed: int, found: cop.Community) -> list[str]:
    """The measures that are not as usual."""
    before, now = usual(seed), measures(found)
    return [name for name in before if before[name] != now[name]]


@few
@given(SEEDS, some.integers(0, 8))
def test_a_file_split_in_two_changes_no_measure(seed: int, at: int):
    assert changed(seed, loaded(rows(seed), lambda lines: [lines[:at], lines[at:]])) == []


@few
@given(SEEDS)
def test_a_file_saved_twice_changes_no_measure(seed: int):
    assert changed(seed, loaded(rows(seed), lambda lines: [lines, lines])) == []


@few
@given(SEEDS, some.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_measure(seed: int, chance: Random):
    shuffled = loaded(rows(seed), lambda lines: [chance.sample(lines, len(lines))])

    assert changed(seed, shuffled) == []


@few
@given(SEEDS, some.integers(1, 8))
def test_repeated_rows_change_no_measure(seed: int, last: int):
    assert changed(seed, loaded(rows(seed), lambda lines: [lines + lines[-last:]])) == []


@few
@given(SEEDS, some.integers(0, 19), some.integers(0, 99), some.booleans())
def test_a_device_inside_another_connection_changes_no_measure(
    seed: int, outer: int, share: int, shown: bool
):
    session, who, after, lasts, _ = rows(seed)[outer]
    begins = lasts * share // 100
    inside = (session, who, after + begins, max(1, (lasts - begins) // 2), shown)

    assert changed(seed, loaded([*rows(seed), inside])) == []


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Kolkata", "Australia/Sydney"])
def test_another_zone_changes_only_clock_times(zone: str):
    """Sessions and exports have the clock of another zone; the instants are the same."""
    here, there = loaded(rows(1)), loaded(rows(1), zone=zone)

    assert changed(1, there) == []
    instants = ["session", "person", "joined_at", "left_at"]
    assert here.attendance[instants].equals(there.attendance[instants])
    assert here.sessions["start"].equals(there.sessions["start"])
    clocks = [
        [f"{at.tz_convert(zone):%H:%M}" for at, zone in zip(t["start"], t["timezone"], strict=True)]
        for t in (here.sessions, there.sessions)
    ]
    assert all(one != other for one, other in zip(*clocks, strict=True))

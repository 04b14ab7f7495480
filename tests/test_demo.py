"""The invented community: written the same every time, and recovered from its files exactly."""

from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from make_demo import Truth, invent, write
from small import ROOT

import copanalytics as cop
from copanalytics.presence import attended, presence

DEMO = ROOT / "data" / "demo"


@cache
def demo() -> tuple[Truth, cop.Community]:
    return invent(), cop.load(DEMO)


def of_truth(truth: Truth) -> pd.Series:
    """Minutes of presence by session and person, computed from the truth's own connections."""
    times = truth.connections.rename(columns=str)
    return presence(
        times.assign(minutes=(times["left_at"] - times["joined_at"]).dt.total_seconds() / 60)
    )


def test_the_generator_writes_the_committed_bytes(tmp_path: Path):
    write(invent(), tmp_path)

    made = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    kept = {p.relative_to(DEMO): p.read_bytes() for p in DEMO.rglob("*") if p.is_file()}
    assert made == kept


def test_people_and_minutes_are_recovered():
    truth, community = demo()

    found = presence(community.attendance)
    expected = of_truth(truth)
    for session in expected.index.unique("session"):
        minutes = sorted(found[session].round(3))
        # 'Unique users' gives begun minutes, so that session is right to the minute.
        assert len(minutes) == len(expected[session])
        assert minutes == pytest.approx(
            sorted(expected[session]), abs=1 if session == "hic-2" else 0.001
        )


def test_session_one_reached_exactly_eight_countries():
    _, community = demo()

    here = attended(community.attendance, community.sessions.set_index("session"))
    people = here.loc[here["session"] == "cop-1", "person"]
    known = community.members.set_index("person")["country"]
    assert set(people.map(known).dropna()) == {"BE", "CH", "DE", "ES", "FR", "GB", "IE", "NL"}


def test_every_break_out_room_is_recovered():
    truth, community = demo()

    groups = ["session", "part", "room", "language"]
    found, expected = (
        rooms.groupby(groups)["person"].nunique() for rooms in (community.rooms, truth.rooms)
    )
    pd.testing.assert_series_equal(found, expected, check_index_type=False)


def test_every_country_and_language_of_the_directory_is_known():
    _, community = demo()

    assert community.members["country"].notna().all()
    assert community.members["language"].notna().all()


def test_every_comment_and_answer_is_read():
    truth, community = demo()

    assert len(community.comments) == len(truth.comments)
    assert len(community.answers) == len(truth.votes)


@pytest.mark.parametrize("seed", [1, 2])
def test_ten_times_the_mess_changes_no_presence(seed: int, tmp_path: Path):
    truth = invent(seed=seed, mess=10)
    write(truth, tmp_path)

    found = presence(cop.load(tmp_path).attendance)
    expected = of_truth(truth)
    timed = [s for s in expected.index.unique("session") if s != "hic-2"]
    for session in timed:
        assert sorted(found[session]) == pytest.approx(sorted(expected[session]), abs=0.001)


def test_it_says_that_it_is_invented():
    assert "invented" in demo()[1].settings.invented

"""The invented community: written the same every time, and recovered from its files exactly.

Also as a second and a third draw of it with ten times the mess. Nobody is excepted: each connection
shows an e-mail, a whole name, or a device's name that reference/people.csv explains, so that every
person can be told from the files.
"""

from functools import cache
from pathlib import Path

import pandas as pd
import pytest
import true_measures as true
from make_demo import Truth, invent, write
from small import ROOT, room

import copanalytics as cop
from copanalytics.belonging import country_of
from copanalytics.presence import attended, presence
from copanalytics.retention import cohorts, returning

DEMO = ROOT / "data" / "demo"
drawn = pytest.mark.parametrize(("seed", "mess"), [(2025, 1), (1, 10), (2, 10)])


@cache
def told(seed: int = 2025, mess: float = 1) -> tuple[Truth, cop.Community]:
    """What happened in a draw, and its files as they are loaded."""
    truth = invent(seed=seed, mess=mess)
    if (seed, mess) == (2025, 1):
        return truth, cop.load(DEMO)
    folder = room()
    write(truth, folder)
    return truth, cop.load(folder)


def names(truth: Truth, community: cop.Community) -> dict[str, str]:
    """The person of the truth for each pseudonym."""
    found = true.pseudonyms(truth, community)
    return dict(zip(found["pseudonym"], found["person"], strict=True))


def attendees(community: cop.Community) -> tuple[pd.DataFrame, pd.DataFrame]:
    sessions = community.sessions.set_index("session")
    return attended(community.attendance, sessions), sessions


def test_the_generator_writes_the_committed_bytes(tmp_path: Path):
    write(invent(), tmp_path)

    made = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    kept = {p.relative_to(DEMO): p.read_bytes() for p in DEMO.rglob("*") if p.is_file()}
    assert made == kept


@drawn
def test_every_connection_is_read_with_its_times(seed: int, mess: float):
    rows = true.whose(*told(seed, mess))

    timed = rows[rows["session"] != true.TOTALS]
    assert timed["joined_at"].eq(timed["joined"]).all()
    assert timed["left_at"].eq(timed["left"]).all()
    assert rows["person"].notna().all() and rows["pseudonym"].notna().all()


@drawn
def test_each_person_has_one_pseudonym_everywhere_and_no_two_share_one(seed: int, mess: float):
    truth, community = told(seed, mess)

    found = true.pseudonyms(truth, community)
    assert found["person"].is_unique
    assert found["pseudonym"].is_unique
    # Nobody is left out as undecidable.
    listed = truth.people.loc[truth.people["member"] == "yes", "person"]
    assert set(found["person"]) == {*truth.connections["person"], *listed}


@drawn
def test_minutes_of_each_person_are_recovered_to_the_second(seed: int, mess: float):
    truth, community = told(seed, mess)

    who = names(truth, community)
    found = {
        (session, who[person]): round(minutes * 60, 6)
        for (session, person), minutes in presence(community.attendance).items()
    }
    assert found == true.seconds(truth)


@drawn
def test_who_attended_each_session_is_recovered(seed: int, mess: float):
    truth, community = told(seed, mess)

    here, _ = attendees(community)
    people = here["person"].map(names(truth, community)).groupby(here["session"]).agg(set)
    assert people.to_dict() == true.attendees(truth)


@drawn
def test_new_and_returning_are_recovered(seed: int, mess: float):
    truth, community = told(seed, mess)

    table = returning(*attendees(community)).astype("object")
    rows = table.where(table.notna(), None).itertuples(name=None)
    assert {session: (here, back) for session, here, back in rows} == true.back(truth)


@drawn
def test_cohorts_are_recovered(seed: int, mess: float):
    truth, community = told(seed, mess)

    table = cohorts(*attendees(community)).set_index(["cohort", "session"])
    assert table["people"].to_dict() == true.cohorts(truth)


@drawn
def test_the_country_of_every_person_is_recovered(seed: int, mess: float):
    truth, community = told(seed, mess)

    who = names(truth, community) | registered(truth, community)
    found = country_of(community.members, community.registrations, community.attendance)
    assert {who[person]: country for person, country in found.items()} == true.countries(truth)


def registered(truth: Truth, community: cop.Community) -> dict[str, str]:
    """The person of the truth for each registration's pseudonym, by the second of registering."""
    at = truth.registrations.set_index("registered_at")["person"]
    table = community.registrations
    return dict(zip(table["person"], table["registered_at"].map(at), strict=True))


@drawn
def test_every_registration_is_its_persons(seed: int, mess: float):
    truth, community = told(seed, mess)

    who = names(truth, community)
    for pseudonym, person in registered(truth, community).items():
        assert who[pseudonym] == person
    assert len(community.registrations) == len(truth.registrations)


@drawn
def test_languages_and_organisations_of_the_directory_are_known(seed: int, mess: float):
    rows = true.listed(*told(seed, mess))

    for known in ("country", "language", "organisation"):
        assert rows[known].eq(rows[f"told_{known}"]).all()


@drawn
def test_who_was_in_each_break_out_room_is_recovered(seed: int, mess: float):
    truth, community = told(seed, mess)

    columns = ["session", "part", "room", "language", "person"]
    who = names(truth, community)
    found = community.rooms.assign(person=community.rooms["person"].map(who))
    assert sorted(found[columns].to_numpy().tolist()) == sorted(
        truth.rooms[columns].to_numpy().tolist()
    )


def test_session_one_reached_exactly_eight_countries():
    _, community = told()

    here, _ = attendees(community)
    people = here.loc[here["session"] == "cop-1", "person"]
    known = community.members.set_index("person")["country"]
    assert set(people.map(known).dropna()) == {"BE", "CH", "DE", "ES", "FR", "GB", "IE", "NL"}


def test_every_comment_and_answer_is_read():
    truth, community = told()

    assert len(community.comments) == len(truth.comments)
    assert len(community.answers) == len(truth.votes)


def test_the_messy_draws_are_far_messier():
    tidy, messy = (told(*draw)[0].connections for draw in ((2025, 1), (1, 10)))

    for untidy in (lambda rows: rows["device"], lambda rows: rows["email"].eq("")):
        assert untidy(messy).sum() > 3 * untidy(tidy).sum()
    assert len(messy) > 2 * len(tidy)


def test_it_says_that_it_is_invented():
    assert "invented" in told()[1].settings.invented

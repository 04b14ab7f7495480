"""Break-out rooms: whether they were small, and who has met whom in them."""

from typing import Any

import pandas as pd

from copanalytics.charts import Bar
from copanalytics.edition import FEWEST, Edition
from copanalytics.meeting import LARGEST, meeting, room_sizes
from copanalytics.meeting import met as met_pairs
from copanalytics.section import Section, Table
from copanalytics.tables import named_rows
from copanalytics.topics._counted import known_countries


def met(edition: Edition) -> Section:
    """Return which share of all possible pairs has shared a break-out room by now."""
    say = edition.say
    question = say("Who has met whom in the break-out rooms?")
    rows = [row for series in edition.series for row in _of(edition, series)]
    if not rows:
        return Section("met", question, edition.nothing(_untold(edition)))
    days, now = edition.sessions_so_far["day"], edition.sessions.index
    share = {session: pairs["met"] / pairs["possible"] for _, session, pairs, _ in rows}
    bars = [
        Bar(say.date(days[session]), share[session], say.share(share[session]), series,
            session in now)
        for series, session, _, _ in rows
    ]  # fmt: skip
    rule = say("A pair has met once both were in one room; possible pairs are all of those who "
               "were in any. Across countries: of the pairs who met and whose countries are both "
               "known, to the nearest tenth and once {n} rooms are known, as more would tell how "
               "many people each country has.", n=say.number(FEWEST_ROOMS))  # fmt: skip
    return Section(
        "met",
        question,
        **edition.told(_latest(edition, rows)),
        source=say("Source: the lists of break-out rooms. {rule}", rule=rule),
        chart=edition.bars(bars, say("share of all pairs who have met"), 1.0),
        table=_pairs_table(edition, rows),
        notes=_sizes(edition),
    )


def _latest(edition: Edition, rows: list["Told"]) -> list[str]:
    """How many pairs had met by the last session with rooms, of each series."""
    say, days = edition.say, edition.sessions_so_far["day"]
    last = {series: (session, pairs) for series, session, pairs, _ in rows}
    return [
        say("{series}: {part} possible pairs have met in its rooms until {date} ({share}).",
            series=series, date=say.date(days[session]),
            share=say.share(pairs["met"] / pairs["possible"]),
            part=say.part(pairs["met"], pairs["possible"]))
        for series, (session, pairs) in last.items()
    ]  # fmt: skip


def _untold(edition: Edition) -> str:
    """That no list of rooms is there, or of too few people."""
    say, sessions = edition.say, edition.sessions_so_far
    if edition.attendees_so_far.empty:
        return edition.no_attendance()
    mine = sessions.index[sessions["series"].isin(edition.series)]
    if edition.community.rooms["session"].isin(mine).any():
        return say("Too few people were in break-out rooms to say how many pairs have met.")
    return say("No list of break-out rooms says who was in which.")


FEWEST_ROOMS = 10
"""Rooms below which pairs across countries would tell who of which country was in one."""

Told = tuple[str, str, Any, float | None]
"""Series, session, the pairs so far, and which tenths of those whose countries are known are
across; None where that may not be told."""


def _of(edition: Edition, series: str) -> list[Told]:
    here = edition.attendees_so_far
    mine = here[here["series"] == series]
    rooms, known = edition.community.rooms, known_countries(edition)
    pairs, shared = meeting(rooms, mine), met_pairs(rooms, mine)
    until = shared["session"].map({name: at for at, name in enumerate(pairs.index)})
    one, other = shared["one"].map(known), shared["other"].map(known)
    both, across = one.notna() & other.notna(), one != other
    many = _many_rooms(rooms, mine, pairs.index)
    return [
        (series, session, row,
         round(across[both & (until <= at)].mean(), 1)
         if session in many and (both & (until <= at)).any() else None)
        for at, (session, row) in enumerate(named_rows(pairs))
        if row["people"] >= FEWEST
    ]  # fmt: skip


def _many_rooms(rooms: pd.DataFrame, here: pd.DataFrame, sessions: pd.Index) -> set[str]:
    """The sessions until which as many rooms as may be told of had two attendees or more."""
    met = room_sizes(rooms, here) > 1
    so_far = met.groupby(level="session").sum().reindex(sessions).cumsum()
    return set(so_far.index[so_far >= FEWEST_ROOMS])


def _pairs_table(edition: Edition, rows: list[Told]) -> Table:
    say = edition.say
    lines = [
        [edition.row(session), *say.numbers(pairs["met"], pairs["possible"]),
         say.share(pairs["met"] / pairs["possible"]),
         say.number(None) if across is None else say("about {share}", share=say.share(across))]
        for _, session, pairs, across in rows
    ]  # fmt: skip
    headings = [say("Until"), say("Pairs who have met"), say("Possible pairs"), say("Share"),
                say("Across countries")]  # fmt: skip
    return edition.table(say("Pairs who have shared a room, so far"), headings, lines)


def _sizes(edition: Edition) -> tuple[str, ...]:
    """How many rooms of each session of the quarter kept to the rule; not that so few did that it
    is known which."""
    say, smallest = edition.say, edition.community.settings.smallest_count
    sizes = room_sizes(edition.of_quarter(edition.community.rooms), edition.attendees)
    kept = (sizes <= LARGEST).groupby(level="session").agg(["sum", "size"])
    return tuple(
        say("{session}: {part} rooms had at most {n} people.", session=edition.label(session),
            part=say.part(row["sum"], row["size"]), n=say.number(LARGEST))
        for session, row in named_rows(kept[(kept["sum"] == 0) | (kept["sum"] >= smallest)])
    )  # fmt: skip

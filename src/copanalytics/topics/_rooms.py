"""Break-out rooms: whether they were small, and who has met whom in them."""

from typing import Any

from copanalytics.charts import Bar
from copanalytics.edition import FEWEST, Edition
from copanalytics.meeting import LARGEST, meeting, room_sizes
from copanalytics.section import Section, Table
from copanalytics.tables import named_rows


def met(edition: Edition) -> Section:
    """Return which share of all possible pairs has shared a break-out room by now."""
    say = edition.say
    question = say("Who has met whom in the break-out rooms?")
    rows = [row for series in edition.series for row in _of(edition, series)]
    if not rows:
        nothing = say("No list of break-out rooms says who was in which.")
        return Section("met", question, edition.nothing(nothing))
    share = {session: pairs["met"] / pairs["possible"] for _, session, pairs, _ in rows}
    latest = {series: session for series, session, _, _ in rows}
    told = [
        say("{series}: {share} of all pairs in its rooms have met.", series=series,
            share=say.share(share[session]))
        for series, session in latest.items()
    ]  # fmt: skip
    days, now = edition.sessions_so_far["day"], edition.sessions.index
    bars = [
        Bar(say.date(days[session]), share[session], say.share(share[session]), series,
            session in now)
        for series, session, _, _ in rows
    ]  # fmt: skip
    rule = say("A pair has met once both were in one room; possible pairs are all of those who "
               "were in any.")  # fmt: skip
    return Section(
        "met",
        question,
        **edition.told(told),
        source=say("Source: the lists of break-out rooms. {rule}", rule=rule),
        chart=edition.bars(bars, say("share of all pairs who have met"), 1.0),
        table=_pairs_table(edition, rows),
        notes=_sizes(edition),
    )


Told = tuple[str, str, Any, Any]
"""Series, session, the pairs so far, and those across countries."""


def _of(edition: Edition, series: str) -> list[Told]:
    here = edition.attendees_so_far
    mine = here[here["series"] == series]
    members = edition.community.members.dropna(subset="country").set_index("person")["country"]
    rooms = edition.community.rooms
    pairs, across = meeting(rooms, mine), meeting(rooms, mine, members)
    return [
        (series, session, row, across.loc[session] if session in across.index else None)
        for session, row in named_rows(pairs)
        if row["people"] >= FEWEST
    ]


def _pairs_table(edition: Edition, rows: list[Told]) -> Table:
    say = edition.say
    lines = [
        [edition.row(session), *say.numbers(pairs["met"], pairs["possible"]),
         say.share(pairs["met"] / pairs["possible"]), _across(edition, across, pairs["met"])]
        for _, session, pairs, across in rows
    ]  # fmt: skip
    headings = [say("Until"), say("Pairs who have met"), say("Possible pairs"), say("Share"),
                say("Across countries")]  # fmt: skip
    return edition.table(say("Pairs who have shared a room, so far"), headings, lines)


def _across(edition: Edition, pairs: Any, met: int) -> str:
    """How many pairs of those who met are of two countries; all such pairs that there may be would
    tell how many people are of each country."""
    if pairs is None or not pairs["possible"]:
        return edition.say.number(None)
    return edition.say.part(pairs["met"], met)


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

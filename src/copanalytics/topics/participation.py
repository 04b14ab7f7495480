"""Who came, how long they stayed, and what the report rests on."""

from typing import Any, cast

import pandas as pd

from copanalytics.edition import FEWEST, Edition
from copanalytics.meeting import meeting, room_sizes
from copanalytics.moments import LATE, by_minute, punctual
from copanalytics.presence import (
    PRESENT,
    SHORT,
    THRESHOLDS,
    attended,
    by_threshold,
    counts,
    presence,
    registrants,
    stretches,
)
from copanalytics.retention import cohorts, ever_reached, half, lapsed, returning
from copanalytics.section import Chart, Section, Table
from copanalytics.statistics import ALPHA, paired_change
from copanalytics.tables import named_rows
from copanalytics.timelines import Area, areas
from copanalytics.topics._coverage import coverage
from copanalytics.topics._returns import came_back, kept, reached, rests_on
from copanalytics.topics._rooms import met

__all__ = [
    "PRESENT",
    "attendance",
    "attended",
    "by_minute",
    "by_threshold",
    "came_back",
    "cohorts",
    "counts",
    "coverage",
    "ever_reached",
    "half",
    "kept",
    "lapsed",
    "meeting",
    "met",
    "presence",
    "punctual",
    "reached",
    "registered",
    "rests_on",
    "returning",
    "room_sizes",
    "stayed",
    "stretches",
]

QUARTERS = pd.Index([0.25, 0.5, 0.75])
"""Shares of attendees whose stay is told: a quarter, half, three quarters."""

SEEN = 6
"""People who came to one of two sessions only, below whom no change can be more than chance."""


def attendance(edition: Edition) -> Section:
    """Return how many people came to each session of the quarter."""
    say = edition.say
    table = counts(edition.community.attendance, edition.sessions_so_far, edition.minutes)
    now = table.loc[[s for s in edition.sessions.index if s in table.index], "attendees"]
    question = say("How many people came to each session?")
    unseen = _without_export(edition)
    if now.empty:
        return Section("attendance", question, edition.no_attendance(), notes=unseen)
    came = [
        say.plural("{session}: {n} person came.", "{session}: {n} people came.", n,
                   session=edition.called(session))
        for session, n in _whole(now)
    ]  # fmt: skip
    people = table["attendees"]
    return Section(
        "attendance",
        question,
        **edition.told(came),
        source=edition.source("attendance", _rule(edition)),
        chart=edition.chart(people, say.numbers(*people), say("attendees")),
        table=_counts_table(edition, table),
        notes=(*_moved(edition, now), *_changes(edition), *unseen, *_unlisted(edition)),
    )


def _moved(edition: Edition, now: pd.Series) -> tuple[str, ...]:
    """How the count of attendees of each session moves with the minutes that make one.

    now: the attendees by session; where another rule counted some of them, nothing is said.
    """
    table = by_threshold(edition.minutes).reindex(now.index)
    known = table[(table[PRESENT] == now) & (now > 0)]
    return tuple(_moves(edition, session, row) for session, row in named_rows(known))


def _moves(edition: Edition, session: str, row: pd.Series) -> str:
    say, limits = edition.say, [limit for limit in THRESHOLDS if limit >= PRESENT]
    label = edition.label(session)
    if len(set(row[limits])) == 1:
        return say("{session}: the same people count whether {first} or {last} minutes are asked.",
                   session=label, first=say.number(limits[0]),
                   last=say.number(limits[-1]))  # fmt: skip
    told = [
        say("{n} for {minutes} minutes or more", n=say.number(row[limit]),
            minutes=say.number(limit))
        for limit in limits
    ]  # fmt: skip
    return say("{session}: {list} were there.", session=label, list=say.listing(told))


def _whole(counted: pd.Series) -> list[tuple[str, int]]:
    return [(str(session), int(n)) for session, n in counted.items()]


def _rule(edition: Edition) -> str:
    say = edition.say
    rule = say("An attendee was present at least {n} minutes, all connections of a person together "
               "and none counted twice.", n=say.number(PRESENT))  # fmt: skip
    if (edition.sessions["minutes"] * SHORT < PRESENT).any():
        short = say("In a session planned for less than {n} minutes, a quarter of its time.",
                    n=say.number(PRESENT / SHORT))  # fmt: skip
        return f"{rule} {short}"
    return rule


def _changes(edition: Edition) -> tuple[str, ...]:
    """How each session of the quarter differs from the one before it, and whether by chance."""
    series = edition.sessions_so_far["series"]
    known = edition.attendees_so_far.groupby("session")["person"].agg(set)
    notes = []
    for session in edition.sessions.index:
        alike = series.index[series == series[session]]
        before = [name for name in alike[: alike.get_loc(session)] if name in known.index]
        if before and session in known.index:
            then = edition.say.date(edition.sessions_so_far["day"][before[-1]])
            notes.append(_change(edition, session, then, (known[before[-1]], known[session])))
    return tuple(notes)


def _change(edition: Edition, session: str, then: str, people: tuple[set[str], set[str]]) -> str:
    say, (before, now) = edition.say, people
    gained, lost = len(now - before), len(before - now)
    said: Any = {"session": edition.label(session), "then": then, "gained": say.number(gained),
                 "lost": say.number(lost)}  # fmt: skip
    if gained + lost < SEEN:
        return say("{session}: too few came or stayed away since {then} to say whether it is a "
                   "change.", **said)  # fmt: skip
    if paired_change(gained, lost) < ALPHA:
        return say("{session}: {gained} came who had not come on {then}, {lost} stayed away; "
                   "a change this uneven is hardly chance.", **said)  # fmt: skip
    return say("{session}: {gained} came who had not come on {then}, {lost} stayed away; "
               "chance alone may explain the difference.", **said)  # fmt: skip


def _counts_table(edition: Edition, table: pd.DataFrame) -> Table:
    say = edition.say
    stays = by_threshold(edition.minutes).reindex(table.index)
    limits = [limit for limit in THRESHOLDS if limit != PRESENT]
    lines = [
        [edition.row(session), *say.numbers(row["attendees"], row["people"], row["connections"]),
         say.number(row["minutes"], 1), *(say.number(stays[limit][session]) for limit in limits)]
        for session, row in named_rows(table)
    ]  # fmt: skip
    headings = [say("Session"), say("Attendees"), say("People"), say("Connections"),
                say("Person-minutes")]  # fmt: skip
    headings += [say("There {n} min or more", n=say.number(limit)) for limit in limits]
    return edition.table(say("Attendance of every session so far"), headings, lines)


def _without_export(edition: Edition) -> tuple[str, ...]:
    known = set(edition.community.attendance["session"])
    missing = [edition.label(s) for s in edition.sessions.index if s not in known]
    if not missing:
        return ()
    say = edition.say
    return (say("No attendance export: {list}. The figures leave it out.",
                list=say.listing(missing)),)  # fmt: skip


def _unlisted(edition: Edition) -> tuple[str, ...]:
    say = edition.say
    extra = edition.sessions["unlisted"]
    return tuple(
        say.plural(
            "{session}: the platform's summary counts {n} person whom its list leaves out; "
            "included here as an attendee.",
            "{session}: the platform's summary counts {n} people whom its list leaves out; "
            "included here as attendees.",
            int(count),
            session=edition.label(str(session)),
        )
        for session, count in extra[extra > 0].items()
    )


def stayed(edition: Edition) -> Section:
    """Return how long attendees stayed, and how many people were in the room at each minute."""
    say, here = edition.say, edition.stays
    question = say("How long did people stay?")
    sizes = here.groupby("session").size()
    enough = [s for s in edition.sessions.index if sizes.get(s, 0) >= FEWEST]
    if not enough:
        few = say("Too few attendees to say how long they stayed.")
        return Section("stayed", question, edition.no_attendance() if here.empty else few)
    spread = here.groupby("session")["minutes"].quantile(QUARTERS).unstack().loc[enough]
    rule = say("Minutes before the planned start and after the planned end do not count. In the "
               "room: people connected at each full minute of the planned time.")  # fmt: skip
    parts = stretches(edition.of_quarter(edition.community.attendance))
    on_time = punctual(parts, here[here["session"].isin(enough)], edition.sessions)
    return Section(
        "stayed",
        question,
        **edition.told(_half_stayed(edition, spread[0.5])),
        source=edition.source("attendance", rule),
        chart=_in_the_room(edition, by_minute(parts, edition.sessions)),
        reading=say(
            "How to read this: the higher the dark area, the more people were connected at "
            "that minute."
        ),
        table=_stay_table(edition, spread.assign(size=sizes).join(on_time)),
        notes=(
            *_punctuality(edition, on_time),
            *_only_totals(edition, sizes[enough], on_time["attendees"]),
        ),
    )


def _half_stayed(edition: Edition, half: pd.Series) -> list[str]:
    say, planned = edition.say, edition.sessions["minutes"]
    return [
        say("{session}: half stayed at least {n} of {planned} minutes.",
            session=edition.called(session), n=say.number(half[session]),
            planned=say.number(planned[session]))
        for session in half.index
    ]  # fmt: skip


def _punctuality(edition: Edition, on_time: pd.DataFrame) -> tuple[str, ...]:
    """How many of those whose times are known joined late, and left early."""
    say = edition.say
    return tuple(
        say("{session}: {late} joined over {n} minutes late ({late_likely}), {early} left over {n} "
            "minutes early ({early_likely}).", session=edition.label(session), n=say.number(LATE),
            late=say.part(row["late"], row["attendees"]),
            late_likely=edition.likely(row["late"], row["attendees"]),
            early=say.part(row["early"], row["attendees"]),
            early_likely=edition.likely(row["early"], row["attendees"]))
        for session, row in named_rows(on_time)
    )  # fmt: skip


def _only_totals(edition: Edition, sizes: pd.Series, timed: pd.Series) -> tuple[str, ...]:
    """Of how many attendees the export tells no times, so that the plan cannot bound the stay."""
    say, totals = edition.say, sizes - timed.reindex(sizes.index, fill_value=0)
    return tuple(
        say("{session}: of {part} attendees the export tells minutes in total, those before the "
            "start or after the end among them.", session=edition.label(session),
            part=say.part(n, sizes[session]))
        for session, n in _whole(totals)
        if n
    )  # fmt: skip


def _in_the_room(edition: Edition, minutes: pd.DataFrame) -> Chart | None:
    say = edition.say
    found = {
        str(session): [int(n) for n in rows["people"]]
        for session, rows in minutes.groupby("session", sort=False)
        if rows["people"].max() >= FEWEST
    }
    if not found:
        return None
    drawn = areas(
        [Area(_most(edition, session, people), people) for session, people in found.items()],
        say("minutes"),
    )
    told = [
        say("{session}: {start} at the planned start, {middle} at half time, {end} at the planned "
            "end, at most {most}", session=edition.label(session), start=say.number(people[0]),
            middle=say.number(people[len(people) // 2]), end=say.number(people[-1]),
            most=say.number(max(people)))
        for session, people in found.items()
    ]  # fmt: skip
    return Chart(drawn, say("Areas of people in the room, minute by minute. {items}.",
                            items="; ".join(told)))  # fmt: skip


def _most(edition: Edition, session: str, people: list[int]) -> str:
    say, row = edition.say, cast(Any, edition.sessions.loc[session])
    return say("{date}: at most {n} in the room", date=say.date(row["day"]),
               n=say.number(max(people)))  # fmt: skip


def _stay_table(edition: Edition, spread: pd.DataFrame) -> Table:
    say, planned = edition.say, edition.sessions["minutes"]
    lines = [
        [edition.row(session),
         *say.numbers(row["size"], planned[session], *row[QUARTERS], row["attendees"], row["late"],
                      row["early"])]
        for session, row in named_rows(spread)
    ]  # fmt: skip
    limit = say.number(LATE)
    headings = [say("Session"), say("Attendees listed"), say("Planned minutes"),
                say("A quarter stayed at most"), say("Half stayed at least"),
                say("A quarter stayed at least"), say("Attendees whose times are known"),
                say("Joined over {n} min late", n=limit),
                say("Left over {n} min early", n=limit)]  # fmt: skip
    caption = say("Minutes of the planned time that attendees were present")
    return edition.table(caption, headings, lines)


def registered(edition: Edition) -> Section:
    """Return how many of those who registered came."""
    say = edition.say
    question = say("How many of those who registered came?")
    asked = registrants(edition.of_quarter(edition.community.registrations))
    if asked.empty:
        answer = say("There is no export of registrations for this quarter.")
        return Section("registered", question, edition.nothing(answer))
    asked = asked[asked["session"].isin(edition.attendees["session"])]
    if asked.empty:
        return Section("registered", question, edition.no_attendance())
    both = asked.merge(edition.attendees[["session", "person"]], how="left", indicator="kind")
    table = both["kind"].eq("both").groupby(both["session"]).agg(["size", "sum"])
    parts = {session: say.part(row["sum"], row["size"]) for session, row in named_rows(table)}
    said = [
        say("{session}: {part} who registered came.", part=part, session=edition.called(session))
        for session, part in parts.items()
    ]
    title, rule = say("share of registrants who came"), say("A no-show registered and was not "
                                                            "an attendee.")  # fmt: skip
    return Section(
        "registered",
        question,
        **edition.told(said),
        source=edition.source("attendance", rule),
        chart=edition.chart(table["sum"] / table["size"], [*parts.values()], title, longest=1.0),
        table=_registered_table(edition, table),
    )


def _registered_table(edition: Edition, table: pd.DataFrame) -> Table:
    say = edition.say
    lines = [
        [edition.row(session), *say.numbers(row["size"], row["sum"], row["size"] - row["sum"]),
         edition.likely(row["sum"], row["size"])]
        for session, row in named_rows(table)
    ]  # fmt: skip
    headings = [say("Session"), say("Registrants"), say("Of them attendees"), say("No-shows"),
                say("Likely share")]  # fmt: skip
    return edition.table(say("Registrants and no-shows"), headings, lines)

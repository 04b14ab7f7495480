"""Who came, how long, and who came back."""

import pandas as pd

from copanalytics.edition import Edition
from copanalytics.presence import (
    PRESENT,
    SHORT,
    attended,
    counts,
    presence,
    registrants,
    returning,
)
from copanalytics.section import Section, Table
from copanalytics.tables import named_rows

__all__ = [
    "PRESENT",
    "attendance",
    "attended",
    "came_back",
    "counts",
    "coverage",
    "presence",
    "registered",
    "returning",
    "stayed",
]

QUARTERS = pd.Index([0.25, 0.5, 0.75])
"""Shares of attendees whose stay is told: a quarter, half, three quarters."""

FEWEST = 5
"""People below whom a median says too little."""


def attendance(edition: Edition) -> Section:
    """Return how many people came to each session of the quarter."""
    say, community = edition.say, edition.community
    table = counts(community.attendance, edition.sessions_so_far)
    now = table.loc[[s for s in edition.sessions.index if s in table.index], "attendees"]
    question = say("How many people came to each session?")
    unseen = _without_export(edition)
    if now.empty:
        return Section("attendance", question, _nothing(edition), notes=unseen)
    came = [
        say.plural("{n} person came to {session}", "{n} people came to {session}", n,
                   session=edition.label(session))
        for session, n in _whole(now)
    ]  # fmt: skip
    people = table["attendees"]
    return Section(
        "attendance",
        question,
        say.sentence(came),
        source=edition.source("attendance", _rule(edition)),
        chart=edition.chart(people, say.numbers(*people), say("attendees")),
        table=_counts_table(edition, table),
        notes=(*unseen, *_unlisted(edition)),
        figures=tuple(_figure(edition, session, n) for session, n in _whole(now)),
    )


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


def _counts_table(edition: Edition, table: pd.DataFrame) -> Table:
    say = edition.say
    lines = [
        [edition.label(session), *say.numbers(row["attendees"], row["people"], row["connections"]),
         say.number(row["minutes"], 1)]
        for session, row in named_rows(table)
    ]  # fmt: skip
    headings = [say("Session"), say("Attendees"), say("People"), say("Connections"),
                say("Person-minutes")]  # fmt: skip
    return edition.table(say("Attendance of every session so far"), headings, lines)


def _figure(edition: Edition, session: str, count: int) -> tuple[str, str]:
    say, community = edition.say, edition.community
    members = community.members["person"]
    if members.empty:
        return say.number(count), say("people came to {session}", session=edition.label(session))
    here = attended(community.attendance, edition.sessions_so_far)
    known = here.loc[here["session"] == session, "person"].isin(members).sum()
    words = say("people came to {session}, {n} of them of the {all} members in the directory",
                session=edition.label(session), n=say.number(known),
                all=say.number(len(members)))  # fmt: skip
    return say.number(count), words


def _nothing(edition: Edition) -> str:
    say, quarter = edition.say, edition.say.quarter(edition.quarter)
    return edition.nothing(
        say("There is no attendance export for the sessions from {quarter}.", quarter=quarter)
    )


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


def came_back(edition: Edition) -> Section:
    """Return how many attendees had been to an earlier session of the series."""
    say, sessions = edition.say, edition.sessions_so_far
    table = returning(attended(edition.community.attendance, sessions), sessions)
    now = table.loc[[s for s in edition.sessions.index if s in table.index]]
    ever = table.dropna(subset="returning")
    question = say("Who came back?")
    if now["returning"].isna().all():
        first = say("The first session of a series has no earlier one to come back from.")
        return Section("came-back", question, first if len(now) else _nothing(edition))
    told = [
        (say.part(row["returning"], row["attendees"]),
         say("attendees of {session} had come before", session=edition.label(session)))
        for session, row in named_rows(now.dropna(subset="returning"))
    ]  # fmt: skip
    parts = [say.part(row["returning"], row["attendees"]) for _, row in named_rows(ever)]
    rule = say("Returning: attended an earlier session of the same series; new: did not.")
    title = say("share of attendees who had come before")
    return Section(
        "came-back",
        question,
        say.sentence([f"{part} {words}" for part, words in told]),
        source=edition.source("attendance", rule),
        chart=edition.chart(ever["returning"] / ever["attendees"], parts, title, longest=1.0),
        table=_returning_table(edition, ever),
        figures=tuple(told),
    )


def _returning_table(edition: Edition, ever: pd.DataFrame) -> Table:
    say = edition.say
    new = ever["attendees"] - ever["returning"]
    lines = [
        [edition.label(session), *say.numbers(row["attendees"], row["returning"], new[session]),
         say.share(row["returning"] / row["attendees"])]
        for session, row in named_rows(ever)
    ]  # fmt: skip
    headings = [say("Session"), say("Attendees listed"), say("Returning"), say("New"),
                say("Share returning")]  # fmt: skip
    return edition.table(say("New and returning attendees"), headings, lines)


def stayed(edition: Edition) -> Section:
    """Return how long attendees stayed: the median and the middle half."""
    say, planned = edition.say, edition.sessions["minutes"]
    here = edition.of_quarter(attended(edition.community.attendance, edition.sessions_so_far))
    question = say("How long did people stay?")
    sizes = here.groupby("session").size()
    enough = [s for s in edition.sessions.index if sizes.get(s, 0) >= FEWEST]
    if not enough:
        few = say("Too few attendees to say how long they stayed.")
        return Section("stayed", question, _nothing(edition) if here.empty else few)
    spread = here.groupby("session")["minutes"].quantile(QUARTERS).unstack().loc[enough]
    said = [
        say("half of the attendees of {session} stayed at least {n} minutes (planned: {planned})",
            session=edition.label(session), n=say.number(row[0.5]),
            planned=say.number(planned[session]))
        for session, row in named_rows(spread)
    ]  # fmt: skip
    rule = say("Bars: the minutes that half of the attendees stayed at least.")
    title = say("median of the minutes that attendees were present")
    return Section(
        "stayed",
        question,
        say.sentence(said),
        source=edition.source("attendance", rule),
        chart=edition.chart(
            spread[0.5], say.numbers(*spread[0.5]), title, float(planned[enough].max())
        ),
        table=_stay_table(edition, spread.assign(size=sizes)),
    )


def _stay_table(edition: Edition, spread: pd.DataFrame) -> Table:
    say, planned = edition.say, edition.sessions["minutes"]
    lines = [
        [edition.label(session), *say.numbers(row["size"], planned[session], *row[QUARTERS])]
        for session, row in named_rows(spread)
    ]
    headings = [say("Session"), say("Attendees listed"), say("Planned minutes"),
                say("A quarter stayed at most"), say("Half stayed at least"),
                say("A quarter stayed at least")]  # fmt: skip
    return edition.table(say("Minutes that attendees were present"), headings, lines)


def registered(edition: Edition) -> Section:
    """Return how many of those who registered came."""
    say = edition.say
    question = say("How many of those who registered came?")
    asked = registrants(edition.of_quarter(edition.community.registrations))
    if asked.empty:
        answer = say("There is no export of registrations for this quarter.")
        return Section("registered", question, answer)
    here = attended(edition.community.attendance, edition.sessions_so_far)
    both = asked.merge(here[["session", "person"]], how="left", indicator="kind")
    table = both["kind"].eq("both").groupby(both["session"]).agg(["size", "sum"])
    parts = {session: say.part(row["sum"], row["size"]) for session, row in named_rows(table)}
    said = [
        say("{part} who registered for {session} came", part=part, session=edition.label(session))
        for session, part in parts.items()
    ]
    title, rule = say("share of registrants who came"), say("A no-show registered and was not "
                                                            "an attendee.")  # fmt: skip
    return Section(
        "registered",
        question,
        say.sentence(said),
        source=edition.source("attendance", rule),
        chart=edition.chart(table["sum"] / table["size"], [*parts.values()], title, longest=1.0),
        table=_registered_table(edition, table),
    )


def _registered_table(edition: Edition, table: pd.DataFrame) -> Table:
    say = edition.say
    lines = [
        [edition.label(session), *say.numbers(row["size"], row["sum"], row["size"] - row["sum"])]
        for session, row in named_rows(table)
    ]
    headings = [say("Session"), say("Registrants"), say("Of them attendees"), say("No-shows")]
    return edition.table(say("Registrants and no-shows"), headings, lines)


def coverage(edition: Edition) -> Section:
    """Return which sessions the report can tell of, and how sure it is of who is who."""
    say, files, now = edition.say, edition.community.files, edition.sessions
    kinds = [
        set(files.loc[files["kind"] == kind, "session"]) for kind in ("attendance", "feedback")
    ]
    lines = [
        [edition.label(session), row["title"],
         *(say("yes") if session in kind else say("no") for kind in kinds)]
        for session, row in named_rows(now)
    ]  # fmt: skip
    headings = [say("Session"), say("Title"), say("Attendance export"), say("Feedback export")]
    known = say.number(len(kinds[0] & set(now.index)))
    answer = say("Attendance is known of {n} of {all} sessions held.", n=known,
                 all=say.number(len(now)))  # fmt: skip
    return Section(
        "coverage",
        say("What does this report rest on?"),
        answer if len(now) else _nothing(edition),
        table=edition.table(say("Sessions of the quarter"), headings, lines) if lines else None,
        notes=_by_name(edition),
    )


def _by_name(edition: Edition) -> tuple[str, ...]:
    say, community = edition.say, edition.community
    people = edition.of_quarter(community.attendance)["person"].unique()
    alone = sum(person in community.by_name for person in people)
    if not alone:
        return ()
    part = say.part(alone, len(people))
    return (
        say("{part} people who connected are known by a name alone, without an e-mail; one person "
            "with two names would count twice.", part=part),
    )  # fmt: skip

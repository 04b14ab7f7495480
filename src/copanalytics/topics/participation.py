"""Who came, how long, and who came back."""

import pandas as pd

from copanalytics import charts
from copanalytics.edition import Edition
from copanalytics.presence import PRESENT, SHORT, attended, counts, presence, returning
from copanalytics.section import Chart, Section, Table
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
    sessions = edition.sessions_so_far
    table = counts(community.attendance, sessions)
    here = attended(community.attendance, sessions)
    now = [session for session in edition.sessions.index if session in table.index]
    came_to, days = table["attendees"].to_dict(), sessions["day"].to_dict()
    question = say("How many people came to each session?")
    unseen = _without_export(edition)
    if not now:
        return Section("attendance", question, _nothing(edition), notes=unseen)
    came = [
        say.plural("{n} person came to {session}", "{n} people came to {session}",
                   int(came_to[s]), session=edition.label(s))
        for s in now
    ]  # fmt: skip
    items = [
        charts.Bar(say.date(days[s]), row["attendees"], say.number(row["attendees"]),
                   str(sessions.loc[s, "series"]), s in now)
        for s, row in named_rows(_by_series(table, sessions))
    ]  # fmt: skip
    said = say.listing([f"{i.group}, {i.label}: {i.text}" for i in items])
    return Section(
        "attendance",
        question,
        say("{list}.", list=say.listing(came)),
        source=edition.source("attendance", _rule(edition)),
        chart=Chart(charts.bars(items), say("Bar chart of attendees. {items}.", items=said)),
        table=_counts_table(edition, table),
        notes=(*unseen, *_unlisted(edition)),
        figures=tuple(_figure(edition, s, here, int(came_to[s])) for s in now),
    )


def _by_series(table: pd.DataFrame, sessions: pd.DataFrame) -> pd.DataFrame:
    first = sessions["series"].drop_duplicates().tolist()
    places = [first.index(str(sessions.loc[session, "series"])) for session in table.index]
    return table.assign(place=places).sort_values("place", kind="stable").drop(columns="place")


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
        [edition.label(session), say.number(row["attendees"]), say.number(row["people"]),
         say.number(row["connections"]), say.number(row["minutes"], 1)]
        for session, row in named_rows(table)
    ]  # fmt: skip
    headings = [say("Session"), say("Attendees"), say("People"), say("Connections"),
                say("Person-minutes")]  # fmt: skip
    return edition.table(say("Attendance of every session so far"), headings, lines)


def _figure(edition: Edition, session: str, here: pd.DataFrame, count: int) -> tuple[str, str]:
    say, members = edition.say, edition.community.members["person"]
    if members.empty:
        return say.number(count), say("people came to {session}", session=edition.label(session))
    known = here.loc[here["session"] == session, "person"].isin(members).sum()
    words = say("people came to {session}, {n} of them of the {all} members in the directory",
                session=edition.label(session), n=say.number(known),
                all=say.number(len(members)))  # fmt: skip
    return say.number(count), words


def _nothing(edition: Edition) -> str:
    say, quarter = edition.say, edition.say.quarter(edition.quarter)
    if edition.sessions.empty:
        return say("No session was held from {quarter}.", quarter=quarter)
    return say("There is no attendance export for the sessions from {quarter}.", quarter=quarter)


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
    here = attended(edition.community.attendance, sessions)
    table = returning(here, sessions)
    now = table.loc[[s for s in edition.sessions.index if s in table.index]]
    known = now.dropna(subset="returning")
    question = say("Who came back?")
    if known.empty:
        answer = (
            say("The first session of a series has no earlier one to come back from.")
            if len(now)
            else _nothing(edition)
        )
        return Section("came-back", question, answer)
    said = [
        say("{n} of {all} attendees of {session} had come before", n=say.number(row["returning"]),
            all=say.number(row["attendees"]), session=edition.label(s))
        for s, row in named_rows(known)
    ]  # fmt: skip
    ever = _by_series(table.dropna(subset="returning"), sessions)
    lines = [
        [edition.label(s), say.number(row["attendees"]), say.number(row["returning"]),
         say.number(row["attendees"] - row["returning"]),
         say.share(row["returning"] / row["attendees"])]
        for s, row in named_rows(ever)
    ]  # fmt: skip
    headings = [say("Session"), say("Attendees listed"), say("Returning"), say("New"),
                say("Share returning")]  # fmt: skip
    return Section(
        "came-back",
        question,
        say("{list}.", list=say.listing(said)),
        source=edition.source("attendance", say("Returning: attended an earlier session of the "
                                                "same series; new: did not.")),
        chart=_shares(edition, ever),
        table=edition.table(say("New and returning attendees"), headings, lines),
        figures=tuple(
            (say("{n} of {all}", n=say.number(row["returning"]), all=say.number(row["attendees"])),
             say("attendees of {session} had come before", session=edition.label(s)))
            for s, row in named_rows(known)
        ),
    )  # fmt: skip


def _shares(edition: Edition, ever: pd.DataFrame) -> Chart:
    say, sessions = edition.say, edition.sessions_so_far
    days = sessions["day"].to_dict()
    items = [
        charts.Bar(
            say.date(days[s]),
            row["returning"] / row["attendees"],
            say("{n} of {all}", n=say.number(row["returning"]), all=say.number(row["attendees"])),
            str(sessions.loc[s, "series"]),
            s in edition.sessions.index,
        )
        for s, row in named_rows(ever)
    ]
    said = say.listing([f"{i.group}, {i.label}: {i.text}" for i in items])
    alt = say("Bar chart of the share of attendees who had come before. {items}.", items=said)
    return Chart(charts.bars(items, longest=1.0), alt)


def stayed(edition: Edition) -> Section:
    """Return how long attendees stayed: the median and the middle half."""
    say = edition.say
    here = edition.of_quarter(attended(edition.community.attendance, edition.sessions_so_far))
    question = say("How long did people stay?")
    if here.empty:
        return Section("stayed", question, _nothing(edition))
    spread = here.groupby("session")["minutes"].quantile(QUARTERS).unstack()
    sizes = here.groupby("session").size()
    told = spread[sizes >= FEWEST].reindex(
        [s for s in edition.sessions.index if sizes.get(s, 0) >= FEWEST]
    )
    if told.empty:
        return Section("stayed", question, say("Too few attendees to say how long they stayed."))
    planned = edition.sessions["minutes"]
    said = [
        say("half of the attendees of {session} stayed at least {n} minutes (planned: {planned})",
            session=edition.label(s), n=say.number(row[0.5]), planned=say.number(planned[s]))
        for s, row in named_rows(told)
    ]  # fmt: skip
    items = [
        charts.Bar(edition.label(s), row[0.5], say.number(row[0.5])) for s, row in named_rows(told)
    ]
    lines = [
        [i.label, say.number(sizes[s]), say.number(planned[s]), say.number(row[0.25]),
         say.number(row[0.5]), say.number(row[0.75])]
        for i, (s, row) in zip(items, named_rows(told), strict=True)
    ]  # fmt: skip
    headings = [say("Session"), say("Attendees listed"), say("Planned minutes"),
                say("A quarter stayed less than"), say("Half stayed more than"),
                say("A quarter stayed more than")]  # fmt: skip
    alt = say("Bar chart of the median of minutes that attendees were present. {items}.",
              items=say.listing([f"{i.label}: {i.text}" for i in items]))  # fmt: skip
    sentence = say("{list}.", list=say.listing(said))
    return Section(
        "stayed",
        question,
        sentence[0].upper() + sentence[1:],
        source=edition.source("attendance", say("Bars: the minutes that half of the attendees "
                                                "stayed at least.")),
        chart=Chart(charts.bars(items, longest=float(planned[told.index].max())), alt),
        table=edition.table(say("Minutes that attendees were present"), headings, lines),
    )  # fmt: skip


def registered(edition: Edition) -> Section:
    """Return how many of those who registered came."""
    say = edition.say
    question = say("How many of those who registered came?")
    asked = edition.of_quarter(edition.community.registrations)
    if asked.empty:
        answer = say("There is no export of registrations for this quarter.")
        return Section("registered", question, answer)
    here = attended(edition.community.attendance, edition.sessions_so_far)
    both = asked.merge(here[["session", "person"]], how="left", indicator="came")
    table = (
        both.assign(came=both["came"].eq("both")).groupby("session")["came"].agg(["size", "sum"])
    )
    said = [
        say("{n} of {all} who registered for {session} came", n=say.number(row["sum"]),
            all=say.number(row["size"]), session=edition.label(s))
        for s, row in named_rows(table)
    ]  # fmt: skip
    items = [
        charts.Bar(edition.label(s), row["sum"] / row["size"],
                   say("{n} of {all}", n=say.number(row["sum"]), all=say.number(row["size"])))
        for s, row in named_rows(table)
    ]  # fmt: skip
    lines = [
        [edition.label(s), say.number(row["size"]), say.number(row["sum"]),
         say.number(row["size"] - row["sum"])]
        for s, row in named_rows(table)
    ]  # fmt: skip
    headings = [say("Session"), say("Registrants"), say("Of them attendees"), say("No-shows")]
    alt = say("Bar chart of the share of registrants who came. {items}.",
              items=say.listing([f"{i.label}: {i.text}" for i in items]))  # fmt: skip
    return Section(
        "registered",
        question,
        say("{list}.", list=say.listing(said)),
        source=edition.source("attendance", say("A no-show registered and was not an attendee.")),
        chart=Chart(charts.bars(items, longest=1.0), alt),
        table=edition.table(say("Registrants and no-shows"), headings, lines),
    )


def coverage(edition: Edition) -> Section:
    """Return which sessions the report can tell of, and how sure it is of who is who."""
    say, community = edition.say, edition.community
    files = community.files
    kinds = {
        kind: set(files.loc[files["kind"] == kind, "session"])
        for kind in ("attendance", "feedback")
    }
    now = edition.sessions
    yes, no = say("yes"), say("no")
    lines = [
        [edition.label(s), row["title"], *(yes if s in kinds[k] else no for k in kinds)]
        for s, row in named_rows(now)
    ]
    headings = [say("Session"), say("Title"), say("Attendance export"), say("Feedback export")]
    people = edition.of_quarter(community.attendance)["person"].unique()
    by_name = sum(person in community.by_name for person in people)
    answer = say("Attendance is known of {n} of {all} sessions held.",
                 n=say.number(len(kinds["attendance"] & set(now.index))),
                 all=say.number(len(now)))  # fmt: skip
    note = say("{n} of {all} people who connected are known by a name alone, without an e-mail; "
               "one person with two names would count twice.", n=say.number(by_name),
               all=say.number(len(people)))  # fmt: skip
    return Section(
        "coverage",
        say("What does this report rest on?"),
        answer if len(now) else _nothing(edition),
        table=edition.table(say("Sessions of the quarter"), headings, lines) if lines else None,
        notes=(note,) if len(people) else (),
    )

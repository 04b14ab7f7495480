"""In which languages people meet, are addressed and write, and whether it matters."""

from collections import Counter

import pandas as pd

from copanalytics.belonging import UNKNOWN, country_of, form_language, reach, spoken
from copanalytics.edition import FEWEST, Edition
from copanalytics.hours import local_hours
from copanalytics.section import Section
from copanalytics.tables import named_rows
from copanalytics.topics._counted import by_form, by_language, by_writing
from copanalytics.topics._groups import added_up, called, drawn, largest, listed, protected, untold
from copanalytics.topics._parity import parity
from copanalytics.topics._places import countries, hours, network, world

__all__ = [
    "countries",
    "country_of",
    "form",
    "form_language",
    "hours",
    "local_hours",
    "network",
    "parity",
    "preferred",
    "reach",
    "rooms",
    "spoken",
    "world",
    "written",
]


def rooms(edition: Edition) -> Section:
    """Return in which languages the sessions of the quarter, and their break-out rooms, were."""
    say, sessions = edition.say, edition.sessions
    question = say("In which languages were the sessions and their rooms?")
    spoken = sessions["languages"].fillna("").str.split().map(tuple)
    if not spoken.map(len).any():
        answer = say("No language is noted for the sessions from {quarter}.",
                     quarter=say.quarter(edition.quarter))  # fmt: skip
        return Section("rooms", question, edition.nothing(answer))
    held = Counter(zip(sessions["series"], spoken, strict=True))
    said = [
        say.plural("{series}: {n} session in {language}.", "{series}: {n} sessions in {language}.",
                   n, series=series, language=say.listing([say.tongue(code) for code in codes]))
        for (series, codes), n in held.items()
        if codes
    ]  # fmt: skip
    lines = [
        [edition.row(s), say.listing([say.tongue(c) for c in str(row["languages"]).split()]),
         _break_out(edition, s)]
        for s, row in named_rows(sessions)
    ]  # fmt: skip
    headings = [say("Session"), say("Languages"), say("Break-out rooms")]
    return Section(
        "rooms",
        question,
        **edition.told(said),
        source=say("Source: sessions.csv and the lists of break-out rooms."),
        table=edition.table(say("Languages of the sessions and rooms"), headings, lines),
        notes=_room_shares(edition),
    )


def _room_shares(edition: Edition) -> tuple[str, ...]:
    """Which part of the rooms of each session was in each language that is noted."""
    say = edition.say
    each = _room_languages(edition.of_quarter(edition.community.rooms)).dropna().reset_index()
    noted = each.groupby(["session", "language"], as_index=False).size()
    rooms_of = each["session"].value_counts()
    return tuple(
        say("{session}: {part} break-out rooms whose language is noted were in {language} (likely "
            "{likely}).", session=edition.label(session),
            part=say.part(n, rooms_of[session]), language=say.tongue(code),
            likely=edition.likely(n, rooms_of[session]))
        for session, code, n in noted.itertuples(index=False)
        if FEWEST <= rooms_of[session] > n
    )  # fmt: skip


def _break_out(edition: Edition, session: str) -> str:
    """How many break-out rooms of each language a session had; a dash where no list says."""
    say, rooms = edition.say, edition.community.rooms
    spoken = _room_languages(rooms[rooms["session"] == session]).fillna(UNKNOWN).value_counts()
    told = [
        say("{language}: {n}", language=called(edition, str(code)), n=say.number(n))
        for code, n in spoken.items()
    ]
    return say.listing(told) if told else say.number(None)


def _room_languages(rooms: pd.DataFrame) -> pd.Series:
    """The language noted for each room, by session, part and room; NA where none is."""
    return rooms.groupby(["session", "part", "room"], dropna=False)["language"].first()


def preferred(edition: Edition) -> Section:
    """Return which language the attendees of the quarter prefer, as the directory says."""
    say, tables = edition.say, by_language(edition)
    question = say("Which language do attendees prefer?")
    if not any(table.counts.drop(UNKNOWN).any(axis=None) for table in tables.values()):
        return Section("preferred", question, untold(edition, say("preferred language")))
    shown = protected(edition, tables)
    answers = [
        say("{series}: {n} of {all} attendees prefer {language}.", series=series, n=n, all=size,
            language=called(edition, code))
        for series, code, n, size in largest(edition, shown)
    ]  # fmt: skip
    rule = say("Each person counts once a series; the language is that of the directory.")
    return Section(
        "preferred",
        question,
        **listed(edition, answers),
        source=edition.source("attendance", f"{rule} {added_up(edition)}"),
        **drawn(edition, shown, say("Language")),
    )


def form(edition: Edition) -> Section:
    """Return in which language the forms were that respondents answered."""
    say = edition.say
    question = say("In which language was the form that people answered?")
    tables = by_form(edition)
    if not tables:
        return Section("form", question, _no_comments(edition))
    shown = protected(edition, tables)
    answers = [
        say("{series}: {n} of {all} answered a form in {language}.", series=series, n=n, all=size,
            language=called(edition, code))
        for series, code, n, size in largest(edition, shown)
    ]  # fmt: skip
    rule = say("The language that a form's questions are in, as detected.")
    return Section(
        "form",
        question,
        **listed(edition, answers),
        source=edition.source("feedback", f"{rule} {added_up(edition)}"),
        **drawn(edition, shown, say("Language")),
    )


def _no_comments(edition: Edition) -> str:
    say = edition.say
    return say("There are no comments from {quarter}.", quarter=say.quarter(edition.quarter))


def written(edition: Edition) -> Section:
    """Return in which languages respondents wrote their comments."""
    say = edition.say
    question = say("In which languages do people write?")
    tables = by_writing(edition)
    if not tables:
        return Section("written", question, _no_comments(edition))
    shown = protected(edition, tables)
    answers = [
        say("{series}: {n} of {all} wrote in {language}.", series=series, n=n, all=size,
            language=called(edition, code))
        for series, code, n, size in largest(edition, shown)
    ]  # fmt: skip
    rule = say("The language that a respondent wrote most in, as detected; a short or mixed "
               "comment is not known.")  # fmt: skip
    return Section(
        "written",
        question,
        **listed(edition, answers),
        source=edition.source("feedback", f"{rule} {added_up(edition)}"),
        **drawn(edition, shown, say("Language")),
    )

"""In which languages people meet, are addressed and write, and whether it matters."""

import pandas as pd

from copanalytics import languages
from copanalytics.edition import Edition
from copanalytics.feedback import spoken
from copanalytics.section import Section
from copanalytics.tables import named_rows
from copanalytics.topics._groups import (
    UNKNOWN,
    added_up,
    called,
    drawn,
    grouped,
    largest,
    listed,
    reach,
    untold,
)
from copanalytics.topics._parity import parity
from copanalytics.topics._places import countries, country_of, hours, network, world

__all__ = [
    "countries",
    "country_of",
    "form",
    "form_language",
    "hours",
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
    codes = sessions["languages"].dropna().str.split().explode()
    if codes.dropna().empty:
        answer = say("No language is noted for the sessions from {quarter}.",
                     quarter=say.quarter(edition.quarter))  # fmt: skip
        return Section("rooms", question, answer)
    held = codes.value_counts()
    said = [
        say.plural("{n} session in {language}", "{n} sessions in {language}", int(n),
                   language=say.tongue(str(code)))
        for code, n in held.items()
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
        say.sentence(said),
        source=say("Source: sessions.csv and the lists of break-out rooms."),
        table=edition.table(say("Languages of the sessions and rooms"), headings, lines),
    )


def _break_out(edition: Edition, session: str) -> str:
    """How many break-out rooms of each language a session had; a dash where no list says."""
    say, rooms = edition.say, edition.community.rooms
    mine = rooms[rooms["session"] == session].drop_duplicates(["part", "room"])
    spoken = mine["language"].fillna(UNKNOWN).value_counts()
    told = [
        say("{language}: {n}", language=called(edition, str(code)), n=say.number(n))
        for code, n in spoken.items()
    ]
    return say.listing(told) if told else say.number(None)


def preferred(edition: Edition) -> Section:
    """Return which language the attendees of the quarter prefer, as the directory says."""
    say, members = edition.say, edition.community.members
    question = say("Which language do attendees prefer?")
    known = members.dropna(subset="language").set_index("person")["language"]
    here = edition.attendees
    if here["person"].map(known).isna().all():
        return Section("preferred", question, untold(edition, say("preferred language")))
    shown = grouped(edition, here, known)
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
    community = edition.community
    columns = ["session", "respondent", "question", "source"]
    asked = edition.of_quarter(pd.concat([community.comments[columns], community.answers[columns]]))
    if asked.empty:
        return Section("form", question, _no_comments(edition))
    shown = grouped(edition, _placed(edition, asked), form_language(asked))
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


def form_language(asked: pd.DataFrame) -> pd.Series:
    """Return the language of the questions that each respondent was asked; NA where unsure.

    asked: respondent, question, source (the form's export).
    """
    wording = asked.groupby("source")["question"].agg(lambda q: " ".join(q.unique()))
    spoken = {source: languages.detect(text) for source, text in wording.items()}
    told = asked.drop_duplicates("respondent").set_index("respondent")["source"]
    return told.map(spoken)


def _placed(edition: Edition, said: pd.DataFrame) -> pd.DataFrame:
    """One row a respondent of a session, as `person`, with its series."""
    here = said[["session", "respondent"]].drop_duplicates()
    people = here.rename(columns={"respondent": "person"})
    return people.assign(series=people["session"].map(edition.sessions["series"]))


def _no_comments(edition: Edition) -> str:
    say = edition.say
    return say("There are no comments from {quarter}.", quarter=say.quarter(edition.quarter))


def written(edition: Edition) -> Section:
    """Return in which languages respondents wrote their comments."""
    say = edition.say
    question = say("In which languages do people write?")
    comments = edition.of_quarter(edition.community.comments)
    if comments.empty:
        return Section("written", question, _no_comments(edition))
    shown = grouped(edition, _placed(edition, comments), spoken(comments))
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

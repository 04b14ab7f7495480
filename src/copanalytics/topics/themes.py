"""What worked, what did not, and what members take away, as themes of their comments."""

from dataclasses import replace

import pandas as pd

from copanalytics.coding import Coder
from copanalytics.edition import Edition
from copanalytics.feedback import mentions, of_forms, response_rate, voters
from copanalytics.new_themes import proposals
from copanalytics.presence import counts
from copanalytics.review import review
from copanalytics.section import Section, Table
from copanalytics.tables import named_rows
from copanalytics.topics._beside import section_of
from copanalytics.topics._changes import changed
from copanalytics.topics._quotes import quotes
from copanalytics.topics._sides import Side, side_of
from copanalytics.topics._splits import by_groups
from copanalytics.topics._together import together
from copanalytics.topics._unmet import told_unmet, worse

__all__ = [
    "Coder",
    "hopes",
    "mentions",
    "next_topics",
    "proposals",
    "response_rate",
    "responses",
    "review",
    "taken_away",
    "worked",
]


def responses(edition: Edition) -> Section:
    """Return how many of the attendees answered the form of each session."""
    say, community = edition.say, edition.community
    question = say("How many attendees answered the form?")
    attendees = counts(community.attendance, edition.sessions_so_far, edition.minutes)["attendees"]
    comments, answers = (
        of_forms(edition.of_quarter(table), community.files)
        for table in (community.comments, community.answers)
    )
    table = response_rate(comments, answers, attendees)
    silent = [edition.label(s) for s in edition.sessions.index if s not in table.index]
    notes = (say("No feedback export: {list}.", list=say.listing(silent)),) if silent else ()
    told = table.reindex([s for s in edition.sessions.index if s in table.index]).dropna()
    if told.empty:
        return Section("responses", question, _no_feedback(edition))
    parts = {s: say.part(row["respondents"], row["attendees"]) for s, row in named_rows(told)}
    said = [
        say("{session}: {part} attendees answered the form.", session=edition.called(session),
            part=part)
        for session, part in parts.items()
    ]  # fmt: skip
    rule, title = say("Response rate: respondents divided by attendees."), say("response rate")
    return Section(
        "responses",
        question,
        **edition.told(said),
        source=edition.source("feedback", rule),
        chart=edition.chart(told["share"].clip(upper=1.0), [*parts.values()], title, longest=1.0),
        table=_responses_table(edition, told),
        notes=notes,
    )


def _responses_table(edition: Edition, told: pd.DataFrame) -> Table:
    say = edition.say
    lines = [
        [edition.row(session), *say.numbers(row["respondents"], row["attendees"]),
         say.share(row["share"]), _likely_rate(edition, row["respondents"], row["attendees"])]
        for session, row in named_rows(told)
    ]  # fmt: skip
    headings = [say("Session"), say("Respondents"), say("Attendees"), say("Response rate"),
                say("Likely share")]  # fmt: skip
    return edition.table(say("Respondents and attendees"), headings, lines)


def _likely_rate(edition: Edition, respondents: float, attendees: float) -> str:
    """The interval of a rate; a dash where more answered than attended."""
    if respondents > attendees:
        return edition.say.number(None)
    return edition.likely(respondents, attendees)


def worked(edition: Edition) -> Section:
    """Return the themes of what worked well beside those of what did not, with quotes of both."""
    say = edition.say
    sides = [worse(edition), side_of(edition, "worked", say("Worked well"))]
    question = say("What has worked well, and what has not?")
    section = section_of(edition, "worked", question, sides)
    split = [note for side in reversed(sides) for note in by_groups(edition, side)]
    notes = (
        *section.notes[:1],
        *changed(edition, sides),
        *together(edition, sides),
        *split,
        *section.notes[1:],
    )
    return replace(section, notes=notes, quotes=quotes(edition, sides))


def hopes(edition: Edition) -> Section:
    """Return the themes of members' hopes beside those of their concerns."""
    say = edition.say
    sides = [side_of(edition, "concern", say("Concerns")), side_of(edition, "hope", say("Hopes"))]
    question = say("What do members hope for, and what worries them?")
    return section_of(edition, "hopes", question, sides)


def taken_away(edition: Edition) -> Section:
    """Return what members take away into their practice, what of it is done, what it leaves out."""
    say = edition.say
    away = side_of(edition, "action", say("Taken away"))
    question = say("What do members take away into their practice?")
    section = section_of(edition, "taken-away", question, [away])
    notes = (*_wrote(edition, away), *_done(edition), *told_unmet(edition), *section.notes)
    return replace(section, notes=notes, quotes=quotes(edition, [away]))


def _wrote(edition: Edition, away: Side) -> tuple[str, ...]:
    """How many of those who answered the form wrote what they take away."""
    say = edition.say
    comments = edition.of_quarter(edition.community.comments)
    asked = comments.loc[comments["prompt"] == away.prompt, "source"].unique()
    responded = voters(comments[comments["source"].isin(asked)]).nunique()
    part = say.part(away.size, responded)
    return (say("{part} respondents wrote what they take away.", part=part),) if away.size else ()


def _done(edition: Edition) -> tuple[str, ...]:
    say = edition.say
    done = edition.of_quarter(edition.community.actions)["done"].dropna()
    numbers = {"n": say.number(int(done.sum())), "all": say.number(len(done))}
    told = say("Done by now: {n} of the {all} actions of which it is known.", **numbers)
    return (told,) if len(done) else ()


def next_topics(edition: Edition) -> Section:
    """Return the themes of questions asked beside those of topics wished for."""
    say = edition.say
    sides = [side_of(edition, "question", say("Questions asked")),
             side_of(edition, "topic", say("Topics wished for"))]  # fmt: skip
    return section_of(edition, "next-topics", say("What do members want to talk about?"), sides)


def _no_feedback(edition: Edition) -> str:
    say, quarter = edition.say, edition.say.quarter(edition.quarter)
    return edition.nothing(
        say("There is no feedback export for the sessions from {quarter}.", quarter=quarter)
    )

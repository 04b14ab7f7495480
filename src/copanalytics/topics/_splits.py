"""Themes by the language of a comment and of a break-out room, where that gives nobody away."""

import pandas as pd

from copanalytics import disclosure
from copanalytics.edition import Edition
from copanalytics.feedback import naming, spoken, voters
from copanalytics.tables import named_rows
from copanalytics.topics._groups import OTHER, UNKNOWN, called
from copanalytics.topics._sides import Side, theme_name


def by_groups(edition: Edition, side: Side) -> tuple[str, ...]:
    """Return a note each of themes by language written and by language of the room, if any."""
    say = edition.say
    comments = edition.of_quarter(edition.community.comments)
    by_person = comments.assign(respondent=voters(comments))
    found = (
        (say("by language"), spoken(by_person)),
        (say("by language of the room"), room_language(edition)),
    )
    notes = [_note(edition, side, how, groups) for how, groups in found]
    return tuple(note for note in notes if note)


def room_language(edition: Edition) -> pd.Series:
    """Return the language of the break-out room of each respondent of the quarter of whom it is
    known: a person on a list of rooms, or who answered with the name of a room.

    By room itself nothing could be told: a room has five people at the most.
    """
    rooms = edition.of_quarter(edition.community.rooms).dropna(subset="language")
    answers = edition.of_quarter(edition.community.answers)
    names = rooms[["session", "room", "language"]].drop_duplicates()
    said = answers.assign(voter=voters(answers)).merge(
        names, left_on=["session", "answer"], right_on=["session", "room"]
    )
    listed = rooms.rename(columns={"person": "voter"})
    both = pd.concat([part[["voter", "language"]] for part in (listed, said)]).drop_duplicates()
    return both.drop_duplicates("voter", keep=False).set_index("voter")["language"]


def split(named: pd.Series, groups: pd.Series, smallest: int) -> pd.DataFrame:
    """Return how many of each group named a theme, and how many others answered: named, rest.

    named: whether each who answered the prompt named it. groups: the group of everybody who is told
    of elsewhere, in a table by the same groups; so those who did not answer must be nobody or many
    too. Groups in which any of the three is small are put together (`disclosure.merged_rows`); no
    row where that leaves one.

    >>> named = pd.Series([True] * 6 + [False] * 8 + [True] * 5 + [False] * 5)
    >>> split(named, pd.Series(["en"] * 14 + ["fr"] * 9 + ["de"]), 5).to_dict("index")
    {'en': {'named': 6, 'rest': 8}, 'other': {'named': 5, 'rest': 5}}
    """
    everybody = named.index.union(groups.index, sort=False)
    answer = named.reindex(everybody).astype("boolean")
    kinds = {"named": answer.eq(True), "rest": answer.eq(False), "silent": answer.isna()}
    flags = pd.DataFrame({kind: who.fillna(False).astype("bool") for kind, who in kinds.items()})
    counts = flags.groupby(groups.reindex(everybody).fillna(UNKNOWN)).sum()
    shown = disclosure.merged_rows(counts, OTHER, smallest)[["named", "rest"]]
    return shown if len(shown) > 1 else shown.iloc[:0]


def _note(edition: Edition, side: Side, how: str, groups: pd.Series) -> str:
    say, shown = edition.say, [str(theme) for theme in side.people.dropna().index]
    if side.basis == "sample" or not shown:
        return ""
    who = naming(edition.comments(side.prompt), edition.community.codings)
    smallest = edition.community.settings.smallest_count
    told = [
        say("{theme} {list}", theme=theme_name(edition, theme), list=_parts(edition, counts))
        for theme in shown
        if len(counts := split(who[theme], groups, smallest))
    ]
    note = say("{side}, {how}: {list}.", side=side.said, how=how, list="; ".join(told))
    return note if told else ""


def _parts(edition: Edition, counts: pd.DataFrame) -> str:
    say = edition.say
    return say.listing([
        say("{part} ({language})", part=say.part(row["named"], row.sum()),
            language=called(edition, code))
        for code, row in named_rows(counts)
    ])  # fmt: skip

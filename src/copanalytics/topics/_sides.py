"""One prompt's themes, as they may be shown, and how each number is told."""

from dataclasses import dataclass

import pandas as pd

from copanalytics import disclosure
from copanalytics.edition import FEWEST, Edition
from copanalytics.theme_shares import Basis, theme_shares
from copanalytics.wording import MISSING

NOT_THEMES = ("answer", "group", "retired")
"""The status of codebook rows that are no theme: 'nothing to say', headings, old ones."""


@dataclass(frozen=True)
class Side:
    """One prompt's themes, as they may be shown.

    said: what the prompt is called. people: respondents by theme, missing where the count is small
    or the theme unclear. size: how many respondents answered the prompt. silent: how many of them
    said that there was nothing. basis, checked: what the numbers rest on, and of how many
    respondents a person decided (`theme_shares`). ends: low and high of the shares' intervals, by
    theme. unclear: the themes about which coders agree too little.
    """

    prompt: str
    said: str
    people: pd.Series
    size: int
    silent: int
    basis: Basis
    checked: int
    ends: pd.DataFrame
    unclear: frozenset[str]


def side_of(edition: Edition, prompt: str, said: str) -> Side:
    """Return one prompt's themes in the quarter; `said` is what the prompt is called."""
    community, themes = edition.community, edition.community.coder.themes
    comments = edition.comments(prompt)
    found = theme_shares(comments, community.codings, community.confirmed, community.by_codebook)
    people, unclear = found.table["people"], edition.accuracy.unclear(found.basis)
    real = themes.loc[~themes["status"].isin(NOT_THEMES), "theme"]
    shown = disclosure.suppressed(
        people[people.index.isin(real)], community.settings.smallest_count
    )
    return Side(
        prompt,
        said,
        people=shown.mask(shown.index.isin(list(unclear))),
        size=found.size,
        silent=int(people.get("nothing", 0)),
        basis=found.basis,
        checked=found.checked,
        ends=found.table[["low", "high"]],
        unclear=unclear & set(shown.index),
    )


def leading(edition: Edition, side: Side) -> list[tuple[str, str]]:
    """Return the theme that most respondents named, and how many of all, as a list of one.

    Two that share the first place are told together; none where more do, or none may be shown.
    """
    shown = side.people.dropna()
    if shown.empty:
        return []
    most = shown[shown == shown.max()]
    if len(most) > 2:
        return []
    names = sorted(theme_name(edition, str(theme)) for theme in most.index)
    return [(edition.say.listing(names), part(edition, side, str(most.index[0])))]


def by_side(edition: Edition, told: dict[str, str]) -> tuple[str, ...]:
    """Return what is told of each side, by what it is called; once where it is alike for all."""
    alike = set(told.values())
    if len(alike) == 1:
        return tuple(alike)
    return tuple(
        edition.say("{side}. {told}", side=side, told=text) for side, text in told.items() if text
    )


def theme_name(edition: Edition, theme: str) -> str:
    """Return what a theme is called in the report's language."""
    themes = edition.community.coder.themes.set_index("theme")["name"]
    return edition.say.name(themes[theme])


def named(side: Side, theme: str) -> int | None:
    """Return how many named a theme; None where that is not shown."""
    people = side.people.get(theme, 0)
    return None if pd.isna(people) else int(people)


def part(edition: Edition, side: Side, theme: str) -> str:
    """Return how many named a theme, of all who answered, such as 7 of 18."""
    return edition.say("{n} of {all}", n=cell(edition, side, theme),
                       all=edition.say.number(side.size))  # fmt: skip


def cell(edition: Edition, side: Side, theme: str) -> str:
    """Return how many named a theme, in a word what a sample says of it, or why it is not told."""
    say, people = edition.say, named(side, theme)
    if theme in side.unclear:
        return say("definition unclear")
    if people is None:
        return say("fewer than {n}", n=say.number(edition.community.settings.smallest_count))
    if side.basis == "sample":
        return say("about {n}", n=say.number(people))
    return say.number(people)


def likely(edition: Edition, side: Side, theme: str) -> str:
    """Return the interval in words of the share of a theme that was checked, or why not."""
    say, people = edition.say, named(side, theme)
    if people is None:
        return say("not shown")
    if side.size < FEWEST:
        return say("too few to say")
    if theme in side.ends.index:
        low, high = (float(side.ends[end][theme]) for end in ("low", "high"))
        return edition.between(low, high)
    return edition.likely(0, side.size) if side.basis == "confirmed" else MISSING

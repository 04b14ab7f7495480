"""Themes under one prompt, or under two beside each other: the headline, chart, table and notes."""

import pandas as pd

from copanalytics import charts
from copanalytics.edition import Edition
from copanalytics.section import Chart, Section, Table
from copanalytics.topics._basis import rests_on
from copanalytics.topics._sides import Side, cell, leading, likely, named, theme_name

SHOWN = 10
"""Themes that a chart shows at the most."""


def section_of(edition: Edition, name: str, question: str, sides: list[Side]) -> Section:
    """Return one or two prompts as a section; a prompt that nobody answered is left out."""
    say = edition.say
    asked = [side for side in sides if side.size]
    if not asked:
        answer = say("Nobody was asked, or nobody answered, from {quarter}.",
                     quarter=say.quarter(edition.quarter))  # fmt: skip
        return Section(name, question, answer)
    return Section(
        name,
        question,
        _headline(edition, asked),
        source=edition.source("feedback", _rule(edition)),
        chart=_chart(edition, asked),
        table=_table(edition, asked),
        notes=(*rests_on(edition, asked), *_untold(edition, asked), *_silent(edition, asked)),
    )


def _headline(edition: Edition, asked: list[Side]) -> str:
    say = edition.say
    said = [
        say("{side}: {theme} ({part})", side=side.said, theme=theme, part=part)
        for side in reversed(asked)
        for theme, part in leading(edition, side)
    ]
    if said:
        return say("{list}.", list="; ".join(said))
    return say("{list}: no theme can be shown.",
               list=say.listing([_head(edition, side) for side in reversed(asked)]))  # fmt: skip


def _head(edition: Edition, side: Side) -> str:
    return f"{side.said} (n = {edition.say.number(side.size)})"


def _chart(edition: Edition, asked: list[Side]) -> Chart | None:
    """The themes of which any count is shown, the most named first, to one side or to two."""
    themes, heads = _told(asked)[:SHOWN], [_head(edition, side) for side in asked]
    if not themes:
        return None
    if len(asked) == 1:
        return _one_sided(edition, asked[0], themes)
    left, right = asked
    items = [
        charts.Pair(theme_name(edition, theme), _length(left, theme), _length(right, theme),
                    cell(edition, left, theme), cell(edition, right, theme))
        for theme in themes
    ]  # fmt: skip
    told = [f"{i.label}: {left.said} {i.left_text}, {right.said} {i.right_text}" for i in items]
    alt = edition.say("Bars to two sides, {left} and {right}. {items}.", left=heads[0],
                      right=heads[1], items="; ".join(told))  # fmt: skip
    return Chart(charts.pairs(items, heads[0], heads[1]), alt)


def _one_sided(edition: Edition, side: Side, themes: list[str]) -> Chart:
    say, head = edition.say, _head(edition, side)
    items = [
        charts.Bar(theme_name(edition, theme), _length(side, theme) or 0,
                   cell(edition, side, theme), head)
        for theme in themes
    ]  # fmt: skip
    alt = say("Bar chart of respondents by theme, {head}. {items}.", head=head,
              items="; ".join(f"{i.label}: {i.text}" for i in items))  # fmt: skip
    return Chart(charts.bars(items), alt)


def _length(side: Side, theme: str) -> float | None:
    """The share of those who answered: two prompts may have been answered by different numbers."""
    people = named(side, theme)
    return None if people is None else people / side.size


def _ranked(asked: list[Side]) -> pd.Series:
    """The largest share of each theme on any side, the largest first; 0 where none is shown."""
    themes = dict.fromkeys(str(theme) for side in asked for theme in side.people.index)
    shares = {theme: max(_length(side, theme) or 0 for side in asked) for theme in themes}
    return pd.Series(shares, dtype="float64").sort_values(ascending=False, kind="stable")


def _told(asked: list[Side]) -> list[str]:
    """The themes of which a count is shown, the most named first."""
    ranked = _ranked(asked)
    return [str(theme) for theme in ranked.index[ranked > 0]]


def _untold(edition: Edition, asked: list[Side]) -> tuple[str, ...]:
    """The themes that too few named, and those that are unclear, by name alone."""
    say, ranked = edition.say, _ranked(asked)
    unclear = {theme for side in asked for theme in side.unclear}
    hidden = {str(theme) for theme in ranked.index[ranked == 0]} - unclear
    found = []
    if hidden:
        found.append(say("Named by fewer than {n} respondents: {list}.",
                         n=say.number(edition.community.settings.smallest_count),
                         list=_names(edition, hidden)))  # fmt: skip
    if unclear:
        found.append(say("Definition unclear, as coders agree too little: {list}.",
                         list=_names(edition, unclear)))  # fmt: skip
    return tuple(found)


def _names(edition: Edition, themes: set[str]) -> str:
    return edition.say.listing(sorted(theme_name(edition, theme) for theme in themes))


def _table(edition: Edition, asked: list[Side]) -> Table | None:
    say = edition.say
    lines = [
        [theme_name(edition, theme), *(c for side in asked for c in _cells(edition, side, theme))]
        for theme in _told(asked)
    ]
    headings = [say("Theme")]
    for side in asked:
        headings += [side.said] if side.basis == "unchecked" else [side.said, say("Likely share")]
    sizes = say.listing([
        say("{side}: {n} respondents", side=side.said, n=say.number(side.size)) for side in asked
    ])  # fmt: skip
    caption = say("Respondents who named a theme ({list})", list=sizes)
    return edition.table(caption, headings, lines) if lines else None


def _cells(edition: Edition, side: Side, theme: str) -> list[str]:
    """How many named a theme, and the interval of their share; none where no person checked it."""
    count = cell(edition, side, theme)
    return [count] if side.basis == "unchecked" else [count, likely(edition, side, theme)]


def _rule(edition: Edition) -> str:
    say = edition.say
    return say("A respondent counts once a theme and may name several. Counts from 1 to {n} are "
               "not shown.",
               n=say.number(edition.community.settings.smallest_count - 1))  # fmt: skip


def _silent(edition: Edition, asked: list[Side]) -> tuple[str, ...]:
    say, smallest = edition.say, edition.community.settings.smallest_count
    return tuple(
        say("{side}: {n} of {all} wrote that there was nothing to say.", side=side.said,
            n=say.number(side.silent), all=say.number(side.size))
        for side in asked
        if side.silent >= smallest
    )  # fmt: skip

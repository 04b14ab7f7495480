"""Themes under one prompt, or under two beside each other: the headline, chart and table."""

from dataclasses import dataclass

import pandas as pd

from copanalytics import charts
from copanalytics.auditing import Published
from copanalytics.edition import Edition
from copanalytics.feedback import mentions
from copanalytics.grids import Grid
from copanalytics.section import Chart, Section, Table
from copanalytics.tables import named_rows

NOTHING = "nothing"
"""The theme of who wrote that there was nothing to say."""

SHOWN = 10
"""Themes that a chart shows at the most."""

NOT_THEMES = ("answer", "group", "retired")
"""The status of codebook rows that are no theme: 'nothing to say', headings, old ones."""


@dataclass(frozen=True)
class Side:
    """One prompt's themes, as they may be shown.

    said: what the prompt is called. people: respondents by theme, a small count missing.
    size: how many respondents answered the prompt. silent: how many said that there was nothing,
    if that may be told. published: what its counts tell.
    """

    said: str
    people: pd.Series
    size: int
    silent: int
    published: Published


def side_of(edition: Edition, prompt: str, said: str) -> Side:
    """Return one prompt's themes in the quarter; `said` is what the prompt is called."""
    community, themes = edition.community, edition.community.coder.themes
    comments = edition.of_quarter(community.comments)
    people, size = mentions(comments, community.codings, prompt)
    real = themes.loc[~themes["status"].isin(NOT_THEMES), "theme"]
    told = edition.protected(_by_theme(edition, prompt, people))
    silent = told.people.get(NOTHING)
    shown = told.people[told.people.index.isin(real)]
    return Side(said, shown, size, 0 if pd.isna(silent) else int(silent), told.published)


def _by_theme(edition: Edition, prompt: str, people: pd.Series) -> Grid:
    counts = people.rename_axis(None).to_frame("people")
    return Grid(f"{edition.quarter} themes, {prompt}", counts, overlap=True)


def section_of(  # noqa: PLR0913 - it takes what a section consists of
    edition: Edition,
    name: str,
    question: str,
    sides: list[Side],
    notes: tuple[str, ...] = (),
) -> Section:
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
        notes=(*notes, *_untold(edition, asked), *_silent(edition, asked)),
        published=Published().joined(*(side.published for side in asked)),
    )


def _headline(edition: Edition, asked: list[Side]) -> str:
    say = edition.say
    said = [
        say("{side}: {theme}, named by {n} of {all}", side=side.said, theme=theme, n=say.number(n),
            all=say.number(side.size))
        for side in reversed(asked)
        for theme, n in leading(edition, side)
    ]  # fmt: skip
    if said:
        return say("{list}.", list="; ".join(said))
    sizes = [
        say("{side}: {n} respondents", side=side.said, n=say.number(side.size))
        for side in reversed(asked)
    ]
    return say("{list}; no theme was named by enough of them to be shown.", list="; ".join(sizes))


def leading(edition: Edition, side: Side) -> list[tuple[str, int]]:
    """Return the theme that most respondents named, with their number, as a list of one.

    Two that share the first place are told together; none where more do, or none may be shown.
    """
    shown = side.people.dropna()
    if shown.empty:
        return []
    most = shown[shown == shown.max()]
    names = [theme_name(edition, theme) for theme in most.index]
    return [(edition.say.listing(sorted(names)), int(most.iloc[0]))] if len(most) <= 2 else []


def _chart(edition: Edition, asked: list[Side]) -> Chart | None:
    """The themes of which any count is shown, the most named first, to one side or to two."""
    counts = _told(asked).head(SHOWN)
    heads = [f"{side.said} (n = {edition.say.number(side.size)})" for side in asked]
    if counts.empty:
        return None
    if len(asked) == 1:
        return _one_sided(edition, counts[0], heads[0])
    items = [
        charts.Pair(theme_name(edition, theme), _length(row[0]), _length(row[1]),
                    _cell(edition, row[0]), _cell(edition, row[1]))
        for theme, row in named_rows(counts)
    ]  # fmt: skip
    told = [
        f"{i.label}: {asked[0].said} {i.left_text}, {asked[1].said} {i.right_text}" for i in items
    ]
    alt = edition.say("Bars to two sides, {left} and {right}. {items}.", left=heads[0],
                      right=heads[1], items="; ".join(told))  # fmt: skip
    return Chart(charts.pairs(items, heads[0], heads[1]), alt)


def _one_sided(edition: Edition, counts: pd.Series, head: str) -> Chart:
    say = edition.say
    items = [
        charts.Bar(theme_name(edition, str(theme)), float(n), say.number(n), head)
        for theme, n in counts.items()
    ]
    alt = say("Bar chart of respondents by theme, {head}. {items}.", head=head,
              items="; ".join(f"{i.label}: {i.text}" for i in items))  # fmt: skip
    return Chart(charts.bars(items), alt)


def _beside(asked: list[Side]) -> pd.DataFrame:
    """Respondents by theme, a column a side, most named first; zero where nobody named it."""
    themes = pd.Index([t for side in asked for t in side.people.index]).drop_duplicates()
    # reindex fills only themes that a side does not have: a withheld count stays missing.
    counts = pd.DataFrame(
        {n: side.people.reindex(themes, fill_value=0) for n, side in enumerate(asked)}
    ).astype("Int64")
    shown = counts.mask(counts == 0)
    ranked = shown.max(axis=1).fillna(0).sort_values(ascending=False, kind="stable")
    return counts.loc[ranked.index]


def _told(asked: list[Side]) -> pd.DataFrame:
    """The rows of `_beside` of which a count is shown."""
    counts = _beside(asked)
    return counts[counts.max(axis=1).fillna(0) > 0]


def _untold(edition: Edition, asked: list[Side]) -> tuple[str, ...]:
    """The themes that too few named, by name alone."""
    say, shown = edition.say, _told(asked).index
    names = [
        theme_name(edition, theme) for theme, _ in named_rows(_beside(asked)) if theme not in shown
    ]
    if not names:
        return ()
    smallest = say.number(edition.community.settings.smallest_count)
    listed = say.listing(sorted(names))
    return (say("Named by fewer than {n} respondents: {list}.", n=smallest, list=listed),)


def _table(edition: Edition, asked: list[Side]) -> Table | None:
    say = edition.say
    lines = [
        [theme_name(edition, theme)]
        + [cell for n, side in enumerate(asked)
           for cell in (_cell(edition, row[n]), _likely(edition, row[n], side.size))]
        for theme, row in named_rows(_told(asked))
    ]  # fmt: skip
    headings = [say("Theme")]
    for side in asked:
        headings += [side.said, say("Likely share")]
    sizes = say.listing([
        say("{side}: {n} respondents", side=side.said, n=say.number(side.size)) for side in asked
    ])  # fmt: skip
    caption = say("Respondents who named a theme ({list})", list=sizes)
    return edition.table(caption, headings, lines) if lines else None


def theme_name(edition: Edition, theme: str) -> str:
    """Return what a theme is called in the report's language."""
    themes = edition.community.coder.themes.set_index("theme")["name"]
    return edition.say.name(themes[theme])


def _length(count: int | None) -> float | None:
    return None if count is None or pd.isna(count) else float(count)


def _cell(edition: Edition, count: int | None) -> str:
    say = edition.say
    if pd.isna(count):
        return say("fewer than {n}", n=say.number(edition.community.settings.smallest_count))
    return say.number(count)


def _likely(edition: Edition, count: int | None, size: int) -> str:
    """The share with its interval; nothing where the count is withheld or the group too small."""
    say = edition.say
    if count is None or pd.isna(count):
        return say("not shown")
    return edition.likely(int(count), size)


def _rule(edition: Edition) -> str:
    say = edition.say
    rule = say("Themes are given by a codebook of terms, not yet checked by a person; a respondent "
               "counts once a theme and may name several. Likely share: 95% interval.")  # fmt: skip
    hidden = say("Counts from 1 to {n} are not shown.",
                 n=say.number(edition.community.settings.smallest_count - 1))  # fmt: skip
    return f"{rule} {hidden}"


def _silent(edition: Edition, asked: list[Side]) -> tuple[str, ...]:
    say = edition.say
    return tuple(
        say("{side}: {n} of {all} wrote that there was nothing to say.", side=side.said,
            n=say.number(side.silent), all=say.number(side.size))
        for side in asked
        if side.silent
    )  # fmt: skip

"""Comments in the words of those who wrote them, where an analyst has marked them fit to print."""

import pandas as pd

from copanalytics.edition import Edition
from copanalytics.feedback import spoken, voters
from copanalytics.section import Quote
from copanalytics.topics._sides import Side, theme_name

MOST = 2
"""Quotes of one prompt, at the most."""


def quotes(edition: Edition, asked: list[Side]) -> tuple[Quote, ...]:
    """Return what may be quoted under these prompts, names masked, of different respondents and
    themes; of the themes that most respondents named first.

    A comment in a language that fewer than `smallest_count` respondents of the quarter wrote in, or
    in an unknown one, is not quoted: it would point at who wrote it.
    """
    fit = pd.concat([_fit(edition, side) for side in reversed(asked)])
    apart = fit.drop_duplicates("voter").drop_duplicates(["prompt", "theme"])
    chosen = apart.groupby("prompt", sort=False).head(MOST)
    return tuple(
        Quote(text, language, theme_name(edition, theme))
        for text, language, theme in chosen[["text", "language", "theme"]].to_numpy().tolist()
    )


def _fit(edition: Edition, side: Side) -> pd.DataFrame:
    """The comments of a prompt that may be quoted with each of their themes, in order of theme."""
    community, comments = edition.community, edition.comments(side.prompt)
    marked = community.confirmed.loc[community.confirmed["fit_to_print"], "comment"]
    common = _common_languages(edition)
    may = comments["comment"].isin(marked) & comments["language"].isin(common)
    rank = {theme: at for at, theme in enumerate(side.people.index) if theme not in side.unclear}
    told = comments[may].assign(voter=voters(comments)).merge(community.codings, on="comment")
    ranked = told.assign(rank=told["theme"].map(rank)).dropna(subset="rank")
    return ranked.sort_values(["rank", "comment"])


def _common_languages(edition: Edition) -> set[str]:
    """The languages that enough respondents of the quarter wrote in for none to be pointed at."""
    written = spoken(edition.of_quarter(edition.community.comments)).value_counts()
    return set(written.index[written >= edition.community.settings.smallest_count])

"""Comments to themes: a codebook of terms, and what confirmed comments teach; with reasons."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from copanalytics.codebook import ANY, complete, found
from copanalytics.errors import CopanalyticsError

if TYPE_CHECKING:
    from copanalytics.lessons import Lesson

THEME_COLUMNS = (
    "theme", "parent", "name", "definition", "use_when", "do_not_use_when", "example", "status",
)  # fmt: skip

COMMENT_COLUMNS = ("comment", "text", "language", "prompt")


@dataclass(frozen=True)
class Coder:
    """A codebook that suggests themes, and learns from what an analyst confirms.

    themes: one row a theme (THEME_COLUMNS). terms: one row a term (TERM_COLUMNS): a whole word,
    the prefix of a word, a phrase of whole words or the whole comment, in one language or any,
    under one prompt (its scope) or any, that includes a theme or excludes it. A * at the end of a
    word stands for every ending; columns of a term that are not there have their defaults.
    """

    themes: pd.DataFrame
    terms: pd.DataFrame
    lesson: "Lesson | None" = None

    def fit(self, comments: pd.DataFrame, codings: pd.DataFrame) -> "Coder":
        """Return the coder with the same codebook and what these confirmed comments teach.

        comments: those that were looked at (comment, text, language, prompt); one without a
        coding has no theme. codings: comment, theme. What was learned before is forgotten. With
        few confirmed comments of a theme the codebook decides, with many the comments themselves.

        Raises: CopanalyticsError for a coding of a comment that is not among the comments.
        """
        from copanalytics.lessons import lesson

        told = _told(comments)
        strange = codings.loc[~codings["comment"].isin(told["comment"]), "comment"]
        if len(strange):
            raise CopanalyticsError(
                f"codings: comment {strange.iloc[0]!r} is not among the comments; fit with every "
                "comment that was looked at."
            )
        terms = complete(self.terms)
        themes = [*self.themes["theme"], *terms["theme"], *codings["theme"].dropna()]
        given = pd.crosstab(codings["comment"], codings["theme"]).reindex(
            index=told["comment"], columns=pd.unique(pd.Series(themes, dtype="str")), fill_value=0
        )
        return replace(self, lesson=lesson(told, given.clip(upper=1), terms))

    def suggest(self, comments: pd.DataFrame) -> pd.DataFrame:
        """Return one row a theme that a comment mentions: comment, theme, confidence, because.

        comments: comment, text, language, prompt. A comment whose language is not known is read
        with the terms of all languages. confidence: the probability that a coder would give the
        theme; missing before anything is learned. because: the longest term that speaks for the
        theme; where none does, the nearest confirmed comments of that theme.
        """
        told, terms = _told(comments), complete(self.terms)
        named = _named(terms, told)
        if self.lesson is None or told.empty:
            given = named.assign(confidence=float("nan"))
        else:
            learned = self.lesson.given_to(told, terms).merge(named, "left", ["row", "theme"])
            given = learned.assign(because=learned["because"].fillna("like " + learned["like"]))
        ordered = given.sort_values(["row", "theme"], ignore_index=True)
        table = ordered.assign(comment=told["comment"].to_numpy()[ordered["row"]])
        return table[["comment", "theme", "confidence", "because"]]


def _told(comments: pd.DataFrame) -> pd.DataFrame:
    """The columns that count; a language or prompt that is not told is any."""
    table = comments.reindex(columns=list(COMMENT_COLUMNS)).reset_index(drop=True).astype("object")
    return table.fillna({"text": "", "language": ANY, "prompt": ANY})


def _named(terms: pd.DataFrame, comments: pd.DataFrame) -> pd.DataFrame:
    """One row a theme that the codebook finds in a comment, with the longest term found."""
    meant = terms[["theme", "term"]].rename(columns={"term": "because"})
    hits = found(terms, comments).join(meant, on="term")
    order = hits["because"].str.len().sort_values(ascending=False, kind="stable").index
    return hits.loc[order].drop_duplicates(["row", "theme"])[["row", "theme", "because"]]

"""Confirmed comments as a lesson: which themes it gives to other comments, and why."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from copanalytics.analogy import Sparse
from copanalytics.codebook import found
from copanalytics.evidence import Said
from copanalytics.learning import Model, learned
from copanalytics.meaning import installed, meanings, spoken

FEWEST = 20
"""Confirmed comments from which on anything is learned of them."""

AT_HOME = 0.2
"""Share of the confirmed comments in a language from which on its wording counts."""

ALIKE = 3
"""Confirmed comments named as the reason, at most."""


@dataclass(frozen=True)
class Lesson:
    """What was confirmed, and two models of it: with the wording, and for other languages.

    given: comments by themes, 1 where confirmed. spoken: themes by the meaning of their terms.
    home: languages whose wording counts. far: None without the encoder: nothing then carries over
    to another language, and the codebook decides.
    """

    themes: tuple[str, ...]
    comments: pd.DataFrame
    given: np.ndarray
    spoken: np.ndarray
    home: frozenset[str]
    near: Model
    far: Model | None

    def given_to(self, comments: pd.DataFrame, terms: pd.DataFrame) -> pd.DataFrame:
        """Return one row a theme given to a comment: row, theme, confidence, like.

        like: numbers of the nearest confirmed comments of the theme.
        """
        said = _heard(comments, terms, self.themes, self.spoken)
        at_home = comments["language"].isin(self.home).to_numpy()
        parts = [
            self._given_by(model, said, np.flatnonzero(mine))
            for model, mine in ((self.near, at_home), (self.far, ~at_home))
            if mine.any()
        ]
        return pd.concat(parts, ignore_index=True)

    def _given_by(self, model: Model | None, everything: Said, rows: np.ndarray) -> pd.DataFrame:
        said, names = everything.only(rows), np.array(self.themes, dtype=object)
        if model is None:
            row, theme = np.nonzero(said.named())
            unsure = {"confidence": float("nan"), "like": ""}
            return pd.DataFrame({"row": rows[row], "theme": names[theme], **unsure})
        alike = model.alike(said)
        likely = model.probabilities(said, alike)
        row, theme = np.nonzero(self._chosen(model.leaning(said, likely)))
        given = pd.DataFrame(
            {"row": row, "theme": theme, "confidence": likely[row, theme], "like": ""}
        )
        unnamed = given[~said.named()[row, theme]]
        given.loc[unnamed.index, "like"] = self._like(alike, unnamed)
        return given.assign(row=rows[row], theme=names[theme])

    def _chosen(self, leaning: np.ndarray) -> np.ndarray:
        """Where every confirmed comment has just one theme, so has every other comment."""
        if (self.given.sum(axis=1) == 1).all():
            return leaning.argmax(axis=1)[:, None] == np.arange(leaning.shape[1])
        return leaning > 0

    def _like(self, alike: np.ndarray, unnamed: pd.DataFrame) -> list[str]:
        """The nearest confirmed comments of each theme that no term names."""
        numbers = self.comments["comment"].astype("str").to_numpy()
        by_theme = self.given.T[unnamed["theme"]]
        return [
            ", ".join(numbers[np.argsort(-near * has, kind="stable")[: min(ALIKE, int(has.sum()))]])
            for near, has in zip(alike[unnamed["row"]], by_theme, strict=True)
        ]


def lesson(comments: pd.DataFrame, given: pd.DataFrame, terms: pd.DataFrame) -> Lesson | None:
    """Return what confirmed comments teach; None where they are too few, or none has a theme.

    comments: comment, text, language, prompt. given: a column a theme, in the order of comments.
    """
    right = given.to_numpy(dtype=float)
    if len(comments) < FEWEST or not right.any() or comments["text"].nunique() < FEWEST:
        return None
    themes = tuple(given.columns)
    said = _heard(comments, terms, themes, spoken(terms, themes))
    share = comments["language"].value_counts(normalize=True)
    home = frozenset(share[share >= AT_HOME].index)
    near = learned(said, right, with_wording=True)
    far = learned(said, right, with_wording=False) if installed() else None
    return Lesson(themes, comments, right, said.spoken, home, near, far)


def _heard(
    comments: pd.DataFrame, terms: pd.DataFrame, themes: tuple[str, ...], meant: np.ndarray
) -> Said:
    """Comments with the codebook's terms found in them, and their meaning."""
    pairs = found(terms, comments)
    places = terms["theme"].map({theme: place for place, theme in enumerate(themes)})
    return Said(
        comments,
        _ones(pairs["row"], pairs["term"], (len(comments), len(terms))),
        _ones(pd.Series(range(len(terms)), dtype=int), places, (len(terms), len(themes))),
        meanings(comments["text"].tolist()),
        meant,
    )


def _ones(rows: pd.Series, columns: pd.Series, shape: tuple[int, int]) -> Sparse:
    places = (rows.to_numpy(dtype=int), columns.to_numpy(dtype=int))
    return sparse.csr_matrix((np.ones(len(rows)), places), shape=shape)

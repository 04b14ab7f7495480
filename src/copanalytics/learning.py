"""What confirmed comments teach about each theme, beside what the codebook says."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from copanalytics.analogy import Analogy, Rows, analogy, likeness
from copanalytics.codebook import readable
from copanalytics.evidence import Evidence, Said, evidence
from copanalytics.meaning import centred
from copanalytics.vectors import Vectors, rows, vectors

HALF = 2.0
"""Confirmed comments of a theme at which codebook and what is learned decide by halves, where the
meaning of comments is read; twice as many where only their wording is."""

SETTLED = 15.0
"""Confirmed comments of a theme at which its scores are read half as settled ones."""

PARTS = 10
"""Parts of the confirmed comments, each scored as if it were not confirmed."""

RAREST = 0.05
"""Probability below which no theme is given."""


class Speaking(NamedTuple):
    """What speaks for each theme, all comments by themes.

    scores: by analogy to confirmed comments. record: how far the codebook was right about like
    comments, in logits. near: of the comment's meaning to that of the theme's terms, -1 to 1.
    named: whether a term of the theme was found.
    """

    scores: np.ndarray
    record: np.ndarray
    near: np.ndarray
    named: np.ndarray


@dataclass(frozen=True)
class Model:
    """What was learned: analogy to confirmed comments, the codebook's record, and their weights.

    rows: the confirmed comments as vectors. confirmed: by theme, how many they are. cuts: by
    theme, the probability from which on it is given.
    """

    vectors: Vectors
    rows: Rows
    analogy: Analogy
    evidence: Evidence
    confirmed: np.ndarray
    weighing: Any
    cuts: np.ndarray

    def alike(self, said: Said) -> np.ndarray:
        """Return comments by confirmed comments: how alike they are."""
        return likeness(_rows(self.vectors, said), self.rows)

    def probabilities(self, said: Said, alike: np.ndarray) -> np.ndarray:
        """Return comments by themes: how likely a coder would give the theme."""
        scores, record = self.analogy.scores(alike), _record(self.evidence, said)
        speaking = Speaking(scores, record, _near(self.vectors, said), said.named())
        signals = _signals(speaking, self.confirmed)
        return _weighed(self.weighing, signals, len(self.confirmed))

    def leaning(self, said: Said, probabilities: np.ndarray) -> np.ndarray:
        """Return comments by themes: above 0 where codebook and lesson together give it."""
        half = HALF if self.rows.meaning.shape[1] else 2 * HALF
        weight = self.confirmed / (self.confirmed + half)
        learned = np.clip(_logit(probabilities) - _logit(self.cuts), -4, 4)
        return weight * learned + (1 - weight) * np.where(said.named(), 1.0, -1.0)


def learned(said: Said, given: np.ndarray, with_wording: bool) -> Model:
    """Return the model of confirmed comments. given: comments by themes, 1 where confirmed.

    Each comment is scored as if no comment of its wording were confirmed, and the codebook's
    record leaves it out, so that the weighing learns how far each can be trusted.
    """
    known = vectors(said.comments, said.meaning, with_wording)
    confirmed_rows, record, confirmed = _rows(known, said), evidence(said, given), given.sum(axis=0)
    by_analogy, unseen = analogy(likeness(confirmed_rows, confirmed_rows), given, _parts(said))
    own = _record(record, said, given)
    signals = _signals(Speaking(unseen, own, _near(known, said), said.named()), confirmed)
    weighing = _weighing(signals, given)
    cuts = _cuts(_weighed(weighing, signals, len(confirmed)))
    return Model(known, confirmed_rows, by_analogy, record, confirmed, weighing, cuts)


def _rows(known: Vectors, said: Said) -> Rows:
    """Themes found, how many, and, where the wording counts, each term found."""
    named = said.named()
    many = np.log1p(named.sum(axis=1, keepdims=True))
    parts = [sparse.csr_matrix(np.hstack([named, many, many == 0]).astype(float))]
    if known.wording:
        parts.append(said.hits)
    return rows(known, said.comments, sparse.hstack(parts).tocsr(), said.meaning)


def _parts(said: Said) -> np.ndarray:
    """A part for each comment, drawn by its wording."""
    wording, distinct = pd.factorize(said.comments["text"].map(readable))
    return np.random.default_rng(0).permutation(len(distinct))[wording] % PARTS


def _record(record: Evidence, said: Said, own: np.ndarray | None = None) -> np.ndarray:
    """How far the codebook was right about like comments, in logits."""
    by_situation, by_term = record.by_situation(said, own), record.by_term(said, own)
    both = (_logit(by_situation) + _logit(by_term)) / 2
    return np.where(said.named(), both, _logit(by_situation))


def _near(known: Vectors, said: Said) -> np.ndarray:
    return centred(said.meaning, said.comments["language"], known.centres) @ said.spoken.T


def _signals(speaking: Speaking, confirmed: np.ndarray) -> np.ndarray:
    """One row a comment and theme: what speaks for the theme, for it where named, for its rivals.

    Scores and record are read apart while few comments of the theme are confirmed.
    """
    scores, record, near, names = speaking
    named = names.astype(float)
    many = np.log1p(named.sum(axis=1, keepdims=True)) + 0 * named
    rival, usual = _rival(scores), np.log1p(confirmed) + 0 * named
    unsettled = 1 - np.sqrt(confirmed / (confirmed + SETTLED))
    each = [
        scores, _logit(scores), scores * named, rival, scores * rival, usual, named, many, near,
        near * named, record, record * named, unsettled * scores, unsettled * record,
    ]  # fmt: skip
    return np.stack(each, axis=-1).reshape(-1, len(each))


def _rival(scores: np.ndarray) -> np.ndarray:
    """The best score of any other theme of the comment."""
    if scores.shape[1] < 2:
        return np.zeros_like(scores)
    second, best = np.sort(scores, axis=1)[:, -2:].T[:, :, None]
    return np.where(scores == best, second, best)


def _weighing(signals: np.ndarray, given: np.ndarray) -> Any:
    """One logistic regression for all themes, so that rare ones lean on the frequent."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    weighing = make_pipeline(StandardScaler(), LogisticRegression(C=0.3, max_iter=300))
    return weighing.fit(signals, given.ravel())


def _weighed(weighing: Any, signals: np.ndarray, themes: int) -> np.ndarray:
    return weighing.predict_proba(signals)[:, 1].reshape(-1, themes)


def _cuts(probabilities: np.ndarray) -> np.ndarray:
    """By theme, half the best F1 that the probabilities promise.

    Source: Lipton, Elkan and Naryanaswamy (2014), Optimal thresholding of classifiers to maximize
    F1 measure: the best cut of calibrated probabilities is half of the F1 reached by it.
    """
    falling = np.sort(probabilities, axis=0)[::-1]
    taken = np.arange(1, len(falling) + 1)[:, None]
    f1 = 2 * falling.cumsum(axis=0) / (taken + falling.sum(axis=0))
    return np.clip(f1.max(axis=0) / 2, RAREST, 0.5)


def _logit(share: np.ndarray) -> np.ndarray:
    sure = np.clip(share, 0.001, 0.999)
    return np.log(sure / (1 - sure))

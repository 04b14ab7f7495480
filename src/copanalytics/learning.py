"""What confirmed comments teach about each theme, beside what the codebook says."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from copanalytics.codebook import readable
from copanalytics.evidence import Evidence, Said, evidence
from copanalytics.vectors import Sparse, Vectors, matrix, vectors

HALF = 2.0
"""Confirmed comments of a theme at which codebook and classifier decide by halves."""

SETTLED = 15.0
"""Confirmed comments of a theme at which its classifier's score is read half as a settled one."""

FOLDS = 5
"""Parts of the confirmed comments, each scored by a classifier that has not seen it."""

LOOSE, STRICT = 0.15, 0.6
"""Probabilities between which the cut is looked for that agrees best with the confirmed."""

UNKNOWN = -1.0
"""Score of a theme of which fewer than two comments are confirmed."""


@dataclass(frozen=True)
class Model:
    """What was learned: a classifier a theme, the codebook's record, and how they are weighed.

    rows: the confirmed comments as vectors. confirmed: by theme, how many they are. cuts: by
    theme, the probability from which on it is given.
    """

    vectors: Vectors
    rows: Sparse
    classifiers: tuple[Any, ...]
    evidence: Evidence
    confirmed: np.ndarray
    weighing: Any
    cuts: np.ndarray

    def probabilities(self, said: Said) -> np.ndarray:
        """Return comments by themes: how likely a coder would give the theme."""
        scores = _scores(self.classifiers, _matrix(self.vectors, said))
        shares = (self.evidence.by_situation(said), self.evidence.by_term(said))
        return _weighed(self.weighing, _signals(said, shares, scores, self.confirmed)).reshape(
            scores.shape
        )

    def alike(self, said: Said) -> np.ndarray:
        """Return comments by confirmed comments: how alike their vectors are."""
        return (_matrix(self.vectors, said) @ self.rows.T).toarray()

    def leaning(self, said: Said, probabilities: np.ndarray) -> np.ndarray:
        """Return comments by themes: above 0 where codebook and classifier together give it."""
        weight = self.confirmed / (self.confirmed + HALF)
        learned = np.clip(_logit(probabilities) - _logit(self.cuts), -4, 4)
        return weight * learned + (1 - weight) * np.where(said.named(), 1.0, -1.0)


def learned(said: Said, given: np.ndarray, with_wording: bool) -> Model:
    """Return the model of confirmed comments. given: comments by themes, 1 where confirmed.

    Each comment's score comes from classifiers that have not seen its wording, and its shares
    leave it out, so that the weighing learns how far each can be trusted.
    """
    known = vectors(said.comments, said.meaning, with_wording)
    rows, record, confirmed = _matrix(known, said), evidence(said, given), given.sum(axis=0)
    shares = (record.by_situation(said, given), record.by_term(said, given))
    signals = _signals(said, shares, _unseen(rows, given, said), confirmed)
    weighing = _weighing(signals, given)
    cuts = _cuts(_weighed(weighing, signals).reshape(given.shape), given)
    return Model(known, rows, _classifiers(rows, given), record, confirmed, weighing, cuts)


def _matrix(known: Vectors, said: Said) -> Sparse:
    """Themes found, how many, and, where the wording counts, each term found."""
    named = said.named()
    many = np.log1p(named.sum(axis=1, keepdims=True))
    parts = [sparse.csr_matrix(np.hstack([named, many, many == 0]).astype(float))]
    if known.wording:
        parts.append(said.hits)
    return matrix(known, said.comments, sparse.hstack(parts).tocsr(), said.meaning)


def _classifiers(rows: Sparse, given: np.ndarray) -> tuple[Any, ...]:
    """One linear support vector classifier a theme; None for themes with too few comments."""
    from sklearn.svm import LinearSVC

    return tuple(
        LinearSVC(C=0.1, class_weight="balanced", tol=0.01, random_state=0).fit(rows, theme)
        if 2 <= theme.sum() < len(theme)
        else None
        for theme in given.T
    )


def _scores(classifiers: tuple[Any, ...], rows: Sparse) -> np.ndarray:
    none = np.full(rows.shape[0], UNKNOWN)
    return np.stack([c.decision_function(rows) if c else none for c in classifiers], axis=1)


def _unseen(rows: Sparse, given: np.ndarray, said: Said) -> np.ndarray:
    """Scores of confirmed comments by classifiers that saw no comment of the same wording."""
    from sklearn.model_selection import GroupKFold

    wording = said.comments["text"].map(readable).to_numpy()
    folds = GroupKFold(min(FOLDS, len(set(wording))), shuffle=True, random_state=0)
    scores = np.zeros(given.shape)
    for seen, unseen in folds.split(rows, groups=wording):
        scores[unseen] = _scores(_classifiers(rows[seen], given[seen]), rows[unseen])
    return scores


def _signals(
    said: Said, shares: tuple[np.ndarray, ...], scores: np.ndarray, confirmed: np.ndarray
) -> np.ndarray:
    """One row a comment and theme: what speaks for the theme."""
    named = said.named().astype(float)
    many = np.log1p(named.sum(axis=1, keepdims=True)) + 0 * named
    by_situation, by_term = (_logit(share) for share in shares)
    settled = np.sqrt(confirmed / (confirmed + SETTLED))
    each = [
        by_situation, by_situation * named, by_situation * (many == 0), by_term, named, many,
        scores * settled, scores * (1 - settled), np.maximum(scores, -0.5) * settled,
    ]  # fmt: skip
    return np.stack(each, axis=-1).reshape(-1, len(each))


def _weighing(signals: np.ndarray, given: np.ndarray) -> Any:
    """One logistic regression for all themes, so that rare ones lean on the frequent."""
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(max_iter=500).fit(signals, given.ravel())


def _weighed(weighing: Any, signals: np.ndarray) -> np.ndarray:
    return weighing.predict_proba(signals)[:, 1]


def _cuts(probabilities: np.ndarray, given: np.ndarray) -> np.ndarray:
    """By theme, half way between the cut that is best for all and the one best for the theme."""
    from sklearn.metrics import cohen_kappa_score

    tried = np.linspace(LOOSE, STRICT, 19)
    agreed = [cohen_kappa_score(given.ravel(), (probabilities > cut).ravel()) for cut in tried]
    return np.clip((tried[int(np.argmax(agreed))] + _own_cuts(probabilities)) / 2, 0.1, 0.5)


def _own_cuts(probabilities: np.ndarray) -> np.ndarray:
    """By theme, half the best F1 that the probabilities promise.

    Source: Lipton, Elkan and Naryanaswamy (2014), Optimal thresholding of classifiers to maximize
    F1 measure: the best cut of calibrated probabilities is half of the F1 reached by it.
    """
    falling = np.sort(probabilities, axis=0)[::-1]
    taken = np.arange(1, len(falling) + 1)[:, None]
    f1 = 2 * falling.cumsum(axis=0) / (taken + falling.sum(axis=0))
    return f1.max(axis=0) / 2


def _logit(share: np.ndarray) -> np.ndarray:
    sure = np.clip(share, 0.001, 0.999)
    return np.log(sure / (1 - sure))

"""Comments as numbers that are learned from: wording, prompt, terms found, meaning."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from copanalytics.analogy import Rows, Sparse
from copanalytics.meaning import Centres, centred, centres

HIT = 0.3
"""Weight of a term found, beside words and letters, which have length 1 each."""

PROMPT = 1.0
"""Weight of the prompt, beside the same."""

MEANING = 1.4
"""Weight of the meaning, beside the same."""

MANY = 300
"""Comments from which on a word must occur twice to count."""


@dataclass(frozen=True)
class Wording:
    """The words and runs of letters of confirmed comments, weighed by how rare they are."""

    words: Any
    letters: Any

    def matrix(self, texts: pd.Series) -> Sparse:
        """Return one row a text."""
        return sparse.hstack([self.words.transform(texts), self.letters.transform(texts)]).tocsr()


@dataclass(frozen=True)
class Vectors:
    """What is learned of confirmed comments before any theme.

    wording is None where it must not count: for comments in a language of which none is confirmed.
    """

    wording: Wording | None
    prompts: tuple[str, ...]
    centres: Centres


def vectors(comments: pd.DataFrame, meaning: np.ndarray, with_wording: bool) -> Vectors:
    """Return what is learned of confirmed comments (text, language, prompt)."""
    wording = _wording(comments["text"]) if with_wording else None
    prompts = tuple(sorted(set(comments["prompt"])))
    return Vectors(wording, prompts, centres(meaning, comments["language"]))


def rows(known: Vectors, comments: pd.DataFrame, hits: Sparse, meaning: np.ndarray) -> Rows:
    """Return the comments as vectors. hits: comments by what the codebook found in them."""
    asked = comments["prompt"].to_numpy()[:, None] == np.array(known.prompts, dtype=object)
    parts = [PROMPT * sparse.csr_matrix(asked.astype(float)), HIT * hits]
    if known.wording:
        parts.append(known.wording.matrix(comments["text"]))
    around = MEANING * centred(meaning, comments["language"], known.centres)
    return _of_length_one(sparse.hstack(parts).tocsr(), around)


def _of_length_one(found: Sparse, meaning: np.ndarray) -> Rows:
    square = np.asarray(found.multiply(found).sum(axis=1)).ravel() + (meaning**2).sum(axis=1)
    scale = 1 / np.sqrt(np.where(square > 0, square, 1))
    scaled = Rows(sparse.csr_matrix(found.multiply(scale[:, None])), meaning * scale[:, None])
    return Rows(scaled.found.astype(np.float32), scaled.meaning.astype(np.float32))


def _wording(texts: pd.Series) -> Wording:
    from sklearn.feature_extraction.text import TfidfVectorizer

    same = {"sublinear_tf": True, "strip_accents": "unicode", "min_df": 1 + (len(texts) > MANY)}
    words = TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"(?u)\b\w+\b", **same)
    letters = TfidfVectorizer(ngram_range=(2, 5), analyzer="char_wb", max_features=60_000, **same)
    return Wording(words.fit(texts), letters.fit(texts))

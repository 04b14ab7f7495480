"""Comments as numbers that a classifier learns from: wording, prompt, terms found, meaning."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from copanalytics.meaning import Centres, centred, centres

Sparse = Any
"""A sparse matrix of scipy, whose operators its type stubs know in part only."""

HIT = 0.3
"""Weight of a term found, beside words, letters and meaning, which have length 1 each."""

PROMPT = 0.5
"""Weight of the prompt, beside the same."""

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


def matrix(known: Vectors, comments: pd.DataFrame, hits: Sparse, meaning: np.ndarray) -> Sparse:
    """Return one row a comment. hits: comments by what the codebook found in them."""
    asked = comments["prompt"].to_numpy()[:, None] == np.array(known.prompts, dtype=object)
    around = centred(meaning, comments["language"], known.centres)
    parts = [PROMPT * sparse.csr_matrix(asked.astype(float)), HIT * hits, sparse.csr_matrix(around)]
    if known.wording:
        parts.append(known.wording.matrix(comments["text"]))
    return sparse.hstack(parts).tocsr()


def _wording(texts: pd.Series) -> Wording:
    from sklearn.feature_extraction.text import TfidfVectorizer

    same = {"sublinear_tf": True, "strip_accents": "unicode", "min_df": 1 + (len(texts) > MANY)}
    words = TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"(?u)\b\w+\b", **same)
    letters = TfidfVectorizer(ngram_range=(2, 5), analyzer="char_wb", max_features=60_000, **same)
    return Wording(words.fit(texts), letters.fit(texts))

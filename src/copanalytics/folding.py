"""Text made comparable: one way for headings, names, countries and terms."""

import unicodedata
from functools import lru_cache

APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})


def squeeze(text: str) -> str:
    """Return the text with every run of white space, no-break spaces too, as one blank.

    >>> squeeze(" 2\u00a0h  44 m ")
    '2 h 44 m'
    """
    return " ".join(text.split())


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return the text without accents, case and doubled spaces.

    >>> fold("Prénom  (Nom d’usage)")
    "prenom (nom d'usage)"
    >>> fold("STRASSE") == fold("Straße")
    True
    """
    plain = text.translate(APOSTROPHES)
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return squeeze(plain).casefold()


def question_key(text: str) -> str:
    """Return what makes two wordings of a question the same question.

    >>> question_key(" What worked well ? ") == question_key("what worked well")
    True
    """
    return fold(text).strip(" ?!.:*¿¡")

"""Written country names made comparable: without accents, punctuation, articles and order."""

import re
from functools import cache, lru_cache

from copanalytics.folding import fold
from copanalytics.shipping import shipped

SHORTEST = 4
"""Letters of the shortest Latin name that is compared without its accents and dots."""

LATIN = re.compile(r"[a-z][a-z0-9 .'-]*")
INITIAL, SAINT = re.compile(r"\b([^\W\d_])\."), re.compile(r"\bst\b")
NO_LETTERS = re.compile(r"[\W_]+")
UNSPACED = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\u1100-\u11ff]")
"""Scripts in which a space tells nothing: kana, ideographs, the letters of hangul (decomposed)."""

BETWEEN = re.compile(r"(?:[\s・･·,.،、'\"()\u200b-\u200f\-–—=]|および|及び)+")
"""What stands between the words of a name in scripts of which \\W would take vowel signs too."""

JAPANESE_FORMS = re.compile(
    r"(?:共和国|王国|連邦|公国|大公国|協同|民主|人民|社会主義|イスラム|独立国|諸島|島)+$"
)


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """Return a name without case, accents and punctuation; a short one with its punctuation.

    >>> key("St. Vincent & the Grenadines"), key("Côte d’Ivoire"), key("R.U."), key("Áo")
    ('saint vincent and the grenadines', 'cote d ivoire', 'r.u.', 'áo')
    """
    folded = fold(_kana(text)).replace("&", " and ")
    if "." in folded:
        folded = INITIAL.sub(r"\1", folded)
    if not LATIN.search(folded):
        between = "" if UNSPACED.search(folded) else " "
        return BETWEEN.sub(between, folded).strip()
    plain = SAINT.sub("saint", NO_LETTERS.sub(" ", folded)).strip()
    if len(plain) < SHORTEST and LATIN.fullmatch(fold(text)):
        return text.strip().casefold()
    return plain


@lru_cache(maxsize=64)
def bag(text: str) -> frozenset[str]:
    """Return the words of a name without articles, in no order, abbreviations in full.

    >>> bag("Korea, Rep. of") == bag("Republic of Korea")
    True
    """
    abbreviated, articles = _words("abbreviation"), _words("article")
    words = [abbreviated.get(word, word) for word in key(text).split()]
    return frozenset([word for word in words if word not in articles])


@lru_cache(maxsize=64)
def bare(text: str) -> frozenset[str]:
    """Return the words of a name without those that say what kind of place it is.

    >>> sorted(bare("Royaume de Belgique")), sorted(bare("フィジー共和国"))
    (['belgique'], ['フィシー'])
    """
    plain = text if text.isascii() else JAPANESE_FORMS.sub("", text)
    return frozenset(bag(plain).difference(_words("form")))


@cache
def _words(kind: str) -> dict[str, str]:
    """Articles, kinds of state and abbreviations in en, fr, de, es, it, nl and pt."""
    rows = shipped("country_words").query("kind == @kind")
    return dict(zip(rows["word"], rows["full"], strict=True))


def _kana(text: str) -> str:
    """One way of writing the sound that ヴ and バ both stand for."""
    if "ヴ" not in text:
        return text
    for written, as_ in zip(("ヴァ", "ヴィ", "ヴェ", "ヴォ", "ヴ"), "バビベボブ", strict=True):
        text = text.replace(written, as_)
    return text

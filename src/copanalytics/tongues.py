"""How likely a text is of each language: letters, common words, and py3langid's model."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from math import log

import numpy as np

from copanalytics.shipping import shipped

LETTERS = {
    "fr": "àâæçéèêëîïôœùûüÿ", "de": "äöüß", "es": "ñáéíóúü", "it": "àèéìîòóùú", "nl": "ëïéèêöüáíóú",
    "en": "é", "pt": "ãõâêôçáéíóúàü", "cs": "ěščřžýáíéúóůďťň", "pl": "ąćęłńóśźż",
}  # fmt: skip
"""Letters beside a to z that a language writes, of those with function words here."""

MODEL, COMMON_WORD, FOREIGN_LETTER = 0.5, 1.5, -3.3
"""What the model's and the words' logarithms of likelihood weigh, and what a letter adds to a
word's that the language does not write; chosen on one part of the texts measured."""

UNLISTED = 24_000
"""The place in a language's list that a word counts for which is not in it."""

FLAT = 10
"""Places added, as the first words of a language are not as frequent as Zipf's law has it."""

FUNCTION_WORDS = 60
"""The first words of a language's list, which stand in no name."""

SEVERAL = 4
"""Words in Latin letters that make a comment in Japanese or Korean one in two languages."""

KANA, HANGUL, HAN = (re.compile(f"[{letters}]") for letters in ("぀-ヿ", "가-힯", "一-鿿"))


def words(text: str) -> list[str]:
    """Return the words of a text, without addresses; two letters of Japanese are a word.

    >>> words("Thanks! See https://example.org"), len(words("もっと時間がほしい"))
    (['Thanks', 'See'], 4)
    """
    plain = re.sub(r"https?://\S+|www\.\S+|\S+@\S+", " ", text)
    if KANA.search(plain) or (HAN.search(plain) and not HANGUL.search(plain)):
        letters = "".join(re.findall(r"[\u3040-\u30ff\u4e00-\u9fff]", plain))
        return [letters[n : n + 2] for n in range(0, len(letters) - 1, 2)]
    return re.findall(r"[^\W\d_]+", plain)


def script(text: str) -> str:
    """Return which language a text's script decides: "ja" for kana, "ko" for hangul, "" for none,
    and "mixed" for one of them beside a sentence in Latin letters, which a name is not, nor a
    term such as 'break-out room'."""
    languages = [code for code, letters in (("ko", HANGUL), ("ja", KANA)) if letters.search(text)]
    plain = re.sub(r"\S*[@./]\S*", " ", text)
    latin = re.findall(r"(?<![\w-])[a-zà-ɏ]{2,}(?![\w-])", plain)
    if len(languages) > 1 or (languages and (len(latin) >= SEVERAL or function_words(latin))):
        return "mixed"
    return languages[0] if languages else ""


def ranked(said: Sequence[str], among: Sequence[str]) -> tuple[list[tuple[str, float]], float]:
    """Return the languages of `among` with the logarithm of their likelihood, likeliest first,
    and how much likelier the model takes a language that is none of them to be.

    The latter is none where most of the words are common ones of the likeliest.
    """
    model = {str(code): float(score) for code, score in _detector().rank(" ".join(said))}
    scores = {code: MODEL * model[code] + _evidence(said, code) for code in among if code in model}
    best = max(model[code] for code in scores)
    others = [score for code, score in model.items() if code not in among]
    likely = sorted(scores.items(), key=lambda pair: -pair[1])
    if _is_common(said, likely[0][0]):
        return likely, 0.0
    return likely, max(others, default=best) - best


def _is_common(said: Sequence[str], code: str) -> bool:
    """Whether half of the words, or more, are common in a language, and no letter is foreign."""
    places = _places().get(code, {})
    common = sum(word.casefold() in places for word in said)
    return 2 * common >= len(said) and not _foreign_letters(said, code)


@cache
def told_apart() -> frozenset[str]:
    """Return the codes of the languages that the model knows."""
    return frozenset(str(code) for code, _ in _detector().rank(""))


def listed(code: str) -> bool:
    """Return whether the common words of a language are known."""
    return code in _places()


def likelihoods(said: Sequence[str], codes: Sequence[str]) -> np.ndarray:
    """Return the logarithm of each word's likelihood in each language (words × codes), by its
    place among the common words and its letters."""
    return np.array([[_of_word(word.casefold(), code) for code in codes] for word in said])


def function_words(said: Sequence[str]) -> int:
    """Return how many of the words are function words of any language."""
    return sum(
        any(
            places.get(word.casefold(), UNLISTED) <= FUNCTION_WORDS for places in _places().values()
        )
        for word in said
    )


def _evidence(said: Sequence[str], code: str) -> float:
    return COMMON_WORD * float(likelihoods(said, [code]).sum())


@lru_cache(maxsize=2**16)
def _of_word(word: str, code: str) -> float:
    """The logarithm of a word's likelihood in a language, by its place and its letters."""
    place = _places().get(code, {}).get(word, UNLISTED)
    return FOREIGN_LETTER * _foreign_letters([word], code) - log(FLAT + place)


def _foreign_letters(said: Sequence[str], code: str) -> int:
    marks = [letter for word in said for letter in word.casefold() if letter > "z"]
    return sum(letter not in LETTERS.get(code, marks) for letter in marks)


@cache
def _places() -> dict[str, dict[str, int]]:
    """The place of each common word among those of its language, from 1."""
    rows = shipped("common_words")
    return {
        code: {word: place for place, word in enumerate(listed.split(), 1)}
        for code, listed in zip(rows["language"], rows["words"], strict=True)
    }


@cache
def _detector():
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=False)

"""How likely a text is of each language: letters, function words, and py3langid's model."""

import re
from collections.abc import Sequence
from functools import cache

from copanalytics.shipping import shipped

LETTERS = {
    "fr": "àâæçèêëîïôœùûÿ", "de": "äöüß", "es": "ñ¿¡áíóú", "it": "àèéìòù", "nl": "ëïé", "en": "",
    "pt": "ãõâêôçáéíóúà", "cs": "ěščřžýáíéúůďťň", "pl": "ąćęłńóśźż",
}  # fmt: skip
"""Letters beside a to z that a language writes, of those with function words here."""

FUNCTION_WORD, FOREIGN_LETTER = 6.0, -5.0
"""What a function word, and a letter that the language does not write, add to the logarithm of a
language's likelihood; chosen on one half of the texts of benchmarks/languages.py."""

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
    and "mixed" for one of them beside several words in Latin letters."""
    languages = [code for code, letters in (("ko", HANGUL), ("ja", KANA)) if letters.search(text)]
    latin = len(re.findall(r"[A-Za-zÀ-ɏ]{2,}", text))
    if len(languages) > 1 or (languages and latin >= SEVERAL):
        return "mixed"
    return languages[0] if languages else ""


def ranked(said: Sequence[str], among: Sequence[str]) -> tuple[list[tuple[str, float]], float]:
    """Return the languages of `among` with the logarithm of their likelihood, likeliest first,
    and how much likelier the model takes a language that is none of them to be."""
    model = {str(code): float(score) for code, score in _detector().rank(" ".join(said))}
    scores = {code: model[code] + _evidence(said, code) for code in among if code in model}
    best = max(scores.values())
    others = [score for code, score in model.items() if code not in among]
    return sorted(scores.items(), key=lambda pair: -pair[1]), max(others, default=best) - best


def function_words(said: Sequence[str]) -> int:
    """Return how many of the words are function words of any language."""
    every = frozenset().union(*_function_words().values())
    return sum(word.casefold() in every for word in said)


def _evidence(said: Sequence[str], code: str) -> float:
    known = _function_words().get(code)
    if known is None:
        return 0.0
    common = sum(word.casefold() in known for word in said)
    marks = [letter for word in said for letter in word.casefold() if letter > "z"]
    foreign = sum(letter not in LETTERS[code] for letter in marks)
    return FUNCTION_WORD * common + FOREIGN_LETTER * foreign


@cache
def _function_words() -> dict[str, frozenset[str]]:
    rows = shipped("function_words")
    return {
        code: frozenset(listed.split())
        for code, listed in zip(rows["language"], rows["words"], strict=True)
    }


@cache
def _detector():
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=False)

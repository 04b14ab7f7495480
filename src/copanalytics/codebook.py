"""Terms of a codebook found in comments: words, beginnings of words, phrases, whole comments."""

import re
from typing import NamedTuple

import numpy as np
import pandas as pd

from copanalytics.folding import fold

TERM_COLUMNS = ("theme", "language", "term", "match", "scope", "effect")
MATCHES = ("word", "prefix", "phrase", "whole")
ANY = "*"

DEFAULTS = {"language": ANY, "match": "phrase", "scope": ANY, "effect": "include"}
"""What a term has where its row does not say."""

WORD = r"\w+|[$£€!]"
"""What is matched as a word: money and a cry are said with a mark alone."""

Pattern = tuple[str, ...]
"""Folded words in a row; one that ends in * stands for every word that begins so."""


class Rule(NamedTuple):
    """What one term decides: a theme, included or excluded, in a language, under a prompt."""

    term: int
    theme: str
    language: str
    scope: str
    effect: str


class Rules(NamedTuple):
    """Whole comments to their rules; first words of patterns to the patterns and their rules."""

    whole: dict[str, list[Rule]]
    begun: dict[str, list[tuple[Pattern, Rule]]]


def complete(terms: pd.DataFrame) -> pd.DataFrame:
    """Return the terms with every column of TERM_COLUMNS, defaults where nothing is said.

    >>> complete(pd.DataFrame({"theme": ["fees"], "term": ["fee*"]})).loc[0].tolist()
    ['fees', '*', 'fee*', 'phrase', '*', 'include']
    """
    table = terms.reindex(columns=list(TERM_COLUMNS)).reset_index(drop=True).astype("object")
    return table.replace("", float("nan")).fillna(DEFAULTS).astype("str")


def found(terms: pd.DataFrame, comments: pd.DataFrame) -> pd.DataFrame:
    """Return one row a term found in a comment: row and term, both by position.

    A theme that an excluding term takes from a comment has no row there. A comment of unknown
    language ('*') is read with the terms of all languages.

    >>> terms = complete(pd.DataFrame({"theme": ["fees"], "term": ["fee*"]}))
    >>> said = pd.DataFrame({"text": ["Coffee", "The fees!"], "language": "en", "prompt": ""})
    >>> found(terms, said).to_numpy().tolist()
    [[1, 0]]
    """
    rules = _rules(terms)
    told = zip(comments["text"], comments["language"], comments["prompt"], strict=True)
    pairs = [
        (row, term)
        for row, (text, language, prompt) in enumerate(told)
        for term in _decisive(rules, text, language, prompt)
    ]
    return pd.DataFrame(np.array(pairs, dtype=int).reshape(-1, 2), columns=["row", "term"])


def readable(text: str) -> str:
    """Return folded words between single blanks; a text without words keeps its marks.

    >>> readable("L’entretien – à domicile !"), readable(" - ")
    ('l entretien a domicile', '-')
    """
    return " ".join(re.findall(r"\w+", fold(text))) or fold(text)


def _rules(terms: pd.DataFrame) -> Rules:
    rules = Rules({}, {})
    rows = zip(*(terms[column] for column in TERM_COLUMNS), strict=True)
    for number, (theme, language, term, match, scope, effect) in enumerate(rows):
        rule = Rule(number, theme, language, scope, effect)
        if match.startswith("whole"):
            rules.whole.setdefault(readable(term), []).append(rule)
        elif pattern := _pattern(term, match):
            rules.begun.setdefault(pattern[0], []).append((pattern, rule))
    return rules


def _pattern(term: str, match: str) -> Pattern:
    words = re.findall(rf"(?:{WORD})\*?", fold(term))
    if match == "prefix" and words and not words[-1].endswith("*"):
        words[-1] += "*"
    return tuple(words)


def _decisive(rules: Rules, text: str, language: str, prompt: str) -> list[int]:
    """Terms of the themes that a text names, each once."""
    words = re.findall(WORD, fold(text))
    hits = {
        rule
        for rule in [*rules.whole.get(readable(text), []), *_in_words(rules, words)]
        if ANY in (language, rule.language) or rule.language == language
        if rule.scope in (ANY, prompt)
    }
    excluded = {rule.theme for rule in hits if rule.effect == "exclude"}
    return sorted(rule.term for rule in hits if rule.theme not in excluded)


def _in_words(rules: Rules, words: list[str]) -> list[Rule]:
    return [
        rule
        for place, word in enumerate(words)
        for beginning in (word, *(f"{word[:size]}*" for size in range(1, len(word) + 1)))
        for pattern, rule in rules.begun.get(beginning, [])
        if _fits(pattern, words[place : place + len(pattern)])
    ]


def _fits(pattern: Pattern, words: list[str]) -> bool:
    return len(words) == len(pattern) and all(
        word.startswith(part[:-1]) if part.endswith("*") else word == part
        for part, word in zip(pattern, words, strict=True)
    )

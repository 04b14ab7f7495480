"""Comments to themes by a codebook of terms in several languages, each coding with its reason."""

import re
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from copanalytics.folding import fold

THEME_COLUMNS = (
    "theme", "parent", "name", "definition", "use_when", "do_not_use_when", "example", "status",
)  # fmt: skip
TERM_COLUMNS = ("theme", "language", "term", "match", "scope", "effect")
MATCHES = ("word", "prefix", "phrase", "whole")
ANY = "*"

LONGEST = 8
"""Words of the longest phrase that is looked for."""


class Rule(NamedTuple):
    """What one term decides: a theme, included or excluded, in a language, under a prompt."""

    theme: str
    language: str
    term: str
    scope: str
    effect: str


Rules = dict[tuple[str, str], list[Rule]]
"""Way of matching and folded term to its rules."""


@dataclass(frozen=True)
class Coder:
    """A codebook that suggests themes.

    themes: one row a theme (THEME_COLUMNS). terms: one row a term (TERM_COLUMNS): a whole word,
    the prefix of a word, a phrase of whole words or the whole comment, in one language or any,
    under one prompt (its scope) or any, that includes a theme or excludes it.
    """

    themes: pd.DataFrame
    terms: pd.DataFrame

    def fit(self, comments: pd.DataFrame, codings: pd.DataFrame) -> "Coder":
        """Return the coder itself: a codebook learns nothing from confirmed comments."""
        return self

    def suggest(self, comments: pd.DataFrame) -> pd.DataFrame:
        """Return one row a theme that a comment mentions: comment, theme, confidence, because.

        comments: comment, text, language, prompt. A comment whose language is not known is read
        with the terms of all languages. confidence is missing: rules have none until measured.
        because: the terms that decided.
        """
        rules = _rules(self.terms)
        found = [
            (comment, theme, term)
            for comment, text, language, prompt in zip(
                comments["comment"], comments["text"], comments["language"].fillna(ANY),
                comments["prompt"], strict=True,
            )
            for theme, term in _named(rules, text, language, prompt)
        ]  # fmt: skip
        table = pd.DataFrame(found, columns=["comment", "theme", "because"], dtype="str")
        table.insert(2, "confidence", float("nan"))
        return table


def _rules(terms: pd.DataFrame) -> Rules:
    """Each folded term with what it decides, by the way in which it matches."""
    rules: Rules = {}
    for theme, language, term, match, scope, effect in terms[list(TERM_COLUMNS)].itertuples(
        index=False
    ):
        way = match if match in ("prefix", "whole") else "words"
        rule = Rule(theme, language, term, scope, effect)
        rules.setdefault((way, _readable(term)), []).append(rule)
    return rules


def _named(rules: Rules, text: str, language: str, prompt: str) -> list[tuple[str, str]]:
    """The themes that a text names, each with the longest term that decided."""
    hits = [
        rule
        for way in _ways(_readable(text))
        for rule in rules.get(way, [])
        if ANY in (language, rule.language) or rule.language == language
        if rule.scope in (ANY, prompt)
    ]
    excluded = {rule.theme for rule in hits if rule.effect == "exclude"}
    telling = sorted((rule for rule in hits if rule.theme not in excluded), key=_length)
    return sorted({rule.theme: rule.term for rule in telling}.items())


def _length(rule: Rule) -> int:
    return len(rule.term)


def _ways(said: str) -> list[tuple[str, str]]:
    """Whatever could be a term in a text: the whole, runs of words, beginnings of words."""
    words = said.split(" ")
    runs = [
        " ".join(words[start : start + size])
        for start in range(len(words))
        for size in range(1, LONGEST + 1)
        if start + size <= len(words)
    ]
    rests = [" ".join(words[start : start + 2]) for start in range(len(words))]
    begun = [rest[:size] for rest in rests for size in range(2, len(rest) + 1)]
    return [
        ("whole", said),
        *(("words", run) for run in runs),
        *(("prefix", beginning) for beginning in begun),
    ]


def _readable(text: str) -> str:
    """Folded words between single blanks; a text without words keeps its marks ('-', '?').

    >>> _readable("L’entretien – à domicile !"), _readable(" - ")
    ('l entretien a domicile', '-')
    """
    return " ".join(re.findall(r"\w+", fold(text))) or fold(text)

"""What a question that nobody has mapped seems to ask for: a proposal, never applied by itself.

The words of reference/cues.csv decide, in seven languages: of two cues, one of which is inside the
other, the longer counts ('not work well' before 'work well'). Where they say nothing, a known
question that is all but the same does. Where they contradict one another there is no proposal.
"""

import csv
import io
import re
from collections.abc import Iterable
from functools import cache

import pandas as pd
from rapidfuzz import fuzz, process

from copanalytics.folding import fold, question_key, squeeze
from copanalytics.shipping import shipped

ALIKE = 92.0
"""How alike, of 100, a known question must be."""

APART = 6.0
"""How much more alike it must be than the likest that asks for something else."""

NOT = (
    "not", "n't", "no", "less", "least", "never", "pas", "moins", "ne", "n'", "jamais", "nicht",
    "weniger", "nie", "menos", "nunca", "niet", "minder", "nooit", "non", "meno", "mai", "nao",
)  # fmt: skip
"""Words, folded, that turn what follows round: no other words of a cue stand around them."""

SHORT = re.compile(r"n't\b|(?<=\b[cdjlmnst]')|(?<=\bqu')")
"""Where a word that is written together with another begins."""


def proposed(question: str) -> str | None:
    """Return what a question seems to ask for; None when unsure.

    >>> proposed("What hasn't been working so well for you?"), proposed("Was nehmt ihr mit?")
    ('not_worked', 'action')
    >>> proposed("Which country do you live in?") is None
    True
    """
    text = _spelt(question)
    found = {(prompt, *hit.span()) for prompt, cue in _cues() for hit in cue.finditer(text)}
    telling = {hit for hit in found if not _is_inside(*hit[1:], found)}
    prompts = {prompt for prompt, _, _ in telling}
    if not prompts:
        return _like(question)
    sure = len(prompts) == 1 and not (prompts == {"worked"} and _is_turned(text, telling))
    return prompts.pop() if sure else None


def rows(questions: Iterable[str]) -> str:
    """Return lines for reference/prompts.csv, those without a proposal as comments.

    >>> print(rows(["What went well, and why?", "Your country?"]))
    "What went well, and why?",worked,proposed by check
    # no proposal: Your country?
    """
    lines = []
    for question in dict.fromkeys(map(squeeze, questions)):
        prompt = proposed(question)
        line = io.StringIO()
        csv.writer(line, lineterminator="").writerow([question, prompt, "proposed by check"])
        lines.append(line.getvalue() if prompt else f"# no proposal: {question}")
    return "\n".join(lines)


def _is_turned(text: str, telling: set[tuple[str, int, int]]) -> bool:
    """Whether a word outside the cues turns them round, as in 'what worked, and what did not?'"""
    for _, start, end in telling:
        text = text[:start] + " " * (end - start) + text[end:]
    return bool(set(text.split()) & set(NOT))


def _is_inside(start: int, end: int, found: set[tuple[str, int, int]]) -> bool:
    return any(s <= start and end <= e and e - s > end - start for _, s, e in found)


def _like(question: str) -> str | None:
    known = _known()
    scores = process.cdist([question_key(question)], known.index.to_list(), scorer=fuzz.ratio)[0]
    by_prompt = pd.Series(scores, known.to_list()).groupby(level=0).max().sort_values()
    best, next_ = by_prompt.iloc[-1], by_prompt.iloc[-2]
    return str(by_prompt.index[-1]) if best >= ALIKE and best - next_ >= APART else None


@cache
def _known() -> pd.Series:
    table = shipped("prompts")
    return table.assign(key=table["question"].map(question_key)).set_index("key")["prompt"]


@cache
def _cues() -> list[tuple[str, re.Pattern[str]]]:
    """Each prompt's cues: `*` alone stands for up to five words, none of NOT; else for an end."""
    table = shipped("cues")
    return [
        (str(prompt), re.compile(_pattern(str(cue))))
        for prompt, cue in zip(table["prompt"], table["cue"], strict=True)
    ]


def _spelt(text: str) -> str:
    """The words with one blank between, a short form apart: `is n't`, `qu' allez`."""
    apart = SHORT.sub(lambda found: f" {found[0]}", fold(text))
    return " ".join(re.findall(r"[\w']+", apart))


def _pattern(cue: str) -> str:
    words, between = "", rf"(?:(?!(?:{'|'.join(NOT)}) )[\w']+ ){{0,5}}?"
    for word in cue.split():
        stem = re.escape(_spelt(word.rstrip("*"))) + (r"[\w']*" if word.endswith("*") else "") + " "
        words += between if word == "*" else stem
    return r"(?<![\w'])" + words.rstrip() + r"(?![\w'])"

"""Questions that fill several columns: choices to tick, and rows of a grid."""

import re
from collections.abc import Sequence

import pandas as pd

from copanalytics.exports._forms import questions
from copanalytics.exports._records import Records
from copanalytics.folding import fold

OTHER = re.compile(
    r"(other|autres?|sonstiges?|andere[srn]?|anders|otros?|otras?|altro|altri|outros?|outras?)"
    r"( (option|answer|choice))?( ?[(:,-].*| please specify)?"
)
"""The label, folded, of the column in which people write a choice of their own."""

WHOLE = (
    "", "response", "open-ended response", "selected choice", "text", "reponse",
    "reponse ouverte", "respuesta", "respuesta abierta", "antwort", "offene antwort", "antwoord",
    "open antwoord", "risposta", "risposta aperta", "resposta", "resposta aberta",
)  # fmt: skip
"""Labels, folded, that say no more than that the column holds the question's answer."""


def title(question: str, label: str, cells: pd.Series) -> str:
    """Return what a column asks: the question alone, or with its row of a grid in brackets.

    Where every cell repeats the label, it is a choice that was ticked, and the answer is the label.

    >>> title("Tried?", "Posters", pd.Series(["Posters", ""]))
    'Tried?'
    >>> title("How was it?", "The rooms", pd.Series(["Good", "Fair"]))
    'How was it? [The rooms]'
    """
    folded = fold(label)
    if folded in WHOLE or OTHER.fullmatch(folded) or repeats(cells, label):
        return question
    return f"{question} [{label.strip()}]" if question else f"[{label.strip()}]"


def repeats(cells: pd.Series, label: str) -> bool:
    """Return whether some cells say something, and all of those no more than the label."""
    said = {fold(cell) for cell in cells.unique() if cell.strip()}
    return said == {fold(label)}


def parted(heading: str, cells: pd.Series, by: str = " - ") -> str:
    """Return the question of a heading such as 'Question - Choice', or the heading as it is.

    Many questions have a dash of their own, so a label is taken for one only where the cells
    repeat it, or where it says that it is a choice in people's own words.

    >>> parted("Tried? - Posters", pd.Series(["Posters", ""]))
    'Tried?'
    >>> parted("Tried? - Selected Choice - Posters", pd.Series(["Posters", ""]))
    'Tried?'
    >>> parted("Tried? - Other (please specify) - Text", pd.Series(["A walk"]))
    'Tried?'
    >>> parted("What worked - or nearly?", pd.Series(["Posters"]))
    'What worked - or nearly?'
    """
    ends = re.compile(rf"{re.escape(by)}(Text|Selected Choice)$")
    whole = ends.sub("", heading)
    for found in re.finditer(re.escape(by), whole):
        label = whole[found.end() :]
        if OTHER.fullmatch(fold(label)) or repeats(cells, label):
            return ends.sub("", whole[: found.start()]).strip()
    return whole


def binary(found: Records, headings: Sequence[str], known: dict[int, str], by: str) -> Records:
    """Return the rows with each column of ones and noughts as the choice that it stands for.

    headings: `question<by>choice`. A column of one such pair is a choice where the question has a
    column of its own (the choices together, which is then left out), or another choice.
    """
    ticks = {at: _pair(text, by) for at, text in enumerate(headings)
             if at not in known and _is_binary(found.frame.iloc[:, at]) and by in text}  # fmt: skip
    asked = [question for question, _ in ticks.values()]
    alone = set(headings)
    choices = {
        at: pair for at, pair in ticks.items() if pair[0] in alone or asked.count(pair[0]) > 1
    }
    split = {question for question, _ in choices.values()}
    titles = [choices[at][0] if at in choices else text for at, text in enumerate(headings)]
    meant = {at: "metadata" for at, text in enumerate(headings) if text in split} | known
    cells = [found.frame.iloc[:, at] for at in range(len(headings))]
    columns = [
        _ticked(text, choices[at][1]) if at in choices else text for at, text in enumerate(cells)
    ]
    frame = pd.concat(columns, axis="columns") if columns else found.frame
    return Records(frame.set_axis(questions(titles, meant), axis="columns"), found.problems)


def _pair(heading: str, by: str) -> tuple[str, str]:
    question, _, choice = heading.rpartition(by)
    return question, choice


def _is_binary(cells: pd.Series) -> bool:
    said = {cell.strip() for cell in cells.unique()} - {""}
    return bool(said) and said <= {"0", "1", "0.0", "1.0"}


def _ticked(cells: pd.Series, choice: str) -> pd.Series:
    ticked = cells.str.strip().isin(["1", "1.0"])
    return pd.Series("", cells.index, dtype="str").mask(ticked, choice)

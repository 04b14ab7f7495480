"""What a coder wrote into the review file, as rows for reference/codings.csv."""

import re
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from copanalytics.codebook_files import NONE, unknown_theme
from copanalytics.codings import COLUMNS, FLAGS, RANDOM, UNCERTAIN, theme_ids
from copanalytics.errors import CopanalyticsError
from copanalytics.folding import fold
from copanalytics.settings import hand_kept

NO_THEME = (NONE, "no theme", "-", "–")
ACCEPTED = ("ok", *(word for word, yes in FLAGS.items() if yes))
SHOWN = ("suggested", "drawn")
FILLED = ("themes", "fit_to_print", "note")
"""What a coder fills in: the themes, or yes for those suggested, or none; yes to let it be quoted;
whatever is to be remembered."""


def written(path: Path, name: str) -> pd.DataFrame:
    """Return the rows of a review file by line: comment, what it showed and what was filled in.

    Raises: CopanalyticsError when it is no table, or its headings are not there.
    """
    return hand_kept(path, name, ("comment", "themes"), [*SHOWN, *FILLED[1:]])


def answers(
    rows: pd.DataFrame, name: str, themes: pd.DataFrame, comments: pd.Series
) -> pd.DataFrame:
    """Return the rows that were answered as codings: comment, theme, fit_to_print, drawn, note.

    name: what the file is called in messages. comments: the numbers that there are. An answer
    that is there twice counts once.

    Raises: CopanalyticsError with a line for each answer that cannot be taken as it is.
    """
    told = rows[rows["themes"] != ""]
    known = theme_ids(themes[themes["status"] != "retired"])
    numbers = set(comments)
    lines = [
        f"{name}, line {line}: {message}"
        for line, row in told.iterrows()
        for message in _wrong(row, known, numbers)
    ]
    if lines:
        raise CopanalyticsError(*lines)
    given = told.assign(
        theme=pd.Series([_themes(row, known) for _, row in told.iterrows()], told.index, "object"),
        fit_to_print=told["fit_to_print"].map(fold).map(FLAGS).map({True: "yes", False: "no"}),
        drawn=told["drawn"].where(told["drawn"].isin([RANDOM, UNCERTAIN]), ""),
    )
    _refuse_two_answers(given, name)
    once = given.drop_duplicates("comment").explode("theme")
    return once.reindex(columns=list(COLUMNS), fill_value="").reset_index(drop=True)


def _refuse_two_answers(given: pd.DataFrame, name: str) -> None:
    same = given["theme"].map(sorted).map("; ".join)
    differs = same.groupby(given["comment"]).transform("nunique") > 1
    lines = [
        f"{name}, line {line}: {row['comment']!r} has two answers; leave one."
        for line, row in given[differs].iterrows()
    ]
    if lines:
        raise CopanalyticsError(*lines)


def _wrong(row: pd.Series, known: Mapping[str, str], numbers: set[str]) -> list[str]:
    if row["comment"] not in numbers:
        return [
            f"{row['comment']!r} is no comment of this folder; was the cell changed? Empty this "
            "row's themes, and the comment will be asked for again."
        ]
    said, lines = fold(row["themes"]), []
    if fold(row["fit_to_print"]) not in FLAGS:
        lines.append(f"fit_to_print is {row['fit_to_print']!r}; write yes or no.")
    if said in ACCEPTED and not row["suggested"]:
        lines.append("yes to what? Nothing was suggested; write the themes, or none.")
    elif FLAGS.get(said) is False:
        lines.append(f"{row['themes']!r} may mean two things; write its themes, or none.")
    elif said not in (*NO_THEME, *ACCEPTED):
        lines += _strange(row["themes"], known)
    return lines


def _strange(cell: str, known: Mapping[str, str]) -> list[str]:
    named = _pieces(cell, known)
    if {fold(text) for text in named} & set(NO_THEME):
        return ["says none beside a theme; leave one of them."]
    unknown = [text for text in named if fold(text) not in known]
    return [unknown_theme(text, sorted(set(known.values()))) for text in unknown]


def _pieces(cell: str, known: Mapping[str, str]) -> list[str]:
    """The themes named in a cell, between semicolons or commas; a name may have a comma itself."""
    named = []
    for text in re.split(r"[;\n]", cell):
        named += [text] if fold(text) in known else text.split(",")
    return [text.strip() for text in named if text.strip()]


def _themes(row: pd.Series, known: Mapping[str, str]) -> list[str]:
    said = fold(row["themes"])
    if said in NO_THEME:
        return [NONE]
    cell = row["suggested"] if said in ACCEPTED else row["themes"]
    return sorted({known[fold(text)] for text in _pieces(cell, known)})

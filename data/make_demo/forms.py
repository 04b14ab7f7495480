"""Google Forms' download, its linked Sheet and Microsoft Forms' workbook, with invented answers."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pandas as pd
import xlsxwriter

from . import tables
from .text import ALL, MINIMAL, day_first, naive, separated, zoned
from .truth import Truth

ENGLISH = ["ID", "Start time", "Completion time", "Email", "Name", "Last modified time"]
FRENCH = ["ID", "Heure de début", "Heure de fin", "Adresse de messagerie", "Nom"]
FRENCH += ["Heure de la dernière modification"]
CREATED = datetime(2025, 1, 6, 9, 0, tzinfo=UTC)
"""The date in the workbook's properties: always the same, so that its bytes are."""


def google_form(truth: Truth, form: str) -> str:
    """Return the download from Forms: every cell quoted, time stamps with their zone."""
    return separated(_rows(truth, form, "Timestamp", zoned), end="\n", quoting=ALL)


def google_sheet(truth: Truth, form: str, stamp: str = "Timestamp") -> str:
    """Return the linked Sheet: `stamp` is its first heading, dates day first without a zone.

    The first question ends in a space, as typed by whoever made the form.
    """
    rows = _rows(truth, form, stamp, day_first)
    rows[0][1] += " "
    return separated(rows, quoting=MINIMAL)


def microsoft(truth: Truth, form: str, path: Path, fixed: list[str]) -> None:
    """Write an anonymous form's workbook; `fixed` are its columns in the owner's language."""
    wide = _wide(truth, form)
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path) as workbook:
        workbook.set_properties({"created": CREATED})
        sheet = workbook.add_worksheet("Form1")
        stamp = workbook.add_format({"num_format": "m/d/yy h:mm:ss"})
        headings = [{"header": heading} for heading in [*fixed, *wide.columns]]
        sheet.add_table(0, 0, len(wide), len(headings) - 1, {"columns": headings})
        chance = Random(form)
        for row, (instant, answers) in enumerate(zip(wide.index, wide.to_numpy(), strict=True), 1):
            begun = instant - pd.Timedelta(seconds=chance.randint(70, 560))
            sheet.write_number(row, 0, row)
            sheet.write_datetime(row, 1, naive(begun).to_pydatetime(), stamp)
            sheet.write_datetime(row, 2, naive(instant).to_pydatetime(), stamp)
            sheet.write_string(row, 3, "anonymous")
            _write_answers(sheet, row, len(fixed), answers)


def _write_answers(sheet: xlsxwriter.worksheet.Worksheet, row: int, begin: int, answers) -> None:
    for column, answer in enumerate(answers, begin):
        if answer.isdigit():
            sheet.write_number(row, column, int(answer))
        elif answer:
            sheet.write_string(row, column, answer)


def _rows(truth: Truth, form: str, first: str, stamp: Callable) -> list[list]:
    wide = _wide(truth, form)
    answers = zip(wide.index, wide.to_numpy().tolist(), strict=True)
    return [[first, *wide.columns], *([stamp(instant), *row] for instant, row in answers)]


def _wide(truth: Truth, form: str) -> pd.DataFrame:
    """A row a respondent, a column a question, both in order; '' unanswered."""
    answers = pd.concat([
        truth.comments.rename(columns={"text": "answer"}),
        truth.votes,
    ])  # fmt: skip
    own = answers[answers["form"] == form]
    wide = own.pivot(index=["submitted_at", "respondent"], columns="question", values="answer")
    asked = tables.rows("questions.csv").query("form == @form")["question"]
    return wide.fillna("").reindex(columns=list(asked)).droplevel("respondent")

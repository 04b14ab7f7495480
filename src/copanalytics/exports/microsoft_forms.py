"""Microsoft Forms responses, XLSX or saved as CSV.

Source: Responses > Open in Excel. One sheet, one heading row: ID, start, completion, e-mail, name,
sometimes the time of the last change (sixth, or last) and the language, then the questions. Fixed
headings are in the language of the owner's account; those of a quiz stay English. In a language
that is not listed the first five are known by position: a number, two times, an e-mail or a word
for nobody. Anonymous forms write `anonymous`. A repeated question gets a number behind it, and so
does one that is called as a fixed column. Choices are joined by semicolons, with one at the end.
Times have no zone; a CSV has them month first, or as Excel writes them. Excel's CSV is cp1252.
First seen: July 2020.
"""

import re

import pandas as pd

from copanalytics.exports._content import Content
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._forms import NOBODY, PERSON, answers, meanings, questions, suffix_folded
from copanalytics.exports._records import Records, records
from copanalytics.folding import fold

HEADINGS = {
    "started_at": (
        "start time", "heure de debut", "startzeit", "begintijd", "hora de inicio",
        "ora di inizio", "hora de inicio", "godzina rozpoczecia",
    ),
    "submitted_at": (
        "completion time", "heure de fin", "fertigstellungszeit", "tijd van voltooien",
        "hora de finalizacion", "ora di completamento", "hora de conclusao", "godzina ukonczenia",
    ),
    "metadata": (
        "last modified time", "heure de la derniere modification", "tijd van laatste wijziging",
        "hora de la ultima modificacion", "zeitpunkt der letzten anderung", "ora ultima modifica",
        "hora da ultima modificacao", "total points", "quiz feedback", "grade posted time",
    ),
    "language": ("language", "langue", "sprache", "taal", "idioma", "lingua"),
}  # fmt: skip
"""Column to its headings, folded; a further language is a word more in each row."""

FIXED = ("respondent", "started_at", "submitted_at", "email", "name")
QUIZ = re.compile(r"^(Points|Feedback) - ")
TIME = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}[ ,T]+\d{1,2}[:.]\d\d([:.]\d\d)?( ?[AP]M)?", re.I
)


def recognises(source: Content) -> bool:
    """Return whether the first row is ID, then a start in a known language, or five such columns.

    (The numbers, times and addresses of an unknown language must fill every row.)
    """
    headings = source.rows[0].folded if source.rows else []
    if headings[:1] != ["id"]:
        return False
    return bool(set(headings) & set(HEADINGS["started_at"])) or _is_shaped(source)


def read(source: Content, reading: Reading) -> Export:
    """Return one row an answer; what Forms adds for a quiz is left out.

    Raises: CopanalyticsError when the completion time has a heading that is not known.
    """
    headings = suffix_folded(source.rows[0].cells)
    known = _known(source, headings)
    if "submitted_at" not in known.values():
        raise source.wrong(f"has no completion time among its headings {headings[:6]}.")
    found = records(source.rows[1:], questions(headings, known))
    choices = [_choices(found.frame.iloc[:, at]) for at in range(found.frame.shape[1])]
    return answers("microsoft-forms", _split(found, choices), source, reading)


def _known(source: Content, headings: list[str]) -> dict[int, str]:
    """What the fixed columns mean; a language or a time is one only where Forms puts it."""
    quiz = {at: "metadata" for at, text in enumerate(headings) if QUIZ.match(text)}
    fixed = {at: m for at, m in meanings(headings, HEADINGS).items() if at < 9 or m == "metadata"}
    if _is_shaped(source):
        fixed |= dict(enumerate(FIXED)) | _changed(source)
    return meanings(headings, PERSON) | quiz | fixed | {0: "respondent"}


def _changed(source: Content) -> dict[int, str]:
    """The sixth column, if it is the time of the last change: a form's dates have no clock."""
    cells = {"".join(row.cells[5:6]).strip() for row in source.rows[1:]} - {""}
    return {5: "metadata"} if cells and all(TIME.fullmatch(text) for text in cells) else {}


def _is_shaped(source: Content) -> bool:
    rows = [row.cells[:5] for row in source.rows[1:] if not row.blank]
    return bool(rows) and all(len(cells) > 3 and _is_submission(cells) for cells in rows)


def _is_submission(cells: list[str]) -> bool:
    number, start, end, mail = (cell.strip() for cell in cells[:4])
    nobody = fold(mail) in ("", *NOBODY)
    timed = all(TIME.fullmatch(text) for text in (start, end))
    return number.isdigit() and timed and ("@" in mail or nobody)


def _choices(cells: pd.Series) -> bool:
    """Whether a column holds choices: then every answer ends with a semicolon."""
    said = cells.str.strip()
    said = said[said.ne("")]
    return bool(len(said)) and bool(said.str.endswith(";").all())


def _split(found: Records, choices: list[bool]) -> Records:
    """The rows with a column for each choice, all of them called as the question."""
    columns = []
    for at, title in enumerate(found.frame):
        cells = found.frame.iloc[:, at]
        parts = cells.str.rstrip(" ;").str.split(";", expand=True) if choices[at] else cells
        columns.append(_titled(parts, str(title)))
    frame = pd.concat(columns, axis="columns") if columns else found.frame
    return Records(frame.fillna(""), found.problems)


def _titled(parts: pd.DataFrame | pd.Series, title: str) -> pd.DataFrame:
    frame = parts if isinstance(parts, pd.DataFrame) else parts.to_frame()
    return frame.set_axis([title] * frame.shape[1], axis="columns").astype("str")

"""Microsoft Forms responses, XLSX or saved as CSV.

Source: Responses > Open in Excel. One sheet, one heading row: ID, start, completion, e-mail, name,
sometimes the time of the last change and the language, then the questions. Fixed headings are in
the language of the owner's account; those of a quiz stay English. Anonymous forms write
`anonymous`. A repeated question gets a number behind it. Choices are joined by semicolons, with one
at the end. Times have no zone. First seen: July 2020.
"""

import re

from copanalytics.exports._content import Content
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._forms import NOBODY, answers, questions, suffix_folded
from copanalytics.exports._records import Records, heading_row, named, records
from copanalytics.folding import fold

HEADINGS = {
    "respondent": ("id",),
    "started_at": ("start time", "heure de debut", "startzeit", "begintijd", "hora de inicio"),
    "submitted_at": (
        "completion time", "heure de fin", "fertigstellungszeit", "tijd van voltooien",
        "hora de finalizacion",
    ),
    "email": ("email", "adresse de messagerie", "e-mail", "correo electronico"),
    "name": ("name", "nom", "naam", "nombre"),
    "changed_at": (
        "last modified time", "heure de la derniere modification", "tijd van laatste wijziging",
        "hora de la ultima modificacion",
    ),
    "language": ("language", "langue", "sprache", "taal", "idioma"),
    "points": ("total points",),
    "quiz": ("quiz feedback",),
    "graded_at": ("grade posted time",),
}  # fmt: skip
NOT_ANSWERS = ("started_at", "changed_at", "points", "quiz", "graded_at")
QUIZ = re.compile(r"^(Points|Feedback) - ")


def recognises(source: Content) -> bool:
    """Return whether the first row is ID, then a start time in a known language."""
    start = heading_row(source, (HEADINGS["respondent"], HEADINGS["started_at"]), within=1)
    return start == 0 and source.rows[0].folded[0] in HEADINGS["respondent"]


def read(source: Content, reading: Reading) -> Export:
    """Return one row an answer; what Forms adds for a quiz is left out.

    Raises: CopanalyticsError when the completion time has a heading that is not known.
    """
    headings = source.rows[0].cells
    known = named(headings, HEADINGS)
    if "submitted_at" not in known.values():
        raise source.wrong(f"has no completion time among its headings {headings[:6]}.")
    found = records(source.rows[1:], questions(suffix_folded(headings), known))
    quiz = [title for title in found.frame if QUIZ.match(str(title))]
    frame = found.frame.drop(columns=[*NOT_ANSWERS, *quiz], errors="ignore")
    somebody = frame.assign(
        **{
            column: frame[column].where(~frame[column].map(fold).isin(NOBODY), "")
            for column in ("email", "name")
            if column in frame
        }
    )
    return answers("microsoft-forms", Records(somebody, found.problems), source, reading)

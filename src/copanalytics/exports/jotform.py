"""Jotform submissions.

Source: Tables (or Submissions) > Download All > CSV or Excel. Comma, UTF-8. Submission Date comes
first, without a zone; a name has two columns, with what is written below them in brackets; headings
may have quotation marks of their own. Submission ID, at the end, stays the same when an answer is
edited. Several choices are joined by line ends, and are one answer. Addresses of computers are left
out. First seen: September 2022.
"""

import re

from copanalytics.exports._content import Content
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._forms import PERSON, answers, meanings, questions
from copanalytics.exports._records import records
from copanalytics.folding import fold

NAMES = {
    "response": ("submission id",),
    "submitted_at": ("submission date", "date de soumission", "einreichungsdatum",
                     "fecha de envio", "inzendingsdatum", "data di invio", "data de envio"),
    "metadata": ("submission ip", "ip", "ip address", "last update date", "flow status",
                 "workflow status", "approval status", "edit link", "submission url"),
}  # fmt: skip
"""What Jotform calls its own columns, folded."""


def recognises(source: Content) -> bool:
    """Return whether the first heading is the date of submission."""
    headings = _texts(source.rows[0].cells) if source.rows else []
    if "submission id" in map(fold, headings):
        return bool(set(map(fold, headings)) & set(NAMES["submitted_at"]))
    return len(headings) > 1 and fold(headings[0]) in NAMES["submitted_at"][:1]


def read(source: Content, reading: Reading) -> Export:
    """Return one row an answer."""
    headings = _texts(source.rows[0].cells)
    names = [re.sub(r" ?\(.*\)$", "", heading) for heading in headings]
    known = meanings(names, PERSON) | meanings(headings, NAMES)
    found = records(source.rows[1:], questions(headings, known))
    return answers("jotform", found, source, reading)


def _texts(headings: list[str]) -> list[str]:
    return [heading.strip().strip('"').strip() for heading in headings]

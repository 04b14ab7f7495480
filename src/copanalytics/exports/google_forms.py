"""Google Forms responses: the CSV of the form, and the CSV or XLSX of the linked sheet.

Source: Responses > Download responses (.csv), zone in every stamp, year first; or the linked sheet
> File > Download, stamps as the sheet's locale writes them, no zone. Comma, UTF-8 without BOM. The
first heading is the stamp, in the language of the owner's account, which says nothing of the
language of the questions; in a language not listed, or renamed, it is known by its stamps with a
zone. People rename headings: an empty column may stand before it. Blank rows may stand at the end.
A quiz adds its scores, which are left out. First seen: September 2018.
"""

import re

from copanalytics.exports._content import Content
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._forms import PERSON, answers, meanings, questions
from copanalytics.exports._records import Records, records
from copanalytics.folding import fold

STAMPS = (
    "timestamp", "horodateur", "zeitstempel", "marca temporal", "informazioni cronologiche",
    "carimbo de data/hora", "tijdstempel", fold("タイムスタンプ"), "sygnatura czasowa",
    fold("Отметка времени"), fold("Zaman damgası"), "tidsstampel",
)  # fmt: skip
"""The stamp's heading, folded, by the language of the account."""

HEADINGS = {
    **PERSON,
    "email": (*PERSON["email"], "username", "nom d'utilisateur", "nutzername", "nombre de usuario",
              "nome utente", "gebruikersnaam", "nome de usuario", "nome de utilizador"),
}  # fmt: skip
ZONED = re.compile(
    r"\d{4}/\d{1,2}/\d{1,2} \d{1,2}:\d\d:\d\d\s?([ap]\.?\s?m\.?)?\s?[A-Z]{3,4}([+-][\d:]+)?",
    re.IGNORECASE,
)
"""A stamp as the form itself writes it, in any language."""

SCORE = re.compile(r"((\d+([.,]\d+)?|--) / \d+([.,]\d+)?)?")


def recognises(source: Content) -> bool:
    """Return whether the first column that says anything is the stamp."""
    return _stamp(source) is not None


def read(source: Content, reading: Reading) -> Export:
    """Return one row an answer."""
    headings = source.rows[0].cells
    known = meanings(headings, HEADINGS) | {_stamp(source) or 0: "submitted_at"}
    found = records(source.rows[1:], questions(headings, known))
    titles = [
        "metadata" if _is_score(str(title), found.frame.iloc[:, at]) else title
        for at, title in enumerate(found.frame)
    ]
    asked = Records(found.frame.set_axis(titles, axis="columns"), found.problems)
    return answers("google-forms", asked, source, reading)


def _stamp(source: Content) -> int | None:
    """The position of the stamp: the first column, or the second behind an empty one."""
    if not source.rows:
        return None
    headings = source.rows[0].folded
    for at in range(min(2, len(headings))):
        cells = [row.cells[at].strip() for row in source.rows[1:] if len(row.cells) > at]
        said = [cell for cell in cells if cell]
        if headings[at] in STAMPS or (said and all(ZONED.fullmatch(cell) for cell in said)):
            return at
        if said:
            break
    return None


def _is_score(title: str, cells) -> bool:
    scored = re.search(r"(^|\[)(score|punteggio|puntuacion|note|punktzahl)\]?$", fold(title))
    return bool(scored) and bool(cells.str.strip().str.fullmatch(SCORE).all())

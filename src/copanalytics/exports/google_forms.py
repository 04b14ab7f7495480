"""Google Forms responses: the CSV of the form, and the CSV or XLSX of the linked sheet.

Source: Responses > Download responses (.csv), zone in every stamp, year first; or the linked sheet
> File > Download, stamps as the sheet's locale writes them, no zone. Comma, UTF-8 without BOM. The
first heading is the stamp, in the language of the owner's account, which says nothing of the
language of the questions. Blank rows may stand at the end. First seen: September 2018.
"""

from copanalytics.exports._content import Content
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._forms import answers, questions
from copanalytics.exports._records import heading_row, named, records
from copanalytics.folding import fold

HEADINGS = {
    "submitted_at": (
        "timestamp", "horodateur", "zeitstempel", "marca temporal", "informazioni cronologiche",
        "carimbo de data/hora", "tijdstempel", fold("タイムスタンプ"), "sygnatura czasowa",
        fold("Отметка времени"), fold("Zaman damgası"), "tidsstampel",
    ),
    "email": (
        "email address", "username", "adresse e-mail", "correo electronico", "indirizzo email",
        "indirizzo di mail", "nome utente", "e-mail-adresse", "e-mailadres", "endereco de e-mail",
    ),
    "name": (
        "name", "your name", "full name", "nom", "votre nom", "nom et prenom", "ihr name",
        "nombre y apellido", "su nombre", "naam", "uw naam", "nome", "nome e cognome",
    ),
}  # fmt: skip


def recognises(source: Content) -> bool:
    """Return whether the first row starts with the stamp's heading."""
    start = heading_row(source, (HEADINGS["submitted_at"],), within=1)
    return start == 0 and source.rows[0].folded[0] in HEADINGS["submitted_at"]


def read(source: Content, reading: Reading) -> Export:
    """Return one row an answer."""
    headings = source.rows[0].cells
    columns = questions(headings, named(headings, HEADINGS))
    return answers("google-forms", records(source.rows[1:], columns), source, reading)

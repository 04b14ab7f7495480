"""SurveyMonkey responses: all of them, expanded or condensed, CSV or XLSX.

Source: Analyze Results > Save as > Export file > All responses data; 'Expanded' or 'Condensed'
columns, 'Actual answer text'. Comma, UTF-8 without BOM, often re-saved as cp1252. Two heading rows:
the question above the first of its columns, then the choice, the row of a grid, or 'Response';
a condensed export has an empty second row or none. Also one heading row of 'Question - Choice'; and
of codes such as q0004_0001, with 'Not selected' in boxes not ticked. A choice's cell repeats it.
Published files lack the columns of metadata, even the respondent's number: they are known by the
second row, and their times are unknown. Times have no zone. IP addresses, postal addresses and
telephone numbers are left out; answers to a collector called Preview are no responses.
Summaries are refused. First seen: June 2014.
"""

import re

from copanalytics.exports._choices import WHOLE, parted, title
from copanalytics.exports._content import Content, Row
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._forms import PERSON, answers, meanings, plain, questions, said, set_aside
from copanalytics.exports._records import Records, records
from copanalytics.folding import fold

NUMBERS = (
    "respondent id", "respondentid", "id du repondant", "identifiant du repondant", "teilnehmer-id",
    "befragten-id", "id de encuestado", "id del encuestado", "respondent-id", "id rispondente",
    "id do respondente", "id do participante",
)  # fmt: skip
METADATA = {
    "response": NUMBERS,
    "collector": ("collector", "collector name", "collecteur", "collettore", "recopilador"),
    "started_at": ("start date", "startdate", "date created", "date de debut", "startdatum",
                   "fecha de inicio", "data di inizio", "data de inicio", "begindatum"),
    "submitted_at": ("end date", "enddate", "date modified", "date de fin", "enddatum",
                     "fecha de finalizacion", "data di fine", "data de termino", "einddatum"),
    "email": PERSON["email"],
    "first_name": PERSON["first_name"],
    "last_name": PERSON["last_name"],
    "language": ("language", "respondent language", "langue", "sprache", "idioma"),
    "metadata": ("collector id", "ip address", "collectorid", "ip", "adresse ip", "ip-adresse",
                 "direccion ip", "indirizzo ip", "endereco ip", "ip-adres", "custom data 1",
                 "id du collecteur", "collector-id", "id del recopilador", "weight",
                 "id collettore", "id do coletor"),
}  # fmt: skip
"""What the columns before the questions mean, folded; a further language is a word more."""

PRIVATE = ("address", "address 2", "street address", "city/town", "city", "state/province",
           "zip/postal code", "phone number", "phone", "adresse", "telephone", "telefono",
           "telefonnummer", "telefone", "telefoonnummer")  # fmt: skip
"""Parts of a contact question that nobody needs."""

CODE = re.compile(r"q\d{4}(_\d{4})*(_other)?", re.IGNORECASE)
UNTICKED = "not selected"


def recognises(source: Content) -> bool:
    """Return whether there is a respondent's number, a second heading row, codes, or a summary."""
    if len(source.rows) < 2:
        return bool(source.rows) and _numbered(source.rows[0])
    first, second = source.rows[:2]
    return (
        _numbered(first) or _is_subheading(first, second) or _is_coded(first) or _is_summary(source)
    )


def read(source: Content, reading: Reading) -> Export:
    """Return one row an answer.

    Raises: CopanalyticsError when the file is a summary, which tells of no single response.
    """
    if _is_summary(source):
        raise source.wrong(
            "is SurveyMonkey's summary of all responses; export 'All responses data' as CSV "
            "instead (Analyze Results > Save as > Export file)."
        )
    first = source.rows[0]
    two = len(source.rows) > 1 and _is_second(first, source.rows[1])
    labels = source.rows[1].cells if two else []
    asked = _filled(first.cells, labels)
    found = records(source.rows[1 + two :], [str(at) for at in range(len(asked))])
    known = _known(first, labels)
    titles = [
        _title(asked[at], labels[at] if at < len(labels) else "", found.frame.iloc[:, at])
        for at in range(len(asked))
    ]
    frame = found.frame.mask(found.frame.map(fold).isin([UNTICKED]), "")
    named = Records(frame.set_axis(questions(titles, known), axis="columns"), found.problems)
    return answers("surveymonkey", _responses(named), source, reading)


def _numbered(first: Row) -> bool:
    return any(cell in NUMBERS for cell in first.folded[:2])


def _is_subheading(first: Row, second: Row) -> bool:
    """Whether 'Response' stands below some questions, and something below every blank heading."""
    below = dict(enumerate(second.folded))
    width = max((at + 1 for at in below if below[at]), default=0)
    blank = [at for at, cell in enumerate(first.folded[:width]) if not cell]
    says = set(below.values()) & set(WHOLE[1:3])
    return bool(says) and all(below.get(at) for at in blank)


def _is_coded(first: Row) -> bool:
    codes = [cell for cell in first.folded if CODE.fullmatch(cell)]
    return len(codes) > 1 and len(codes) * 2 > sum(map(bool, first.folded))


def _is_summary(source: Content) -> bool:
    return any(row.folded[:2] == ["answer choices", "responses"] for row in source.rows[:12])


def _is_second(first: Row, second: Row) -> bool:
    """Whether the second row is a heading: it says nothing below the respondent's number."""
    numbers = [at for at, cell in enumerate(first.folded) if cell in NUMBERS]
    if not numbers:
        return _is_subheading(first, second)
    return not "".join(second.cells[numbers[0] : numbers[0] + 1]).strip() and not second.blank


def _filled(headings: list[str], labels: list[str]) -> list[str]:
    """The question of every column: where none is written, and a choice is, the one before."""
    width = max(len(headings), len(labels))
    asked: list[str] = []
    for at, text in enumerate([*headings, *[""] * (width - len(headings))]):
        goes_on = not text.strip() and at < len(labels) and labels[at].strip() and asked
        asked.append(asked[-1] if goes_on else plain(text))
    return asked


def _known(first: Row, labels: list[str]) -> dict[int, str]:
    """What columns mean by their heading, else, in a question of several parts, by their part."""
    parts = meanings(labels, {**PERSON, "metadata": PRIVATE})
    alone = {at for at, cell in enumerate(first.cells) if cell.strip()}
    several = {at for at in parts if at not in alone or at + 1 not in alone}
    whole = {at: m for at, m in meanings(first.cells, METADATA).items() if _is_whole(at, labels)}
    row_numbers = {0: "metadata"} if _is_coded(first) and not first.cells[0].strip() else {}
    return {at: meaning for at, meaning in parts.items() if at in several} | whole | row_numbers


def _is_whole(at: int, labels: list[str]) -> bool:
    return at >= len(labels) or fold(labels[at]) in WHOLE


def _title(question: str, label: str, cells) -> str:
    if CODE.fullmatch(question):
        ticks = cells.map(fold).isin([UNTICKED]).any()
        return re.sub(r"_(\d{4}|other)$", "", question, flags=re.IGNORECASE) if ticks else question
    return title(question, plain(label), cells) if label.strip() else parted(question, cells)


def _responses(found: Records) -> Records:
    """The rows without those of a preview."""
    preview = said(found.frame, "collector").map(fold).isin(["preview"])
    return set_aside(found, preview, "was sent as a preview; it is no response.")

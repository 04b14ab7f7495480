"""Qualtrics responses.

Source: Data & Analysis > Export & Import > Export Data: CSV (or TSV, Excel), all fields, 'Use
choice text'. UTF-8, with or without BOM. Three heading rows: names that are always English; texts,
of which those of metadata are in the language of the person who downloads; and {"ImportId": …},
where the zone of the times may stand, else it is the account's. Texts may hold line ends and web
marks. Before 2017: two heading rows, V1, V2 and so on above ResponseID. `Q - Topics` and the like
are made by Qualtrics. Previews and tests are no responses. Numbers for choices are read, and said
so. Names and e-mails are those of the invitation; addresses and places are left out. First seen:
July 2016.
"""

import json
import re
from dataclasses import replace

import pandas as pd

from copanalytics.exports._choices import parted
from copanalytics.exports._content import Content, Row
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._forms import (
    PERSON,
    answers,
    counted,
    meanings,
    plain,
    questions,
    said,
    set_aside,
)  # fmt: skip
from copanalytics.exports._records import Records, records
from copanalytics.folding import fold

NAMES = {
    "response": ("responseid",),
    "submitted_at": ("enddate",),
    "changed_at": ("recordeddate",),
    "started_at": ("startdate",),
    "last_name": ("recipientlastname",),
    "first_name": ("recipientfirstname",),
    "name": ("name",),
    "email": ("recipientemail", "emailaddress"),
    "language": ("userlanguage", "q_language"),
    "status": ("status",),
    "channel": ("distributionchannel",),
    "finished": ("finished",),
    "metadata": (
        "ipaddress", "progress", "duration (in seconds)", "externalreference", "responseset",
        "externaldatareference", "locationlatitude", "locationlongitude", "locationaccuracy",
        "q_recaptchascore", "q_relevantidduplicate", "q_relevantidduplicatescore",
        "q_relevantidfraudscore", "q_relevantidlaststartdate", "q_totalduration", "score",
    ),
}  # fmt: skip
"""What the first row, or before 2017 the second, calls the metadata, folded."""

PREVIEWS = (
    "survey preview", "survey test", "umfragevorschau", "umfragetest", "apercu de l'enquete",
    "vista previa de la encuesta", "anteprima sondaggio", "test", "preview", "1", "2",
)  # fmt: skip
NO = ("0", "false", "falsch", "faux", "falso", "onwaar")
DERIVED = re.compile(r"QID\w*_[0-9a-f]{16,}\w*")
"""Import id of a column that Qualtrics makes of another."""


def recognises(source: Content) -> bool:
    """Return whether the third row tells import ids, or the names of the metadata stand above."""
    return _imports(source) is not None or _names_at(source) is not None


def read(source: Content, reading: Reading) -> Export:
    """Return one row an answer.

    Raises: CopanalyticsError when the row of names is missing.
    """
    start = _names_at(source)
    if start is None:
        raise source.wrong("has lost the row of names above its import ids; download it again.")
    names, below = source.rows[start], _imports(source)
    texts = _texts(source, start, below)
    headings = [source.rows[start]] + [texts] * (texts is not None)
    if below not in (None, start + len(headings)):
        raise source.wrong("has other rows among its heading rows; download it again.")
    known = meanings(names.cells, NAMES)
    ids = _ids(source.rows[below]) if below is not None else {}
    known |= {at: "metadata" for at, text in ids.items() if DERIVED.fullmatch(text)}
    first = start + len(headings) + (below is not None)
    found = records(source.rows[first:], [str(at) for at in range(len(names.cells))])
    asked = _asked(names, texts or names, found.frame)
    frame = found.frame.set_axis(questions(asked, _persons(asked, known)), axis="columns")
    kept = _responses(Records(frame, found.problems))
    return answers("qualtrics", kept, source, replace(reading, timezone=_zone(source, reading)))


def _imports(source: Content) -> int | None:
    for at, row in enumerate(source.rows[:4]):
        if any(re.match(r'\{\s*"ImportId"', cell.strip()) for cell in row.cells):
            return at
    return None


def _names_at(source: Content) -> int | None:
    """The row of names: the first, or before 2017 the second below V1, V2 and so on."""
    for at, row in enumerate(source.rows[:2]):
        known = set(meanings(row.cells, NAMES).values())
        legacy = fold("".join(source.rows[0].cells[:1])) == "v1"
        if {"response", "started_at", "finished"} <= known and (at == 0 or legacy):
            return at
    return None


def _texts(source: Content, start: int, imports: int | None) -> Row | None:
    """The row of texts below the names, where there is one; before 2017 the names hold them."""
    dates = [at for at, m in meanings(source.rows[start].cells, NAMES).items() if m == "started_at"]
    if start or len(source.rows) < 2 or imports == 1:
        return None
    below = "".join(source.rows[1].cells[dates[0] : dates[0] + 1]).strip()
    return None if re.match(r"\d", below) else source.rows[1]


def _ids(row: Row) -> dict[int, str]:
    return {at: str(_import(cell).get("ImportId", "")) for at, cell in enumerate(row.cells)}


def _import(cell: str) -> dict[str, object]:
    try:
        told = json.loads(cell)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _zone(source: Content, reading: Reading) -> str | None:
    """The zone that the import ids of the times tell, else the one that is given."""
    at = _imports(source)
    told = [_import(cell).get("timeZone") for cell in source.rows[at].cells] if at else []
    stated = [str(zone) for zone in told if zone]
    if not stated:
        return reading.timezone
    return "UTC" if stated[0] == "Z" else stated[0]


def _asked(names: Row, texts: Row, frame: pd.DataFrame) -> list[str]:
    """The question of each column: its text, without the choice that its cells repeat."""
    width = len(names.cells)
    cells = [*texts.cells[:width], *[""] * (width - len(texts.cells))]
    return [
        parted(plain(text), frame.iloc[:, at]) if text.strip() else names.cells[at]
        for at, text in enumerate(cells)
    ]


def _persons(asked: list[str], known: dict[int, str]) -> dict[int, str]:
    return meanings(asked, PERSON) | known


def _responses(found: Records) -> Records:
    """The rows without previews; what is not finished, or is a number for a choice, is told."""
    state = {name: said(found.frame, name).map(fold) for name in ("status", "channel", "finished")}
    preview = state["status"].isin(PREVIEWS) | state["channel"].isin(["preview", "test"])
    kept = set_aside(found, preview, "was sent as a preview; it is no response.")
    finished = state["finished"][~preview]
    numbers = finished.isin(["0", "1"])
    told = counted(
        kept, numbers, "choices may be numbers (download again with 'Use choice text' for words)"
    )
    return counted(told, finished.isin(NO), "not finished, read all the same")

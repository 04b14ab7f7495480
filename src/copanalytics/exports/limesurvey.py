"""LimeSurvey responses.

Source: Responses > Export > Export results: CSV (or Excel), headings 'Full question text', answers
'Full answers'. UTF-8 with BOM, every cell quoted, semicolons or commas, a blank line at the end.
Headings are a choice of the person who exports: codes, full text, the first fifteen letters, or
code and text; blanks in them may be underscores. The first columns are the response's number, when
it was submitted (empty until then, 1980-01-01 where the survey keeps no dates), the last page and
the language that the respondent chose; their headings are in the language of the export, and where
that is not listed they are known by these positions. Parts of a question stand in brackets. Answers
may be codes too, which are refused where they mean nothing. Cells that start with = may have an
apostrophe before them. Addresses, pages' addresses and seconds spent are left out. First seen:
March 2012.
"""

import re

import pandas as pd

from copanalytics.errors import Problem
from copanalytics.exports._choices import OTHER
from copanalytics.exports._content import Content
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._forms import (
    PERSON,
    answers,
    counted,
    meanings,
    questions,
    said,
    unguarded,
)
from copanalytics.exports._records import Records, records
from copanalytics.folding import fold, squeeze

HEADINGS = {
    **PERSON,
    "response": (
        "id", "response id", "id de la reponse", "antwort id", "antwort-id", "id de respuesta",
        "antwoord id", "antwoord-id", "id risposta", "id della risposta", "id da resposta",
    ),
    "submitted_at": (
        "submitdate", "date submitted", "date de soumission", "datum abgeschickt",
        "fecha de envio", "datum ingediend", "datum verzonden", "data invio", "data di invio",
        "data de envio", "data de submissao",
    ),
    "changed_at": (
        "datestamp", "date last action", "date de la derniere action", "datum letzte aktivitat",
        "fecha de la ultima accion", "datum laatste actie", "data ultima azione",
        "data da ultima acao",
    ),
    "started_at": (
        "startdate", "date started", "date de lancement", "datum gestartet", "fecha de inicio",
        "startdatum", "datum gestart", "data di inizio", "data inizio", "data de inicio",
    ),
    "language": (
        "startlanguage", "start language", "langue de depart", "start-sprache", "startsprache",
        "idioma inicial", "lenguaje inicial", "starttaal", "begintaal", "lingua iniziale",
        "lingua di partenza", "lingua inicial",
    ),
    "metadata": (
        "lastpage", "last page", "last page seen", "derniere page", "letzte seite",
        "ultima pagina", "laatste pagina", "seed", "tete de serie", "zufallsstartwert", "semilla",
        "seme", "semente", "ipaddr", "ip address", "adresse ip", "ip-adresse", "direccion ip",
        "ip-adres", "indirizzo ip", "endereco ip", "refurl", "referrer url", "url de reference",
        "token", "access code", "code d'acces", "zugangscode", "codigo de acceso", "toegangscode",
        "codice di accesso", "codigo de acesso", "interviewtime", "total time", "temps total",
        "gesamtzeit", "tiempo total", "totale tijd", "tempo totale", "tempo total",
    ),
}  # fmt: skip
"""Column to its headings, folded, as codes and as full texts; a further language is a word more."""

SPENT = re.compile(r"\w+[Tt]ime\d*|(Group|Question) time: .*", re.DOTALL)
CODED = re.compile(r"([A-Za-z]\w*(?:\[[^\]]*\])*)[.:] (.+)", re.DOTALL)
PART = re.compile(r"(.*?) ?\[([^\[\]]+)\]$", re.DOTALL)
CODES = re.compile(r"A[O]?\d{1,4}")
NO_DATES = "1980-01-01 00:00:00"
OWN = "-oth-"
"""The code for a choice in people's own words, which stand in a column of their own."""

CODES_SAID = Problem(
    None, "note", "has codes for headings; export it again with 'Full question text' for words."
)
TIME = re.compile(r"(\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?)?")


def recognises(source: Content) -> bool:
    """Return whether the first columns are a response's number, its times, page and language."""
    if not source.rows:
        return False
    known = meanings(_texts(source.rows[0].cells), HEADINGS)
    named = known.get(0) == "response" and {"submitted_at", "language"} <= set(known.values())
    paged = any(
        cell in HEADINGS["metadata"][:9] for cell in map(fold, _texts(source.rows[0].cells))
    )
    return (named and paged) or _is_shaped(source)


def read(source: Content, reading: Reading) -> Export:
    """Return one row an answer; responses that were not submitted are read, and counted.

    Raises: CopanalyticsError when answers are codes, or two questions are shortened to one heading.
    """
    written = source.rows[0].cells
    texts = _texts(written)
    _refuse_if_shortened(source, texts)
    known = meanings(texts, HEADINGS) | (_places(source) if _is_shaped(source) else {})
    spent = {at for at, text in enumerate(written) if SPENT.fullmatch(text.strip())}
    known |= dict.fromkeys(spent - set(known), "metadata")
    found = unguarded(records(source.rows[1:], texts))
    _refuse_if_coded(source, found.frame, known)
    asked = _asked(found, texts, known)
    told = counted(
        asked,
        said(asked.frame, "submitted_at").eq(""),
        "not submitted, read all the same",
    )
    codes = [CODES_SAID] if _is_in_codes(texts, known) else []
    dated = Records(told.frame.replace([NO_DATES, OWN], ""), (*told.problems, *codes))
    return answers("limesurvey", dated, source, reading)


def _texts(headings: list[str]) -> list[str]:
    """The headings as texts: without codes before them, and with blanks for underscores."""
    coded = [CODED.fullmatch(heading.strip()) for heading in headings]
    texts = [found[2] if found else text for found, text in zip(coded, headings, strict=True)]
    if not coded or not coded[0] or fold(coded[0][1]) != "id":
        texts = list(headings)
    underscored = bool(texts) and "_" in texts[0].strip() and " " not in "".join(texts)
    return [squeeze(text.replace("_", " ") if underscored else text) for text in texts]


def _is_in_codes(texts: list[str], known: dict[int, str]) -> bool:
    """Whether every question is a code: one word, parts in brackets."""
    asked = [text for at, text in enumerate(texts) if at not in known]
    return bool(asked) and all(re.fullmatch(r"[A-Za-z]\w*(\[\w+\])*", text) for text in asked)


def _is_shaped(source: Content) -> bool:
    """Whether every row starts with a number, a time or nothing, a page and a language's code."""
    rows = [row.cells[:4] for row in source.rows[1:] if not row.blank]
    return bool(rows) and len(source.rows[0].cells) > 4 and all(
        len(cells) == 4
        and cells[0].strip().isdigit()
        and TIME.fullmatch(cells[1].strip())
        and (cells[2].strip().isdigit() or not cells[2].strip())
        and re.fullmatch(r"[a-z]{2}(-[A-Za-z-]+)?", cells[3].strip())
        for cells in rows
    )  # fmt: skip


def _places(source: Content) -> dict[int, str]:
    """What the first columns mean by their position; the fifth is a seed if it is a long number."""
    known = dict(enumerate(("response", "submitted_at", "metadata", "language")))
    fifth = ["".join(row.cells[4:5]).strip() for row in source.rows[1:] if not row.blank]
    seed = all(re.fullmatch(r"\d{5,}", text) for text in fifth)
    return known | ({4: "metadata"} if seed else {})


def _refuse_if_shortened(source: Content, texts: list[str]) -> None:
    short = [text for text in texts if text.endswith("..")]
    twice = sorted({text for text in short if short.count(text) > 1})
    if twice:
        raise source.wrong(
            f"has two questions shortened to {twice[0]!r}; export it again with headings "
            "'Full question text'."
        )


def _refuse_if_coded(source: Content, frame: pd.DataFrame, known: dict[int, str]) -> None:
    for at in range(frame.shape[1]):
        codes = set(frame.iloc[:, at].str.strip()) - {""}
        if at not in known and codes and all(CODES.fullmatch(text) for text in codes):
            raise source.wrong(
                f"answers {frame.columns[at]!r} with codes ({min(codes)!r}); export it again with "
                "responses as 'Full answers'."
            )


def _asked(found: Records, texts: list[str], known: dict[int, str]) -> Records:
    """The rows with the question of each column, and boxes that were ticked as their choices."""
    parts = {at: PART.fullmatch(text) for at, text in enumerate(texts) if at not in known}
    pairs = {at: (part[1], part[2]) for at, part in parts.items() if part and part[1]}
    own = {at for at, (_, label) in pairs.items() if OTHER.fullmatch(fold(label))}
    cells = [found.frame.iloc[:, at].str.strip() for at in range(len(texts))]
    grids = {pairs[at][0] for at in set(pairs) - own if not _is_ticked(cells[at])}
    # Behind a code stands a code, which says less than what was ticked.
    boxes = {at for at in set(pairs) - own if pairs[at][0] not in grids and " " in pairs[at][0]}
    told = [
        text.mask(text.ne(""), pairs[at][1]) if at in boxes else text
        for at, text in enumerate(cells)
    ]
    titles = [pairs[at][0] if at in own | boxes else text for at, text in enumerate(texts)]
    frame = pd.concat(told, axis="columns")
    return Records(frame.set_axis(questions(titles, known), axis="columns"), found.problems)


def _is_ticked(cells: pd.Series) -> bool:
    """Whether a column says nothing but yes: a box of several, not a row of a grid."""
    return set(cells.map(fold)) <= {"", "y", "yes", "oui", "ja", "si", "sim"}

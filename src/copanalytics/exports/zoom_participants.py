"""Zoom's list of a meeting's participants, with or without times.

Source: Reports > Usage > Meetings > Participants > Export (with 'meeting data': a preamble of two
rows; with 'unique users': one row a person, no times). Comma, UTF-8 with or without BOM; Excel
re-saves it with semicolons. Headings are translated, and are told apart by the words below.
Minutes in the file are rounded up, row by row. Times are in the zone of the account, never stated.
First seen: April 2020; lower-case headings since about 2024.
"""

import re

import pandas as pd

from copanalytics.errors import Problem
from copanalytics.exports._connections import summed, timed
from copanalytics.exports._content import Content
from copanalytics.exports._export import Export, Reading, kind_table
from copanalytics.exports._records import heading_row, named, records
from copanalytics.folding import fold

HEADINGS = {
    "name": (
        "name (original name)", "nombre (nombre original)", "nome (nome original)",
        "nome (nome originale)", "nom (nom original)", "name (ursprunglicher name)",
        "nazwa (nazwa oryginalna)", fold("이름(원래 이름)"),
    ),
    "email": (
        "user email", "email", "e-mail del usuario", "correo electronico", "e-mail",
        "adresse e-mail de l'utilisateur", "adres e-mail uzytkownika", fold("사용자 이메일"),
    ),
    "joined_at": (
        "join time", "hora para unirse", "hora de entrada", "ingressar na hora", "ora di ingresso",
        "heure d'arrivee", "beitrittszeit", fold("Czas dołączenia"), fold("참가 시간"),
    ),
    "left_at": (
        "leave time", "hora para salir", "hora de salida", "hora de saida", "ora di uscita",
        "heure de depart", "austrittszeit", "czas opuszczenia", fold("나간 시간"),
    ),
    "minutes": (
        "duration (minutes)", "duracion (minutos)", "duracao (minutos)", "durata (minuti)",
        "duree (minutes)", "dauer (minuten)", "czas trwania (minuty)", fold("기간(분)"),
    ),
    "total": ("total duration (minutes)", "duracion total (minutos)"),
    "guest": ("guest", "invitado", "convidado", "invite", fold("Gość"), fold("게스트")),
    "waiting_room": (
        "in waiting room", "en sala de espera", "na sala de espera", "in sala d'attesa",
        "salle d'attente", fold("대기실"),
    ),
}  # fmt: skip
"""Column to its headings, folded; a further language is a word more in each row."""

YES = ("yes", "si", "sim", "oui", "ja", "tak")
TOPIC = ("topic", "argomento", "tema", "topico")
HOST = re.compile(r"\((?:co-)?host\)\s*$", re.IGNORECASE)


def recognises(source: Content) -> bool:
    """Return whether a heading row names people, and when or how long they were there."""
    start = _heading(source)
    # The account-level history repeats the meeting's columns in every row: another export.
    return start is not None and not set(source.rows[start].folded) & set(TOPIC)


def read(source: Content, reading: Reading) -> Export:
    """Return one row a connection, or one row a person where the export has no times."""
    start = _heading(source) or 0
    headings = source.rows[start].cells
    columns = named(headings, HEADINGS)
    found = records(
        source.rows[start + 1 :],
        [columns.get(position, f"column {position}") for position in range(len(headings))],
    )
    if ("joined_at" in columns.values()) != ("left_at" in columns.values()):
        raise source.wrong(f"has no leave or no join time among its headings {headings}.")
    written = found.frame[list(columns.values())]
    rows, problems = (
        timed(written, source, reading) if "joined_at" in written else summed(written, "total")
    )
    waits = rows["waiting_room"].map(fold).isin(YES) if "waiting_room" in rows else False
    table = rows.assign(role=_roles(rows), waiting_room=waits)
    kept = table.drop(columns=["guest", "total"], errors="ignore")
    said = [*found.problems, *problems, *_own_total(source, start, len(found.frame))]
    return Export("zoom-participants", "attendance", kind_table("attendance", kept), said)


def _heading(source: Content) -> int | None:
    return heading_row(source, (HEADINGS["name"], (*HEADINGS["joined_at"], *HEADINGS["total"])))


def _roles(rows: pd.DataFrame) -> pd.Series:
    guest = rows["guest"].map(fold).isin(YES) if "guest" in rows else pd.Series(False, rows.index)
    roles = pd.Series("participant", rows.index).mask(guest, "guest")
    return roles.mask(rows["name"].str.contains(HOST), "host")


def _own_total(source: Content, start: int, rows: int) -> list[Problem]:
    """The preamble's `Participants` counts connections; in a list of unique users it cannot."""
    if start < 2 or "total" in named(source.rows[start].cells, HEADINGS).values():
        return []
    stated = dict(zip(source.rows[0].folded, source.rows[1].cells, strict=False))
    count = stated.get("participants", "").strip()
    if not count.isdigit() or int(count) == rows:
        return []
    return [Problem(2, "note", f"states {count} connections, {rows} are listed.")]

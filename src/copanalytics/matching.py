"""What `match` prints: pairs of people that may be one, with names, for the analyst alone.

These lines, and those of `unreached`, are the only ones of the whole project that show names. They
go to the terminal, or into a file in the community's own folder, which git ignores; never to a
page.
"""

import csv
import io
import textwrap
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pandas as pd

from copanalytics.intake import Folder, read_whole
from copanalytics.mentions import NOT
from copanalytics.people import Identities
from copanalytics.publishing import guarded
from copanalytics.tidying import identified
from copanalytics.writing import replaced

PEOPLE = "people.csv"
PROPOSED = "people.proposed.csv"

WARNING = "These lines hold names: keep them on this computer."

WIDTH = 100
"""Columns that the text fills at the most."""


@dataclass(frozen=True)
class Pair:
    """Two ways of being written that may be one person's, and what speaks for or against it."""

    written: str
    other: str
    evidence: tuple[str, ...]


def matched(folder: Path, propose: bool = False) -> str:
    """Return the text of `match` for a folder; propose: also write rows to choose from.

    Raises: CopanalyticsError with a line for every file that cannot be read.
    """
    _, who, written = read_people(folder)
    pairs = unsure_pairs(who, written)
    if propose:
        replaced(folder / "reference" / PROPOSED, as_proposal(pairs).encode())
    return as_text(pairs, names_of_addresses(who, written))


def read_people(folder: Path) -> tuple[Folder, Identities, pd.DataFrame]:
    """Return a folder as read, who is who in it, and all that is written of people.

    Raises: CopanalyticsError with a line for every file that cannot be read.
    """
    found = read_whole(folder)
    return found, *identified(folder, found)


def unsure_pairs(who: Identities, written: pd.DataFrame) -> list[Pair]:
    """Return the pairs that are not sure, and screens of several people, as they are written."""
    shown = _shown(who, written)
    told = [
        (shown.get(found.key, found.key), shown.get(found.other, found.other), found.evidence)
        for found in who.doubts
    ]
    told += [
        (shown.get(key, key), "", (f"names of {number} people at one screen",))
        for key, number in who.mentions.several.items()
    ]
    once: dict[tuple[str, str], dict[str, None]] = {}
    for one, other, evidence in told:
        once.setdefault((one, other), {}).update(dict.fromkeys(evidence))
    pairs = [Pair(one, other, tuple(evidence)) for (one, other), evidence in once.items()]
    return sorted(pairs, key=lambda pair: (pair.written.casefold(), pair.other))


def _shown(who: Identities, written: pd.DataFrame) -> dict[str, str]:
    """Each key as a file has it: its e-mail, or the first of the names written so."""
    texts = written[["name", "email"]].fillna("").assign(key=who.keys(written))
    first = texts.drop_duplicates("key")
    return {
        key: key if "@" in key else name or email
        for name, email, key in first.itertuples(index=False, name=None)
    }


def as_text(pairs: list[Pair], names: dict[str, str]) -> str:
    """Return the pairs as lines of at most 100 columns; names: an e-mail's, to show beside it."""
    if not pairs:
        return "Nobody is unsure."
    lines = [WARNING, ""]
    for number, (written, of_one) in enumerate(groupby(pairs, lambda pair: pair.written), 1):
        lines.append(_wrapped(f"{number:>3}. {_with_name(written, names)}", "       "))
        lines += [_candidate(pair, names) for pair in of_one]
    asked = next((pair for pair in pairs if pair.other), None)
    return "\n".join([*lines, *(_how_to_answer(asked) if asked else [])])


def _candidate(pair: Pair, names: dict[str, str]) -> str:
    evidence = "; ".join(pair.evidence)
    if not pair.other:
        return _wrapped(f"     {evidence}: counted as one person; nothing to write", "       ")
    return _wrapped(f"     may be {_with_name(pair.other, names)}: {evidence}", "       ")


def _how_to_answer(pair: Pair) -> list[str]:
    answers = [
        _row(pair.written, is_, "your reason") for is_ in (pair.other, f"{NOT} {pair.other}")
    ]
    return [
        "",
        f"To answer, write a row into reference/{PEOPLE} (headings: written,is,reason), such as",
        f"  one person:  {answers[0]}",
        f"  two people:  {answers[1]}",
        _wrapped(
            "Without an answer each stays somebody else, and counts say how many there may be. "
            f"`match --propose` writes these rows into reference/{PROPOSED}, to choose from.", ""
        ),
    ]  # fmt: skip


def _row(*cells: str) -> str:
    row = io.StringIO()
    csv.writer(row, lineterminator="").writerow(cells)
    return row.getvalue()


def _with_name(side: str, names: dict[str, str]) -> str:
    return f"{side} ({names[side]})" if names.get(side) else side


def _wrapped(line: str, indent: str) -> str:
    return textwrap.fill(line, WIDTH, subsequent_indent=indent, break_long_words=False)


def names_of_addresses(who: Identities, written: pd.DataFrame) -> dict[str, str]:
    """Return the name most often written with each address."""
    both = written.dropna(subset=["name", "email"])
    texts = both.assign(key=who.keys(both))
    usual = texts.groupby("key")["name"].agg(lambda names: names.mode().iloc[0])
    return {str(key): str(name) for key, name in usual.items()}


def as_proposal(pairs: list[Pair]) -> str:
    """Return rows for reference/people.csv: each a comment until its first sign is taken away.

    What a spreadsheet would run has an apostrophe before it, which is no part of the name.
    """
    told = [(pair.written, pair.other, "; ".join(pair.evidence)) for pair in pairs if pair.other]
    rows = guarded(pd.DataFrame(told, columns=["written", "is", "reason"], dtype="str"))
    commented = rows.assign(written="# " + rows["written"])
    lines = [_row(*row) for row in commented.itertuples(index=False, name=None)]
    return "\n".join([
        f"# Take away '# ' before a row that is right, and copy it into {PEOPLE};",
        "# where they are two people, write not: before the second.",
        "written,is,reason", *lines, "",
    ])  # fmt: skip

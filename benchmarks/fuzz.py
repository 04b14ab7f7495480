"""Damaged exports: each is read by what it says, or refused in one line; nothing in between.

    .venv/bin/python benchmarks/fuzz.py [--files 100000] [--seed 0]

Every sample of tests/exports is damaged in a seeded way (bytes changed, cut, rows dropped, repeated
or swapped, columns swapped, other encodings) and read on both cores. Reported are: exceptions other
than CopanalyticsError; rows that are wrong and no problem says so, by the rules in `broken`; the
slowest file; the most memory of a process.
"""

import argparse
import collections
import concurrent.futures
import os
import random
import resource
import tempfile
import time
import tomllib
import traceback
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from copanalytics import exports
from copanalytics.errors import CopanalyticsError
from copanalytics.exports import Export, Reading
from copanalytics.exports._content import content_of
from copanalytics.exports._text import decoded
from copanalytics.folding import fold

SAMPLES = Path(__file__).resolve().parents[1] / "tests" / "exports"
BESIDE = (".expected.csv", ".toml", ".py")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1")
SLOW = 2.0
"""Seconds that no file may take."""


class Tried(NamedTuple):
    """One damaged file: which, how it ended, what was wrong with it, and what it took."""

    sample: str
    number: int
    outcome: str
    wrong: str
    seconds: float


def samples() -> list[Path]:
    """Return every sample, by name."""
    found = (path for path in SAMPLES.glob("*/*") if not path.name.endswith(BESIDE))
    return sorted(path for path in found if path.is_file())


def damaged(raw: bytes, chance: random.Random) -> bytes:
    """Return the bytes with one to three damages, as the chance has it."""
    for _ in range(chance.randint(1, 3)):
        raw = chance.choice(DAMAGES)(raw, chance)
    return raw


def flipped(raw: bytes, chance: random.Random) -> bytes:
    """Return the bytes with up to five of them changed."""
    made = bytearray(raw)
    for _ in range(chance.randint(1, 5) if raw else 0):
        made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def cut(raw: bytes, chance: random.Random) -> bytes:
    """Return the start of the bytes."""
    return raw[: chance.randint(0, len(raw))]


def with_rows(raw: bytes, chance: random.Random) -> bytes:
    """Return the bytes with a line dropped, repeated, or in another's place."""
    lines = raw.split(b"\n")
    one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(3):
        case 0:
            del lines[one]
        case 1:
            lines.insert(two, lines[one])
        case _:
            lines[one], lines[two] = lines[two], lines[one]
    return b"\n".join(lines)


def with_columns(raw: bytes, chance: random.Random) -> bytes:
    """Return the bytes with two cells of every line, or of one line, in each other's places."""
    separator = chance.choice([b",", b"\t", b";"])
    lines = [line.split(separator) for line in raw.split(b"\n")]
    width = max(map(len, lines))
    one, two = chance.randrange(width), chance.randrange(width)
    only = chance.randrange(len(lines)) if chance.random() < 0.5 else None
    for at, cells in enumerate(lines):
        if only in (None, at) and max(one, two) < len(cells):
            cells[one], cells[two] = cells[two], cells[one]
    return b"\n".join(separator.join(cells) for cells in lines)


def encoded(raw: bytes, chance: random.Random) -> bytes:
    """Return the text in another encoding."""
    text = raw.decode(chance.choice(ENCODINGS), errors="replace")
    return text.encode(chance.choice(ENCODINGS), errors="replace")


DAMAGES = (flipped, flipped, cut, with_rows, with_columns, encoded)


def broken(found: Export, raw: bytes) -> str:
    """Return which rule the rows break though no problem says so; nothing if none.

    Minutes are not negative; nobody leaves before joining; of a list with one row a connection,
    rows read and rows reported are the rows of the file, and so are submissions of a form; every
    name, e-mail, question and answer stands in the file, or a problem tells it.
    """
    if found.kind == "attendance":
        return _unlikely(found, raw) or _unheard(found, raw)
    if found.format in FORMS and not _told_of(found, raw):
        return "submissions that are neither read nor reported"
    return _unheard(found, raw)


def _unlikely(found: Export, raw: bytes) -> str:
    table = found.table
    if (table["minutes"].dropna() < 0).any():
        return "negative minutes"
    if (table["left_at"] < table["joined_at"]).any():
        return "left before joining"
    if table["minutes"].isna().any():
        return "a row without minutes"
    if found.format in HEADED and not _accounted(found, raw):
        return "rows that are neither read nor reported"
    return ""


HEADED = ("zoom-participants", "teams-summary")
"""Formats of which every row below the headings is a connection."""


def _accounted(found: Export, raw: bytes) -> bool:
    source = content_of(raw, "")
    heading = exports.formats()[found.format]._heading(source)
    start = heading[0] if isinstance(heading, tuple) else heading
    below = [row for row in source.rows[start + 1 :] if not row.blank]
    footer = bool(below) and fold(below[-1].cells[0]).startswith("zoom report")
    errors = sum(problem.level == "error" for problem in found.problems)
    return len(below) - footer == len(found.table) + errors


FORMS = ("google-forms", "jotform", "microsoft-forms", "odk-central", "typeform")
"""Formats of which every row below the first is a submission."""


def _told_of(found: Export, raw: bytes) -> bool:
    rows = {row.line for row in content_of(raw, "").rows[1:] if not row.blank}
    lines = {problem.line for problem in found.problems} & rows
    return len(rows) <= found.table["respondent"].nunique() + len(lines)


def _unheard(found: Export, raw: bytes) -> str:
    if raw.startswith((b"PK", b"\xd0\xcf")):
        return ""
    problems = " ".join(problem.message for problem in found.problems)
    said, table = _letters(decoded(raw, "") + problems), found.table
    for column in ("name", "email", "question", "answer"):
        for text in table[column].dropna().unique() if column in table else ():
            if not all(_letters(part) in said for part in str(text).split()):
                return f"{column} {text!r} is not in the file"
    return ""


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def told(path: Path) -> Reading:
    """Return what the file beside a sample says of it."""
    beside = path.with_suffix(".toml")
    said = tomllib.loads(beside.read_text(encoding="utf-8")) if beside.exists() else {}
    said = {key: value for key, value in said.items() if key in Reading.__dataclass_fields__}
    mapping = tomllib.loads(beside.read_text(encoding="utf-8")) if beside.exists() else {}
    rows = pd.DataFrame(mapping.get("mapping", []), columns=["kind", "heading", "column"])
    return Reading(**{**said, "mappings": rows.astype("str")})


def tried(sample: Path, number: int, seed: int) -> Tried:
    """Return how one damaged file is read."""
    raw = damaged(sample.read_bytes(), random.Random(f"{seed} {sample.name} {number}"))
    name = sample.relative_to(SAMPLES).as_posix()
    start = time.process_time()
    outcome, wrong = _outcome(raw, told(sample), sample.suffix)
    return Tried(name, number, outcome, wrong, time.process_time() - start)


def _outcome(raw: bytes, reading: Reading, suffix: str) -> tuple[str, str]:
    try:
        with tempfile.NamedTemporaryFile(suffix=suffix) as file:
            Path(file.name).write_bytes(raw)
            found = exports.read(Path(file.name), f"damaged{suffix}", reading)
        return "read", broken(found, raw)
    except CopanalyticsError as error:
        return "refused", "" if len(error.lines) == 1 else "refused in more than a line"
    except Exception:
        return "raised", traceback.format_exc(limit=-2)


def run(task: tuple[int, int, int]) -> tuple[list[Tried], int]:
    """Return how a share of the files is read, and the most memory of the process, in KiB."""
    first, last, seed = task
    paths = samples()
    found = [tried(paths[n % len(paths)], n, seed) for n in range(first, last)]
    kept = [one for one in found if one.wrong or one.outcome == "raised" or one.seconds > SLOW]
    slowest = max(found, key=lambda one: one.seconds)
    counts = collections.Counter(one.outcome for one in found)
    summary = [Tried("", n, outcome, "", 0.0) for outcome, n in counts.items()]
    return [*kept, slowest, *summary], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> None:
    """Damage and read the files, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    step = 500
    tasks = [(n, min(n + step, asked.files), asked.seed) for n in range(0, asked.files, step)]
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        parts = list(pool.map(run, tasks))
    every = [one for part, _ in parts for one in part]
    counts: collections.Counter[str] = collections.Counter()
    for one in every:
        if not one.sample:
            counts[one.outcome] += one.number
    _print(every, counts, max(memory for _, memory in parts))


def _print(every: list[Tried], counts: collections.Counter[str], memory: int) -> None:
    wrong = {one for one in every if one.sample and (one.wrong or one.outcome == "raised")}
    kinds = collections.Counter(one.wrong.strip().splitlines()[-1][:90] for one in wrong)
    print(f"{sum(counts.values())} files: " + ", ".join(f"{n} {k}" for k, n in counts.items()))
    print(f"{len(wrong)} wrong")
    for kind, number in kinds.most_common(30):
        example = next(o for o in wrong if o.wrong.strip().splitlines()[-1][:90] == kind)
        print(f"\n{number} × {kind}\n  {example.sample}, number {example.number}\n{example.wrong}")
    slowest = max((one for one in every if one.sample), key=lambda one: one.seconds)
    print(f"slowest: {slowest.seconds:.2f} s of CPU ({slowest.sample}, number {slowest.number})")
    print(f"most memory of a process: {memory / 1024:.0f} MiB")


if __name__ == "__main__":
    main()

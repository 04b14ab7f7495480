"""The tidy tables: what one row is, each column's type and meaning, and the check of every load."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

INSTANT = "datetime64[us, UTC]"
DTYPES = MappingProxyType(
    {
        "text": "str",
        "instant": INSTANT,
        "number": "Float64",
        "count": "Int64",
        "flag": "boolean",
    }
)
"""The pandas type behind each type that the data dictionary names."""


@dataclass(frozen=True)
class Column:
    """One column: its type (a key of DTYPES), its unit or vocabulary, and its meaning."""

    name: str
    kind: str
    meaning: str
    unit: str = ""


@dataclass(frozen=True)
class Table:
    """One tidy table: what a row is, its key, its columns.

    unique: whether the key may occur once only. (Two devices of one person may join in the same
    second, so it is not asked of `attendance`.)
    """

    name: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    unique: bool = True


SESSION = Column("session", "text", "Which session, as named in sessions.csv.")
PERSON = Column("person", "text", "Who: a keyed pseudonym; empty where nobody is named.")
SOURCE = Column("source", "text", "The export that the row comes from.", "path in the folder")
SUBMITTED = Column("submitted_at", "instant", "When the form was sent.", "UTC")
RESPONDENT = Column("respondent", "text", "Who answered: the person, else one submission.")

TABLES: Mapping[str, Table] = MappingProxyType(
    {
        table.name: table
        for table in (
            Table(
                "sessions",
                "a session",
                ("session",),
                (
                    SESSION,
                    Column("series", "text", "The series that it belongs to."),
                    Column("title", "text", "Its title."),
                    Column("start", "instant", "When it was to start.", "UTC"),
                    Column("timezone", "text", "Zone of its clock and of its exports.", "IANA"),
                    Column("minutes", "number", "How long it was planned to last.", "minutes"),
                    Column("platform", "text", "Where it was held."),
                    Column("languages", "text", "Languages of its rooms.", "BCP 47, by blanks"),
                    Column("status", "text", "Whether it took place.", "held, planned, cancelled"),
                    Column(
                        "unlisted",
                        "count",
                        "People that an export's own summary counts and its rows leave out.",
                        "people",
                    ),
                ),
            ),
            Table(
                "members",
                "a person in the directory",
                ("person",),
                (
                    Column("person", "text", "Who: a keyed pseudonym."),
                    Column("organisation", "text", "Their organisation, as written."),
                    Column("country", "text", "Their country; empty if unsure.", "ISO 3166-1"),
                    Column("country_written", "text", "Their country, as written."),
                    Column(
                        "derived_country",
                        "text",
                        "Where the directory's platform says that they are.",
                        "ISO 3166-1",
                    ),
                    Column("language", "text", "The language they prefer.", "BCP 47"),
                    Column("status", "text", "Their kind of membership, as written."),
                ),
            ),
            Table(
                "attendance",
                "a connection: one join to one leave",
                ("session", "person", "joined_at"),
                (
                    SESSION,
                    Column("person", "text", "Who: a keyed pseudonym."),
                    Column("joined_at", "instant", "When they joined; empty if not told.", "UTC"),
                    Column("left_at", "instant", "When they left; empty if not told.", "UTC"),
                    Column("minutes", "number", "How long this connection lasted.", "minutes"),
                    Column("role", "text", "Their role, in the platform's word."),
                    Column("room", "text", "The break-out room, where an export tells it."),
                    Column("country", "text", "Where they connected from.", "ISO 3166-1"),
                    SOURCE,
                ),
                unique=False,
            ),
            Table(
                "rooms",
                "a person in a break-out room, as a list of rooms says",
                ("session", "part", "room", "person"),
                (
                    SESSION,
                    Column("part", "text", "Which round of rooms; empty if there was one."),
                    Column("room", "text", "The room's name."),
                    Column("language", "text", "The room's language; empty if unsure.", "BCP 47"),
                    Column("person", "text", "Who: a keyed pseudonym."),
                    SOURCE,
                ),
                unique=False,
            ),
            Table(
                "registrations",
                "a person's registration for a session",
                ("session", "person"),
                (
                    SESSION,
                    Column("person", "text", "Who: a keyed pseudonym."),
                    Column("registered_at", "instant", "When they registered.", "UTC"),
                    Column("status", "text", "Approved or not, in the platform's word."),
                    Column("country", "text", "The country of the registration.", "ISO 3166-1"),
                    SOURCE,
                ),
            ),
            Table(
                "comments",
                "one free-text answer, names of people masked",
                ("comment",),
                (
                    Column("comment", "text", "Its number, the same at every load."),
                    SESSION,
                    RESPONDENT,
                    PERSON,
                    Column("prompt", "text", "What the question asks for.", "PROMPTS"),
                    Column("question", "text", "The question, as worded."),
                    Column("text", "text", "What was written."),
                    Column("language", "text", "Its language; empty if unsure.", "BCP 47"),
                    SUBMITTED,
                    SOURCE,
                ),
            ),
            Table(
                "answers",
                "one closed answer: a rating, choice or vote",
                ("session", "respondent", "question"),
                (
                    SESSION,
                    RESPONDENT,
                    PERSON,
                    Column("question", "text", "The question, as worded."),
                    Column("answer", "text", "What was chosen."),
                    SUBMITTED,
                    SOURCE,
                ),
            ),
            Table(
                "codings",
                "a comment given a theme, by whom",
                ("comment", "theme", "coder"),
                (
                    Column("comment", "text", "Which comment."),
                    Column("theme", "text", "Which theme of the codebook."),
                    Column("coder", "text", "By whom.", "analyst, codebook, model"),
                    Column("because", "text", "The term or the reason that decided."),
                ),
            ),
            Table(
                "confirmed",
                "a comment that a person decided about; where it has no row in codings, no theme",
                ("comment",),
                (
                    Column("comment", "text", "Which comment."),
                    Column("random", "flag", "Whether it was drawn by chance to be confirmed."),
                    Column("fit_to_print", "flag", "Whether it may be quoted in a report."),
                ),
            ),
            Table(
                "actions",
                "an action taken away, and whether it was done",
                ("action",),
                (
                    Column("action", "text", "Its number: that of the comment."),
                    SESSION,
                    RESPONDENT,
                    Column("text", "text", "What was to be done."),
                    Column("done", "flag", "Whether it was done; empty if not known."),
                ),
            ),
        )
    }
)
"""Every tidy table, by name, in the order of the data dictionary."""


def conformed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame as the table `name`: its columns in order, its types, its key checked.

    Raises: ValueError for a missing or unexpected column, a value of another type, or a key that
    occurs twice. (A mistake in copanalytics, not in a file: files are checked where they are read.)

    >>> conformed("codings", pd.DataFrame({"comment": ["a"]}))
    Traceback (most recent call last):
    ValueError: codings: missing ['theme', 'coder', 'because'], unexpected []
    """
    table = TABLES[name]
    columns = [column.name for column in table.columns]
    missing = [column for column in columns if column not in frame]
    unexpected = [column for column in frame if column not in columns]
    if missing or unexpected:
        raise ValueError(f"{name}: missing {missing}, unexpected {unexpected}")
    typed = frame[columns].astype({column.name: DTYPES[column.kind] for column in table.columns})
    if table.unique and typed.duplicated(list(table.key)).any():
        raise ValueError(f"{name}: a key of {list(table.key)} occurs twice")
    return typed.reset_index(drop=True)


def empty(name: str) -> pd.DataFrame:
    """Return the table `name` without a row."""
    return conformed(name, pd.DataFrame(columns=[column.name for column in TABLES[name].columns]))


def named_rows(table: pd.DataFrame) -> Iterator[tuple[str, pd.Series]]:
    """Yield the name of each row (a session, a theme) and the row."""
    for name, row in table.iterrows():
        yield str(name), row


def dictionary() -> str:
    """Return the data dictionary of all tables, as the Markdown of docs/tables.md."""
    parts = [
        "# The tidy tables\n\nMade from `src/copanalytics/tables.py` by "
        "`python -m copanalytics.tables > docs/tables.md`; a test keeps the two alike.\n\n"
        "`cop.load(folder)` gives them as attributes; `copanalytics tables` writes them as files.\n"
    ]
    for table in TABLES.values():
        parts.append(f"\n## {table.name}\n\nOne row is {table.row}. Key: {', '.join(table.key)}.\n")
        parts.append("\n| column | type | unit or values | meaning |\n|---|---|---|---|\n")
        parts.extend(f"| {c.name} | {c.kind} | {c.unit} | {c.meaning} |\n" for c in table.columns)
    return "".join(parts)


if __name__ == "__main__":
    print(dictionary(), end="")  # noqa: T201

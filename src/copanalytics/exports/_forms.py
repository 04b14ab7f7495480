"""A form's grid (one row a submission, one column a question) as one row an answer."""

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from copanalytics.errors import Problem
from copanalytics.exports._content import Content
from copanalytics.exports._export import Export, Reading, kind_table
from copanalytics.exports._records import Records, line_number
from copanalytics.exports._times import instants
from copanalytics.folding import fold, squeeze
from copanalytics.tables import INSTANT

NOBODY = ("anonymous", "anonyme", "anonym", "anonimo", "anonima", "anoniem", "anonimowy")
"""What forms write for an e-mail or a name of nobody, folded."""

PERSON = {
    "email": (
        "email", "e-mail", "email address", "e-mail address", "your email", "your e-mail",
        "your email address", "adresse e-mail", "adresse email", "votre e-mail", "votre email",
        "adresse de messagerie", "courriel", "adresse electronique", "e-mail-adresse",
        "ihre e-mail-adresse", "correo electronico", "direccion de correo electronico", "correo",
        "e-mailadres", "indirizzo email", "indirizzo e-mail", "indirizzo di mail",
        "indirizzo di posta elettronica", "endereco de e-mail", "endereco de email",
    ),
    "first_name": (
        "first name", "given name", "forename", "your first name", "prenom", "votre prenom",
        "vorname", "ihr vorname", "nombre de pila", "voornaam", "primeiro nome", "nome proprio",
    ),
    "last_name": (
        "last name", "surname", "family name", "your last name", "nom de famille", "nachname",
        "familienname", "apellido", "apellidos", "achternaam", "cognome", "sobrenome", "apelido",
    ),
    "name": (
        "name", "your name", "full name", "your full name", "nom", "votre nom", "nom et prenom",
        "prenom et nom", "nom complet", "ihr name", "vor- und nachname", "vollstandiger name",
        "nombre", "nombre y apellido", "nombre y apellidos", "nombre completo", "su nombre",
        "naam", "uw naam", "je naam", "volledige naam", "nome", "nome e cognome", "cognome e nome",
        "nome completo", "o seu nome",
    ),
}  # fmt: skip
"""What a form calls a person's e-mail and name, folded; a further language is a word more."""

WHO = ("response", "respondent", "name", "first_name", "last_name", "email", "language")
WHEN = ("submitted_at", "changed_at", "started_at")
"""Times of a submission, the best first: one that was not finished has only the later ones."""

STATE = ("collector", "finished", "status", "channel", "review", "type", "root", "number")
"""What platforms tell of the state of a response."""

IDENTITY = (*WHO, *WHEN, *STATE, "metadata")
"""What a column may mean that is no question. `response`: a number by which the platform tells that
two rows are one response, sent again; `respondent`: any other. `metadata` is not carried on."""

MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
DAY = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
GUARD = re.compile(r"^'(?=[=+\-@\t\r])")
"""An apostrophe that an exporter put before what a spreadsheet would take for a formula."""


def meanings(headings: Sequence[str], names: Mapping[str, Sequence[str]]) -> dict[int, str]:
    """Return what each heading's position means, of the headings that `names` lists.

    names: column to its headings, folded. A heading that occurs again means the same again.
    """
    meaning = {heading: column for column, known in names.items() for heading in known}
    folded = [fold(heading).strip(" :?*") for heading in headings]
    return {at: meaning[text] for at, text in enumerate(folded) if text in meaning}


def questions(headings: Sequence[str], known: Mapping[int, str]) -> list[str]:
    """Return a column for each heading: the known ones' meaning, else the question in one line.

    A question that is called as a column of ours gets a question mark, to be told from it.
    """
    asked = [squeeze(text) or f"column {at + 1}" for at, text in enumerate(headings)]
    ours = [f"{text}?" if text in IDENTITY else text for text in asked]
    return [known.get(at, ours[at]) for at in range(len(headings))]


def plain(heading: str) -> str:
    """Return a heading without the marks of a web page that some platforms leave in it.

    >>> plain("Two lotteries: <br>which would <b>you</b> play?")
    'Two lotteries: which would you play?'
    """
    return squeeze(re.sub(r"</?[A-Za-z][^<>]*>", " ", heading))


def unguarded(found: Records) -> Records:
    """Return the rows without the apostrophes of an exporter that is known to put them."""
    return Records(found.frame.replace(GUARD, "", regex=True), found.problems)


def said(frame: pd.DataFrame, column: str) -> pd.Series:
    """Return what a form's columns of one meaning say: of several, the first that says anything."""
    cells = frame.loc[:, frame.columns == column]
    told = pd.Series("", frame.index, dtype="str")
    for at in range(cells.shape[1]):
        told = told.where(told.ne(""), cells.iloc[:, at].str.strip())
    return told


def set_aside(found: Records, which: pd.Series, why: str) -> Records:
    """Return the rows without some that are no responses, each of them told with its line."""
    told = [Problem(line_number(line), "note", why) for line in found.frame.index[which]]
    return Records(found.frame[~which], (*found.problems, *told))


def counted(found: Records, which: pd.Series, what: str) -> Records:
    """Return the rows as they are, and the note of how many are so."""
    count = int(which.sum())
    told = Problem(None, "note", f"{what}: {count} of {len(which)} responses.")
    return Records(found.frame, (*found.problems, told) if count else found.problems)


def answers(name: str, found: Records, source: Content, reading: Reading) -> Export:
    """Return one row an answer of a form's submissions.

    found: one row a submission; columns of IDENTITY mean that, all others are questions. The same
    question asked in two columns (in branches of a form) is one question. An empty cell is no
    answer. A response that was sent again counts as it was sent last. A submission without a time
    is not read, unless the whole file tells none.
    """
    frame = _with_mails(found.frame)
    who, problems = _sent(_identity(frame), source, reading)
    last, again = _latest(who)
    given = _long(frame.loc[last.index], last)
    silent = last.index.difference(given.index)
    told = [Problem(line_number(line), "note", "answers no question.") for line in silent]
    table = kind_table("feedback", given)
    numbered = "response" in who and bool(who["response"].ne("").all())
    said_of_it = [*found.problems, *problems, *again, *told, *_below_nothing(given)]
    return Export(name, "feedback", table, said_of_it, numbered=numbered)


def _below_nothing(given: pd.DataFrame) -> list[Problem]:
    """A note for each column that has answers and no heading."""
    titles = given["question"].drop_duplicates()
    said = "has answers below no heading; their question is called {!r}."
    return [
        Problem(None, "note", said.format(title))
        for title in titles[titles.str.fullmatch(r"column \d+")]
    ]


def _with_mails(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with every column that holds nothing but e-mail addresses called so."""
    titles = [
        "email" if title not in IDENTITY and _all_like(frame.iloc[:, at], MAIL) else title
        for at, title in enumerate(frame.columns)
    ]
    return frame.set_axis(titles, axis="columns")


def _all_like(cells: pd.Series, pattern: re.Pattern[str]) -> bool:
    written = cells.str.strip()
    written = written[written.ne("")]
    return bool(len(written)) and bool(written.str.fullmatch(pattern).all())


def _identity(frame: pd.DataFrame) -> pd.DataFrame:
    """Who and when: one column each, of several with the same meaning the first that says it."""
    columns = [column for column in (*WHO, *WHEN) if column in frame]
    who = pd.DataFrame({column: said(frame, column) for column in columns}, index=frame.index)
    for column in {"email", "name"} & set(columns):
        who[column] = who[column].mask(who[column].map(fold).isin(NOBODY), "")
    return whole_names(who)


def whole_names(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with `name` made of its parts.

    Beside a first name, `name` is the family name (German 'Name', French 'Nom') where there is no
    other; and beside a last name alone, the given one.
    """
    if not {"first_name", "last_name"} & set(frame):
        return frame
    texts = frame.reindex(columns=["first_name", "last_name", "name"], fill_value="")
    first, last, name = (texts[column] for column in texts)
    both = first.ne("") & last.ne("")
    whole = (first + " " + last).where(both, first + " " + name + " " + last)
    rest = frame.drop(columns=["first_name", "last_name"], errors="ignore")
    return rest.assign(name=whole.map(squeeze))


def _sent(
    who: pd.DataFrame, source: Content, reading: Reading
) -> tuple[pd.DataFrame, list[Problem]]:
    """Who sent what when, and the problems of the rows whose time cannot be read."""
    told = pd.DataFrame("", who.index, ["submitted_at"], dtype="str")
    for column in (column for column in WHEN if column in who):
        told["submitted_at"] = told["submitted_at"].mask(told["submitted_at"].eq(""), who[column])
    rest = who.drop(columns=list(WHEN), errors="ignore")
    if told["submitted_at"].eq("").all():
        at = pd.Series(pd.NaT, who.index, dtype=INSTANT)
        note = Problem(None, "note", "does not tell when its responses were sent.")
        return rest.assign(submitted_at=at), [note] if len(who) else []
    days = _all_like(told["submitted_at"], DAY)
    at = instants(told + " 00:00" if days else told, source, reading, event=False)["submitted_at"]
    problems = [
        Problem(line_number(line), "error", f"{text!r} is no date and time; the row was not read.")
        for line, text in told.loc[at.isna(), "submitted_at"].items()
    ]
    if days:
        problems.append(Problem(None, "note", "tells on which days its responses were sent."))
    return rest.assign(submitted_at=at)[at.notna()], problems


def _latest(who: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    """The submissions with `respondent`, and of a response sent again only the last one."""
    if "response" not in who:
        numbers = [str(number) for number in range(1, len(who) + 1)]
        told = who.assign(respondent=who.get("respondent", pd.Series(numbers, who.index)))
        return told, _twice(told["respondent"])
    ordered = who.sort_values("submitted_at", kind="stable", na_position="first")
    again = ordered["response"].ne("") & ordered.duplicated("response", keep="last")
    earlier = [
        Problem(line_number(line), "note", "is a response that was sent again; the later counts.")
        for line in sorted(ordered.index[again])
    ]
    unnumbered = "line " + who.index.to_series().astype("str")
    ids = who["response"].where(who["response"].ne(""), unnumbered)
    kept = who.assign(respondent=ids).drop(columns="response")
    return kept.drop(index=ordered.index[again]), earlier


def _twice(numbers: pd.Series) -> list[Problem]:
    """A note for each row with the number of one above it: was a file pasted below another?"""
    again = numbers[numbers.ne("") & numbers.duplicated()]
    said = "has the number {!r} of a row above; both are read, as one respondent's."
    return [Problem(line_number(line), "note", said.format(text)) for line, text in again.items()]


def _long(frame: pd.DataFrame, who: pd.DataFrame) -> pd.DataFrame:
    """One row an answer, in the order of the file."""
    parts = [
        who.assign(question=title, answer=frame.iloc[:, at].str.strip(), at=at)
        for at, title in enumerate(frame.columns)
        if title not in IDENTITY
    ]
    long = pd.concat(parts) if parts else who.assign(question="", answer="", at=0)
    order = long.assign(line=long.index).sort_values(["line", "at"])
    given = order[order["answer"].ne("")]
    # A block of columns that the platform repeats says the same again; a person says it once.
    return given.drop_duplicates(["line", "question", "answer"]).drop(columns=["line", "at"])


def suffix_folded(titles: list[str]) -> list[str]:
    """Return the titles without the number that Excel adds to a repeated heading.

    >>> suffix_folded(["Why?", "Why?2", "Route 66"])
    ['Why?', 'Why?', 'Route 66']
    """
    bases = (re.fullmatch(r"(.*?)\d+", title) for title in titles)
    return [
        found[1] if found and found[1] in titles else title
        for title, found in zip(titles, bases, strict=True)
    ]

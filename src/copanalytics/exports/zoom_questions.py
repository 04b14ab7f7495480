"""Zoom's report of a webinar's questions and answers: questions that people sent.

Source: Reports > Usage > Webinar > Q&A Report > Export (kept for 15 months). Comma, UTF-8. A title,
the topic, then one row a question: number, question, who asked, their e-mail, answers. In another
language the list is known by its heading '#' and e-mails in the fourth column. No times.
First seen: 2026.
"""

from copanalytics.exports._content import Content, Row
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._headings import headings
from copanalytics.exports._records import named, records
from copanalytics.exports._voices import voices

COLUMNS = ("number", "question", "name", "email", "answer")
WITHIN = 30


def recognises(source: Content) -> bool:
    """Return whether the title is the report's, or a list of questions begins."""
    words = headings("zoom-questions")
    titled = bool(source.rows) and source.rows[0].folded[:1] in ([w] for w in words["title"])
    return titled or _start(source) is not None


def read(source: Content, reading: Reading) -> Export:
    """Return one row a question, who asked it if they did not ask as nobody, and the answers.

    Raises: CopanalyticsError when there is no list of questions.
    """
    start = _start(source)
    if start is None:
        raise source.wrong("has no list of questions; is it cut short? Download it again.")
    titles = source.rows[start].cells
    known = named(titles, headings("zoom-questions"))
    if not {"question", "name"} <= set(known.values()):
        known = dict(enumerate(COLUMNS[: len(titles)]))
    found = records(
        source.rows[start + 1 :], [known.get(at, f"column {at}") for at in range(len(titles))]
    )
    kept = found.frame[[c for c in known.values() if c != "number"]]
    said = kept if "answer" in kept else kept.assign(answer="")
    table, problems = voices("questions", said, source, reading)
    return Export("zoom-questions", "questions", table, [*found.problems, *problems])


def _start(source: Content) -> int | None:
    rows = source.rows[:WITHIN]
    return next((at for at, row in enumerate(rows) if _begins(row, rows[at + 1 : at + 6])), None)


def _begins(row: Row, below: list[Row]) -> bool:
    if row.cells[:1] != ["#"] or len(row.cells) < 4:
        return False
    words = headings("zoom-questions")
    known = set(row.folded)
    if known & set(words["question"]) and known & set(words["name"]):
        return True
    return any(len(r.cells) > 3 and "@" in r.cells[3] and r.cells[0].isdecimal() for r in below)

"""Slido's questions of the audience: questions that people sent.

Source: Analytics > Exports > Questions, XLSX (or the same as CSV). One row a question: its text,
marks of the moderator, an id of who asked, day and time without a zone. Slido may add who asked.
First seen: June 2025.
"""

from copanalytics.exports._content import Content
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._headings import headings
from copanalytics.exports._records import heading_row, named, records
from copanalytics.exports._voices import voices


def recognises(source: Content) -> bool:
    """Return whether the first row has the text of a question and a moderator's marks."""
    words = headings("slido-questions")
    return heading_row(source, (words["question"], words["mark"]), within=1) == 0


def read(source: Content, reading: Reading) -> Export:
    """Return one row a question; Slido's export has no answers."""
    titles = source.rows[0].cells
    known = named(titles, headings("slido-questions"))
    found = records(source.rows[1:], [known.get(at, str(at)) for at in range(len(titles))])
    frame = found.frame
    wanted = [c for c in ("name", "email", "question") if c in frame]
    at = [frame[c] for c in ("day", "time") if c in frame]
    said = frame[wanted].assign(answer="")
    if len(at) == 2:
        said = said.assign(submitted_at=(at[0] + " " + at[1]).str.strip())
    if "respondent" in frame:
        lines = "line " + frame.index.astype("str").to_series(index=frame.index)
        said = said.assign(respondent=frame["respondent"].where(frame["respondent"].ne(""), lines))
    table, problems = voices("questions", said, source, reading)
    return Export("slido-questions", "questions", table, [*found.problems, *problems])

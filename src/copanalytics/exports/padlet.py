"""Padlet's posts, one row a post.

Source: Share > Export > Save as CSV (or Excel). Comma, UTF-8. Headings in English: when, author,
subject, body, section, attachment; the section is the column of the board, so it is the question.
Times are in UTC, and say so. A board that was exported as PDF or picture cannot be read.
First seen: 2026.
"""

from copanalytics.exports._content import Content
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._headings import headings
from copanalytics.exports._records import heading_row, named, records
from copanalytics.exports._voices import voices


def recognises(source: Content) -> bool:
    """Return whether the first row has a body, and a subject or a section."""
    words = headings("padlet")
    beside = (*words["subject"], *words["section"])
    return heading_row(source, (words["body"], beside), within=1) == 0


def read(source: Content, reading: Reading) -> Export:
    """Return one row a post: its subject and body under the name of its section."""
    titles = source.rows[0].cells
    known = named(titles, headings("padlet"))
    found = records(source.rows[1:], [known.get(at, str(at)) for at in range(len(titles))])
    frame = found.frame.reindex(columns=list(headings("padlet")), fill_value="")
    body = titles[next(at for at, column in known.items() if column == "body")]
    section = frame["section"].str.strip()
    said = frame[["name", "submitted_at"]].assign(
        question=section.where(section.ne(""), body),
        answer=(frame["subject"] + "\n" + frame["body"]).str.strip(),
    )
    table, problems = voices("feedback", said, source, reading)
    return Export("padlet", "feedback", table, [*found.problems, *problems])

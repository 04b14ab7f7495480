"""What a report rests on, and what it cannot tell."""

from copanalytics.doubt import people_range
from copanalytics.edition import Edition
from copanalytics.section import Section
from copanalytics.tables import named_rows

KINDS = ("attendance", "feedback")
"""Kinds of exports that a session should have."""


def coverage(edition: Edition) -> Section:
    """Return which sessions the report can tell of, and how sure it is of who is who."""
    say, files, now = edition.say, edition.community.files, edition.sessions
    kinds = [set(files.loc[files["kind"] == kind, "session"]) for kind in KINDS]
    lines = [
        [edition.row(session), row["title"],
         *(say("yes") if session in kind else say("no") for kind in kinds)]
        for session, row in named_rows(now)
    ]  # fmt: skip
    headings = [say("Session"), say("Title"), say("Attendance export"), say("Feedback export")]
    known = say.number(len(kinds[0] & set(now.index)))
    answer = say("Attendance is known of {n} of {all} sessions held.", n=known,
                 all=say.number(len(now)))  # fmt: skip
    return Section(
        "coverage",
        say("What does this report rest on?"),
        answer if len(now) else edition.no_attendance(),
        table=edition.table(say("Sessions of the quarter"), headings, lines) if lines else None,
        notes=by_name(edition),
    )


def gaps(edition: Edition) -> list[str]:
    """Return what the report cannot tell: sessions without exports, who was silent, who is who."""
    say, files, sessions = edition.say, edition.community.files, edition.sessions
    seen = {kind: set(files.loc[files["kind"] == kind, "session"]) for kind in KINDS}
    missing = {
        kind: [edition.label(name) for name in sessions.index if name not in names]
        for kind, names in seen.items()
    }
    found = []
    if missing["attendance"]:
        found.append(say("Who came to {list}: there is no attendance export.",
                         list=say.listing(missing["attendance"])))  # fmt: skip
    if missing["feedback"]:
        found.append(say("What people thought of {list}: there is no feedback export.",
                         list=say.listing(missing["feedback"])))  # fmt: skip
    silent = say("What those think who did not answer, or never came.")
    return [*found, silent, *by_name(edition)] if len(sessions) else []


def by_name(edition: Edition) -> tuple[str, ...]:
    """Return how many people of the quarter rest on a name, how many are unsure, and what follows.

    Nothing of what is none.
    """
    say, community = edition.say, edition.community
    people = set(edition.of_quarter(community.attendance)["person"])
    alone, unsure = (len(people & group) for group in (community.by_name, community.doubt.unsure))
    found = []
    if alone:
        found.append(say("{part} people who connected are known by a name alone, without an "
                         "e-mail.", part=say.part(alone, len(people))))  # fmt: skip
    if unsure:
        found.append(say("Of {part} it is not sure whether they are somebody else: {ranges}.",
                         part=say.part(unsure, len(people)),
                         ranges=say.listing(_ranges(edition))))  # fmt: skip
    return tuple(found)


def _ranges(edition: Edition) -> list[str]:
    """How many attendees each session of the quarter may have had."""
    say, here = edition.say, edition.attendees
    ranges = {
        session: people_range(set(rows["person"]), edition.community.doubt)
        for session, rows in here.groupby("session", sort=False)
    }
    return [
        say("{session} had {low} to {high} attendees", session=edition.label(str(session)),
            low=say.number(low), high=say.number(high))
        for session, (low, high) in ranges.items()
    ]  # fmt: skip

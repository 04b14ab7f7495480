"""From which countries people come, and in which languages they meet, are addressed and write."""

from typing import TypedDict

import pandas as pd

from copanalytics import charts, disclosure
from copanalytics.edition import Edition
from copanalytics.presence import attended
from copanalytics.section import Chart, Section, Table
from copanalytics.tables import named_rows

UNKNOWN = "unknown"
"""Stands for a country or language that nobody told, beside the codes."""

OTHER = "other"
"""Stands for the small counts together, beside the codes."""


class Drawn(TypedDict):
    """What a section has of a chart."""

    chart: Chart | None
    table: Table | None


def country_of(
    members: pd.DataFrame, registrations: pd.DataFrame, attendance: pd.DataFrame
) -> pd.Series:
    """Return the country of each person (ISO 3166-1), by person, for those of whom one is told.

    What the directory declares wins over what a registration or a connection gives.
    """
    told = pd.concat(
        [table[["person", "country"]] for table in (members, registrations, attendance)]
    )
    return told.dropna().drop_duplicates("person").set_index("person")["country"]


def reach(here: pd.DataFrame, groups: pd.Series) -> pd.Series:
    """Return how many different people of each group attended, `unknown` for those in none.

    here: one row an attendee of a session. groups: group by person.

    >>> here = pd.DataFrame({"session": ["a", "b", "a"], "person": ["p", "p", "q"]})
    >>> reach(here, pd.Series({"p": "FR"})).to_dict()
    {'FR': 1, 'unknown': 1}
    """
    people = here["person"].drop_duplicates()
    return people.map(groups).fillna(UNKNOWN).value_counts(sort=False).sort_index()


def spoken(comments: pd.DataFrame) -> pd.Series:
    """Return the language that each respondent wrote most in, by respondent; NA where unsure."""
    told = comments.dropna(subset="language")
    most = told.groupby("respondent")["language"].agg(lambda codes: codes.mode().iloc[0])
    return most.reindex(comments["respondent"].unique())


def countries(edition: Edition) -> Section:
    """Return from which countries attendees of each series came in the quarter."""
    say, community = edition.say, edition.community
    question = say("From which countries did people come?")
    here = _here(edition)
    known = country_of(community.members, community.registrations, community.attendance)
    codes = {
        str(series): set(rows["person"].map(known).dropna())
        for series, rows in here.groupby("series", sort=False)
    }
    if not any(codes.values()):
        return Section("countries", question, _untold(edition, say("country")))
    answers = [
        say.plural("{series} reached {n} country", "{series} reached {n} countries", len(found),
                   series=series)
        for series, found in codes.items()
    ]  # fmt: skip
    rule = say("Each person counts once a series; the country is that of the directory, else of "
               "the registration or connection.")  # fmt: skip
    return Section(
        "countries",
        question,
        say.sentence(answers),
        source=edition.source("attendance", f"{rule} {_hidden(edition)}"),
        notes=_lists(edition, codes),
        figures=tuple(_reached(edition, series, found) for series, found in codes.items()),
        **_bars(edition, _shown(edition, here, known, named=True), say("Country")),
    )


def _lists(edition: Edition, codes: dict[str, set[str]]) -> tuple[str, ...]:
    """The countries of each series by name: that they took part may be told."""
    say = edition.say
    names = {series: sorted(map(say.country, found)) for series, found in codes.items() if found}
    return tuple(
        say("{series}: {list}.", series=series, list=say.listing(listed))
        for series, listed in names.items()
    )


def _reached(edition: Edition, series: str, found: set[str]) -> tuple[str, str]:
    say = edition.say
    network = set(edition.community.members["country"].dropna())
    if not network:
        return say.number(len(found)), say("countries took part in {series}", series=series)
    of_network = say.part(len(found & network), len(network))
    return of_network, say("countries of the directory took part in {series}", series=series)


def rooms(edition: Edition) -> Section:
    """Return in which languages the sessions of the quarter had rooms."""
    say, sessions = edition.say, edition.sessions
    question = say("In which languages were the sessions?")
    codes = sessions["languages"].dropna().str.split().explode()
    if codes.dropna().empty:
        answer = say("No language is noted for the sessions from {quarter}.",
                     quarter=say.quarter(edition.quarter))  # fmt: skip
        return Section("rooms", question, answer)
    held = codes.value_counts()
    said = [
        say.plural("{n} session in {language}", "{n} sessions in {language}", int(n),
                   language=say.tongue(str(code)))
        for code, n in held.items()
    ]  # fmt: skip
    lines = [
        [edition.label(s), say.listing([say.tongue(c) for c in str(row["languages"]).split()])]
        for s, row in named_rows(sessions)
    ]
    return Section(
        "rooms",
        question,
        say("Rooms or plenary: {list}.", list=say.listing(said)),
        source=say("Source: sessions.csv."),
        table=edition.table(say("Languages of the sessions"), [say("Session"), say("Languages")],
                            lines),
    )  # fmt: skip


def preferred(edition: Edition) -> Section:
    """Return which language the attendees of the quarter prefer, as the directory says."""
    say, members = edition.say, edition.community.members
    question = say("Which language do attendees prefer?")
    known = members.dropna(subset="language").set_index("person")["language"]
    here = _here(edition)
    if here["person"].map(known).isna().all():
        return Section("preferred", question, _untold(edition, say("preferred language")))
    shown = _shown(edition, here, known)
    answers = [
        say("{language} is preferred by {n} of {all} attendees of {series}",
            language=_said(edition, code), n=n, all=size, series=series)
        for series, code, n, size in _largest(edition, shown)
    ]  # fmt: skip
    rule = say("Each person counts once a series; the language is that of the directory.")
    return Section(
        "preferred",
        question,
        _listed(edition, answers),
        source=edition.source("attendance", f"{rule} {_hidden(edition)}"),
        **_bars(edition, shown, say("Language")),
    )


def written(edition: Edition) -> Section:
    """Return in which languages respondents wrote their comments."""
    say = edition.say
    question = say("In which languages do people write?")
    comments = edition.of_quarter(edition.community.comments)
    if comments.empty:
        answer = say("There are no comments from {quarter}.", quarter=say.quarter(edition.quarter))
        return Section("written", question, answer)
    here = comments[["session", "respondent"]].drop_duplicates()
    people = here.rename(columns={"respondent": "person"})
    placed = people.assign(series=people["session"].map(edition.sessions["series"]))
    shown = _shown(edition, placed, spoken(comments))
    answers = [
        say("{n} of {all} respondents of {series} wrote in {language}", n=n, all=size,
            series=series, language=_said(edition, code))
        for series, code, n, size in _largest(edition, shown)
    ]  # fmt: skip
    rule = say("The language that a respondent wrote most in, as detected; a short or mixed "
               "comment is not known.")  # fmt: skip
    return Section(
        "written",
        question,
        _listed(edition, answers),
        source=edition.source("feedback", f"{rule} {_hidden(edition)}"),
        **_bars(edition, shown, say("Language")),
    )


def _here(edition: Edition) -> pd.DataFrame:
    """One row an attendee of a session of the quarter, with its series."""
    sessions = edition.sessions
    here = edition.of_quarter(attended(edition.community.attendance, edition.sessions_so_far))
    return here.assign(series=here["session"].map(sessions["series"]))


def _shown(
    edition: Edition, here: pd.DataFrame, groups: pd.Series, named: bool = False
) -> dict[str, pd.Series]:
    """People by group for each series, the small groups already added up.

    named: whether the names of all groups are told too.
    """
    smallest = edition.community.settings.smallest_count
    return {
        str(series): disclosure.merged(reach(rows, groups), OTHER, smallest, named)
        for series, rows in here.groupby("series", sort=False)
    }


def _largest(edition: Edition, shown: dict[str, pd.Series]) -> list[tuple[str, str, str, str]]:
    """Series, its largest group that is shown, how many are in it, and of how many."""
    say = edition.say
    found = []
    for series, counts in shown.items():
        named = counts.drop([OTHER, UNKNOWN], errors="ignore")
        if len(named):
            most = (str(named.index[0]), say.number(named.iloc[0]), say.number(counts.sum()))
            found.append((series, *most))
    return found


def _listed(edition: Edition, answers: list[str]) -> str:
    say = edition.say
    if not answers:
        return say("No group can be shown without giving away a small one.")
    return say.sentence(answers)


def _bars(edition: Edition, shown: dict[str, pd.Series], heading: str) -> Drawn:
    """Chart and table of people by group, series by series; none where no group is shown."""
    say = edition.say
    if all(set(counts.index) <= {OTHER} for counts in shown.values()):
        return {"chart": None, "table": None}
    items = [
        charts.Bar(
            _said(edition, str(code)) if len(counts) > 1 else say("All groups together"),
            float(n),
            say.number(n),
            series,
        )
        for series, counts in shown.items()
        for code, n in counts.items()
    ]
    said = say.listing([f"{i.group}, {i.label}: {i.text}" for i in items])
    table = edition.table(
        say("People by group and series, small groups together"),
        [heading, say("Series"), say("People")],
        [[item.label, item.group, item.text] for item in items],
    )
    alt = say("Bar chart of people. {items}.", items=said)
    return {"chart": Chart(charts.bars(items), alt), "table": table}


def _said(edition: Edition, code: str) -> str:
    """A country (capitals) or language (small letters), or what stands for none of them."""
    say = edition.say
    if code == OTHER:
        return say("Others together")
    if code == UNKNOWN:
        return say("Not known")
    return say.country(code) if code.isupper() else say.tongue(code)


def _hidden(edition: Edition) -> str:
    return edition.say(
        "Groups of fewer than {n} people are added up.",
        n=edition.say.number(edition.community.settings.smallest_count),
    )


def _untold(edition: Edition, what: str) -> str:
    say, quarter = edition.say, edition.say.quarter(edition.quarter)
    return edition.nothing(
        say("No export tells the {what} of those who came from {quarter}.", what=what,
            quarter=quarter)
    )  # fmt: skip

"""The first page: is the community of use, to whom, and what may need a decision."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from copanalytics.doubt import people_range
from copanalytics.edition import FEWEST, Edition
from copanalytics.feedback import response_rate
from copanalytics.presence import counts
from copanalytics.statistics import ALPHA, share_change
from copanalytics.topics._counted import known_countries
from copanalytics.topics._places import night_countries
from copanalytics.topics._returns import core_members
from copanalytics.topics._sides import Side, leading, likely, part, side_of, theme_name
from copanalytics.topics._unmet import all_read, unmet, worse

HALF = 0.5
"""Response rate below which the first page says so."""


@dataclass(frozen=True)
class Headline:
    """One figure of the first page: the section it comes from, what it is, and how it changed.

    value: the figure as a number, and series: of what it is, for the list of reports.
    """

    name: str
    figure: str
    told: str
    change: str = ""
    value: float | None = None
    series: str = ""


class Found(NamedTuple):
    """A part of a whole in one quarter, or a whole without a part."""

    part: int
    whole: int | None = None


Measure = Callable[[Edition, str], Found | None]


def headlines(edition: Edition) -> list[Headline]:
    """Return the five to seven figures of the first page, those of the main series first.

    The main series is that of the settings, else the one with the most sessions in sessions.csv; of
    another series of the quarter the people are told. Each is compared with the last quarter and
    with the same quarter of last year.
    """
    series = edition.series
    if not series:
        return []
    main = [
        _people(edition, series[0]),
        _part(edition, series[0], "came-back", _came_back),
        _part(edition, series[0], "countries", _countries),
        _stay(edition, series[0]),
        _part(edition, series[0], "responses", _responses),
    ]
    others = [_people(edition, name) for name in series[1:2]]
    themes = [*_theme(edition, "worked"), *_theme(edition, "not_worked")]
    found = [headline for headline in (*main, *others) if headline]
    return [*found[:5], *themes[: 7 - len(found[:5])]][:7]


def decisions(edition: Edition) -> list[tuple[str, str]]:
    """Return what may need a decision: the section, and what its numbers say, at most four."""
    series = edition.series
    if not series:
        return []
    found = [
        _without_action(edition),
        _never_came(edition, series[0]),
        _few_responses(edition, series[0]),
        _asked_at_night(edition),
    ]
    return [each for each in found if each]


def _people(edition: Edition, series: str) -> Headline | None:
    say = edition.say
    found = _came(edition, series)
    if not found:
        return None
    members, core = core_members(edition)
    here = edition.attendees
    known = set(here.loc[here["series"] == series, "person"])
    told = say.plural("person came to {series}", "people came to {series}", found.part,
                      series=series)  # fmt: skip
    if len(members):
        part = say.part(members["person"].isin(known).sum(), len(members))
        among = {"told": told, "part": part}
        told = (
            say("{told}, among them {part} Core Members", **among)
            if core
            else say("{told}, among them {part} members", **among)
        )
    low, high = people_range(known, edition.community.doubt)
    if low != high:
        told = say("{told} (between {low} and {high}, as it is not sure who is who)", told=told,
                   low=say.number(low), high=say.number(high))  # fmt: skip
    figure = say.number(found.part)
    changed = _changed(edition, series, _came)
    return Headline("attendance", figure, told, changed, found.part, series)


def _part(edition: Edition, series: str, name: str, measure: Measure) -> Headline | None:
    """A headline of a part of a whole, with its interval in words."""
    found = measure(edition, series)
    if not found or found.whole is None:
        return None
    say = edition.say
    words = {
        "came-back": say("attendees of {series} had come before", series=series),
        "countries": say("countries of the network took part in {series}", series=series),
        "responses": say("attendees of {series} answered the form", series=series),
    }
    interval = edition.likely(found.part, found.whole)
    told = say("{words} ({interval})", words=words[name], interval=interval)
    if found.whole >= FEWEST:
        told = say("{words} (likely {interval})", words=words[name], interval=interval)
    if name == "countries":  # all countries of the network are known: nothing is estimated
        told = words[name]
    change = _changed(edition, series, measure, estimated=name != "countries")
    share = found.part / found.whole
    return Headline(name, _figure(edition, found), told, change, share, series)


def _stay(edition: Edition, series: str) -> Headline | None:
    say = edition.say
    found = _median(edition, series)
    planned = edition.sessions.loc[edition.sessions["series"] == series, "minutes"]
    if not found or planned.nunique() != 1:
        return None
    told = say("minutes, of {planned} planned, is what half of the attendees of {series} stayed "
               "at least", planned=say.number(planned.iloc[0]), series=series)  # fmt: skip
    change = _changed(edition, series, partial(_median, planned=planned.iloc[0]))
    return Headline("stayed", say.number(found.part), told, change, found.part, series)


def _theme(edition: Edition, prompt: str) -> list[Headline]:
    """The theme most named under a prompt, with what it rests on."""
    say = edition.say
    said = {"worked": say("worked well"), "not_worked": say("not so well")}
    side = side_of(edition, prompt, said[prompt])
    return [
        Headline("worked", figure,
                 say("respondents named {theme}: {side} ({sure})", theme=theme, side=side.said,
                     sure=_sure(edition, side)),
                 _theme_before(edition, prompt, said[prompt]))
        for theme, figure in leading(edition, side)
    ]  # fmt: skip


def _sure(edition: Edition, side: Side) -> str:
    """The interval of the largest share; that no person checked it, where so."""
    say = edition.say
    if side.basis == "unchecked":
        return say("not checked by a person")
    interval = likely(edition, side, str(side.people.dropna().index[0]))
    return say("likely {interval}", interval=interval)


def _theme_before(edition: Edition, prompt: str, said: str) -> str:
    say, before = edition.say, edition.earlier(1)
    then = leading(before, side_of(before, prompt, said))
    if not then:
        return say("The quarter before: no theme was named by enough.")
    theme, figure = then[0]
    return say("The quarter before: {theme}, {part}.", theme=theme, part=figure)


def _changed(edition: Edition, series: str, measure: Measure, estimated: bool = True) -> str:
    """How a figure stood the quarter before and a year before, and whether it differs."""
    say, now = edition.say, measure(edition, series)
    then = {by: measure(edition.earlier(by), series) for by in (1, 4)}
    if not any(then.values()):
        return say("Nothing to compare: no figure for the quarter before or a year ago.")
    told = [
        say("The quarter before: {figure}", figure=_figure(edition, then[1])),
        say("a year ago: {figure}", figure=_figure(edition, then[4])),
    ]
    verdict = _verdict(edition, now, then[1] or then[4]) if estimated else ""
    return say("{before}; {year}{verdict}.", before=told[0], year=told[1], verdict=verdict)


def _figure(edition: Edition, found: Found | None) -> str:
    say = edition.say
    if not found:
        return say("no figure")
    if found.whole is None:
        return say.number(found.part)
    return say.part(found.part, found.whole)


def _verdict(edition: Edition, now: Found | None, then: Found | None) -> str:
    """Whether two shares differ by more than chance; nothing for mere counts."""
    say = edition.say
    if not now or not then or now.whole is None or then.whole is None:
        return ""
    if min(now.whole, then.whole) < FEWEST or now.part > now.whole or then.part > then.whole:
        return ""
    if share_change((then.part, then.whole), (now.part, now.whole)) < ALPHA:
        return say("; the difference is hardly chance")
    return say("; the difference may be chance")


def _came(edition: Edition, series: str) -> Found | None:
    """Different people who attended the series in the quarter, unlisted ones too."""
    here = edition.attendees
    people = here.loc[here["series"] == series, "person"].nunique()
    sessions = edition.sessions
    unlisted = int(sessions.loc[sessions["series"] == series, "unlisted"].sum())
    return Found(people + unlisted) if people else None


def _came_back(edition: Edition, series: str) -> Found | None:
    """Different attendees of the quarter, and how many of them had come before it."""
    here = edition.attendees_so_far
    mine = here[here["series"] == series]
    now = mine["session"].isin(edition.sessions.index)
    people, before = set(mine.loc[now, "person"]), set(mine.loc[~now, "person"])
    return Found(len(people & before), len(people)) if people and before else None


def _countries(edition: Edition, series: str) -> Found | None:
    network = set(edition.community.members["country"].dropna())
    here = edition.attendees
    came = set(here.loc[here["series"] == series, "person"].map(known_countries(edition)).dropna())
    return Found(len(came & network), len(network)) if network and came else None


def _median(edition: Edition, series: str, planned: float | None = None) -> Found | None:
    """The median minutes of the planned time that the series' attendees stayed.

    planned: None unless all sessions of the series are planned for as long.
    """
    here, sessions = edition.stays, edition.sessions
    if planned and (sessions.loc[sessions["series"] == series, "minutes"] != planned).any():
        return None
    mine = here.loc[here["series"] == series, "minutes"]
    return Found(round(mine.median())) if len(mine) >= FEWEST else None


def _responses(edition: Edition, series: str) -> Found | None:
    community, sessions = edition.community, edition.sessions
    attendees = counts(community.attendance, edition.sessions_so_far, edition.minutes)["attendees"]
    table = response_rate(
        edition.of_quarter(community.comments), edition.of_quarter(community.answers), attendees
    ).dropna()
    mine = table[table.index.isin(sessions.index[sessions["series"] == series])]
    if mine.empty:
        return None
    return Found(int(mine["respondents"].sum()), int(mine["attendees"].sum()))


def _without_action(edition: Edition) -> tuple[str, str] | None:
    """The theme most named as not so well, of those that nobody's action takes up."""
    say, side = edition.say, worse(edition)
    open_ones = unmet(edition, side)
    if not open_ones:
        return None
    told = {"theme": theme_name(edition, open_ones[0]),
            "part": part(edition, side, open_ones[0])}  # fmt: skip
    if all_read(edition):
        return "taken-away", say("{theme}: {part} say it does not go so well, and no action takes "
                                 "it up.", **told)  # fmt: skip
    return "taken-away", say("{theme}: {part} say it does not go so well, and a machine finds no "
                             "action about it.", **told)  # fmt: skip


def _never_came(edition: Edition, series: str) -> tuple[str, str] | None:
    say, (members, core) = edition.say, core_members(edition)
    here = edition.attendees_so_far
    mine = here[here["series"] == series]
    never = (~members["person"].isin(mine["person"])).sum()
    if not core or not never or mine.empty:
        return None
    return "reached", say("{part} Core Members have never come to {series}.", series=series,
                          part=say.part(int(never), len(members)))  # fmt: skip


def _few_responses(edition: Edition, series: str) -> tuple[str, str] | None:
    say, found = edition.say, _responses(edition, series)
    if not found or not found.whole or found.part / found.whole >= HALF:
        return None
    part = _figure(edition, found)
    return "responses", say("Fewer than half of the attendees answered the form ({part}): what "
                            "the others think is not known.", part=part)  # fmt: skip


def _asked_at_night(edition: Edition) -> tuple[str, str] | None:
    say, codes = edition.say, night_countries(edition)
    if not codes:
        return None
    return "hours", say("A session fell into the night in {list}, or in part of it.",
                        list=say.listing(say.ordered(map(say.country, codes))))  # fmt: skip

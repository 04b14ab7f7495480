"""How themes changed since the prompt was last asked, and what change could have been seen."""

import pandas as pd

from copanalytics.changing import changes, same_people
from copanalytics.edition import Edition
from copanalytics.feedback import naming
from copanalytics.statistics import ALPHA, START, visible_flow, visible_rise
from copanalytics.topics._sides import Side, named, part, side_of, theme_name

BACK = 8
"""Quarters that are looked back for when a prompt was last asked."""


def changed(edition: Edition, asked: list[Side]) -> tuple[str, ...]:
    """Return, a note a prompt that was asked before, which themes changed by more than chance.

    Only themes whose count is shown both times are compared, so that nothing follows of a small
    one; and only prompts that were coded alike both times, by people or by the codebook alone.
    """
    found = (_changed(edition, side) for side in reversed(asked) if side.size)
    return tuple(note for note in found if note)


def last_asked(edition: Edition, prompt: str) -> Edition | None:
    """Return the latest earlier quarter in which a prompt was answered; None if it never was."""
    earlier = (edition.earlier(by) for by in range(1, BACK + 1))
    return next((then for then in earlier if len(then.comments(prompt))), None)


def _changed(edition: Edition, now: Side) -> str:
    say, then = edition.say, last_asked(edition, now.prompt)
    if then is None:
        return ""
    before, quarter = side_of(then, now.prompt, now.said), say.quarter(then.quarter)
    if before.basis != now.basis or now.basis == "sample":
        return say("{side}: not compared with {quarter}, as a person has not read all comments of "
                   "both.", side=now.said, quarter=quarter)  # fmt: skip
    every = dict.fromkeys([*now.people.index, *before.people.index])
    themes = [str(theme) for theme in every if _shown(before, now, str(theme))]
    if not themes:
        return say("{side}: no theme can be shown both now and for {quarter}.", side=now.said,
                   quarter=quarter)  # fmt: skip
    who = [naming(each.comments(now.prompt), edition.community.codings) for each in (then, edition)]
    table = changes(who[0], who[1], themes, hidden=len(every) - len(themes))
    told = [
        say("{theme} {before}, now {now}", theme=theme_name(edition, theme),
            before=part(edition, before, theme), now=part(edition, now, theme))
        for theme in table.index[table["chance"] < ALPHA]
    ]  # fmt: skip
    return f"{_verdict(edition, now, quarter, told)} {_visible(edition, who, len(every))}"


def _shown(before: Side, now: Side, theme: str) -> bool:
    return named(before, theme) is not None and named(now, theme) is not None


def _verdict(edition: Edition, now: Side, quarter: str, told: list[str]) -> str:
    say = edition.say
    if not told:
        return say("{side}: no theme that can be shown changed since {quarter} by more than chance "
                   "may explain.", side=now.said, quarter=quarter)  # fmt: skip
    return say("{side}: changed since {quarter}, hardly by chance: {list}.", side=now.said,
               quarter=quarter, list=say.listing(told))  # fmt: skip


def _visible(edition: Edition, who: list[pd.DataFrame], themes: int) -> str:
    """What change so few people could have shown, in so many themes."""
    say, (before, now) = edition.say, who
    same = same_people(before, now)
    if len(same):
        return say("Of {n} people who answered both times, {least} would have to change, all the "
                   "same way, to be told.", n=say.number(len(same)),
                   least=say.number(visible_flow(themes)))  # fmt: skip
    sizes = {"before": say.number(len(before)), "now": say.number(len(now))}
    rise = visible_rise(len(before), len(now), tests=themes)
    if rise is None:
        return say("With {before} and {now} respondents hardly any change could be told.", **sizes)
    return say("With {before} and {now} respondents only a rise from {start} to {share} would "
               "probably have been told.", **sizes, start=say.share(START),
               share=say.share(rise))  # fmt: skip

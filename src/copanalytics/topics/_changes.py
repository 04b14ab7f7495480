"""How themes changed since the prompt was last asked, and what change could have been seen."""

import pandas as pd

from copanalytics.changing import changes, same_people
from copanalytics.edition import Edition
from copanalytics.feedback import naming
from copanalytics.statistics import ALPHA, START, visible_flow, visible_rise
from copanalytics.topics._sides import Side, by_side, named, part, side_of, theme_name

BACK = 8
"""Quarters that are looked back for when a prompt was last asked."""


def changed(edition: Edition, asked: list[Side]) -> tuple[str, ...]:
    """Return, as notes, which themes of these prompts changed by more than chance since they were
    last asked for, and what change so few people could have shown.

    Only themes whose count is shown both times are compared, so that nothing follows of a small
    one; and only prompts that were coded alike both times, by people or by a machine alone.
    """
    found = {side.said: _changed(edition, side) for side in reversed(asked) if side.size}
    verdicts = {said: verdict for said, (verdict, _) in found.items()}
    visible = {said: could for said, (_, could) in found.items()}
    notes = (*by_side(edition, verdicts), *by_side(edition, visible))
    return tuple(note for note in notes if note)


def last_asked(edition: Edition, prompt: str) -> Edition | None:
    """Return the latest earlier quarter in which a prompt was answered; None if it never was."""
    earlier = (edition.earlier(by) for by in range(1, BACK + 1))
    return next((then for then in earlier if len(then.comments(prompt))), None)


def _changed(edition: Edition, now: Side) -> tuple[str, str]:
    """Which themes changed, or why they are not compared; and what change could have been seen."""
    say, then = edition.say, last_asked(edition, now.prompt)
    if then is None:
        return "", ""
    before, quarter = side_of(then, now.prompt, now.said), say.quarter(then.quarter)
    if before.basis != now.basis or now.basis == "sample":
        return say("Not compared with {quarter}, as a person has not read all comments of both.",
                   quarter=quarter), ""  # fmt: skip
    every = [str(theme) for theme in dict.fromkeys([*now.people.index, *before.people.index])]
    themes = [theme for theme in every if _shown(before, theme) and _shown(now, theme)]
    if not themes:
        return say("No theme can be shown both now and for {quarter}.", quarter=quarter), ""
    codings = edition.community.codings
    who = [naming(each.comments(now.prompt), codings) for each in (then, edition)]
    table = changes(who[0], who[1], themes, hidden=len(every) - len(themes))
    told = [
        say("{theme} {before}, now {now}", theme=theme_name(edition, theme),
            before=part(edition, before, theme), now=part(edition, now, theme))
        for theme in table.index[table["chance"] < ALPHA]
    ]  # fmt: skip
    return _verdict(edition, quarter, told), _visible(edition, who, len(every))


def _shown(side: Side, theme: str) -> bool:
    return named(side, theme) is not None


def _verdict(edition: Edition, quarter: str, told: list[str]) -> str:
    say = edition.say
    if not told:
        return say("No theme that can be shown changed since {quarter} by more than chance may "
                   "explain.", quarter=quarter)  # fmt: skip
    return say("Changed since {quarter}, hardly by chance: {list}.", quarter=quarter,
               list="; ".join(told))  # fmt: skip


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

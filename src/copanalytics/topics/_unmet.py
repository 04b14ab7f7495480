"""Themes named as not so well, which nobody's action takes up."""

from copanalytics.edition import Edition
from copanalytics.topics._sides import Side, part, side_of, theme_name


def unmet(edition: Edition, side: Side) -> list[str]:
    """Return the themes of a side that no action up to now takes up, the most named first.

    Only those whose count may be shown; none where the quarter asked for no action.
    """
    if edition.comments("action").empty:
        return []
    codings, comments = edition.community.codings, edition.comments_so_far
    actions = comments.loc[comments["prompt"] == "action", "comment"]
    taken_up = set(codings.loc[codings["comment"].isin(actions), "theme"])
    shown = side.people.dropna()
    return [str(theme) for theme in shown.index[shown > 0] if theme not in taken_up]


def told_unmet(edition: Edition) -> tuple[str, ...]:
    """Return, as a note, what does not go so well and no action takes up, if there is anything."""
    say, side = edition.say, worse(edition)
    told = [
        say("{theme} ({part})", theme=theme_name(edition, theme), part=part(edition, side, theme))
        for theme in unmet(edition, side)
    ]
    if not told:
        return ()
    if all_read(edition):
        return (say("Named as not so well, and taken up by no action so far: {list}.",
                    list=say.listing(told)),)  # fmt: skip
    return (say("Named as not so well, and found in no action so far, by machine: {list}.",
                list=say.listing(told)),)  # fmt: skip


def all_read(edition: Edition) -> bool:
    """Return whether a person decided about every action up to now, so that none is overlooked."""
    comments = edition.comments_so_far
    actions = comments.loc[comments["prompt"] == "action", "comment"]
    return bool(actions.isin(edition.community.confirmed["comment"]).all())


def worse(edition: Edition) -> Side:
    """Return the themes of what has not worked so well."""
    return side_of(edition, "not_worked", edition.say("Not so well"))

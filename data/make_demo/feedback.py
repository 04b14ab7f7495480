"""When the comments written by hand were sent, and the ratings sent with them. All invented."""

from random import Random

import pandas as pd

from . import rooms, tables

ROOM, AGAIN, USEFUL = "room", "again", "useful"
"""Prompts of questions with a choice or a rating, which are no comments."""
CLOSED = (ROOM, AGAIN, USEFUL)


def comments(sessions: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return a row a free-text answer, 'n/a' and '-' among them.

    Columns: session, form, respondent, submitted_at, language, prompt, question, text, and what an
    invented analyst made of it: themes, `none` or '' where nobody decided, and fit to print.
    """
    written = _written()
    written = written[written["text"] != ""]
    asked = tables.rows("questions.csv")[["form", "prompt", "question"]]
    sent = _sent(sessions, seed).drop(columns="language")
    found = written.merge(asked, on=["form", "prompt"], validate="m:1")
    columns = ["session", "form", "respondent", "submitted_at", "language", "prompt"]
    found = found.merge(sent, on=["session", "form", "respondent"])
    ordered = found.sort_values(["session", "submitted_at"], kind="stable", ignore_index=True)
    return ordered[[*columns, "question", "text", "themes", "fit"]]


def votes(sessions: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return a row a closed answer: session, form, respondent, submitted_at, question, answer."""
    chance = Random(f"{seed} votes")
    asked = tables.rows("questions.csv")
    asked = asked[asked["prompt"].isin(CLOSED)]
    sent = _sent(sessions, seed).merge(asked, on="form").to_dict("records")
    answers = [_answer(vote["prompt"], vote["language"], chance) for vote in sent]
    columns = ["session", "form", "respondent", "submitted_at", "question"]
    return pd.DataFrame(sent)[columns].assign(answer=answers)


def _answer(prompt: str, language: str, chance: Random) -> str:
    if prompt == ROOM:
        return rooms.FRENCH if language == "fr" else chance.choice(rooms.ENGLISH)
    if prompt == AGAIN:
        return chance.choices(["Yes", "Maybe", "No"], [72, 23, 5])[0]
    return chance.choices(["5", "4", "3", "2"], [34, 42, 18, 6])[0]


def _written() -> pd.DataFrame:
    written = tables.rows("comments.csv")
    advance = written["prompt"] == "question"
    two_forms = written["session"] == "cop-3"
    own = written["language"].where(written["language"] == "fr", "en")
    form = written["session"].mask(two_forms, "cop-3-" + own).mask(advance, "cop-2-advance")
    return written.assign(form=form)


def _sent(sessions: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return a row a respondent and when they answered; every form's last comes late."""
    columns = ["session", "form", "respondent"]
    sent = _written().drop_duplicates(columns)[[*columns, "language"]]
    last = ~sent.duplicated("form", keep="last")
    ends = sent["session"].map(sessions.set_index("session")["ends"])
    chance = Random(f"{seed} sent")
    delays = [
        _advance(chance) if form.endswith("advance") else _delay(late, chance)
        for form, late in zip(sent["form"], last, strict=True)
    ]
    return sent.assign(submitted_at=ends + pd.Series(delays, index=sent.index))


def _delay(late: bool, chance: Random) -> pd.Timedelta:
    if late:
        return pd.Timedelta(days=5, seconds=chance.randint(0, 3 * 3600))
    if chance.random() < 0.65:
        return pd.Timedelta(seconds=chance.randint(-240, 1500))
    return pd.Timedelta(days=chance.randint(0, 4), seconds=chance.randint(1800, 5 * 3600))


def _advance(chance: Random) -> pd.Timedelta:
    return -pd.Timedelta(days=chance.randint(1, 15), seconds=chance.randint(0, 5 * 3600))

"""Numbers of comments and respondents: the same at every load, and safe from spreadsheets."""

import hashlib

import pandas as pd

VOICES = ("feedback", "poll", "questions")
"""Kinds of export in which people say or choose something."""

QUESTION = "Question of the audience"
"""What stands for the question where somebody asked one."""


def heard(voices: pd.DataFrame) -> pd.DataFrame:
    """Return rows of exports of VOICES with what somebody asked as their comment.

    It stands where a form has the answer; what was answered to them is left out. voices: kind,
    question, answer.
    """
    of_audience = voices["kind"] == "questions"
    return voices.assign(
        answer=voices["answer"].mask(of_audience, voices["question"]),
        question=voices["question"].mask(of_audience, QUESTION),
    )


def comment_numbers(answers: pd.DataFrame) -> pd.Series:
    """Return the number of each answer of feedback exports, such as c61e02222e8.

    answers: session, submitted_at, question, answer. A number stays when the form is exported again
    with more rows, or under another name. It starts with a letter, since a spreadsheet would take
    12345678e9 for a number, and lose the zeros of 0012345678.

    >>> sent = pd.Timestamp("2025-02-05 16:00", tz="UTC")
    >>> rows = pd.DataFrame({"session": "s", "submitted_at": sent, "question": "Q", "answer": "A"},
    ...                     index=[0, 1])
    >>> comment_numbers(rows).tolist()
    ['cc92f3ada57', 'c2fa7da19c9']
    """
    sent = answers["submitted_at"].astype("str").fillna("")
    same = answers["session"] + "|" + sent
    content = same + "|" + answers["question"] + "|" + answers["answer"]
    repeat = answers.groupby(content).cumcount().astype("str")
    return "c" + (content + "|" + repeat).map(digest)


def digest(text: str) -> str:
    """Return ten hexadecimal digits that stand for a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:10]

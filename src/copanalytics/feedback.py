"""Who answered a form, and who named which theme."""

import pandas as pd


def voters(rows: pd.DataFrame) -> pd.Series:
    """Return who each row's respondent is: the person where known, else the submission."""
    return rows["person"].where(rows["person"].notna() & rows["person"].ne(""), rows["respondent"])


NOT_FORMS = ("break-out-notes", "padlet")
"""Formats of comments in which nobody can be told from somebody else who wrote another line."""


def of_forms(rows: pd.DataFrame, files: pd.DataFrame) -> pd.DataFrame:
    """Return the comments or answers that forms gave, and no poll, post or note.

    files: file, format and kind of every export.
    """
    forms = files[(files["kind"] == "feedback") & ~files["format"].isin(NOT_FORMS)]
    return rows[rows["source"].isin(forms["file"])]


def response_rate(
    comments: pd.DataFrame, answers: pd.DataFrame, attendees: pd.Series
) -> pd.DataFrame:
    """Return, by session with feedback: respondents, attendees, and share.

    share: respondents ÷ attendees. A question sent in advance is no response: who did only that
    is not counted.

    >>> comments = pd.DataFrame({"session": "a", "respondent": ["r", "s"], "person": "",
    ...                          "prompt": ["worked", "question"]})
    >>> response_rate(comments, comments.head(0), pd.Series({"a": 4})).loc["a"].to_dict()
    {'respondents': 1.0, 'attendees': 4.0, 'share': 0.25}
    """
    said = comments[comments["prompt"] != "question"]
    both = pd.concat([said[["session", "respondent", "person"]],
                      answers[["session", "respondent", "person"]]])  # fmt: skip
    respondents = voters(both).groupby(both["session"]).nunique().rename("respondents")
    table = respondents.to_frame().assign(attendees=attendees)
    return table.assign(share=table["respondents"] / table["attendees"])


def naming(comments: pd.DataFrame, codings: pd.DataFrame) -> pd.DataFrame:
    """Return who names which theme: a row a respondent, a column a theme, true or false.

    comments: those of one prompt; who wrote one without a theme has a row too. codings: comment,
    theme.

    >>> comments = pd.DataFrame({"comment": ["a", "b", "c"], "person": "",
    ...                          "respondent": ["r1", "r1", "r2"]})
    >>> naming(comments, pd.DataFrame({"comment": ["a", "b"], "theme": "fees"})).to_dict("index")
    {'r1': {'fees': True}, 'r2': {'fees': False}}
    """
    voiced = comments[["comment"]].assign(voter=voters(comments))
    coded = voiced.merge(codings[["comment", "theme"]], on="comment")
    named = pd.crosstab(coded["voter"], coded["theme"]).gt(0)
    return named.reindex(voiced["voter"].unique(), fill_value=False)


def mentions(comments: pd.DataFrame, codings: pd.DataFrame, prompt: str) -> tuple[pd.Series, int]:
    """Return how many respondents mention each theme under a prompt, and how many answered it.

    A respondent counts once a theme, however often it is mentioned.

    >>> comments = pd.DataFrame({"comment": ["a", "b", "c"], "respondent": ["r", "r", "s"],
    ...                          "person": "", "prompt": "worked"})
    >>> themes, answered = mentions(comments, pd.DataFrame({"comment": ["a", "b"],
    ...                                                     "theme": "fees"}), "worked")
    >>> themes.to_dict(), answered
    ({'fees': 1}, 2)
    """
    named = naming(comments[comments["prompt"] == prompt], codings)
    return named.sum().sort_values(ascending=False, kind="stable"), len(named)

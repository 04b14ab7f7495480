"""To which group a person belongs: a country, a language of theirs, the language of a form."""

import pandas as pd

from copanalytics import languages

UNKNOWN = "unknown"
"""Stands for a country or language that nobody told, beside the codes."""


def country_of(
    members: pd.DataFrame, registrations: pd.DataFrame, attendance: pd.DataFrame
) -> pd.Series:
    """Return the country of each person (ISO 3166-1), by person, for those of whom one is told.

    What the directory declares wins over what a registration or a connection gives.

    >>> told = pd.DataFrame({"person": ["p", "q"], "country": ["FR", None]})
    >>> away = pd.DataFrame({"person": ["p", "q"], "country": ["BE", "GB"]})
    >>> country_of(told, away, away).to_dict()
    {'p': 'FR', 'q': 'GB'}
    """
    told = pd.concat(
        [table[["person", "country"]] for table in (members, registrations, attendance)]
    )
    return told.dropna().drop_duplicates("person").set_index("person")["country"]


def country_disagreements(
    members: pd.DataFrame, registrations: pd.DataFrame, attendance: pd.DataFrame
) -> pd.DataFrame:
    """Return each country told of a member that is another than the directory declares, one a row.

    person, declared, derived, told_by (directory: where its platform says that they are;
    registration; connection), source (the export; empty for the directory). It is about single
    persons: for the analyst alone. The declared country counts (see `country_of`).

    >>> members = pd.DataFrame({"person": ["p", "q"], "country": ["FR", "IE"],
    ...                         "derived_country": ["FR", None]})
    >>> rows = pd.DataFrame({"person": ["p", "q"], "country": ["BE", "IE"], "source": "a.csv"})
    >>> country_disagreements(members, rows.head(0), rows).iloc[0].to_list()
    ['p', 'FR', 'BE', 'connection', 'a.csv']
    """
    listed = members[["person", "derived_country"]].rename(columns={"derived_country": "country"})
    sides = {"directory": listed, "registration": registrations, "connection": attendance}
    columns = ["person", "country", "source"]
    told = pd.concat(
        [rows.reindex(columns=columns).assign(told_by=side) for side, rows in sides.items()]
    ).rename(columns={"country": "derived"})
    both = members[["person", "country"]].rename(columns={"country": "declared"})
    known = both.dropna().merge(told.dropna(subset="derived"), on="person")
    other = known[known["declared"] != known["derived"]].drop_duplicates(ignore_index=True)
    return other[["person", "declared", "derived", "told_by", "source"]]


def reach(here: pd.DataFrame, groups: pd.Series) -> pd.Series:
    """Return how many different people of each group attended, `unknown` for those in none.

    here: one row an attendee of a session. groups: group by person.

    >>> here = pd.DataFrame({"session": ["a", "b", "a"], "person": ["p", "p", "q"]})
    >>> reach(here, pd.Series({"p": "FR"})).to_dict()
    {'FR': 1, 'unknown': 1}
    """
    people = here["person"].drop_duplicates()
    return people.map(groups).astype("object").fillna(UNKNOWN).value_counts(sort=False).sort_index()


def spoken(comments: pd.DataFrame) -> pd.Series:
    """Return the language that each respondent wrote most in, by respondent; NA where unsure.

    comments: respondent, language (NA where it was not sure).

    >>> comments = pd.DataFrame({"respondent": ["r", "r", "r", "s"],
    ...                          "language": ["fr", "fr", "en", None]})
    >>> spoken(comments).fillna("unsure").to_dict()
    {'r': 'fr', 's': 'unsure'}
    """
    told = comments.dropna(subset="language")
    most = told.groupby("respondent")["language"].agg(lambda codes: codes.mode().iloc[0])
    return most.reindex(comments["respondent"].unique())


def form_language(asked: pd.DataFrame) -> pd.Series:
    """Return the language of the questions that each respondent was asked; NA where unsure.

    asked: respondent, question, source (the form's export).

    >>> asked = pd.DataFrame({"respondent": ["r", "s"], "source": ["a.csv", "b.csv"],
    ...                       "question": ["What has worked well in the session today?",
    ...                                    "Qu'est-ce qui a bien fonctionné aujourd'hui ?"]})
    >>> form_language(asked).to_dict()
    {'r': 'en', 's': 'fr'}
    """
    wording = asked.groupby("source")["question"].agg(lambda q: " ".join(q.unique()))
    spoken = {source: languages.detect(text) for source, text in wording.items()}
    told = asked.drop_duplicates("respondent").set_index("respondent")["source"]
    return told.map(spoken)

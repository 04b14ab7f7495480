"""Whether the language groups take part alike: come back, stay, and speak."""

import pandas as pd

from copanalytics import disclosure
from copanalytics.charts import Bar
from copanalytics.edition import FEWEST, Edition
from copanalytics.section import Section, Table
from copanalytics.statistics import ALPHA, share_change
from copanalytics.tables import named_rows
from copanalytics.topics._groups import OTHER, added_up, called

Row = tuple[str, str, pd.Series]
"""Series, language, and what `_alike` counts of its people."""


def parity(edition: Edition) -> Section:
    """Return, by preferred language, who came more than once, how long, and how much they wrote."""
    say = edition.say
    question = say("Do the language groups take part alike?")
    rows: list[Row] = [
        (str(series), code, row)
        for series, here in edition.attendees_so_far.groupby("series", sort=False)
        if series in set(edition.sessions["series"])
        for code, row in named_rows(_alike(edition, here))
    ]
    if len(rows) < 2 or {code for _, code, _ in rows} == {OTHER}:
        nothing = say("No two language groups are large enough to be compared.")
        return Section("parity", question, edition.nothing(nothing))
    bars = [
        Bar(called(edition, code), row["again"] / row["people"],
            say.part(row["again"], row["people"]), series)
        for series, code, row in rows
    ]  # fmt: skip
    rule = say("Attendees so far whose preferred language the directory tells; comments of which "
               "the writer is known.")  # fmt: skip
    return Section(
        "parity",
        question,
        _answer(edition, rows),
        source=edition.source("attendance", f"{rule} {added_up(edition)}"),
        chart=edition.bars(bars, say("share who came more than once"), 1.0),
        table=_parity_table(edition, rows),
    )


def _parity_table(edition: Edition, rows: list[Row]) -> Table:
    say = edition.say
    lines = [
        [called(edition, code), series, say.number(row["people"]),
         say.part(row["again"], row["people"]), edition.likely(row["again"], row["people"]),
         say.share(row["stay"]), say.number(row["comments"], 1)]
        for series, code, row in rows
    ]  # fmt: skip
    headings = [
        say("Preferred language"),
        say("Series"),
        say("People"),
        say("Came more than once"),
        say("Likely share"),
        say("Half stayed at least, of the planned time"),
        say("Comments a person"),
    ]
    caption = say("Coming back, staying and writing, by preferred language")
    return edition.table(caption, headings, lines)


def _alike(edition: Edition, here: pd.DataFrame) -> pd.DataFrame:
    """By preferred language: people, again, stay, comments; small groups together."""
    known = _speakers(edition, here)
    people = known.groupby("person").agg(language=("language", "first"), n=("session", "size"))
    counted = pd.crosstab(people["language"], people["n"] > 1).reindex(
        columns=[True, False], fill_value=0
    )
    table = counted.set_axis(["again", "once"], axis=1)
    smallest = edition.community.settings.smallest_count
    shown = disclosure.merged_rows(table, OTHER, smallest).astype("float64")
    size = shown["again"] + shown["once"]
    group = known["language"].where(known["language"].isin(shown.index), OTHER)
    stay = known.groupby(group)["stay"].median().clip(upper=1)
    writers = edition.community.comments["person"].where(
        edition.community.comments["session"].isin(here["session"])
    )
    spoken = writers.dropna().map(people["language"]).dropna()
    comments = spoken.where(spoken.isin(shown.index), OTHER).value_counts()
    return shown.assign(
        people=size,
        stay=stay.reindex(shown.index).where(size >= FEWEST),
        comments=comments.reindex(shown.index, fill_value=0 if len(spoken) else None) / size,
    )


def _speakers(edition: Edition, here: pd.DataFrame) -> pd.DataFrame:
    """Attendees with their preferred language, where known, and stay, a share of the plan."""
    members = edition.community.members.dropna(subset="language").set_index("person")["language"]
    planned = edition.sessions_so_far["minutes"].astype("float64")
    return here.assign(
        language=here["person"].map(members), stay=here["minutes"] / here["session"].map(planned)
    ).dropna(subset="language")


def _answer(edition: Edition, rows: list[Row]) -> str:
    """The two largest groups of the first series, and whether they differ by more than chance."""
    say = edition.say
    alike = [row for row in rows if row[0] == rows[0][0]]
    two = sorted(alike, key=lambda row: -row[2]["people"])[:2]
    if len(two) < 2:
        return say("Only one language group is large enough to be shown.")
    parts = [(int(row["again"]), int(row["people"])) for _, _, row in two]
    said = say.listing([
        say("{part} ({language})", part=say.part(*part), language=called(edition, code))
        for part, (_, code, _) in zip(parts, two, strict=True)
    ])  # fmt: skip
    if share_change(*parts) < ALPHA:
        return say("Not alike: {list} came more than once, hardly by chance.", list=said)
    return say("{list} came more than once; chance may explain the difference.", list=said)

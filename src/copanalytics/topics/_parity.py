"""Whether the language groups take part alike: come back, stay, and speak."""

import pandas as pd

from copanalytics.charts import Bar
from copanalytics.edition import FEWEST, Edition
from copanalytics.grids import ALL, OTHER, Protected
from copanalytics.section import Section, Table
from copanalytics.statistics import ALPHA, share_change
from copanalytics.tables import named_rows
from copanalytics.topics._counted import preferred_languages, so_far, who_came_again
from copanalytics.topics._groups import added_up, called, protected, published

Row = tuple[str, str, pd.Series]
"""Series, language, and what `_alike` tells of its people."""


def parity(edition: Edition) -> Section:
    """Return, by preferred language, who came more than once, how long, and how much they wrote."""
    say, shown = edition.say, protected(edition, who_came_again(edition))
    question, told = say("Do the language groups take part alike?"), published(shown)
    rows: list[Row] = [
        (series, str(code), row)
        for series, table in shown.items()
        for code, row in named_rows(_alike(edition, series, table))
    ]
    if len(rows) < 2:
        nothing = say("No two language groups are large enough to be compared.")
        return Section("parity", question, edition.nothing(nothing), published=told)
    bars = [
        Bar(called(edition, code), row["again"] / row[ALL],
            say.part(row["again"], row[ALL]), series)
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
        published=told,
    )


def _parity_table(edition: Edition, rows: list[Row]) -> Table:
    say = edition.say
    lines = [
        [called(edition, code), series, say.number(row[ALL]),
         say.part(row["again"], row[ALL]), edition.likely(row["again"], row[ALL]),
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


def _alike(edition: Edition, series: str, table: Protected) -> pd.DataFrame:
    """By preferred language, small groups together: all, again, stay, comments."""
    shown = table.shown.drop(index=ALL).reindex(columns=[ALL, "again"]).dropna().astype("float64")
    known = _speakers(edition, series)
    group = known["language"].where(known["language"].isin(shown.index), OTHER)
    stay = known.groupby(group)["stay"].median().clip(upper=1)
    comments = edition.community.comments
    writers = comments.loc[comments["session"].isin(known["session"]), "person"].dropna()
    spoken = writers.map(known.drop_duplicates("person").set_index("person")["language"]).dropna()
    wrote = spoken.where(spoken.isin(shown.index), OTHER).value_counts()
    return shown.assign(
        stay=stay.reindex(shown.index).where(shown[ALL] >= FEWEST),
        comments=wrote.reindex(shown.index, fill_value=0 if len(spoken) else None) / shown[ALL],
    )


def _speakers(edition: Edition, series: str) -> pd.DataFrame:
    """Attendees with their preferred language, where known, and stay, a share of the plan."""
    here = so_far(edition)[series]
    planned = edition.sessions_so_far["minutes"].astype("float64")
    return here.assign(
        language=here["person"].map(preferred_languages(edition)),
        stay=here["minutes"] / here["session"].map(planned),
    ).dropna(subset="language")


def _answer(edition: Edition, rows: list[Row]) -> str:
    """The two largest groups of the first series, and whether they differ by more than chance."""
    say = edition.say
    alike = [row for row in rows if row[0] == rows[0][0]]
    two = sorted(alike, key=lambda row: -row[2][ALL])[:2]
    if len(two) < 2:
        return say("Only one language group is large enough to be shown.")
    parts = [(int(row["again"]), int(row[ALL])) for _, _, row in two]
    said = say.listing([
        say("{part} ({language})", part=say.part(*part), language=called(edition, code))
        for part, (_, code, _) in zip(parts, two, strict=True)
    ])  # fmt: skip
    if share_change(*parts) < ALPHA:
        return say("Not alike: {list} came more than once, hardly by chance.", list=said)
    return say("{list} came more than once; chance may explain the difference.", list=said)

"""An invented community of 60 people in 9 countries, quarter by quarter, as tables to protect."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
from small import HEADINGS, folder, room

from copanalytics.auditing import Published
from copanalytics.community import Community, load
from copanalytics.disclosure import protect
from copanalytics.edition import Edition
from copanalytics.grids import Grid, Protected
from copanalytics.report.ledger import settled
from copanalytics.topics._linked import grids

COUNTRIES = ("GB", "FR", "DE", "ES", "NL", "IE", "AT", "BE", "CH")
SPOKEN = dict(zip(COUNTRIES, ("en", "fr", "de", "es", "nl", "en", "de", "fr", "de"), strict=True))
SHARES = (0.34, 0.17, 0.13, 0.09, 0.08, 0.07, 0.05, 0.04, 0.03)
QUARTERS, PEOPLE = 8, 60


def counted(seed: int) -> Iterator[Grid]:
    """Yield, a quarter, who was there by country, new or returning."""
    chance = np.random.default_rng(seed)
    home = chance.choice(COUNTRIES, PEOPLE, p=SHARES)
    before = np.zeros(PEOPLE, dtype="bool")
    for quarter in range(QUARTERS):
        here = chance.random(PEOPLE) < chance.uniform(0.4, 0.75)
        kinds = {"new": here & ~before, "returning": here & before}
        before |= here
        counts = {kind: by_country(home[who]) for kind, who in kinds.items()}
        yield Grid(f"{quarter} here", pd.DataFrame(counts))


def by_country(homes: np.ndarray) -> pd.Series:
    return pd.Series(homes, dtype="str").value_counts().reindex(COUNTRIES, fill_value=0)


def here_alone(seed: int) -> tuple[list[Protected], Published]:
    """Return who was there in each quarter as it may be shown, and all that this tells together."""
    tables = [protect(here, proven=False) for here in counted(seed)]
    return tables, Published().joined(*(table.published for table in tables))


def community(seed: int) -> Community:
    """Return the same as a community: a session a quarter, members with country and language, some
    attendees who are no members."""
    chance = np.random.default_rng(seed)
    home = chance.choice(COUNTRIES, PEOPLE, p=SHARES)
    people = pd.Series([f"p{n:02}" for n in range(PEOPLE)], dtype="str")
    told = pd.DataFrame({"person": people, "country": home, "language": [SPOKEN[c] for c in home]})
    members = told[chance.random(PEOPLE) < 0.9]
    there = [people[chance.random(PEOPLE) < chance.uniform(0.4, 0.75)] for _ in range(QUARTERS)]
    sessions = _base().sessions
    starts = sessions.set_index("session")["start"]
    rows = pd.concat([
        pd.DataFrame({"session": name, "person": who, "joined_at": starts[name],
                      "left_at": starts[name] + pd.Timedelta(minutes=80), "minutes": 80.0,
                      "country": who.map(told.set_index("person")["country"])})
        for name, who in zip(sessions["session"], there, strict=True)
    ])  # fmt: skip
    attendance = rows.reindex(columns=_base().attendance.columns).reset_index(drop=True)
    columns = _base().members.columns
    return replace(_base(), members=members.reindex(columns=columns), attendance=attendance)


@cache
def _base() -> Community:
    """A community folder with the sessions alone."""
    plan = "".join(
        f"s{n},Circle,T,{2025 + n // 4}-{2 + n % 4 * 3:02}-05 14:00,,90,Zoom,en,held\n"
        for n in range(QUARTERS)
    )
    return load(folder(room(), HEADINGS + plan))


def reports_of(seed: int) -> tuple[list[Protected], dict[str, Published]]:
    """Return the connected tables of every quarter as its report tells them, made in order of time,
    and what each report tells."""
    people, tables, reports = community(seed), [], {}
    for quarter in people.quarters:
        edition = Edition.of(people, str(quarter))
        known = settled(edition, reports, {}, print)
        reports[str(quarter)] = known
        tables += [replace(edition, known=known).protected(grid) for grid in grids(edition)]
    return tables, reports

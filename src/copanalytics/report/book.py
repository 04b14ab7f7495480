"""The chapters of one quarter's report: notebooks run, checked for leaks, made one page."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType
from typing import Any

from nbformat.v4 import new_notebook

from copanalytics import countries, languages
from copanalytics.auditing import Published
from copanalytics.community import Community
from copanalytics.edition import Edition
from copanalytics.errors import CopanalyticsError
from copanalytics.names import folded
from copanalytics.report.exporter import ReportExporter, sections, words
from copanalytics.report.methods import methods
from copanalytics.report.runner import executed
from copanalytics.section import METADATA
from copanalytics.tables import named_rows
from copanalytics.topics._coverage import gaps
from copanalytics.topics.headlines import decisions, headlines
from copanalytics.wording import Wording

Chapters = Mapping[str, Callable[[Wording], str]]
CHAPTERS: Chapters = MappingProxyType(
    {
        "participation": lambda say: say("Who took part"),
        "languages": lambda say: say("Countries and languages"),
        "themes": lambda say: say("What worked, and what did not"),
    }
)
"""The notebooks that make a report, in order, and what their chapters are called."""


def page(notebooks: Path, edition: Edition, exporter: ReportExporter) -> tuple[str, Published]:
    """Return the report of an edition as one HTML page, and what its protected tables tell.

    Raises: CopanalyticsError when a cell fails, or a name or e-mail would be published.
    """
    parameters = {
        "folder": str(edition.community.folder),
        "quarter": str(edition.quarter),
        "language": edition.say.language,
        "known": edition.known.as_json(),
    }
    chapters = []
    published = Published()
    known = vocabulary(edition)
    for name, title in CHAPTERS.items():
        found = sections(executed(notebooks / f"{name}.ipynb", parameters))
        for told, markup in found:
            refuse_leaks(edition.community, words(markup), f"section {told['name']!r}", known)
            if "published" in told:
                published = published.joined(Published.from_json(told["published"]))
        found.sort(key=lambda section: section[0]["absent"])
        markups = [markup for _, markup in found]
        chapters.append({"name": name, "title": title(edition.say), "sections": markups})
    notebook = new_notebook(metadata={METADATA: _told(edition, chapters)})
    whole, _ = exporter.from_notebook_node(notebook)
    refuse_leaks(edition.community, words(whole), "the page", known)
    return whole, published


def refuse_leaks(community: Community, said: str, where: str, known: frozenset[str]) -> None:
    """Refuse to go on where a text says the name or e-mail of anybody in the folder's files.

    The name itself is not repeated in the message, which may be mailed about.

    Raises: CopanalyticsError naming the place.
    """
    found = community.names.leaks(said, known)
    if found:
        shown = ", ".join(f"{leak[0]}… ({len(leak)} letters)" for leak in found[:3])
        raise CopanalyticsError(
            f"{where}: would publish names or e-mails of people ({len(found)}: {shown}); nothing "
            "was written. Mend the text that holds them, such as a title or series in "
            "sessions.csv, the title in community.toml, or a quote that reference/codings.csv "
            "marks fit to print."
        )


def vocabulary(edition: Edition) -> frozenset[str]:
    """Return the folded words that a page uses in their own sense, though they may be names too.

    They are the report's own words, the community's titles, and the names of months, countries,
    languages and themes.
    """
    say, community = edition.say, edition.community
    locale = say.locale
    sessions = community.sessions
    texts = [
        say.own_words(),
        community.settings.title,
        community.settings.invented,
        *sessions["series"].dropna(),
        *sessions["title"].dropna(),
        *sessions["platform"].dropna(),
        *community.coder.themes["name"],
        *(name for widths in locale.months.values() for names in widths.values()
          for name in names.values()),
        *(countries.name(str(code), say.language) for code in locale.territories),
        *(languages.name(str(code), say.language) for code in locale.languages),
    ]  # fmt: skip
    return folded(texts)


def _told(edition: Edition, chapters: list[Any]) -> dict[str, Any]:
    """What the page's template needs beside the sections."""
    say, community, sessions = edition.say, edition.community, edition.sessions
    card = {
        "community": community.settings.title,
        "period": _capital(say.quarter(edition.quarter)),
        "quarter": str(edition.quarter),
        "label": say.label(edition.quarter),
        "invented": community.settings.invented,
        "figures": [asdict(headline) for headline in headlines(edition)],
    }
    listed = [
        say("{session}: {title}", session=edition.label(s), title=row["title"])
        for s, row in named_rows(sessions.sort_values("day", kind="stable"))
    ]
    return {
        **card,
        "language": say.language,
        "heading": f"{card['community']}: {card['period']}",
        "sessions": listed,
        "chapters": chapters,
        "decisions": decisions(edition),
        "gaps": gaps(edition),
        "methods": methods(edition),
        "card": json.dumps(card, ensure_ascii=False),
        "until": _until(edition),
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _until(edition: Edition) -> str:
    """What the report was made of, and the last day that it knows of."""
    say, last = edition.say, edition.last_day
    made = say("Made from the exports in the community's folder, for {quarter}.",
               quarter=say.quarter(edition.quarter))  # fmt: skip
    if last is None:
        return made
    until = say("The last session in it was on {date}.", date=say.date(last))
    return f"{made} {until}"

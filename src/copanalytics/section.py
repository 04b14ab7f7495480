"""One question of a report with its answer in a sentence, chart, table and source."""

import base64
from dataclasses import dataclass, field
from functools import cache

from jinja2 import Environment, PackageLoader, Template

from copanalytics.auditing import Published

METADATA = "copanalytics"
"""The key under which a section tells its name in a notebook's output."""


@dataclass(frozen=True)
class Chart:
    """A picture (SVG bytes) and its numbers in words, for who cannot see it."""

    svg: bytes
    alt: str

    @property
    def encoded(self) -> str:
        """The picture as base64."""
        return base64.b64encode(self.svg).decode()


@dataclass(frozen=True)
class Table:
    """The numbers behind a chart, as said in the report's language.

    summary: what opens it. caption: what the rows are. rows: the first cell names the row.
    """

    summary: str
    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Quote:
    """A comment in its own words, names masked; its language (BCP 47), and the theme it is of."""

    text: str
    language: str
    theme: str


@dataclass(frozen=True)
class Section:
    """What a report says to one question; everything in it is already suppressed.

    name: its anchor on the page. answer: the headline sentence. also: what stands below it, such
    as the same of another series. reading: how to read the chart, where that needs words. quotes:
    comments that an analyst marked fit to print. published: what its protected tables tell, for
    the audit of them all.
    """

    name: str
    question: str
    answer: str
    also: tuple[str, ...] = ()
    source: str = ""
    chart: Chart | None = None
    reading: str = ""
    table: Table | None = None
    notes: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    published: Published = field(default_factory=Published)

    @property
    def absent(self) -> bool:
        """Whether all that it can say is that there is nothing to tell."""
        return self.chart is None and self.table is None

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, str], dict[str, dict[str, object]]]:
        said: dict[str, object] = {"name": self.name, "absent": self.absent}
        if self.published.cells:
            said["published"] = self.published.as_json()
        return {"text/html": self.html(), "text/plain": self.answer}, {METADATA: said}

    def html(self) -> str:
        """Return the section as HTML; all text in it is escaped."""
        return _template().render(section=self)


@cache
def _template() -> Template:
    environment = Environment(loader=PackageLoader("copanalytics"), autoescape=True)
    return environment.get_template("section.html.j2")

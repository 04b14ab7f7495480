"""The nbconvert exporter of the report: sections only, no code, no script, nothing from outside.

Two layers keep foreign text harmless: every HTML output passes an allow-list, and the page's
content-security policy allows no script and no request.
"""

import html
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import nh3
from nbconvert.exporters import HTMLExporter
from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat import NotebookNode
from traitlets import default

from copanalytics import __version__
from copanalytics.section import METADATA
from copanalytics.wording import Wording, wording

TAGS = {
    "section", "div", "p", "h3", "figure", "figcaption", "img", "details", "summary", "table",
    "caption", "thead", "tbody", "tr", "th", "td", "blockquote", "em", "strong", "ul", "ol", "li",
}  # fmt: skip
ATTRIBUTES = {
    "section": {"id", "class"},
    "div": {"class"},
    "p": {"class"},
    "img": {"src", "alt"},
    "table": {"role"},
    "thead": {"role"},
    "tbody": {"role"},
    "tr": {"role"},
    "th": {"role", "scope"},
    "td": {"role", "data-label"},
    "blockquote": {"lang"},
}


def cleaned(markup: str) -> str:
    """Return HTML with nothing in it but what a section is made of.

    >>> cleaned('<p onclick="x()">a<script>b</script></p><img src="http://x/y.png" alt="z">')
    '<p>a</p><img alt="z">'
    """
    return nh3.clean(
        markup,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_picture_inside,
        url_schemes={"data"},
    )


def _picture_inside(tag: str, name: str, value: str) -> str | None:
    outside = (tag, name) == ("img", "src") and not value.startswith("data:image/svg+xml;base64,")
    return None if outside else value


def sections(notebook: NotebookNode) -> list[tuple[dict[str, Any], str]]:
    """Return what each section output of a notebook tells of itself, and its HTML."""
    return [
        (output.metadata[METADATA], output.data["text/html"])
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.get("outputs", [])
        if METADATA in output.get("metadata", {})
    ]


class ReportExporter(HTMLExporter):
    """`jupyter nbconvert --to copanalytics`; a report's own metadata makes it a whole report."""

    @default("template_name")
    def _template_name_default(self) -> Any:
        return "copanalytics"

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(Path(str(files("copanalytics") / "report" / "templates")))]

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page of an executed notebook.

        HTMLExporter's own step is passed over: it parses the page again, and gives pictures
        without words a placeholder instead of letting a test find them.
        """
        told = nb.metadata.get(METADATA, {})
        say: Wording = wording(told.get("language", "en"))
        page = {
            "say": say,
            "version": __version__,
            "style": (files("copanalytics") / "report" / "style.css").read_text(encoding="utf-8"),
            "chapters": told.get("chapters") or [_alone(nb)],
            **told,
        }
        given = {**(resources or {}), "page": page}
        return TemplateExporter.from_notebook_node(self, nb, given, **kwargs)

    def default_filters(self):
        """Add `cleaned`, through which every section passes."""
        yield from super().default_filters()
        yield ("cleaned", cleaned)


def _alone(notebook: NotebookNode) -> dict[str, Any]:
    return {
        "name": "notebook",
        "title": notebook.metadata.get("title", "Notebook"),
        "sections": [markup for _, markup in sections(notebook)],
    }


class _Words(HTMLParser):
    """The words of a page: its text, and what stands in its attributes but pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        shown = [value for name, value in attrs if value and name in ("alt", "content", "title")]
        self.words += shown


def words(markup: str) -> str:
    """Return all that a page says: its text, alternative texts, titles and metadata."""
    found = _Words()
    found.feed(markup)
    return html.unescape("\n".join(found.words))

"""The report in every language: one file each, nothing English left, no word out of a drawing."""

import base64
import datetime as dt
import html
import re
from functools import cache
from itertools import chain

import matplotlib as mpl
import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath
from small import ROOT
from test_catalogues import LANGUAGES, messages, strings
from test_wording import Texts

import copanalytics as cop
from copanalytics import charts, timelines
from copanalytics.community import Community
from copanalytics.edition import Edition
from copanalytics.report.book import page
from copanalytics.report.exporter import ReportExporter
from copanalytics.report.write import notebook_folder
from copanalytics.wording import wording

PICTURE = re.compile(r'"data:image/svg\+xml;base64,([^"]*)"')
# A text of one line has its place as x, those of several lines have it in their transform.
WRITTEN = re.compile(
    r'<text style="([^"]*)"[^>]*?(?: x="|translate\()([-.\d]*)[^>]*>([^<]*)</text>'
)


@cache
def demo() -> Community:
    mpl.use("agg")
    return cop.load(ROOT / "data" / "demo")


@cache
def report(language: str) -> str:
    return page(notebook_folder(), Edition.of(demo(), "2025-Q1", language), ReportExporter())[0]


def outside(drawing: str) -> list[str]:
    """The texts of a drawing that leave it to the left or to the right, or are cut."""
    found = re.search(r'viewBox="0 0 ([.\d]+) ', drawing)
    whole = float(found[1]) if found else 0
    texts = WRITTEN.findall(drawing)
    assert len(texts) == drawing.count("<text ")
    return [text for style, at, text in texts if "…" in text or not _inside(style, at, text, whole)]


def _inside(style: str, at: str, text: str, whole: float) -> bool:
    weight = "bold" if "font-weight: 700" in style else "normal"
    size = float(style.split("font-size: ")[1].split("px")[0])
    font = FontProperties(family="DejaVu Sans", weight=weight)
    wide = TextPath((0, 0), html.unescape(text), size=size, prop=font).get_extents().width
    anchor = re.search("text-anchor: (middle|end)", style)
    before = {"middle": 0.5, "end": 1}[anchor[1]] if anchor else 0
    left = float(at) - wide * before
    return left >= 0 and left + wide <= whole


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_no_text_leaves_its_drawing(language: str):
    pictures = [base64.b64decode(found).decode() for found in PICTURE.findall(report(language))]

    assert len(pictures) > 10
    assert list(chain.from_iterable(map(outside, pictures))) == []


def test_long_labels_are_wrapped_not_cut():
    long = "Sensibilisation, promotion et recrutement de personnes âgées " * 2 + "X" * 40
    item = charts.Bar(long, 1.0, "1.000 von 1.000", long)
    pair = charts.Pair(long, 9.0, 9.0, "weniger als 5", "weniger als 5")
    drawn = [
        charts.bars([item], 1.0),
        charts.pairs([pair], long, long),
        timelines.areas([timelines.Area(long, [1, 2])], "Minuten"),
        timelines.clock([timelines.Span(long, 14.0, 15.5, "14:00", long)]),
    ]

    assert [outside(drawing.decode()) for drawing in drawn] == [[], [], [], []]
    assert all("X" * 10 in drawing.decode() for drawing in drawn)


def english(language: str) -> list[str]:
    """Patterns of the messages that the language says otherwise, in eight letters or more.

    Of shorter ones ('{n} of {all}') a title could be taken for one.
    """
    pairs = [(said, message) for message in messages(language) for said in strings(message.id)]
    differing = [said for said, message in pairs if said not in strings(message.string)]
    parts = [re.split(r"\{\w+\}", said) for said in differing]
    long = [each for each in parts if len(re.findall("[A-Za-z]", "".join(each))) >= 8]
    return [".+".join(map(re.escape, each)) for each in long]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_english_is_left_on_a_page(language: str):
    found = Texts()
    found.feed(report(language))
    left = re.compile("|".join(english(language)))
    own = {*demo().sessions["series"], *demo().sessions["title"], demo().settings.invented}

    assert found.texts
    assert [text for text in found.texts if text not in own and left.fullmatch(text)] == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", ["12\u202f345,6", "34\u00a0%", "21 mai 2025", "Allemagne", "néerlandais"]),
        ("de", ["12.345,6", "34\u00a0%", "21. Mai 2025", "Deutschland", "Niederländisch"]),
        ("es", ["12.345,6", "34\u00a0%", "21 de mayo de 2025", "Alemania", "neerlandés"]),
    ],
)
def test_a_language_says_numbers_dates_and_names_its_way(language: str, said: list[str]):
    say = wording(language)
    day = say.date(dt.date(2025, 5, 21))

    numbers = [say.number(12345.6, 1), say.share(0.34)]
    assert [*numbers, day, say.country("DE"), say.tongue("nl")] == said


def test_lists_and_quarters_are_those_of_the_language():
    listed = {each: wording(each).listing(["A", "B", "C"]) for each in LANGUAGES}

    assert listed == {"de": "A, B und C", "es": "A, B y C", "fr": "A, B et C"}

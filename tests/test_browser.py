"""The report in a real browser: a phone, a screen reader's rules, paper, and no network."""

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from payloads import EVIL, evil_folder
from playwright.sync_api import Browser, Page, sync_playwright
from pypdf import PdfReader
from small import ROOT, demo_reports, report, room

from copanalytics.wording import available

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="there is no Chromium here: the pages are not tried in a browser"
)
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
PAGES = ("2025-Q1", "2025-Q2", "2025-Q4", "index", "2025-Q4.fr", "2025-Q4.de", "2025-Q4.es")
WIDTHS = (1280, 390, 320)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield chromium
        chromium.close()


def opened(browser: Browser, path: Path, width: int) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    return page


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    browser: Browser, name: str, width: int
):
    folder = in_every_language() if "." in name else demo_reports()
    page = opened(browser, folder / f"{name}.html", width)

    found = Axe().run(page, options={"resultTypes": ["violations", "incomplete"]})

    assert [each["id"] for each in found.response["violations"]] == []
    assert [each["id"] for each in found.response["incomplete"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_a_report_asks_the_network_for_nothing(browser: Browser):
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((demo_reports() / "2025-Q2.html").as_uri())

    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    page.close()


RUNS = """[...document.querySelectorAll('*')].flatMap(each => [...each.attributes])
    .filter(each => each.name.startsWith('on') || each.name === 'srcdoc'
        || /^\\s*(javascript|vbscript|data:(?!image.svg.xml;base64,))/i.test(each.value))
    .map(each => each.name + '=' + each.value)"""
"""The attributes of a page that may run something."""


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a community in which every text that is not ours is one of EVIL."""
    place = tmp_path_factory.mktemp("evil")
    report(evil_folder(place / "<img src=x onerror=alert(1)>"), "2025-Q1", place / "out")
    return place / "out"


@pytest.mark.parametrize("policy", [True, False])
@pytest.mark.parametrize("name", ["2025-Q1.html", "index.html"])
def test_no_script_of_a_comment_a_name_a_title_or_a_theme_runs(
    browser: Browser, tried: Path, name: str, policy: bool
):
    text = (tried / name).read_text(encoding="utf-8")
    path = tried / f"policy-{policy}-{name}"
    path.write_text(text if policy else text.replace("Content-Security-Policy", "nothing"))
    page = browser.new_page()
    page.add_init_script("for (const f of ['alert', 'confirm', 'prompt']) window[f] = () => {"
                         "window.fired = 1}")  # fmt: skip
    page.goto(path.as_uri())
    page.evaluate(
        "document.querySelectorAll('body *').forEach(each => ['mouseover', 'focus', 'toggle',"
        " 'animationstart', 'load', 'error'].forEach(name => each.dispatchEvent(new Event(name))))"
    )

    assert page.evaluate("window.fired") is None
    assert page.evaluate("document.scripts.length") == 0
    assert page.evaluate(RUNS) == []
    page.close()


def test_what_is_tried_runs_where_nothing_stops_it(browser: Browser, tmp_path: Path):
    path = tmp_path / "bare.html"
    path.write_text(f"<p>{EVIL[1]}</p>")
    page = browser.new_page()
    page.add_init_script("window.alert = () => {window.fired = 1}")
    page.goto(path.as_uri())
    page.wait_for_function("window.fired === 1")

    assert page.evaluate(RUNS) == ["onerror=alert(1)"]
    page.close()


def test_what_would_run_is_there_as_text(browser: Browser, tried: Path):
    page = browser.new_page()
    page.goto((tried / "2025-Q1.html").as_uri())

    said = page.inner_text("body")
    assert [evil for evil in EVIL if evil not in said.replace("\n", " ")] == []
    page.close()


def test_the_smallest_text_of_a_chart_can_be_read_on_a_phone(browser: Browser):
    page = opened(browser, demo_reports() / "2025-Q2.html", 390)

    widths = page.evaluate("[...document.images].map(each => each.getBoundingClientRect().width)")

    # Charts are drawn 5 inches wide with 12 points, so a point is width / 360 pixels.
    assert min(widths) / 360 * 12 >= 11
    page.close()


@cache
def in_every_language() -> Path:
    """A folder with the demo's last quarter in each language, which each file is named after."""
    out = room()
    own = shutil.copytree(ROOT / "data" / "demo", out / "demo")
    settings = (own / "community.toml").read_text(encoding="utf-8")
    others = [code for code in available() if code != "en"]
    chosen = f"languages = {['en', *others]}\n" + re.sub(r"(?m)^languages.*\n", "", settings)
    (own / "community.toml").write_text(chosen, encoding="utf-8")
    report(own, "2025-Q4", out)
    return (out / "2025-Q4.html").rename(out / "2025-Q4.en.html").parent


def test_a_section_is_on_one_page_of_at_most_twelve(tmp_path: Path):
    source = demo_reports() / "2025-Q4.html"
    pdf = printed(source, tmp_path)

    assert 1 <= len(pdf.pages) <= 12
    assert parted(source, pdf) == []


def parted(source: Path, pdf: PdfReader) -> list[str]:
    """The headlines of sections that have not all of their text on one page of the PDF."""
    pages = [squeezed(page.extract_text()) for page in pdf.pages]
    parts = re.findall(r'<section class="section.*?</section>', source.read_text("utf-8"), re.S)
    found = []
    for part in parts:
        texts = re.findall(r"<(h3|th|td|caption)\b[^>]*>(.*?)</\1>", part, re.DOTALL)
        wanted = [squeezed(unescape(text)) for _, text in texts]
        if not any(all(text in page for text in wanted) for page in pages):
            found.append(texts[0][1])
    return found


def printed(source: Path, tmp_path: Path) -> PdfReader:
    pdf = tmp_path / "report.pdf"
    command = [str(CHROMIUM), "--headless", *FLAGS, f"--user-data-dir={tmp_path / 'profile'}"]
    paper = ["--no-pdf-header-footer", f"--print-to-pdf={pdf}", source.as_uri()]
    subprocess.run([*command, *paper], check=True, capture_output=True)
    return PdfReader(pdf)


def squeezed(text: str) -> str:
    """The letters and digits of a text: where lines end is the printer's."""
    return "".join(re.findall(r"\w", unicodedata.normalize("NFKC", text)))

"""What a reader meets on the pages of the demo: accessibility, phone, network, paper, size.

PYTHONPATH=tests .venv/bin/python benchmarks/page_quality.py [LANGUAGE ...]
Needs Chromium. Each page of each language is opened at three widths and printed once.
"""

import re
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from test_browser import CHROMIUM, FLAGS, WIDTHS, opened, parted, printed

from copanalytics.cli import main

ROOT = Path(__file__).resolve().parents[1]
COUNTED = {
    "pictures": "img",
    "with an alternative text of 40 letters or more": "img[alt]",
    "pictures in a section without a table": "section.section:not(:has(table)) img",
    "heading cells without scope": "th:not([scope])",
    "tables without caption": "table:not(:has(caption))",
    "scripts": "script",
}
"""What is counted on a page, and by which selector."""

PAINTED = """() => new Promise(done => new PerformanceObserver(list =>
    done(list.getEntries()[0].startTime)).observe({type: 'paint', buffered: true}))"""
SMALLEST = (
    """() => Math.min(...[...document.images].map(i => i.getBoundingClientRect().width / 30))"""
)


def reports(languages: list[str]) -> Path:
    """Write the demo's reports in the languages and return their folder."""
    room = Path(tempfile.mkdtemp())
    demo = shutil.copytree(ROOT / "data" / "demo", room / "demo")
    settings = (demo / "community.toml").read_text(encoding="utf-8")
    chosen = f"languages = {languages}\n"
    kept = re.sub(r"(?m)^languages *=.*\n", "", settings)
    (demo / "community.toml").write_text(chosen + kept, encoding="utf-8")
    main(["report", str(demo), "--all", "--out", str(room / "reports")])
    return room / "reports"


def measured(browser: Browser, path: Path, width: int) -> Counter[str]:
    """Return what is found on a page of a width."""
    page = opened(browser, path, width)
    axe = Axe().run(page, options={"resultTypes": ["violations", "incomplete"]}).response
    found = Counter({
        "axe: nodes violating": sum(len(each["nodes"]) for each in axe["violations"]),
        "axe: nodes incomplete": sum(len(each["nodes"]) for each in axe["incomplete"]),
        "pages wider than the screen": int(scroll_width(page) > width),
        "ids twice on a page": twice(page),
    })  # fmt: skip
    page.close()
    return found


def scroll_width(page: Page) -> int:
    """Return how wide the page is."""
    return int(page.evaluate("document.documentElement.scrollWidth"))


def twice(page: Page) -> int:
    """Return how many ids a page has more than once."""
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(each => each.id)")
    return sum(n > 1 for n in Counter(ids).values())


def counted(browser: Browser, path: Path) -> Counter[str]:
    """Return what a page holds, what it asks of the network, and when it is first painted."""
    page, asked = browser.new_page(viewport={"width": 390, "height": 800}), []
    page.on("request", lambda request: asked.append(request.url))
    page.route(re.compile("^https?:"), lambda _: None)  # answered never
    page.goto(path.as_uri())
    found = Counter({name: page.locator(selector).count() for name, selector in COUNTED.items()})
    alts = page.evaluate("[...document.images].map(each => each.alt.length)")
    found["with an alternative text of 40 letters or more"] = sum(size >= 40 for size in alts)
    found["requests"] = sum(not url.startswith(("file:", "data:")) for url in asked)
    painted, size = page.evaluate(PAINTED), path.stat().st_size / 1000
    print(f"{path.name}: first paint {painted:.0f} ms, {size:.0f} kB")
    if page.locator("figure img").count():
        print(f"{path.name}: smallest text of a chart at 390 px {page.evaluate(SMALLEST):.1f} px")
    page.close()
    return found


def run(languages: list[str]) -> None:
    """Print all that is measured, added up over the pages."""
    pages = sorted(reports(languages).glob("*.html"))
    total: Counter[str] = Counter()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for path in pages:
            total.update(counted(browser, path))
            for width in WIDTHS:
                total.update(measured(browser, path, width))
        browser.close()
    for path in pages:
        if path.stem != "index":
            pdf = printed(path, Path(tempfile.mkdtemp()))
            total["sections parted, or cells lost, on paper"] += len(parted(path, pdf))
            print(f"{path.name}: {len(pdf.pages)} sides of A4")
    print(f"{len(pages)} pages, {len(WIDTHS)} widths")
    for name, n in total.items():
        print(f"{name}: {n}")


if __name__ == "__main__":
    run(sys.argv[1:] or ["en"])

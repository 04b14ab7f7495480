"""Texts that would run as a script, and a community in which every text is one of them.

From OWASP's 'Cross Site Scripting Prevention' and 'XSS Filter Evasion' cheat sheets, with what ran
in nbconvert's own templates.
"""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from small import SETTINGS, folder, form, zoom

EVIL = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    """'"><img src=x onerror=alert(1)>""",
    "</title><script>alert(1)</script>",
    "</textarea></style></script><script>alert(1)</script>",
    "<a href='javascript:alert(1)'>x</a>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<details open ontoggle=alert(1)>",
    "<body onload=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<IMG SRC=`javascript:alert(1)`>",
    "<object data='data:text/html,<script>alert(1)</script>'></object>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!--<img src='--><img src=x onerror=alert(1)//'>",
    "<style>@keyframes x{}</style><b style='animation-name:x' onanimationstart=alert(1)>",
    "{{ 7 * 7 }}{% raw %}<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "[x](javascript:alert(1))",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href='javascript:alert(1)//'>",
    "<form action='javascript:alert(1)'><button autofocus onfocus=alert(1)>x</button></form>",
)


def evil_folder(path: Path) -> Path:
    """Make a community whose names, titles, comments, themes, countries and files are EVIL."""
    everyone = [f"Person{n} {evil}" for n, evil in enumerate(EVIL)]
    plan = [("session", "series", "title", "start", "timezone", "minutes", "platform", "languages",
             "status")]  # fmt: skip
    plan += [
        (f"s-{n}", f"S{n % 2} {EVIL[n % 2]}", evil, f"2025-02-{n + 1:02} 14:00", "", "90", evil,
         "en", "held")
        for n, evil in enumerate(EVIL)
    ]  # fmt: skip
    answers = [(f"{evil} word{n % 4}", f"{evil} word3") for n, evil in enumerate(EVIL)]
    named = [(f"t{n}", evil) for n, evil in enumerate(EVIL)]
    said = [(f"t{n}", f"word{n}") for n in range(len(EVIL))]
    members = [(name, f"a{n}@example.org", EVIL[3], "France") for n, name in enumerate(everyone)]
    files = {
        "community.toml": SETTINGS.replace('"Small circle"', f"{_toml(EVIL[4])}")
        + f"invented = {_toml(EVIL[1])}\n",
        "members.csv": _table([("Name", "Email", "Organisation", "Country"), *members]),
        "reference/themes.csv": _table([("theme", "name"), *named]),
        "reference/terms.csv": _table([("theme", "term"), *said]),
        "reference/countries.csv": _table([("written", "country"), (EVIL[0], "FR")]),
        "exports/2025-02-01/<img src=x onerror=alert(1)>.csv": _answered(answers),
    }
    for n in range(0, len(EVIL), 6):
        start = f"02/{n + 1:02}/2025 02:00:00 PM"
        files[f"exports/2025-02-{n + 1:02}/a.csv"] = _attended(everyone, start)
    return folder(path, _table(plan), files)


def _table(rows: Iterable[tuple[str, ...]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _toml(text: str) -> str:
    return f"'{text}'"


def _answered(answers: list[tuple[str, str]]) -> str:
    return form(*((one.replace('"', '""'), two.replace('"', '""')) for one, two in answers))


def _attended(people: list[str], start: str) -> str:
    return zoom(*(name.replace('"', '""') for name in people), start=start)

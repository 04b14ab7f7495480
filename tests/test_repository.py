"""What a maintainer may rely on: direction of imports, short functions, notebooks, documents."""

import ast
import json
import re
import tomllib
from pathlib import Path

import pytest
from small import ROOT

from copanalytics.exports import formats
from copanalytics.tables import dictionary

SOURCE = ROOT / "src" / "copanalytics"
MODULES = sorted(SOURCE.rglob("*.py"))
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
FLOORS = (
    "exports",
    "settings references received session_answers splitting codebook_files codings coding_files "
    "intake tidying community",
    "edition review new_themes confirming coders interchange unreached differing",
    "topics",
    "report",
    "cli",
)
"""Each floor may import from those before it, and from the flat modules named on none."""


def name_of(path: Path) -> str:
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {name for name in found if name.startswith("copanalytics.")}


def floor(name: str) -> int:
    part = name.split(".")[1] if "." in name else ""
    return next((n for n, parts in enumerate(FLOORS) if part in parts.split()), -1)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_one_way(path: Path):
    name = name_of(path)
    upward = {other for other in imported(path) if floor(other) > floor(name)}

    assert floor(name) == -1 or upward == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_formats_and_topics_never_import_one_another(path: Path):
    name = name_of(path)
    kind = name.split(".")[1] if name.count(".") == 2 else ""
    if kind not in ("exports", "topics"):
        return
    others = {other for other in imported(path) if other.startswith(f"copanalytics.{kind}.")}

    assert {other for other in others if "._" not in other} - {name} == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_function_is_short_and_a_public_one_says_what_it_returns(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree) or not tree.body
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            start = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
            length = (node.end_lineno or 0) - start.lineno + 1
            assert length <= 30, f"{node.name} has {length} lines"
            assert node.name.startswith(("_", "handle_")) or ast.get_docstring(node), node.name


@pytest.mark.parametrize("name", formats())
def test_a_format_says_where_its_file_comes_from(name: str):
    words = formats()[name].__doc__ or ""

    assert "Source:" in words
    assert "irst seen" in words


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_thin_and_has_no_outputs(path: Path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]

    assert all(cell["cell_type"] == "markdown" or not cell["outputs"] for cell in cells)
    assert all(len(text.splitlines()) <= 8 for text in code)
    assert not any(re.search(r"^\s*(def|for|while|class) ", text, re.MULTILINE) for text in code)
    assert set(re.findall(r'"(\.\.?/[^"]*|/[^"]*)"', "\n".join(code))) == {"../data/demo"}
    kinds = [cell["cell_type"] for cell in cells[3:]]
    assert kinds == ["markdown", "code"] * (len(kinds) // 2)


def test_the_data_dictionary_is_that_of_the_tables():
    # After a change of tables.py: make tables-doc.
    assert (ROOT / "docs" / "tables.md").read_text(encoding="utf-8") == dictionary()


def test_the_lock_has_hashes_and_no_address():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")

    assert "://" not in lock
    pinned = re.findall(r"^[a-z0-9._-]+==", lock, re.MULTILINE)
    assert len(pinned) > 50
    assert lock.count("--hash=sha256:") >= len(pinned)


def test_the_lock_holds_every_dependency():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")

    for requirement in wanted:
        name = re.split(r"[\[<>=]", requirement)[0]
        assert re.search(rf"^{name}==", lock, re.MULTILINE), name

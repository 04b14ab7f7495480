"""Agreement of two coders: the libraries' numbers, intervals, nothing where it is unclear."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from krippendorff import alpha
from sklearn.metrics import cohen_kappa_score
from small import folder, form

from copanalytics.agreement import _alpha, _kappa, agreement, by_coders, told
from copanalytics.cli import main

PAIRS = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=2, max_size=40)


def coded(*themes: str) -> pd.DataFrame:
    """Each comment's theme or themes, as one coder wrote them."""
    rows = [(f"c{n}", each) for n, text in enumerate(themes) for each in text.split("+")]
    return pd.DataFrame(rows, columns=["comment", "theme"])


@given(PAIRS)
@settings(deadline=None)
def test_the_formulas_of_the_draws_are_those_of_the_libraries(pairs: list[tuple[bool, bool]]):
    a, b = np.array(pairs).T
    if len(np.unique([a, b])) < 2:
        return
    counts = [np.array([n.sum()]) for n in (a & b, a & ~b, ~a & b, ~a & ~b)]

    kappa, nominal = _kappa(*counts)[0], _alpha(*counts)[0]

    assert nominal == pytest.approx(alpha(np.array([a, b], int), level_of_measurement="nominal"))
    assert kappa == pytest.approx(cohen_kappa_score(a, b))


def test_coders_who_always_agree_have_one():
    rows = agreement(coded("fees", "law", "none", "fees"), coded("fees", "law", "none", "fees"))

    assert (
        rows.loc["all themes", ["kappa", "alpha", "kappa_low", "kappa_high"]].tolist() == [1.0] * 4
    )


def test_only_comments_that_both_decided_about_count():
    rows = agreement(coded("fees", "law", "fees"), coded("fees", "law"))

    assert rows["comments"].tolist() == [2, 2, 2]


def test_no_theme_is_a_decision_and_no_theme():
    rows = agreement(coded("fees", "none"), coded("fees", "none"))

    assert rows.index.tolist() == ["all themes", "fees"]
    assert rows.loc["fees", "comments"] == 2


def test_a_comment_may_have_several_themes():
    rows = agreement(coded("fees+law", "law"), coded("law", "law+fees"))

    assert rows.loc["fees", ["both", "one"]].tolist() == [0, 2]


def test_the_interval_holds_the_value_and_is_the_same_each_time():
    mine = coded(*["fees", "law", "none", "fees"] * 10)
    theirs = coded(*["fees", "law", "none", "law"] * 10)

    rows = agreement(mine, theirs)

    pd.testing.assert_frame_equal(rows, agreement(mine, theirs))
    assert (rows["kappa_low"] < rows["kappa"]).all()
    assert (rows["kappa"] < rows["kappa_high"]).all()


def test_a_theme_that_everybody_gave_to_all_has_no_number():
    lines = told(agreement(coded("fees", "fees"), coded("fees", "fees")), {"fees": "Fees"})

    assert lines[1] == "Fees (2 by both, 0 by one, of 2): too few to say"


def test_below_sixty_the_definition_is_unclear():
    mine, theirs = coded("fees", "fees", "none", "none"), coded("fees", "none", "none", "fees")

    assert told(agreement(mine, theirs), {})[1].endswith("definition unclear")


def test_each_pair_of_coders_who_share_comments_is_compared():
    rows = pd.concat(
        [
            coded("fees", "law").assign(coder="ann"),
            coded("fees").assign(coder="bea"),
            pd.DataFrame({"comment": ["c9"], "theme": ["law"], "coder": ["cal"]}),
        ]
    )

    assert list(by_coders(rows)) == [("ann", "bea")]


def test_the_command_compares_two_files(tmp_path: Path, capsys):
    for name, theme in (("a", "funding"), ("b", "law")):
        text = f"comment,theme\nc1,funding\nc2,{theme}\nc3,none\n"
        (tmp_path / f"{name}.csv").write_text(text)
    path = folder(tmp_path / "ours")

    code = main(
        ["code", str(path), "--agreement", str(tmp_path / "a.csv"), str(tmp_path / "b.csv")]
    )

    assert code == 0
    printed = capsys.readouterr().out
    assert "a.csv and b.csv" in printed
    assert "Funding and fees (1 by both, 1 by one, of 3)" in printed


def test_the_command_puts_the_machine_beside_the_coders(tmp_path: Path, capsys):
    files = {"exports/2025-02-05/f.csv": form(("Fees", "The law"), ("Rooms", "-"))}
    path = folder(tmp_path, files=files)
    main(["tables", str(path), "--out", str(tmp_path / "out")])
    comments = pd.read_csv(tmp_path / "out" / "comments.csv")["comment"]
    rows = [f"{c},funding,{coder}" for c in comments for coder in ("ann", "bea")]
    (path / "reference").mkdir(exist_ok=True)
    (path / "reference" / "codings.csv").write_text("comment,theme,coder\n" + "\n".join(rows))
    capsys.readouterr()

    assert main(["code", str(path), "--agreement"]) == 0
    printed = capsys.readouterr().out
    assert "ann and bea" in printed
    assert "ann and codebook" in printed


@pytest.mark.parametrize("files", [["a.csv"], ["a.csv", "b.csv", "c.csv"]])
def test_two_files_are_compared_or_none(tmp_path: Path, capsys, files: list[str]):
    assert main(["code", str(folder(tmp_path)), "--agreement", *files]) == 2
    assert "--agreement takes two files, or none" in capsys.readouterr().err

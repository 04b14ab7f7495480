"""Proposals for the codebook: of what no rule caught, of what was confirmed, and never more."""

from pathlib import Path

import pytest
from small import folder, form

import copanalytics as cop
from copanalytics.cli import main
from copanalytics.new_themes import measured_terms

PARKING = [
    "Parking near the house", "No parking for visitors", "The parking is dear", "Parking tickets",
]  # fmt: skip
GARDEN = ["Garden work together", "A garden to share", "Help with the garden", "Garden tools"]
THEMES = "theme,name\ncars,Cars\nfees,Fees\n"
TERMS = "theme,language,term,match\nfees,*,fee,word\nfees,*,dear,word\ncars,*,car,word\n"


def ours(path: Path, texts: list[str], **given: str) -> cop.Community:
    """A community with these comments; given: the theme given to those with a word."""
    files = {
        "reference/themes.csv": THEMES,
        "reference/terms.csv": TERMS,
        "exports/2025-02-05/f.csv": form(*((text, "") for text in texts)),
    }
    folder(path, files=files)
    comments = cop.load(path).comments
    rows = [
        f"{row['comment']},{theme}"
        for _, row in comments.iterrows()
        for word, theme in given.items()
        if word in row["text"].casefold()
    ]
    (path / "reference" / "codings.csv").write_text("comment,theme\n" + "\n".join(rows))
    return cop.load(path)


def test_comments_that_no_rule_caught_are_grouped(tmp_path: Path):
    texts = [*(text.replace("dear", "full") for text in PARKING), *GARDEN, "One fee"]

    found = cop.themes.proposals(ours(tmp_path, texts))

    groups = {row["words"].split(",")[0]: row["quotes"] for row in found.to_dict("records")}
    assert set(groups["garden"]) <= set(GARDEN)
    assert "One fee" not in found["quotes"].sum()
    assert found["quotes"].map(len).max() <= 5


def test_a_word_of_confirmed_comments_is_proposed_as_a_term(tmp_path: Path):
    found = cop.themes.proposals(ours(tmp_path, [*PARKING, *GARDEN], parking="cars", garden="none"))

    terms = found[found["kind"] == "term"]
    assert terms[["theme", "words", "comments", "precision"]].to_numpy().tolist() == [
        ["cars", "parking", 4, 1.0]
    ]


def test_a_term_is_measured_by_what_was_confirmed(tmp_path: Path):
    terms = measured_terms(ours(tmp_path, PARKING, parking="cars")).set_index("term")

    assert terms.loc["dear", ["precision", "checked"]].tolist() == [0.0, 1]
    assert terms.loc["fee", ["precision", "checked"]].tolist() == ["", 0]


@pytest.mark.parametrize("texts", [[], ["?"] * 9, ["-", "!", "…", "ok", "no", "..", "a b"]])
def test_little_to_go_by_proposes_nothing(tmp_path: Path, texts: list[str]):
    assert cop.themes.proposals(ours(tmp_path, texts)).empty


def test_the_command_writes_proposals_for_the_analyst(tmp_path: Path):
    ours(tmp_path, [*PARKING, *GARDEN])

    assert main(["code", str(tmp_path)]) == 0
    text = (tmp_path / "review" / "proposals.txt").read_text(encoding="utf-8-sig")
    assert text.startswith("Proposals only")
    assert "  – A garden to share" in text


def test_the_codebook_beside_the_review_may_be_kept_as_ones_own(tmp_path: Path):
    path = folder(tmp_path, files={"exports/2025-02-05/f.csv": form(("A fee", "-"))})
    main(["code", str(path)])
    before = cop.load(path).codings
    (path / "reference").mkdir()
    for name in ("themes.csv", "terms.csv"):
        (path / "review" / name).rename(path / "reference" / name)

    assert cop.load(path).codings["theme"].tolist() == before["theme"].tolist() != []


def test_the_review_is_there_in_a_notebook(tmp_path: Path):
    rows = cop.themes.review(ours(tmp_path, PARKING))

    assert rows.loc[rows["text"] == "The parking is dear", "because"].tolist() == ["fees: dear"]

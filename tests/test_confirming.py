"""What an analyst does with the review file, first, second, and by mistake."""

import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from small import folder, form, zoom
from xlsxwriter import Workbook

import copanalytics as cop
from copanalytics.cli import main
from copanalytics.review import SAMPLE, drawn, review

THEMES = 'theme,name,status\nfees,"Fees, and funding",active\nlaw,Law,active\nold,Old,retired\n'
TERMS = "theme,language,term,match\nfees,en,fee,word\nlaw,en,law,word\n"
ANSWERS = [("A fee", "The law"), ("Fee and law", "=1+1")]
SHEET = "review/codings-to-confirm.csv"
FILE = "reference/codings.csv"


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    exports = "exports/2025-02-05/"
    files = {
        "reference/themes.csv": THEMES,
        "reference/terms.csv": TERMS,
        exports + "a.csv": zoom("Ann Ash"),
        exports + "f.csv": form(*ANSWERS),
    }
    path = folder(tmp_path, files=files)
    main(["code", str(path)])
    return path


def asked(path: Path, name: str = SHEET) -> dict[str, dict[str, str]]:
    text = (path / name).read_text(encoding="utf-8-sig")
    return {row["text"]: row for row in csv.DictReader(io.StringIO(text))}


def answered(path: Path, separator: str = ",", encoding: str = "utf-8", **cells: str) -> int:
    """Fill in the themes beside texts (with _ for a blank), save as Excel may, run it again."""
    rows = asked(path)
    for text, themes in cells.items():
        rows[text.replace("_", " ")]["themes"] = themes
    return saved(path, list(rows.values()), separator, encoding)


def saved(path: Path, rows: list[dict], separator: str = ",", encoding: str = "utf-8") -> int:
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0], delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    (path / SHEET).write_bytes(text.getvalue().encode(encoding))
    return main(["code", str(path)])


def recorded(path: Path) -> list[tuple[str, str]]:
    table = cop.load(path)
    texts = table.comments.set_index("comment")["text"]
    return sorted(zip(table.coded["comment"].map(texts), table.coded["theme"], strict=True))


def test_every_comment_is_asked_for_with_the_reason(ours: Path):
    rows = asked(ours)

    assert set(rows) == {"A fee", "The law", "Fee and law", "'=1+1"}
    assert rows["Fee and law"]["suggested"] == "fees; law"
    assert rows["Fee and law"]["because"] == "fees: fee; law: law"
    assert (ours / SHEET).read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("cell", "themes"),
    [
        ("y", ["fees", "law"]),
        ("Ja", ["fees", "law"]),
        ("law", ["law"]),
        ("LAW; fees", ["fees", "law"]),
        ("law, fees", ["fees", "law"]),
        ("Fees, and funding; law", ["fees", "law"]),
        ("none", ["none"]),
        ("-", ["none"]),
    ],
)
def test_an_answer_is_taken_in(ours: Path, cell: str, themes: list[str]):
    assert answered(ours, Fee_and_law=cell) == 0
    assert recorded(ours) == [("Fee and law", theme) for theme in themes]
    assert "Fee and law" not in asked(ours)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("A fee|laws", "theme 'laws' is not a theme of themes.csv; is 'law' meant?"),
        ("A fee|old", "theme 'old' is not a theme"),
        ("A fee|n", "'n' may mean two things; write its themes, or none."),
        ("A fee|law; none", "says none beside a theme"),
        ("'=1+1|yes", "yes to what? Nothing was suggested"),
    ],
)
def test_a_wrong_answer_is_told_and_nothing_is_taken(ours: Path, capsys, answer: str, said: str):
    text, cell = answer.split("|")

    assert answered(ours, **{"The law": "law", text: cell}) == 2
    assert f"{SHEET}, line " in (told := capsys.readouterr().err)
    assert said in told
    assert not (ours / FILE).exists()
    assert asked(ours)["The law"]["themes"] == "law"


def test_what_is_not_answered_waits_with_its_note(ours: Path):
    rows = asked(ours)
    rows["A fee"]["note"], rows["A fee"]["fit_to_print"] = "ask Cal", "yes"
    rows["The law"]["themes"] = "law"
    saved(ours, [row for text, row in rows.items() if text != "Fee and law"])

    assert asked(ours)["A fee"]["note"] == "ask Cal"
    assert asked(ours)["A fee"]["fit_to_print"] == "yes"
    assert "Fee and law" in asked(ours)


def test_the_same_answer_again_changes_nothing(ours: Path):
    before = asked(ours)
    answered(ours, A_fee="fees")
    kept = (ours / FILE).read_bytes()

    assert (
        saved(ours, [{**row, "themes": "fees"} for t, row in before.items() if t == "A fee"]) == 0
    )
    assert (ours / FILE).read_bytes() == kept


def test_another_answer_to_a_decided_comment_is_refused(ours: Path, capsys):
    before = asked(ours)
    answered(ours, A_fee="fees")

    assert saved(ours, [{**before["A fee"], "themes": "law"}]) == 2
    assert "has 'law' here, and 'fees' by analyst before" in capsys.readouterr().err


def test_a_row_copied_with_another_answer_is_refused(ours: Path, capsys):
    row = asked(ours)["A fee"]

    assert saved(ours, [{**row, "themes": "law"}, {**row, "themes": "fees"}]) == 2
    assert "has two answers; leave one" in capsys.readouterr().err


def test_a_changed_number_is_told(ours: Path, capsys):
    assert saved(ours, [{**asked(ours)["A fee"], "comment": "1.2E+10", "themes": "law"}]) == 2
    assert "'1.2E+10' is no comment of this folder" in capsys.readouterr().err


@pytest.mark.parametrize(("separator", "encoding"), [(";", "cp1252"), ("\t", "utf-16")])
def test_answers_saved_by_excel_are_read(ours: Path, separator: str, encoding: str):
    assert answered(ours, separator, encoding, A_fee="law") == 0
    assert recorded(ours) == [("A fee", "law")]


def test_answers_saved_as_a_workbook_are_taken_in_once(ours: Path):
    rows = [list(asked(ours)["A fee"]), [*asked(ours)["A fee"].values()]]
    rows[1][rows[0].index("themes")] = "law"
    with Workbook(ours / SHEET.replace(".csv", ".xlsx")) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)

    assert main(["code", str(ours)]) == main(["code", str(ours)]) == 0
    assert recorded(ours) == [("A fee", "law")]


def test_codings_saved_by_excel_keep_their_rows_and_words(ours: Path):
    answered(ours, A_fee="law")
    text = (ours / FILE).read_text(encoding="utf-8-sig").replace(",", ";")
    (ours / FILE).write_text("# Prüfung\n" + text, encoding="cp1252")

    assert answered(ours, The_law="fees") == 0
    assert recorded(ours) == [("A fee", "law"), ("The law", "fees")]
    assert "# Prüfung" in (ours / FILE).read_text(encoding="utf-8-sig")


def test_a_quote_is_fit_to_print_only_when_said(ours: Path):
    rows = asked(ours)
    rows["A fee"].update(themes="y", fit_to_print="Ja")
    rows["The law"].update(themes="y")
    saved(ours, list(rows.values()))

    community = cop.load(ours)
    texts = community.comments.set_index("comment")["text"]
    fit = community.confirmed.set_index("comment")["fit_to_print"].rename(texts).to_dict()

    assert fit == {"A fee": True, "The law": False}


def test_a_second_coder_is_asked_first_for_what_the_first_decided(ours: Path):
    answered(ours, The_law="law")

    assert main(["code", str(ours), "--coder", "bea"]) == 0
    assert next(iter(asked(ours, "review/codings-to-confirm-bea.csv"))) == "The law"


def test_a_coder_is_one_word_and_no_machine(ours: Path, capsys):
    for coder in ("../x", "model"):
        assert main(["code", str(ours), "--coder", coder]) == 2

        assert "one word" in capsys.readouterr().err


def test_the_sample_is_the_same_whatever_comes_after():
    comments = pd.DataFrame({"comment": [f"c{n:010x}" for n in range(200)]}).assign(
        session="s", prompt="worked"
    )

    picked = comments.loc[drawn(comments), "comment"]

    assert len(picked) == SAMPLE
    again = comments.sample(frac=1, random_state=1)
    assert set(again.loc[drawn(again), "comment"]) == set(picked)
    fewer = comments[comments["comment"].isin(picked) | (comments.index % 2 == 0)]
    assert set(fewer.loc[drawn(fewer), "comment"]) == set(picked)


def test_comments_drawn_by_chance_and_uncertain_ones_come_by_turns(tmp_path: Path):
    answers = [(f"A fee {n}" if n % 2 else f"Word {n}", "-") for n in range(2 * SAMPLE)]
    lines = form(*answers).splitlines()
    distinct = [
        line.replace("4:00:0", f"4:{n // 6:02}:{n % 6}") for n, line in enumerate(lines[1:])
    ]
    files = {
        "reference/themes.csv": THEMES,
        "reference/terms.csv": TERMS,
        "exports/2025-02-05/f.csv": "\n".join([lines[0], *distinct]),
    }

    rows = review(cop.load(folder(tmp_path, files=files)))

    worked = rows[rows["prompt"] == "worked"]
    assert (rows["drawn"].iloc[:8] == ["random", "uncertain"] * 4).all()
    assert (worked["drawn"] == "random").sum() == SAMPLE
    uncertain = worked[worked["drawn"] == "uncertain"]["suggested"].tolist()
    assert uncertain == sorted(uncertain)

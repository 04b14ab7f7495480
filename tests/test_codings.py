"""A codebook and codings kept by hand: what is accepted, what is refused, what counts."""

from pathlib import Path

import pytest
from small import folder, form, zoom

import copanalytics as cop
from copanalytics.cli import main
from copanalytics.codebook_files import read_codebook
from copanalytics.shipping import shipped

SHEET = "exports/2025-02-05/"
THEMES = "theme,name,status\nfees,Fees,active\nlaw,Law,active\nall,All,group\n"
TERMS = "theme,language,term,match\nfees,en,fee,word\nlaw,en,law,word\n"
ANSWERS = [("A fee", "The law"), ("Fee and law", "Nothing of note"), ("Fine", "-")]


def coded(path: Path, codings: str = "", answers: list = ANSWERS, **reference: str) -> Path:
    """Make a community whose codebook has two themes, with these codings."""
    texts = {"themes": THEMES, "terms": TERMS, **reference}
    if codings:
        texts["codings"] = "comment,theme,coder,date,fit_to_print,drawn,note\n" + codings
    files = {f"reference/{name}.csv": text for name, text in texts.items() if text}
    exports = {SHEET + "a.csv": zoom("Ann Ash"), SHEET + "f.csv": form(*answers)}
    return folder(path, files={**files, **exports})


def number(path: Path, text: str) -> str:
    comments = cop.load(path).comments
    return str(comments.loc[comments["text"] == text, "comment"].iloc[0])


def refusal(path: Path) -> str:
    with pytest.raises(cop.CopanalyticsError) as error:
        cop.load(path)
    return str(error.value)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("fees,Costs,,", "line 3: 'fees': the theme is there twice"),
        (",Costs,,", "line 3: '': the theme is empty"),
        ("None,Costs,,", "line 3: 'None': 'none' stands for no theme"),
        ("a;b,Costs,,", "line 3: 'a;b': a theme is one word without ; or ,"),
        ("costs,,,", "line 3: 'costs': the name is empty"),
        ("costs,Costs,,old", "line 3: 'costs': the status is not one of active, group"),
        ("costs,Costs,money,", "line 3: 'costs': its parent is not in themes.csv"),
        ("costs,Costs,costs,", "line 3: 'costs': is above itself"),
    ],
)
def test_a_mistake_in_themes_csv_is_told_with_its_row(tmp_path: Path, row: str, said: str):
    themes = f"theme,name,parent,status\nfees,Fees,,\n{row}\n"

    text = refusal(coded(tmp_path, themes=themes, terms="theme,term\nfees,fee\n"))

    assert f"reference/themes.csv, {said}" in text


def test_themes_that_are_above_one_another_are_refused(tmp_path: Path):
    themes = "theme,name,parent\na,A,b\nb,B,a\n"

    text = refusal(coded(tmp_path, themes=themes, terms=""))

    assert "themes.csv, line 2: 'a': is above itself" in text


def test_two_themes_of_one_guid_are_refused(tmp_path: Path):
    guid = "ff1ea2e7-5e7c-5c2d-88dc-58e1e543dc4b"
    themes = f"theme,name,guid\nfees,Fees,{guid}\nlaw,Law,{guid}\n"

    assert "line 3: 'law': another theme has the same guid" in refusal(
        coded(tmp_path, themes=themes)
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("fee,en,x,word,*,include,", "theme 'fee' is not a theme of themes.csv; is 'fees' meant?"),
        ("zzz,en,x,word,*,include,", "theme 'zzz' is not a theme of themes.csv; write one that"),
        ("fees,en,,word,*,include,", "'': the term is empty"),
        ("fees,en,fee,word,*,include,", "'fee': the term is there twice"),
        ("fees,en,x,words,*,include,", "'x': match is not one of word, prefix"),
        ("fees,en,x,word,worked well,include,", "'x': scope is not one of worked, not_worked"),
        ("fees,en,x,word,*,perhaps,", "'x': effect is not one of include, exclude"),
        ("fees,elvish,x,word,*,include,", "'x': the language is not known"),
        ("fees,en,x,word,*,include,75%", "'x': precision is not from 0 to 1"),
    ],
)
def test_a_mistake_in_terms_csv_is_told_with_its_row(tmp_path: Path, row: str, said: str):
    headings = "theme,language,term,match,scope,effect,precision\n"
    terms = headings + "fees,en,Fee,word,*,include,0.5\n" + row + "\n"

    assert f"reference/terms.csv, line 3: {said}" in refusal(coded(tmp_path, terms=terms))


def test_what_a_term_does_not_say_is_any(tmp_path: Path):
    path = coded(tmp_path, terms="theme,term,match\nfees,fee,Prefix*\nlaw,law,whole comment\n")

    terms = read_codebook(path).terms

    assert terms["match"].tolist() == ["prefix", "whole"]
    assert terms[["language", "scope", "effect"]].drop_duplicates().to_numpy().tolist() == [
        ["*", "*", "include"]
    ]


def test_a_codebook_saved_by_excel_is_read(tmp_path: Path):
    themes = "theme;name\nfees;Gebühren\n".encode("cp1252")
    terms = b"\xef\xbb\xbf" + "theme;language;term\nfees;de;Gebühr\n".encode()
    path = folder(tmp_path, files={"reference/themes.csv": themes, "reference/terms.csv": terms})

    coder = read_codebook(path)

    assert coder.themes["name"].tolist() == ["Gebühren"]
    assert coder.terms["term"].tolist() == ["Gebühr"]


def test_own_themes_without_terms_keep_the_shipped_terms_of_those(tmp_path: Path):
    path = coded(tmp_path, themes="theme,name\nfunding,Money\nours,Ours\n", terms="")

    terms = read_codebook(path).terms

    assert len(terms) == (shipped("terms")["theme"] == "funding").sum()


def test_check_tells_a_mistake_in_the_codebook(tmp_path: Path, capsys):
    path = coded(tmp_path, terms="theme,term\nzzz,fee\n")

    assert main(["check", str(path)]) == 1
    assert "kept by hand" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",fees,ann,,,,", "the comment is empty"),
        ("c1,fundng,ann,,,,", "theme 'fundng' is not a theme of themes.csv"),
        ("c1,all,ann,,,,", "theme 'all' is not a theme of themes.csv"),
        ("c1,fees,Model,,,,", "the coder is 'Model', which stands for a machine"),
        ("c1,fees,ann,,perhaps,,", "fit_to_print is 'perhaps'; write yes or no"),
        ("c1,fees,ann,,,chance,", "drawn is 'chance'; it is random, uncertain"),
    ],
)
def test_a_mistake_in_codings_csv_is_told_with_its_row(tmp_path: Path, row: str, said: str):
    assert f"reference/codings.csv, line 2: {said}" in refusal(coded(tmp_path, row + "\n"))


def test_a_theme_and_none_by_one_coder_is_refused(tmp_path: Path):
    text = refusal(coded(tmp_path, "c1,fees,ann,,,,\nc1,none,ann,,,,\n"))

    assert "codings.csv, line 3: 'c1' has a theme in another row, and `none` here" in text


def test_codings_of_comments_that_are_no_more_are_a_note(tmp_path: Path, capsys):
    path = coded(tmp_path, "c0000000000,fees,ann,,,,\n")

    assert main(["check", str(path)]) == 0
    assert "1 of its 1 comments are in no export" in " ".join(capsys.readouterr().out.split())
    assert cop.load(path).confirmed.empty


def test_what_a_person_decided_counts_and_the_machine_codes_the_rest(tmp_path: Path):
    path = coded(tmp_path)
    mine, rest = number(path, "A fee"), number(path, "The law")
    coded(tmp_path, f"{mine},Law,ann,2026-11-24,yes,random,\n")

    community = cop.load(path)

    rows = community.codings.set_index("comment").loc[[mine, rest], ["theme", "coder"]]
    assert rows.to_numpy().tolist() == [["law", "analyst"], ["law", "codebook"]]
    assert community.confirmed.to_numpy().tolist() == [[mine, True, True]]


def test_a_comment_may_be_confirmed_to_have_no_theme(tmp_path: Path):
    path = coded(tmp_path)
    mine = number(path, "A fee")
    coded(tmp_path, f"{mine},none,ann,,,,\n")

    community = cop.load(path)

    assert mine not in set(community.codings["comment"])
    assert community.confirmed["comment"].tolist() == [mine]
    assert community.confirmed["random"].tolist() == [False]


def test_of_two_coders_the_one_who_comes_last_counts(tmp_path: Path):
    path = coded(tmp_path)
    mine = number(path, "A fee")
    coded(tmp_path, f"{mine},fees,ann,,yes,random,\n{mine},law,bea,,,,\n")

    community = cop.load(path)

    codings = community.codings
    assert codings.loc[codings["comment"] == mine, "theme"].tolist() == ["law"]
    assert community.confirmed[["random", "fit_to_print"]].to_numpy().tolist() == [[True, False]]
    assert len(community.coded) == 2


def test_a_number_of_a_comment_is_no_number_to_a_spreadsheet(tmp_path: Path):
    numbers = cop.load(coded(tmp_path)).comments["comment"]

    assert numbers.str.fullmatch("c[0-9a-f]{10}").all()

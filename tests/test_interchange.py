"""Codebooks and projects for other programs: valid, whole there and back, without traps."""

import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st
from small import ROOT, folder, form

import copanalytics as cop
from copanalytics.cli import main
from copanalytics.codings import COLUMNS as CODING
from copanalytics.errors import CopanalyticsError
from copanalytics.folding import squeeze
from copanalytics.qda_codebook import COLUMNS, codebook_file, merged, read_codebook_file
from copanalytics.qda_project import project_file, read_project_file
from copanalytics.qda_xml import LARGEST, guid, packed, unpacked
from copanalytics.shipping import shipped

SCHEMAS = ROOT / "tests" / "interchange"
NOBODY = shipped("themes").head(0)
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=20).map(squeeze)
NAME = TEXT.filter(bool)


def valid(raw: bytes, schema: str) -> None:
    xmlschema.XMLSchema(SCHEMAS / f"{schema}.xsd").validate(io.BytesIO(raw))


@st.composite
def codebooks(draw: st.DrawFn) -> pd.DataFrame:
    """Themes of any words, each below one that comes before it, or below none."""
    names = draw(st.lists(st.from_regex(r"\A[a-z_]{1,8}\Z"), min_size=1, max_size=6, unique=True))
    rows = [
        {
            "theme": theme,
            "parent": draw(st.sampled_from(["", *names[:n]])),
            "name": draw(NAME),
            "status": draw(st.sampled_from(["active", "group", "answer", "retired"])),
            "guid": guid("theme", theme),
            **{column: draw(TEXT) for column in COLUMNS[3:7]},
            "version": draw(TEXT),
        }
        for n, theme in enumerate(names)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")


@given(codebooks())
@settings(deadline=None, max_examples=60)
def test_a_codebook_comes_back_whole(themes: pd.DataFrame):
    raw = codebook_file(themes)

    back = read_codebook_file(raw, "f.qdc", NOBODY)

    valid(raw, "Codebook")
    pd.testing.assert_frame_equal(
        back.sort_values("theme", ignore_index=True),
        themes.sort_values("theme", ignore_index=True),
    )


def test_the_shipped_codebook_comes_back_whole():
    themes = shipped("themes")[list(COLUMNS)]

    back = merged(themes, read_codebook_file(codebook_file(themes), "f.qdc", themes))

    pd.testing.assert_frame_equal(back, themes, check_dtype=False)


COMMENTS = pd.DataFrame(
    {
        "comment": ["c1", "c2", "c3"],
        "session": "s",
        "prompt": ["worked", "worked", "hope"],
        "language": ["en", None, "fr"],
        "text": ["A fee", "🏠 = <law> & order\nnext", ""],
    }
)


@st.composite
def decisions(draw: st.DrawFn) -> pd.DataFrame:
    """What coders decided: of a comment, themes or none, with a note and a day."""
    rows = []
    for comment in COMMENTS["comment"]:
        asked = {"drawn": draw(st.sampled_from(["random", "uncertain", ""])),
                 "fit_to_print": draw(st.booleans())}  # fmt: skip
        for coder in draw(st.sets(st.sampled_from(["analyst", "ann", "Zoë"]))):
            themes = draw(st.sets(st.sampled_from(["funding", "law", "nothing"])))
            said = {"coder": coder, "note": draw(TEXT), **asked,
                    "date": draw(st.sampled_from(["", "2026-11-24"]))}  # fmt: skip
            rows += [{"comment": comment, "theme": t, **said} for t in themes or ["none"]]
    return pd.DataFrame(rows, columns=list(CODING))


@given(decisions())
@settings(deadline=None, max_examples=60)
def test_codings_come_back_whole(codings: pd.DataFrame):
    themes = shipped("themes")
    raw = project_file("Ours", themes, COMMENTS, codings)

    back = read_project_file(raw, "f.qdpx", themes, COMMENTS["comment"])

    valid(unpacked(raw, "f.qdpx")["project.qde"], "Project")
    assert back.strange == 0
    flags = codings["fit_to_print"].map({True: "yes", False: "no"})
    rows = codings.assign(fit_to_print=flags)
    order = ["comment", "coder", "theme"]
    pd.testing.assert_frame_equal(
        back.codings.sort_values(order, ignore_index=True),
        rows.sort_values(order, ignore_index=True),
        check_dtype=False,
    )


def test_guids_stay_the_same():
    themes = shipped("themes")

    assert project_file("T", themes, COMMENTS, pd.DataFrame(columns=list(CODING))) == project_file(
        "T", themes, COMMENTS, pd.DataFrame(columns=list(CODING))
    )


def test_what_a_machine_gave_does_not_come_back_as_confirmed():
    row = {"comment": "c1", "theme": "law", "coder": "codebook", "date": "", "fit_to_print": False,
           "drawn": "", "note": ""}  # fmt: skip
    raw = project_file("T", shipped("themes"), COMMENTS, pd.DataFrame([row]))

    back = read_project_file(raw, "f.qdpx", shipped("themes"), COMMENTS["comment"])

    assert b'name="codebook"' in unpacked(raw, "f")["project.qde"]
    assert back.codings.empty


OTHER = """<?xml version="1.0"?>
<CodeBook xmlns="urn:QDA-XML:codebook:0:4" origin="another program"><Codes>
<Code guid="{5215CC69-B628-4E02-AFB9-9BEEAEE55808}" name="House rules" isCodable="true">
<Description>What may be done
in the house.</Description><Code guid="9fa9bcb7-5b59-47a9-8c3e-f65cffdc7520" name="House rules"/>
</Code></Codes></CodeBook>"""


def test_another_programs_codebook_is_read():
    themes = read_codebook_file(OTHER.encode(), "f.qdc", NOBODY)

    assert themes["theme"].tolist() == ["house_rules", "house_rules_2"]
    assert themes["parent"].tolist() == ["", "house_rules"]
    assert themes["definition"].tolist()[0] == "What may be done in the house."
    assert themes["guid"].tolist()[0] == "5215cc69-b628-4e02-afb9-9beeaee55808"


def project(source: str, codes: str = "") -> bytes:
    text = (
        '<Project xmlns="urn:QDA-XML:project:1.0" name="P"><Users>'
        f'<User guid="{guid("coder", "x")}" name="Bea B"/></Users><CodeBook><Codes>'
        f'<Code guid="{guid("code", "x")}" name="Law and policy" isCodable="true"/>{codes}'
        f"</Codes></CodeBook><Sources>{source}</Sources></Project>"
    )
    return packed({"project.qde": text.encode()})


def source(name: str, code: str = "x") -> str:
    return (
        f'<TextSource guid="{guid("s", name)}" name="{name}"><PlainTextContent>A</PlainTextContent>'
        f'<PlainTextSelection guid="{guid("p", name)}" startPosition="0" endPosition="1">'
        f'<Coding guid="{guid("c", name)}" creatingUser="{guid("coder", "x").upper()}">'
        f'<CodeRef targetGUID="{{{guid("code", code)}}}"/></Coding></PlainTextSelection>'
        "</TextSource>"
    )


def test_another_programs_codings_are_read_by_the_names_of_its_codes():
    raw = project(source("c1") + source("interview"))

    back = read_project_file(raw, "f.qdpx", shipped("themes"), COMMENTS["comment"])

    assert back.codings[["comment", "theme", "coder"]].to_numpy().tolist() == [
        ["c1", "law", "Bea-B"]
    ]
    assert back.strange == 1


def test_a_code_that_is_no_theme_is_named():
    raw = project(source("c1", "y"), f'<Code guid="{guid("code", "y")}" name="Pets"/>')

    with pytest.raises(CopanalyticsError, match=r"codes that are no themes \('Pets'\)"):
        read_project_file(raw, "f.qdpx", shipped("themes"), COMMENTS["comment"])


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "is no REFI-QDA file"),
        (b"<a><b></a>", "is no REFI-QDA file"),
        (b'<!DOCTYPE a [<!ENTITY e "x">]><CodeBook>&e;</CodeBook>', "is no REFI-QDA file"),
        (b"<Project/>", "starts with 'Project', not CodeBook"),
        (b" " * (LARGEST + 1), "it is refused"),
    ],
)
def test_a_codebook_that_is_none_is_refused(raw: bytes, said: str):
    with pytest.raises(CopanalyticsError, match=said):
        read_codebook_file(raw, "f.qdc", NOBODY)


def bomb() -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", b"0" * (LARGEST + 1))
    return raw.getvalue()


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"PK\x03\x04 cut short", "is no whole .qdpx file"),
        (packed({"../../evil.txt": b"x"}), "has no project.qde in it"),
        (bomb(), "unpacks to"),
    ],
)
def test_a_project_that_is_none_is_refused(raw: bytes, said: str):
    with pytest.raises(CopanalyticsError, match=said):
        read_project_file(raw, "f.qdpx", shipped("themes"), COMMENTS["comment"])


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    files = {"exports/2025-02-05/f.csv": form(("Fees", "The law"), ("Rooms", "-"))}
    return folder(tmp_path / "ours", files=files)


def test_the_command_exports_and_takes_in_again(ours: Path, tmp_path: Path, capsys):
    comment = cop.load(ours).comments["comment"][0]
    codings = "comment,theme,coder,date,fit_to_print,drawn,note\n"
    (ours / "reference").mkdir()
    (ours / "reference" / "codings.csv").write_text(codings + f"{comment},law,ann,,yes,random,Hm\n")
    before = cop.load(ours).coded
    out = tmp_path / "p.qdpx"
    assert main(["code", str(ours), "--export", str(out)]) == 0
    (ours / "reference" / "codings.csv").unlink()

    assert main(["code", str(ours), "--import", str(out)]) == 0

    pd.testing.assert_frame_equal(cop.load(ours).coded, before, check_index_type=False)
    assert "1 comments of 1 coders taken in" in capsys.readouterr().out


def test_a_project_in_which_nobody_decided_changes_nothing(ours: Path, tmp_path: Path, capsys):
    out = str(tmp_path / "p.qdpx")
    main(["code", str(ours), "--export", out])

    assert main(["code", str(ours), "--import", out]) == 0
    assert "0 comments of 0 coders taken in" in capsys.readouterr().out
    assert not (ours / "reference" / "codings.csv").exists()


def test_the_command_takes_in_a_codebook_and_keeps_the_old_one(ours: Path, tmp_path: Path):
    (tmp_path / "theirs.qdc").write_text(OTHER)
    themes = ours / "reference" / "themes.csv"
    themes.parent.mkdir()
    themes.write_text("theme,name\nlaw,Law\n")

    assert main(["code", str(ours), "--import", str(tmp_path / "theirs.qdc")]) == 0
    assert cop.load(ours).coder.themes["theme"].tolist() == ["law", "house_rules", "house_rules_2"]
    assert themes.with_name("themes.csv.before").read_text() == "theme,name\nlaw,Law\n"


def test_a_codebook_that_would_be_wrong_changes_nothing(ours: Path, tmp_path: Path, capsys):
    (tmp_path / "theirs.qdc").write_text(OTHER.replace('name="House rules"', 'name=""', 1))

    assert main(["code", str(ours), "--import", str(tmp_path / "theirs.qdc")]) == 2
    assert "the name is empty" in capsys.readouterr().err
    assert not (ours / "reference" / "themes.csv").exists()


def test_a_name_in_a_comment_leaves_masked(tmp_path: Path):
    members = "Name,Email\nAnn Ash,ann@example.org\n"
    files = {"members.csv": members, "exports/2025-02-05/f.csv": form(("ask ann ash", "Ann Ash"))}
    path = folder(tmp_path / "ours", files=files)

    assert main(["code", str(path), "--export", str(tmp_path / "p.qdpx")]) == 0
    whole = b"".join(unpacked((tmp_path / "p.qdpx").read_bytes(), "p.qdpx").values())
    assert b"ask [" in whole
    assert b"ash" not in whole.lower()


def test_another_ending_is_refused(ours: Path, tmp_path: Path, capsys):
    assert main(["code", str(ours), "--export", str(tmp_path / "p.docx")]) == 2
    assert "ends in '.docx'; name a .qdc or .qdpx file" in capsys.readouterr().err

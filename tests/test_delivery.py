"""How a file may arrive: packed, as a workbook, guarded; and what is refused by name."""

import datetime as dt
import io
import runpy
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from small import folder, form, zoom

import copanalytics as cop
from copanalytics.cli import main
from copanalytics.errors import CopanalyticsError
from copanalytics.intake import read_folder

SAMPLES = Path(__file__).parent / "exports"
DAY = "exports/2025-02-05"
FORM = "Timestamp,What worked well?\n31/05/2025 10:00:00,{}\n"


def packed(files: dict[str, str | bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", how) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return made.getvalue()


def refusal(tmp_path: Path, raw: bytes, name: str = "export.zip") -> str:
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(CopanalyticsError) as raised:
        cop.read_export(tmp_path / name)
    (line,) = raised.value.lines
    return line


def answer(tmp_path: Path, text: str, start: str = "") -> str:
    path = tmp_path / "form.csv"
    path.write_bytes((start + FORM.format(text)).encode())
    return cop.read_export(path).table["answer"][0]


def problems(path: Path) -> dict[str, list[str]]:
    found = read_folder(path).files
    return {f.file: [*([f.refused] if f.refused else []), *map(str, f.problems)] for f in found}


def test_zip_of_one_export_is_that_export(tmp_path):
    path = tmp_path / "download.zip"
    path.write_bytes(packed({"in/zoom.csv": zoom("Ann Ashworth"), "__MACOSX/in/._zoom.csv": "x"}))
    found = cop.read_export(path, date=dt.date(2025, 2, 5))

    assert found.table["name"].to_list() == ["Ann Ashworth"]


def test_zip_of_several_exports_is_not_read_as_one(tmp_path):
    said = refusal(tmp_path, packed({"a.csv": zoom("Ann"), "b.csv": zoom("Ben")}))

    assert said.startswith("export.zip: holds 2 files (a.csv, b.csv); unpack it and read one")


def test_each_file_of_a_zip_in_a_community_is_an_export_of_its_own(tmp_path):
    raw = packed({"a.csv": zoom("Ann Ashworth"), "b/f.csv": form(("Rooms", "Time"))})
    community = cop.load(folder(tmp_path, files={f"{DAY}/all.zip": raw}))

    assert community.files["file"].to_list() == [f"{DAY}/all.zip/a.csv", f"{DAY}/all.zip/b/f.csv"]
    assert len(community.comments) == 2


def test_file_in_a_zip_and_beside_it_counts_once(tmp_path):
    text = zoom("Ann Ashworth")
    files = {f"{DAY}/a.csv": text, f"{DAY}/z.zip": packed({"a.csv": text})}

    assert problems(folder(tmp_path, files=files))[f"{DAY}/z.zip/a.csv"] == [
        f"is the same file as {DAY}/a.csv; counted once."
    ]


def test_one_bad_file_of_a_zip_is_named_and_the_others_are_read(tmp_path):
    raw = packed({"a.csv": zoom("Ann Ashworth"), "b.pdf": b"%PDF-1.7", "c.zip": packed({"d": "e"})})
    found = problems(folder(tmp_path, files={f"{DAY}/all.zip": raw}))

    assert found[f"{DAY}/all.zip/a.csv"] == []
    assert "is a PDF" in found[f"{DAY}/all.zip/b.pdf"][0]
    assert "is a zip inside a zip" in found[f"{DAY}/all.zip/c.zip"][0]


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"a.csv": b"\x00" * 2**26}, "unpacks to 67,108,864 bytes"),
        ({f"{n}.csv": b"" for n in range(2001)}, "holds 2,001 files"),
        ({"__MACOSX/a": "b"}, "is a zip without a file in it"),
        ({"Index/Document.iwa": "x"}, "is an Apple Numbers document; use File > Export To"),
        ({"word/document.xml": "<a/>"}, "is a Word document; save"),
    ],
)
def test_archive_that_no_export_needs_is_refused(tmp_path, files, reason):
    assert reason in refusal(tmp_path, packed(files))


def test_workbook_that_unpacks_to_too_much_is_refused(tmp_path):
    bomb = packed({"[Content_Types].xml": "", "xl/worksheets/sheet1.xml": b" " * 2**26})

    assert "it is refused" in refusal(tmp_path, bomb, "bomb.xlsx")


def test_workbook_that_declares_less_than_it_unpacks_to_is_refused(tmp_path):
    raw = bytearray(packed({"[Content_Types].xml": "", "xl/worksheets/s.xml": b" " * 2**22}))
    size = (2**22).to_bytes(4, "little")
    while size in raw:
        raw[raw.index(size) : raw.index(size) + 4] = (100).to_bytes(4, "little")

    assert "is no whole Excel workbook" in refusal(tmp_path, bytes(raw), "bomb.xlsx")


def test_workbook_with_one_cell_far_away_is_refused(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "far.xlsx") as book:
        book.add_worksheet().write(1_000_000, 16_000, "far")
    said = refusal(tmp_path, (tmp_path / "far.xlsx").read_bytes(), "far.xlsx")

    assert "cells of which" in said
    assert said.endswith("Copy its table into a new workbook, or save it as CSV.")


def test_open_document_with_a_cell_repeated_without_end_is_refused(tmp_path):
    path = tmp_path / "a.ods"
    runpy.run_path(str(SAMPLES / "make_live_tools.py"))["open_document"](path, [["Name"]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    wide = b"<table:table-cell table:number-columns-repeated='99999999' office:value-type"
    parts["content.xml"] = parts["content.xml"].replace(
        b"<table:table-cell office:value-type", wide
    )

    assert "it is refused" in refusal(tmp_path, packed(parts), "a.ods")


def test_second_sheet_that_was_not_read_is_said(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "members.xlsx") as book:
        for title, name in (("Core", "Noor Belhadj"), ("Friends", "Owen Farthing")):
            sheet = book.add_worksheet(title)
            sheet.write_row(0, 0, ["Name", "Country"])
            sheet.write_row(1, 0, [name, "Ireland"])
    found = cop.read_export(tmp_path / "members.xlsx")

    assert [str(p) for p in found.problems] == ["has other sheets that were not read: 'Friends'."]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b'{"url": "https://docs.google.com/open?id=x", "doc_id": "x"}', "link to a Google file"),
        (b"GIF89a\x01\x00", "is a picture"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "is a picture"),
        (b"\x00\x00\x00\x18ftypmp42\x00\x00", "is a recording"),
        (b"{\\rtf1\\ansi Notes}", "save its notes as plain text"),
        (b"\x1f\x8b\x08\x00\x00", "is a gzip archive; unpack it"),
        (b'{"pad:test": {"atext": {"text": "Radio"}}}', "is JSON, which is not read; export it"),
        (b'<?xml version="1.0"?>\n<Contacts></Contacts>', "is XML, which is not read; export it"),
        (b"[InternetShortcut]\nURL=https://example.org", "is a link"),
        (bytes(range(1, 32)) * 9, "holds no text"),
    ],
)
def test_file_that_is_no_table_is_refused_with_what_to_do(tmp_path, raw, reason):
    assert reason in refusal(tmp_path, raw, "file.bin")


@pytest.mark.parametrize("which", ["overall", "joined"])
def test_download_of_a_known_tool_that_tells_too_little_names_the_one_to_take(tmp_path, which):
    headings = {
        "overall": "Poll ID,Poll Type,Poll Question,Poll Option,Correct Answer,Count,Total Votes\n",
        "joined": "Participant ID,Participant Name,Participant Email,Joined at\n",
    }
    said = refusal(tmp_path, headings[which].encode() + b"1,2,3,4\n", "slido.csv")

    assert said.startswith("slido.csv: is Slido's ")
    assert "not" not in said.split(";")[0] or "take" in said or "download" in said


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('"=""007"""', "007"), ('="a b"', "a b"), ("=1+1", "=1+1"), ("'=1+1", "=1+1"),
        ("'-", "-"), ("'+44 1", "+44 1"), ("'tis fine", "'tis fine"), ("NA", "NA"),
        ("None", "None"), ("N/A", "N/A"), ("a\u202fb", "a\u202fb"),
    ],
)  # fmt: skip
def test_what_exporters_put_round_a_text_is_taken_off_and_nothing_else(tmp_path, written, read):
    assert answer(tmp_path, written) == read


@pytest.mark.parametrize("start", ["sep=,\n", '"sep=,"\r\n', "\ufeffsep=,\n"])
def test_line_that_names_the_separator_is_no_row(tmp_path, start):
    assert answer(tmp_path, "The rooms", start) == "The rooms"


def test_lines_are_counted_with_the_one_that_names_the_separator(tmp_path):
    path = tmp_path / "form.csv"
    path.write_text("sep=;\nTimestamp;What worked well?\n31/05/2025 10:00;a\nlate;b\n")

    assert [problem.line for problem in cop.read_export(path).problems] == [4]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Co się udało? Zażółć gęślą jaźń", "cp1250"), ("Όλα πήγαν καλά", "cp1253"),
        ("Всё прошло хорошо", "cp1251"), ("L'accueil a bien marché, déjà", "mac-roman"),
    ],
)  # fmt: skip
def test_text_in_an_encoding_that_is_not_known_is_refused(tmp_path, text, encoding):
    said = refusal(tmp_path, FORM.format(text).encode(encoding), "form.csv")

    assert "is in an encoding that is not known (it would read " in said
    assert "save it as 'CSV UTF-8'" in said


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("L'été à Orléans – « œuvre » €5, 2½h", "cp1252"), ("좋았어요 (정말)", "cp949")],
)
def test_text_as_excel_saves_it_on_windows_is_read(tmp_path, text, encoding):
    (tmp_path / "form.csv").write_bytes(FORM.format(f'"{text}"').encode(encoding))

    assert cop.read_export(tmp_path / "form.csv").table["answer"][0] == text


def test_damaged_byte_garbles_no_other_text_and_is_refused_with_its_line(tmp_path):
    raw = FORM.format("Renée et Zoë, déjà vu").encode().replace(b"vu", b"v\xff")

    assert refusal(tmp_path, raw, "form.csv").startswith("form.csv, line 2: holds bytes that")


def test_text_in_utf16_without_a_mark_and_with_few_latin_letters_is_read(tmp_path):
    path = tmp_path / "form.csv"
    path.write_bytes(FORM.format("좋았어요" * 80).encode("utf-16-le"))

    assert cop.read_export(path).table["answer"][0] == "좋았어요" * 80


@pytest.mark.parametrize("name", ["members.tsv", "members.txt", "members.ods", "members.zip"])
def test_directory_may_be_of_any_kind_of_table(tmp_path, name):
    rows = [["Name", "Email", "Country"], ["Ann Ashworth", "ann@example.org", "NA"]]
    text = "".join("\t".join(row) + "\n" for row in rows)
    runpy.run_path(str(SAMPLES / "make_live_tools.py"))["open_document"](tmp_path / "o.ods", rows)
    raw = {"members.ods": (tmp_path / "o.ods").read_bytes(), "members.zip": packed({"m.tsv": text})}
    community = cop.load(folder(tmp_path / "c", files={name: raw.get(name, text)}))

    assert community.members["country"].to_list() == ["NA"]


def test_list_of_registrations_is_no_directory(tmp_path, capsys):
    text = (SAMPLES / "meetup/attendees.csv").read_text(encoding="utf-8")
    main(["check", str(folder(tmp_path, files={"members.csv": text}))])

    assert "is a meetup export of registration and no directory; move it" in " ".join(
        capsys.readouterr().out.split()
    )

"""Forms of every platform: answers as they were given, and nothing that vanishes unsaid."""

import csv
import io
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from test_exports import FEEDBACK, HERE, SAMPLES, told

from copanalytics import exports
from copanalytics.errors import CopanalyticsError
from copanalytics.exports import Export, Reading
from copanalytics.exports._content import content

FORMS = [path for path in SAMPLES if path.parent.name in FEEDBACK]
TWICE = "Respondent ID,Collector ID,Start Date,End Date,Why?\n,,,,Open-Ended Response\n"
QUALTRICS = "StartDate,EndDate,Status,IPAddress,Finished,ResponseId,DistributionChannel,Q1\n"
IDS = (
    '"{""ImportId"":""startDate""}","{""ImportId"":""endDate""}",,,,"{""ImportId"":""_recordId""}"'
)
LIME = "id,submitdate,lastpage,startlanguage,"
KOBO = "Why?;_id;_uuid;_submission_time\n"


def read(tmp_path: Path, text: str, **said) -> Export:
    """The export of a file with this text."""
    path = tmp_path / "form.csv"
    path.write_text(text, encoding="utf-8")
    return exports.read(path, path.name, Reading(**said))


def refusal(tmp_path: Path, text: str) -> str:
    with pytest.raises(CopanalyticsError) as raised:
        read(tmp_path, text)
    (line,) = str(raised.value).splitlines()
    return line


def said(found: Export) -> list[str]:
    return [str(problem) for problem in found.problems]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_response_is_read_or_reported_with_its_line(path):
    source = content(path, path.name)
    found = exports.read(path, path.name, told(path))
    responses = found.table["respondent"].nunique()
    reported = {problem.line for problem in found.problems if problem.line}

    headings = {"surveymonkey": 2, "qualtrics": 3, "kobo_toolbox": 1}.get(path.parent.name, 1)
    headings = {"flat": 1, "codes": 1, "legacy": 2, "french_groups_hxl": 2}.get(path.stem, headings)
    rows = sum(not row.blank for row in source.rows[headings:])
    assert responses + len(reported) == rows


@pytest.mark.parametrize("path", FORMS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_addresses_and_places_are_not_carried_on(path):
    found = exports.read(path, path.name, told(path)).table
    written = " ".join(found["answer"]) + " ".join(found["question"])

    assert "192.0.2." not in written
    assert "51.5" not in written
    assert "@example.org" not in written
    assert "Helper One" not in " ".join(found["name"].fillna(""))


@pytest.mark.parametrize(
    "name",
    [
        "surveymonkey/expanded.csv",
        "typeform/choices.csv",
        "jotform/names_apart.csv",
        "kobo_toolbox/labels_both.csv",
    ],
)
def test_workbook_of_a_form_says_the_same_as_its_text(tmp_path, name):
    path = HERE / name
    with xlsxwriter.Workbook(tmp_path / "form.xlsx", {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(content(path, name).rows):
            sheet.write_row(at, 0, row.cells)
    again = exports.read(tmp_path / "form.xlsx", "form.xlsx", told(path))

    pd.testing.assert_frame_equal(again.table, exports.read(path, name, told(path)).table)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("What worked?\nAnswered: 3\nAnswer Choices,Responses\nPosters,60%,3\n", "summary"),
        ("worked,KEY,PARENT_KEY\nThe rooms,uuid:1/a,uuid:1\n", "table of a repeat group"),
        ("Why?;_id;_submission_time;_index;_parent_index\nFar;1;2025-02-05T10:00:00;1;1\n",
         "table of a repeat group"),
        (LIME + "Q1\n1,2025-02-05 10:00:00,3,en,A1\n2,2025-02-05 11:00:00,3,en,A2\n",
         "'Full answers'"),
        (LIME + "What has work.. ,What has work.. \n1,2025-02-05 10:00:00,3,en,a,b\n",
         "'Full question text'"),
        (f"Q1,Q2,,,,\n{IDS}\nx,2025-02-05 10:00:00,,,,R_1\n", "lost the row of names"),
    ],
)  # fmt: skip
def test_unreadable_variant_is_refused_with_the_way_to_a_readable_one(tmp_path, text, reason):
    line = refusal(tmp_path, text)

    assert reason in line
    assert any(word in line for word in ("export", "download", "put"))


def test_response_that_was_sent_again_counts_as_it_was_sent_last(tmp_path):
    rows = "7,C,02/13/2025 10:00:00,02/14/2025 10:00:00,Later\n"
    rows += "7,C,02/13/2025 10:00:00,02/13/2025 10:00:00,Earlier\n"
    found = read(tmp_path, TWICE + rows)

    assert found.table["answer"].to_list() == ["Later"]
    assert said(found) == ["line 4: is a response that was sent again; the later counts."]


def test_numbers_of_microsoft_forms_restart_and_replace_nothing(tmp_path):
    rows = "1,7/27/26 19:06,7/27/26 19:17,anonymous,,Far\n"
    found = read(
        tmp_path,
        "ID,Start time,Completion time,Email,Name,Why?\n" + rows + rows.replace("Far", "Late"),
    )

    assert found.table["answer"].to_list() == ["Far", "Late"]


def test_platforms_zone_in_the_file_wins(tmp_path):
    zone = '"{""ImportId"":""startDate"",""timeZone"":""Asia/Tokyo""}"'
    ids = IDS.replace('"{""ImportId"":""startDate""}"', zone)
    row = "2025-02-05 10:00:00,2025-02-05 10:00:00,IP Address,,True,R_1,anonymous,Far\n"
    found = read(tmp_path, QUALTRICS + QUALTRICS + f"{ids},,\n" + row, timezone="Europe/London")

    assert found.table["submitted_at"][0] == pd.Timestamp("2025-02-05T01:00:00Z")


def test_zone_in_the_file_that_is_none_is_refused(tmp_path):
    ids = IDS.replace('startDate""', 'startDate"",""timeZone"":""Mars/Base""')
    row = "2025-02-05 10:00:00,2025-02-05 10:00:00,IP Address,,True,R_1,anonymous,Far\n"

    assert "'Mars/Base' is no time zone" in refusal(tmp_path, QUALTRICS + f"{ids},,\n" + row)


def test_file_with_days_alone_is_read_and_says_so(tmp_path):
    found = read(tmp_path, TWICE + "7,C,2025-02-13,2025-02-14,Far\n")

    assert found.table["submitted_at"][0] == pd.Timestamp("2025-02-14T00:00:00Z")
    assert said(found) == ["tells on which days its responses were sent."]


def test_day_alone_among_times_is_reported_and_not_read(tmp_path):
    rows = "7,C,,2025-02-14 10:00:00,Far\n8,C,,2025-02-14,Late\n"

    assert [problem.line for problem in read(tmp_path, TWICE + rows).problems] == [4]


@pytest.mark.parametrize("answer", ["NA", "None", "N/A", "=) good", "'tis good", "0", "nan"])
@pytest.mark.parametrize(
    "text",
    [
        TWICE + '7,C,,2025-02-14 10:00:00,"{}"\n',
        KOBO + '"{}";1;a;2025-02-14T10:00:00\n',
        LIME + 'Why?\n1,2025-02-14 10:00:00,3,en,"{}"\n',
        'Submission Date,Why?,Submission ID\n2025-02-14 10:00:00,"{}",1\n',
        'SubmissionDate,Why?,KEY\n2025-02-14T10:00:00.000Z,"{}",uuid:1\n',
        '#,Why?,Submit Date (UTC),Network ID\na,"{}",2025-02-14 10:00:00,x\n',
        'Timestamp,Why?\n2025-02-14 10:00:00,"{}"\n',
        QUALTRICS + '2025-02-14 10:00:00,2025-02-14 10:00:00,IP Address,,True,R_1,gl,"{}"\n',
    ],
)
def test_text_is_kept_as_it_was_written(tmp_path, text, answer):
    assert read(tmp_path, text.format(answer)).table["answer"].to_list() == [answer]


def test_apostrophe_of_an_exporter_is_taken_away(tmp_path):
    text = LIME + "Why?\n1,2025-02-14 10:00:00,3,en,'=1+1\n"

    assert read(tmp_path, text).table["answer"].to_list() == ["=1+1"]


def test_column_of_nothing_but_addresses_is_the_email(tmp_path):
    text = "Timestamp,Where may we write to you?,Why?\n2025-02-14 10:00:00,ida@example.org,Far\n"
    found = read(tmp_path, text).table

    assert found[["email", "answer"]].to_numpy().tolist() == [["ida@example.org", "Far"]]


@pytest.mark.parametrize("word", ["status", "finished", "type", "root", "number", "metadata"])
def test_question_called_as_a_platforms_own_column_is_a_question(tmp_path, word):
    text = f"Timestamp,{word}\n2025-02-14 10:00:00,Far\n"

    assert read(tmp_path, text).table["answer"].to_list() == ["Far"]


def test_grid_of_noughts_and_ones_alone_is_no_choice(tmp_path):
    text = "and/or;_id;_uuid;_submission_time\n1;1;a;2025-02-14T10:00:00\n"

    assert read(tmp_path, text).table["answer"].to_list() == ["1"]


changes = st.lists(st.tuples(st.sampled_from(["drop", "swap", "blank", "shift"]),
                             st.integers(0, 20), st.integers(0, 20)), max_size=4)  # fmt: skip
"""What befalls a file on its way: rows dropped, columns swapped, cells emptied, cells moved."""


@settings(
    max_examples=60, derandomize=True, deadline=None, database=None, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(
    st.sampled_from([path for path in FORMS if path.suffix == ".csv"]),
    changes,
    st.sampled_from(["utf-8", "utf-16", "cp1252"]),
)
def test_damaged_form_is_read_without_inventing_an_answer_or_refused(
    tmp_path, path, what, encoding
):
    rows = [list(row.cells) for row in content(path, path.name).rows]
    whole = {cell.strip().lstrip("'") for row in rows for cell in row}
    for change in what:
        rows = _changed(rows, *change)
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    target = tmp_path / "form.csv"
    target.write_bytes(written.getvalue().encode(encoding, errors="replace"))

    assert _invented(target, whole, told(path)) == set()


def _changed(rows: list[list[str]], change: str, one: int, other: int) -> list[list[str]]:
    at, to = one % max(len(rows), 1), other % max(len(rows[0]) if rows else 1, 1)
    if change == "drop":
        return rows[:at] + rows[at + 1 :]
    if change == "swap":
        return [[*row[to:], *row[:to]] for row in rows]
    if change == "blank":
        return [[*row[:to], "", *row[to + 1 :]] if n == at else row for n, row in enumerate(rows)]
    return [["", *row] if n == at else row for n, row in enumerate(rows)]


def _invented(path: Path, whole: set[str], reading: Reading) -> set[str]:
    """Answers that no cell of the file holds, not even as a part (a choice of several)."""
    try:
        found = exports.read(path, path.name, reading)
    except CopanalyticsError as error:
        assert len(str(error).splitlines()) == 1
        return set()
    given = set(found.table["answer"].dropna())
    return {text for text in given if "?" not in text and not any(text in cell for cell in whole)}


def test_answers_below_no_heading_are_read_and_told(tmp_path):
    found = read(tmp_path, "Timestamp,Why?,\n2026-05-20 10:00:00,Rooms,Radio\n")

    assert found.table["question"].to_list() == ["Why?", "column 3"]
    assert said(found) == ["has answers below no heading; their question is called 'column 3'."]


def test_number_of_a_row_above_is_told(tmp_path):
    row = "1,2026-05-20 10:00:00,2026-05-20 10:01:00,anonymous,,Rooms\n"
    found = read(tmp_path, "ID,Start time,Completion time,Email,Name,Why?\n" + row + row)

    assert said(found) == [
        "line 3: has the number '1' of a row above; both are read, as one respondent's."
    ]


@pytest.mark.parametrize("name", ["no_metadata.csv", "codes.csv"])
def test_separator_at_the_end_of_every_row_adds_no_question(tmp_path, name):
    path = HERE / "surveymonkey" / name
    rows = [[*row.cells, ""] for row in content(path, "").rows]
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows)

    wider = read(tmp_path, text.getvalue(), date=told(path).date, timezone=told(path).timezone)
    pd.testing.assert_frame_equal(wider.table, exports.read(path, name, told(path)).table)


def test_blank_rows_above_the_headings_are_passed_over(tmp_path):
    found = read(tmp_path, "\n,,\nTimestamp,Why?\n2026-05-20 10:00:00,Rooms\nnever,Radio\n")

    assert found.table["answer"].to_list() == ["Rooms"]
    assert [problem.line for problem in found.problems] == [5]


def test_codes_for_headings_are_told_with_the_way_to_texts(tmp_path):
    row = "1,2026-05-20 10:00:00,3,en,Rooms\n"

    assert said(read(tmp_path, LIME + "G1[SQ001]\n" + row))[-1].startswith("has codes for head")
    assert said(read(tmp_path, LIME + "Why so?\n" + row)) == []

"""Bytes are read whole or refused in one line: encodings, cuts, other files, dates and zones."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import copanalytics as cop
from copanalytics import exports
from copanalytics.errors import CopanalyticsError
from copanalytics.exports import Export, Reading
from copanalytics.topics.participation import presence

SAMPLES = Path(__file__).parent / "exports"
ZOOM = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n"
PEOPLE = (
    "Zoë Brandsma,zoe@example.org,11/26/2024 02:00:00 PM,11/26/2024 03:00:00 PM,60\n"
    "René Dubrac,,11/26/2024 02:05:00 PM,11/26/2024 02:30:00 PM,25\n"
)
FORM = "Timestamp,What worked well?\n"
TEAMS = (SAMPLES / "teams_attendance/utf16le.csv").read_bytes().decode("utf-16")


def read(tmp_path: Path, raw: str | bytes, **told) -> Export:
    """The export of a file with these bytes, called export.csv."""
    path = tmp_path / "export.csv"
    path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    return exports.read(path, path.name, Reading(**told))


def refusal(tmp_path: Path, raw: str | bytes, **told) -> str:
    """What is said of a file that cannot be read: one line that starts with its name."""
    with pytest.raises(CopanalyticsError) as raised:
        read(tmp_path, raw, **told)
    (line,) = str(raised.value).splitlines()
    assert line.startswith(("export.csv: ", "export.csv, line "))
    return line


def stay(joined: str, left: str) -> str:
    return f"{ZOOM}Ida,ida@example.org,{joined},{left},60\n"


def sent(stamp: str) -> str:
    return f"{FORM}{stamp},The rooms\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_same_text_in_another_encoding_is_the_same_export(tmp_path, encoding):
    found = read(tmp_path, (ZOOM + PEOPLE).encode(encoding))

    assert found.table["name"].to_list() == ["Zoë Brandsma", "René Dubrac"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_same_rows_with_another_separator_are_the_same_export(tmp_path, separator):
    found = read(tmp_path, (ZOOM + PEOPLE).replace(",", separator))

    assert found.table["minutes"].to_list() == [60, 25]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n\n"])
def test_same_rows_with_other_line_ends_are_the_same_export(tmp_path, end):
    found = read(tmp_path, (ZOOM + PEOPLE).replace("\n", end))

    assert found.table["minutes"].to_list() == [60, 25]


def test_file_without_a_last_line_end_is_whole(tmp_path):
    assert len(read(tmp_path, (ZOOM + PEOPLE).rstrip()).table) == 2


def test_nul_bytes_inside_a_row_are_passed_over(tmp_path):
    assert (
        read(tmp_path, ZOOM + PEOPLE.replace("Zoë", "Z\x00oë")).table["name"][0] == "Zoë Brandsma"
    )


def test_headings_are_known_without_regard_to_case_and_blanks(tmp_path):
    shouted = ZOOM.upper().replace(" ", "\u00a0 ")

    assert read(tmp_path, shouted + PEOPLE).format == "zoom-participants"


def test_namibia_is_a_text_and_not_a_missing_value(tmp_path):
    found = read(tmp_path, "Name,Country\nRin Hayashi,NA\nNA,Peru\n")

    assert found.table["country"].to_list() == ["NA", "Peru"]
    assert found.table["name"].to_list() == ["Rin Hayashi", "NA"]


def test_workbook_is_the_same_export_as_its_text(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "export.csv", {"default_date_format": "hh:mm"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ZOOM.strip().split(","))
        sheet.write_row(1, 0, ["Zoë Brandsma", "zoe@example.org"])
        sheet.write_datetime(1, 2, dt.datetime(2024, 11, 26, 14, 0, 1))  # noqa: DTZ001 - naive
        sheet.write_datetime(1, 3, dt.datetime(2024, 11, 26, 15, 0, 1))  # noqa: DTZ001
    found = cop.read_export(tmp_path / "export.csv")

    assert found.table["joined_at"][0] == pd.Timestamp("2024-11-26T14:00:01Z")
    assert found.table["minutes"].to_list() == [60]


def test_blank_lines_before_the_headings_are_no_obstacle_to_refusing(tmp_path):
    assert "is no export that copanalytics knows" in refusal(tmp_path, "\na,b\n1,2\n")


@pytest.mark.parametrize("raw", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00\x00"])
def test_empty_file_is_refused(tmp_path, raw):
    assert refusal(tmp_path, raw) == "export.csv: is empty; download it again."


def test_file_of_nothing_but_a_quotation_mark_is_refused(tmp_path):
    assert refusal(tmp_path, '"').startswith("export.csv")


def test_file_of_empty_cells_is_refused(tmp_path):
    assert "is no export that copanalytics knows" in refusal(tmp_path, ",,,\n,,,\n")


def test_file_that_nobody_knows_is_refused_with_its_first_row(tmp_path):
    said = refusal(tmp_path, "Colour,Weight\nred,3\n")

    assert said.startswith(
        "export.csv: is no export that copanalytics knows (its first row is ['Colour', "
    )
    assert "reference/mappings.csv" in said


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "web page"),
        (b"\xef\xbb\xbf\r\n <HTML><table><tr><td>1</td></tr></table>", "web page"),
        ("<html><body>Sign in</body></html>".encode("utf-16"), "web page"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel workbook"),
        (b"PK\x03\x04 and no more", "no whole Excel workbook"),
    ],
)
def test_other_file_named_csv_is_refused_with_what_it_is(tmp_path, raw, reason):
    said = refusal(tmp_path, raw)

    assert reason in said
    assert "download" in said or "save it as .xlsx" in said


def test_missing_file_is_refused_by_its_name(tmp_path):
    with pytest.raises(CopanalyticsError, match=r"^gone\.csv: cannot be read \(No such file"):
        cop.read_export(tmp_path / "gone.csv")


def test_workbook_cut_anywhere_is_refused(tmp_path):
    whole = (SAMPLES / "microsoft_forms/english.xlsx").read_bytes()

    for length in range(4, len(whole), len(whole) // 20):
        assert "is no whole Excel workbook" in refusal(tmp_path, whole[:length])


def test_document_that_is_no_workbook_is_refused(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("word/document.xml", "<document/>")

    assert "is a Word document; save" in refusal(tmp_path, packed.getvalue())


def test_workbook_packed_by_an_unknown_method_is_refused(tmp_path):
    whole = bytearray((SAMPLES / "microsoft_forms/english.xlsx").read_bytes())
    whole[whole.index(b"PK\x01\x02") + 6] = 255  # version of zip needed to unpack it

    assert "is no whole Excel workbook" in refusal(tmp_path, bytes(whole))


def test_utf16_file_that_ends_inside_a_character_is_cut_short(tmp_path):
    raw = TEAMS.encode("utf-16")[:-1]

    assert refusal(tmp_path, raw) == (
        "export.csv: is cut short (its text ends inside a character); download it again."
    )


def test_utf8_file_that_ends_inside_a_character_is_cut_short(tmp_path):
    raw = (ZOOM + PEOPLE + "Anaï").encode()[:-1]

    assert "is cut short" in refusal(tmp_path, raw)


def test_file_that_ends_inside_quotes_is_cut_short_at_that_line(tmp_path):
    said = refusal(tmp_path, f'{sent("2026/05/20 1:43:01 PM GMT+1")}2026/05/21 1:00:00 PM GMT,"The')

    assert said == "export.csv, line 3: is cut short inside a quoted cell; download it again."


@pytest.mark.parametrize(
    "where", ["2. Participants", "Ostwald, Jürgen", "3. In-meeting", "Name\tJoin"]
)
def test_teams_report_cut_before_its_connections_is_cut_short(tmp_path, where):
    said = refusal(tmp_path, TEAMS[: TEAMS.index(where)].encode("utf-16"))

    assert "cut short" in said
    assert said.endswith("download it again.")


def test_teams_report_cut_in_its_last_row_is_cut_short_at_that_line(tmp_path):
    said = refusal(tmp_path, TEAMS[: TEAMS.rindex("\tAttendee")].encode("utf-16"))

    assert said == "export.csv, line 20: its list of connections is cut short; download it again."


def test_teams_report_cut_between_two_connections_is_cut_short(tmp_path):
    raw = TEAMS[: TEAMS.rindex("Noor Belhadj")].encode("utf-16")

    assert "is cut short" in refusal(tmp_path, raw)


def test_teams_report_without_its_second_section_is_refused(tmp_path):
    raw = TEAMS[: TEAMS.index("2. Part")] + TEAMS[TEAMS.index("3. In-") :]

    assert "cut short" in refusal(tmp_path, raw)


def test_teams_summary_without_its_number_states_none(tmp_path):
    assert read(tmp_path, TEAMS.replace("participants\t3", "participants")).unlisted == 0


def test_webinar_report_cut_before_its_sections_is_cut_short(tmp_path):
    assert "is it cut short?" in refusal(tmp_path, "Attendee Report,\nReport Generated:,x\n")


def test_webinar_report_of_nobody_is_empty(tmp_path):
    headings = "Attended,User Name,Email,Join Time,Leave Time,Country/Region Name\n"

    assert read(tmp_path, f"Attendee Report,\nPanelist Details,\n{headings}").table.empty


def test_participants_list_of_nobody_is_empty(tmp_path):
    assert read(tmp_path, ZOOM).table.empty


def test_participants_list_without_leave_times_is_refused(tmp_path):
    assert "leave" in refusal(tmp_path, (ZOOM + PEOPLE).replace("Leave Time", "Heure de fin"))


def test_question_asked_in_two_branches_of_a_form_is_one(tmp_path):
    found = read(
        tmp_path, "Timestamp,Why?,Why?\n31/05/2025 10:00:00,Far,\n31/05/2025 11:00:00,,Late\n"
    )

    assert found.table["question"].to_list() == ["Why?", "Why?"]
    assert found.table["answer"].to_list() == ["Far", "Late"]


@pytest.mark.parametrize("word", ["language", "respondent", "submitted_at"])
def test_question_called_as_a_column_of_ours_is_a_question(tmp_path, word):
    found = read(tmp_path, f"Timestamp,{word}\n31/05/2025 10:00:00,French\n")

    assert found.table["answer"].to_list() == ["French"]


def test_microsoft_question_called_name_is_a_question(tmp_path):
    headings = "ID,Start time,Completion time,Email,Name,name2\n"
    found = read(tmp_path, headings + "1,7/27/26 19:06,7/27/26 19:17,anonymous,,Ida\n")

    assert found.table["answer"].to_list() == ["Ida"]


def test_directory_may_have_a_heading_twice(tmp_path):
    found = read(tmp_path, "Name,Country,Notes,Notes\nIda,Peru,a,b\n")

    assert found.table.iloc[0, 6:].to_list() == ["a", "b"]


def test_directory_may_have_a_heading_twice_in_another_case(tmp_path):
    assert read(tmp_path, "Name,Country,name\nIda,Peru,Marlow\n").table["name"][0] == "Ida"


@pytest.mark.parametrize("word", ["minutes", "joined_at", "waiting_room"])
def test_other_columns_of_a_directory_are_texts_whatever_they_are_called(tmp_path, word):
    found = read(tmp_path, f"name,country,{word}\nIda,Peru,since spring\n")

    assert found.table[word].to_list() == ["since spring"]


def test_mapped_minutes_count_where_no_leave_time_is_named(tmp_path):
    named = [["attendance", "Who", "name"], ["attendance", "In", "joined_at"]]
    named.append(["attendance", "Mins", "minutes"])
    mappings = pd.DataFrame(named, columns=["kind", "heading", "column"])
    found = read(tmp_path, "Who,In,Mins\nIda,2025-05-31 10:00,7\n", mappings=mappings)

    assert found.table["minutes"].to_list() == [7]


def test_heading_named_for_an_unknown_kind_makes_no_export(tmp_path):
    mappings = pd.DataFrame([["polls", "Who", "name"]], columns=["kind", "heading", "column"])

    assert "is no export" in refusal(tmp_path, "Who,In\nIda,x\n", mappings=mappings)


def test_dates_of_both_orders_are_refused_without_the_sessions_date(tmp_path):
    said = refusal(tmp_path, stay("03/07/2025 02:00:00 PM", "03/07/2025 03:00:00 PM"))

    assert said.startswith(
        "export.csv: '03/07/2025' and all times like it may be day or month first; say on"
    )


def test_dates_that_the_sessions_date_leaves_open_name_the_remedy(tmp_path):
    text = stay("03/07/2025 02:00:00 PM", "03/07/2025 03:00:00 PM")
    said = refusal(tmp_path, text, date=dt.date(2025, 5, 5))

    assert "(2025-05-05) does not settle it" in said
    assert "add it to reference/date_orders.csv as day-first or month-first." in said


@pytest.mark.parametrize(
    ("date", "joined"), [(dt.date(2025, 7, 3), "2025-07-03"), (dt.date(2025, 3, 7), "2025-03-07")]
)
def test_sessions_date_settles_the_order(tmp_path, date, joined):
    text = stay("03/07/2025 02:00:00 PM", "03/07/2025 03:00:00 PM")

    assert read(tmp_path, text, date=date).table["joined_at"][0].date().isoformat() == joined


@pytest.mark.parametrize(("order", "day"), [("day-first", "07-03"), ("month-first", "03-07")])
def test_order_that_a_person_states_wins(tmp_path, order, day):
    text = stay("03/07/2025 14:00", "03/07/2025 15:00")
    found = read(tmp_path, text, order=order, date=dt.date(2025, 3, 7))

    assert found.table["joined_at"][0].date().isoformat() == f"2025-{day}"


def test_one_date_of_one_order_settles_all_of_the_file(tmp_path):
    found = read(tmp_path, FORM + "03/07/2025 10:00:00,a\n13/07/2025 10:00:00,b\n")

    assert found.table["submitted_at"].dt.month.to_list() == [7, 7]


def test_day_that_is_its_months_number_is_not_open(tmp_path):
    assert read(tmp_path, sent("05/05/2025 10:00:00")).table["submitted_at"][0].month == 5


def test_form_sent_after_the_session_settles_its_order(tmp_path):
    found = read(tmp_path, sent("03/07/2025 10:00:00"), date=dt.date(2025, 3, 5))

    assert found.table["submitted_at"][0].date() == dt.date(2025, 3, 7)


def test_form_that_may_be_of_either_month_after_the_session_stays_open(tmp_path):
    said = refusal(tmp_path, sent("04/03/2025 10:00:00"), date=dt.date(2025, 3, 3))

    assert "may be day or month first" in said


def test_form_that_may_be_from_before_or_after_the_session_stays_open(tmp_path):
    # Questions in advance: 5 April, five days before the session, or 4 May?
    said = refusal(tmp_path, sent("05/04/2025 10:00:00"), date=dt.date(2025, 4, 10))

    assert "may be day or month first" in said


@pytest.mark.parametrize(
    "stamp",
    [
        "2025-05-31 14:05:00", "2025/05/31 2:05:00 PM", "2025-05-31T14:05:00Z", "31/05/2025 14:05",
        "5/31/25, 2:05:00 PM", "31.05.2025 14.05.00", "31-5-2025 14:05:00", "May 31, 2025 14:05:00",
        "May 31, 2025 2:05 PM", "31/05/2025 à 14:05:00", "2025/05/31 2:05:00 p.\u202fm. GMT",
    ],
)  # fmt: skip
def test_same_time_in_another_writing_is_the_same_instant(tmp_path, stamp):
    found = read(tmp_path, f'{FORM}"{stamp}",The rooms\n')

    assert found.table["submitted_at"][0] == pd.Timestamp("2025-05-31T14:05:00Z")


@pytest.mark.parametrize(("clock", "hour"), [("12:30:00 AM", 0), ("12:30:00 PM", 12)])
def test_twelve_is_midnight_before_noon_and_noon_after(tmp_path, clock, hour):
    assert read(tmp_path, sent(f"5/31/2025 {clock}")).table["submitted_at"][0].hour == hour


@pytest.mark.parametrize("stamp", ["", "yesterday", "31/05/2025", "2025-02-30 10:00"])
def test_submission_without_a_date_and_time_is_reported_and_not_read(tmp_path, stamp):
    found = read(tmp_path, sent("31/05/2025 10:00:00") + f"{stamp},late\n")

    assert found.table["answer"].to_list() == ["The rooms"]
    assert [(p.line, p.level) for p in found.problems] == [(3, "error")]


def test_dates_of_which_no_order_fits_all_are_refused(tmp_path):
    said = refusal(tmp_path, FORM + "13/07/2025 10:00:00,a\n07/13/2025 10:00:00,b\n")

    assert "may be day or month first" in said


@pytest.mark.parametrize("stamp", ["30/02/2025 10:00", "32/05/2025 9:00"])
def test_impossible_date_among_others_is_reported_where_the_session_settles_them(tmp_path, stamp):
    text = sent("31/05/2025 10:00:00") + f"{stamp},late\n"
    found = read(tmp_path, text, date=dt.date(2025, 5, 30))

    assert [(p.line, p.level) for p in found.problems] == [(3, "error")]


@pytest.mark.parametrize("clock", ["25:00:00", "10:75:00", "10:00:61"])
def test_time_that_no_clock_shows_is_not_read(tmp_path, clock):
    assert read(tmp_path, sent(f"31/05/2025 {clock}")).table.empty


def test_times_without_a_zone_are_in_the_zone_that_is_given(tmp_path):
    summer = read(tmp_path, sent("31/05/2025 10:00:00"), timezone="Europe/London")
    winter = read(tmp_path, sent("31/01/2025 10:00:00"), timezone="Europe/London")

    assert summer.table["submitted_at"][0].hour == 9
    assert winter.table["submitted_at"][0].hour == 10


@pytest.mark.parametrize(
    ("zone", "clock"),
    [("GMT+1", "12:00"), ("GMT-5", "18:00"), ("UTC+05:30", "07:30"), ("+0200", "11:00"),
     ("CEST", "11:00"), ("MEZ", "12:00"), ("Z", "13:00")],
)  # fmt: skip
def test_zone_that_a_time_states_wins(tmp_path, zone, clock):
    found = read(tmp_path, sent(f"2025/05/31 13:00:00 {zone}"), timezone="Asia/Tokyo")

    assert f"{found.table['submitted_at'][0]:%H:%M}" == clock


def test_zone_that_is_not_known_is_refused_with_one_that_is(tmp_path):
    # BST is British, Bangladesh and Bougainville time.
    assert refusal(tmp_path, sent("2025/05/31 13:00:00 BST")) == (
        "export.csv: does not know the time zone 'BST'; write it as GMT+1."
    )


@pytest.mark.parametrize("zone", ["Europe/Atlantis", "europe/london ", "../x"])
def test_unknown_zone_is_refused_by_its_name(tmp_path, zone):
    said = refusal(tmp_path, sent("31/05/2025 10:00:00"), timezone=zone)

    assert repr(zone) in said
    assert "is no time zone" in said


@pytest.mark.parametrize("day", ["10/27/2024", "03/30/2025"])
def test_times_in_the_hour_when_clocks_change_are_refused(tmp_path, day):
    text = stay(f"{day} 01:30:00 AM", f"{day} 03:00:00 AM")
    said = refusal(tmp_path, text, timezone="Europe/London")

    assert said.startswith(
        "export.csv: has times in the hour when the clocks of Europe/London change"
    )
    assert "give the session a zone without summer time" in said


def test_stated_zone_settles_the_hour_when_clocks_change(tmp_path):
    text = FORM + "2024/10/27 1:30:00 AM GMT+1,a\n2024/10/27 1:30:00 AM GMT+0,b\n"
    found = read(tmp_path, text, timezone="Europe/London")

    assert found.table["submitted_at"].diff()[1] == pd.Timedelta(hours=1)


STARTS = [
    b"", b"\xff\xfe", b"\xef\xbb\xbf", b"\x00", b"PK\x03\x04", b"\n", b"Attendee Report,\n",
    b"Attendee Report,\nAttendee Details,\n", b"1. Summary\n2. Participants\n3. In", b"Timestamp,",
    ZOOM.encode(), b"ID,Start time,Completion time,Email\n", b"Name,Country\n",
]  # fmt: skip
WHOLE = sorted(
    path
    for path in SAMPLES.glob("*/*.*")
    if path.suffix not in (".py", ".toml", ".pyc") and ".expected" not in path.name
)
bytewise = settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@bytewise
@given(st.sampled_from(STARTS), st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(tmp_path, start, rest):
    assert _read_or_refused(tmp_path, start + rest)


@bytewise
@given(st.data())
def test_sample_with_some_bytes_changed_is_read_or_refused(tmp_path, data):
    path = data.draw(st.sampled_from(WHOLE))
    raw = bytearray(path.read_bytes())
    for place in data.draw(st.lists(st.integers(0, len(raw) - 1), max_size=4)):
        raw[place] = data.draw(st.integers(0, 255))

    assert _read_or_refused(tmp_path, bytes(raw[: data.draw(st.integers(1, len(raw)))]))


def _read_or_refused(tmp_path: Path, raw: bytes) -> bool:
    try:
        return isinstance(read(tmp_path, raw), Export)
    except CopanalyticsError as error:
        return len(str(error).splitlines()) == 1


stays = st.lists(
    st.tuples(
        st.sampled_from("abc"), st.integers(0, 3000), st.integers(1, 3000), st.integers(0, 9)
    ),
    min_size=1,
    max_size=8,
)
"""Connections of three people: who, second of joining, seconds of staying, tenth to split at."""


@settings(bytewise, max_examples=25)
@given(stays, st.randoms(use_true_random=False))
def test_splitting_and_reordering_connections_leaves_presence_unchanged(tmp_path, drawn, chance):
    whole = [(who, begin, begin + length) for who, begin, length, _ in drawn]
    middles = [begin + length * tenth // 10 for _, begin, length, tenth in drawn]
    split = [
        part
        for (who, begin, end), middle in zip(whole, middles, strict=True)
        for part in ((who, middle, end), (who, begin, middle))
    ]
    chance.shuffle(split)

    pd.testing.assert_series_equal(_presence(tmp_path, split), _presence(tmp_path, whole))


def _presence(tmp_path: Path, connections: list[tuple[str, int, int]]) -> pd.Series:
    start = pd.Timestamp("2024-11-26 14:00:00")
    rows = [
        f"{who},{who}@example.org,"
        + ",".join(f"{start + pd.Timedelta(seconds=s):%m/%d/%Y %I:%M:%S %p}" for s in (begin, end))
        + ",1\n"
        for who, begin, end in connections
    ]
    table = read(tmp_path, ZOOM + "".join(rows)).table
    return presence(table.assign(session="s", person=table["email"]))

"""Attendance exports: what each platform's file leaves open is settled, noted or refused."""

import ast
import datetime as dt
import io
import re
import runpy
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from small import ROOT

import copanalytics as cop
from copanalytics import exports
from copanalytics.errors import CopanalyticsError, Problem
from copanalytics.exports import Export, Reading
from copanalytics.exports._clock import LOCALES, months
from copanalytics.overlapping import without_overlaps
from copanalytics.received import Received
from copanalytics.shipping import shipped

SAMPLES = Path(__file__).parent / "exports"
SHARED = ROOT.parent / "shared" / "samples" / "attendance"
ZOOM = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n"
HISTORY = "Topic,Meeting ID,Start Time,End Time,Duration (Minutes)," + ZOOM

shared = pytest.mark.skipif(not SHARED.exists(), reason="the real samples (../shared) are not here")


def read(tmp_path: Path, text: str | bytes, name: str = "export.csv", **told) -> Export:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return exports.read(path, name, Reading(**told))


def refusal(tmp_path: Path, text: str, **told) -> str:
    with pytest.raises(CopanalyticsError) as raised:
        read(tmp_path, text, **told)
    return str(raised.value)


def said(found: Export) -> list[str]:
    return [str(problem) for problem in found.problems]


def met(topic: str, day: str, who: str = "Ida Marlow") -> str:
    times = f"{day} 02:00:00 PM,{day} 03:00:00 PM,60"
    return f"{topic},{topic}-1,{times},{who},,{times}\n"


@shared
@pytest.mark.parametrize(
    ("name", "day", "rows", "minutes"),
    [
        ("teams_en_flatlist_utf16le_dmy.csv", dt.date(2020, 12, 11), 19, 137.25),
        ("teams_live_event_attendee_report_excerpt.csv", dt.date(2023, 3, 2), 80, None),
        ("bbb_events_sample.xml", None, 2, 2.9),
    ],
)
def test_real_events_are_paired_to_connections(name, day, rows, minutes):
    found = cop.read_export(SHARED / name, date=day)

    assert len(found.table) == rows
    assert [p for p in found.problems if p.level == "error"] == []
    if minutes:
        assert found.table["minutes"].sum() == pytest.approx(minutes, abs=0.06)


def test_history_of_one_meeting_needs_no_date(tmp_path):
    found = read(tmp_path, HISTORY + met("Talk", "11/26/2024"))

    assert found.format == "zoom-history"
    assert found.table["minutes"].to_list() == [60]


def test_history_of_many_meetings_is_refused_without_a_date(tmp_path):
    text = HISTORY + met("Talk", "11/26/2024") + met("Board", "11/27/2024")

    assert "holds 2 meetings and the session's date is not known" in refusal(tmp_path, text)


def test_history_gives_the_meeting_of_the_sessions_day_and_counts_the_others(tmp_path):
    text = HISTORY + met("Talk", "11/26/2024") + met("Board", "11/27/2024", "Owen Farthing")
    found = read(tmp_path, text, date=dt.date(2024, 11, 26))

    assert found.table["name"].to_list() == ["Ida Marlow"]
    assert said(found) == ["1 of its rows are of meetings on other days than 2024-11-26; not read."]


def test_history_of_two_meetings_on_one_day_is_refused(tmp_path):
    text = HISTORY + met("Talk", "11/26/2024") + met("Board", "11/26/2024")

    assert "2 meetings on 2024-11-26 ('Talk', 'Board')" in refusal(
        tmp_path, text, date=dt.date(2024, 11, 26)
    )


def test_history_takes_the_order_that_some_rows_give_the_sessions_day(tmp_path):
    text = HISTORY + met("Talk", "02/05/2025") + met("Board", "03/09/2025", "Owen Farthing")
    found = read(tmp_path, text, date=dt.date(2025, 5, 2))

    assert found.table["joined_at"][0] == pd.Timestamp("2025-05-02T14:00Z")


def test_waiting_room_word_that_nobody_knows_stops(tmp_path):
    text = ZOOM.strip() + ",In Waiting Room\nIda,,2024-11-26 14:00,2024-11-26 15:00,60,Kyllä\n"

    assert "says 'Kyllä' for being in the waiting room" in refusal(tmp_path, text)


def test_unknown_column_of_yes_and_no_is_noted_as_perhaps_the_waiting_room(tmp_path):
    text = ZOOM.strip() + ",Odotushuone\nIda,,2024-11-26 14:00,2024-11-26 15:00,60,Yes\n"

    assert "does not know the column 'Odotushuone'" in said(read(tmp_path, text))[0]


def test_length_that_the_times_do_not_give_is_noted(tmp_path):
    found = read(tmp_path, ZOOM + "Ida,,2024-11-26 14:00:00,2024-11-26 15:00:00,90\n")

    assert found.table["minutes"].to_list() == [60]
    assert said(found) == [
        "line 2: states '90', its times give 60.0 minutes, which count; was it edited?"
    ]


def test_list_in_an_unknown_language_and_shape_is_not_claimed(tmp_path):
    text = "Nimi (alkuperäinen nimi),Sposti,A,B,Kesto (min),X,Y\nIda,,1,2,3,Yes,Yes\n"

    assert "is no export that copanalytics knows" in refusal(tmp_path, text)


def test_webinar_section_in_unknown_words_is_refused(tmp_path):
    text = "Attendee Report,\nDetalles,\nAsistió,Nombre,Correo,Entrada,Salida\nSí,Ida,,a,b\n"

    assert "line 2: has a section 'Detalles' whose headings are not known" in refusal(
        tmp_path, text
    )


def test_teams_action_that_nobody_knows_stops(tmp_path):
    text = "Full Name\tUser Action\tTimestamp\nIda\tLiittyi\t2021-02-23 08:30:03\n"

    assert "line 2: says 'Liittyi', and nobody said" in refusal(tmp_path, text)


def test_leaving_without_having_joined_is_noted_as_of_no_length(tmp_path):
    text = "Full Name\tUser Action\tTimestamp\nIda\tLeft\t2021-02-23 08:30:03\n"
    found = read(tmp_path, text)

    assert found.table["minutes"].to_list() == [0]
    assert said(found) == [
        "line 2: leaves without having joined; counted as a connection of no length."
    ]


def test_summary_counts_people_whom_the_rows_leave_out(tmp_path):
    text = (SAMPLES / "teams_summary/polish_semicolons.csv").read_text(encoding="utf-8-sig")
    stated = text.replace("Całkowita liczba uczestników;2", "Total Number of Participants;5")

    assert read(tmp_path, stated).unlisted == 3


def test_webinar_of_teams_tells_who_registered():
    found = cop.read_export(SAMPLES / "teams_attendance/excel_padded.csv").registrations

    assert found is not None
    assert found["email"].to_list() == ["saoirse@example.org"]
    assert found["registered_at"][0] == pd.Timestamp("2023-04-17T19:21:17Z")


def test_times_of_day_alone_need_a_day(tmp_path):
    text = (
        "First name,Last name,Email,Duration,Time joined,Time exited\nIda,M,,58 min,18:02,19:00\n"
    )

    assert "tells times of day alone" in refusal(tmp_path, text)


def test_day_of_the_files_name_serves_where_the_session_is_not_known(tmp_path):
    text = (SAMPLES / "meet_trackr/english.csv").read_text(encoding="utf-8")
    found = read(tmp_path, text, name="Meet---abc-defg-hij-2026-08-16.csv")

    assert found.table["joined_at"][0] == pd.Timestamp("2026-08-16T23:00Z")


def test_record_of_events_that_is_cut_short_is_refused(tmp_path):
    text = (SAMPLES / "bbb_events/dated.xml").read_text(encoding="utf-8")

    assert "is no whole XML" in refusal(tmp_path, text[:600])


def test_goto_report_names_its_headings_for_the_analyst(tmp_path):
    text = (SAMPLES / "goto_webinar/named_headings.csv").read_text(encoding="utf-8")

    assert "say in reference/mappings.csv (attendance,<heading>,<column>)" in refusal(
        tmp_path, text
    )


@pytest.mark.parametrize(
    ("stamp", "hour"),
    [("2021. 2. 23. 오후 8:30:03", 20), ("23/2/2021 8:30:03 a. m.", 8),
     ("23 févr. 2021 à 20:30", 20), ("23. Februar 2021 20:30", 20),
     ("23 de febrero de 2021 20:30", 20),
     ("fev. 23, 2021 8:30 da manhã", 8), ("'2021-02-23 20:30", 20), ('=""2021-02-23 20:30""', 20)],
)  # fmt: skip
def test_time_in_another_language_or_guard_is_the_same_instant(tmp_path, stamp, hour):
    text = ZOOM + f'Ida,,"{stamp}",2021-02-23 21:00:00,60\n'

    joined = read(tmp_path, text).table["joined_at"][0]
    assert (joined.date(), joined.hour) == (dt.date(2021, 2, 23), hour)


def test_no_name_of_a_month_means_two_months():
    from babel.dates import get_month_names

    names = [
        (name.casefold().rstrip("."), number)
        for locale in LOCALES
        for width in ("abbreviated", "wide")
        for number, name in get_month_names(width, "format", locale).items()
    ]

    assert {n for n, _ in names if len({k for m, k in names if m == n}) > 1} == set()
    assert len(months()) > 100


def test_words_of_platforms_have_one_meaning_each():
    table = shipped("attendance_words")
    twice = table.assign(word=table["word"].str.casefold()).drop_duplicates(
        ["format", "meaning", "word"]
    )
    clash = twice[twice.duplicated(["format", "word"], keep=False)]
    # The Portuguese first name of a webinar is 'Nome', and so on, never a second meaning.
    assert clash[["format", "word"]].drop_duplicates().to_numpy().tolist() == []


def connections(*rows: tuple[str, str | None, str | None, float]) -> Export:
    table = pd.DataFrame(rows, columns=["name", "joined_at", "left_at", "minutes"])
    times = {c: pd.to_datetime(table[c], utc=True) for c in ("joined_at", "left_at")}
    told = table.assign(email=None, waiting_room=False, role=None, **times)
    return Export("zoom-participants", "attendance", told)


def test_list_of_unique_users_beside_the_details_counts_once_and_says_so():
    detail = connections(("Ida", "2025-02-05 14:00", "2025-02-05 14:30", 30))
    files = [
        Received("detail.csv", "s", detail),
        Received("unique.csv", "s", connections(("ida", None, None, 31))),
    ]
    kept = without_overlaps(files)[1]

    assert kept.export is not None
    assert len(kept.export.table) == 0
    assert kept.notes == (
        Problem(
            None,
            "note",
            "1 of its 1 rows are in an export of the session that has times, which counts; "
            "counted once.",
        ),
    )


def test_list_of_unique_users_of_another_meeting_of_the_session_stays():
    detail = connections(("Ida", "2025-02-05 14:00", "2025-02-05 14:30", 30))
    other = connections(("Noor", None, None, 31), ("Owen", None, None, 20), ("Ida", None, None, 5))
    kept = without_overlaps([Received("a", "s", detail), Received("b", "s", other)])

    assert [len(file.export.table) for file in kept if file.export] == [1, 3]


def test_connection_in_two_reports_of_a_meeting_counts_with_its_later_end():
    early = connections(("Ida", "2025-02-05 14:00", "2025-02-05 14:30", 30))
    late = connections(
        ("Ida", "2025-02-05 14:00", "2025-02-05 15:00", 60),
        ("Ida", "2025-02-05 15:10", "2025-02-05 15:20", 10),
    )
    kept = without_overlaps([Received("a", "s", early), Received("b", "s", late)])

    assert [len(file.export.table) for file in kept if file.export] == [0, 2]
    assert "1 of its 1 rows are in another file" in kept[0].notes[0].message


FUZZ = runpy.run_path(str(ROOT / "benchmarks" / "fuzz.py"))
"""The script that damages samples by the hundred thousand; a few of each format are tried here."""


@pytest.mark.parametrize("folder", sorted({path.parent.name for path in FUZZ["samples"]()}))
@settings(max_examples=12, derandomize=True, deadline=None, database=None, phases=[Phase.generate])
@given(st.integers(0, 10**6))
def test_damaged_sample_is_read_rightly_or_refused_in_a_line(folder, number):
    mine = [path for path in FUZZ["samples"]() if path.parent.name == folder]
    tried = FUZZ["tried"](mine[number % len(mine)], number, 0)

    assert tried.outcome in ("read", "refused")
    assert tried.wrong == ""


def test_the_format_that_the_guide_adds_is_found_and_read(tmp_path, monkeypatch):
    guide = (ROOT / "docs" / "add-a-format.md").read_text(encoding="utf-8")
    sample, table = re.findall(r"```csv\n(.*?)```", guide, re.DOTALL)
    (code,) = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)
    (tmp_path / "parlour.py").write_text(code, encoding="utf-8")
    monkeypatch.setattr(exports, "__path__", [*exports.__path__, str(tmp_path)])
    monkeypatch.setattr(exports, "formats", exports.formats.__wrapped__)
    found = read(tmp_path, sample)

    assert found.format == "parlour"
    times = dict.fromkeys(("joined_at", "left_at"), "datetime64[us, UTC]")
    told = pd.read_csv(io.StringIO(table), dtype=dict.fromkeys(("name", "email", "role"), "str"))
    types = found.table.dtypes.to_dict()
    pd.testing.assert_frame_equal(found.table, told.astype(times).astype(types))
    assert ast.get_docstring(ast.parse(code))


def test_teams_list_in_unknown_words_is_read_by_who_does_what_first():
    path = SAMPLES / "teams_list" / "unknown_language.csv"
    found = exports.read(path, path.name, Reading("Europe/Amsterdam", dt.date(2025, 6, 18)))

    assert "'verlaten' as leaving" in said(found)[0]


def test_three_columns_that_nobody_does_in_turn_are_no_teams_list(tmp_path):
    once = "Name\tAnswer\tSent\nIda\tyes\t2025-02-05 14:00\nBo\tno\t2025-02-05 14:05\n"

    assert "no export that copanalytics knows" in refusal(tmp_path, once)


def test_teams_list_with_a_word_done_out_of_turn_is_refused(tmp_path):
    rows = ("Joined\t2/5/2025, 2:00:00 PM", "Left\t2/5/2025, 2:10:00 PM",
            "Waved\t2/5/2025, 2:20:00 PM", "Waved\t2/5/2025, 2:30:00 PM")  # fmt: skip
    text = "Full Name\tUser Action\tTimestamp\n" + "".join(f"Ida\t{row}\n" for row in rows)

    assert "says 'Waved'" in refusal(tmp_path, text, date=dt.date(2025, 2, 5))


def test_teams_lengths_that_do_not_add_up_are_noted(tmp_path):
    path = SAMPLES / "teams_attendance" / "resaved_utf8.csv"
    text = path.read_text(encoding="utf-8")
    people, connections = text.split("3. ", 1)
    length = people.strip().splitlines()[-1].split("\t")[3]

    edited = people.replace(f"\t{length}\t", "\t3h 5m\t") + "3. " + connections
    found = read(tmp_path, edited, date=dt.date(2025, 3, 4))
    assert any("states '3h 5m' in all" in line for line in said(found))


@pytest.mark.parametrize(
    "text",
    [
        "00:21:14\tIda Marlow:\thello\r\n00:21:20\tBo Finn:\tyes\r\n",
        "09:12:01 From Ida Marlow to Everyone:\n\thello\n",
        "09:12:01 From Ida Marlow : hello\n09:13:01 From Bo Finn : yes\n",
        "2026-02-05 09:12:01 From Ida Marlow to Everyone:\n\thello\n",
    ],
)
def test_chat_of_a_meeting_is_refused_by_name(tmp_path, text):
    assert "is a chat of a meeting" in refusal(tmp_path, text)


def test_captions_are_refused_by_name(tmp_path):
    text = "WEBVTT\n\n1\n00:00:04.859 --> 00:00:07.410\nIda: hello\n"

    assert "is the captions of a recording" in refusal(tmp_path, text)


def test_history_of_which_no_time_can_be_read_reports_its_rows(tmp_path):
    row = met("Exchange", "02/05/2025").replace("02:00:00 PM", "?").replace("03:00:00 PM", "?")
    found = read(tmp_path, HISTORY + row, date=dt.date(2025, 2, 5))

    assert [problem.level for problem in found.problems] == ["error"]

"""Every sample file is read as the table beside it, and known to one format only."""

import tomllib
from pathlib import Path

import pandas as pd
import pytest

import copanalytics as cop
from copanalytics import exports
from copanalytics.errors import CopanalyticsError
from copanalytics.exports import Reading
from copanalytics.exports._content import content, content_of
from copanalytics.topics import participation

HERE = Path(__file__).parent / "exports"
SHARED = Path(__file__).parents[2] / "shared"
BESIDE = (".expected.csv", ".toml", ".py")
"""Ends of the names of files that stand beside the samples."""

KINDS = {
    "break_out_notes": "feedback", "padlet": "feedback",
    "zoom_polls": "poll", "slido_polls": "poll", "mentimeter": "poll",
    "zoom_questions": "questions", "slido_questions": "questions",
    "zoom_registration": "registration", "eventbrite": "registration", "meetup": "registration",
    "mailchimp": "members", "google_contacts": "members", "wild_apricot": "members",
    "civicrm": "members",
}  # fmt: skip
"""Folder of samples to their kind, where its name does not tell."""

SAMPLES = sorted(
    path for path in HERE.glob("*/*") if path.is_file() and not path.name.endswith(BESIDE)
)
FEEDBACK = (
    "google_forms", "jotform", "kobo_toolbox", "limesurvey", "microsoft_forms", "odk_central",
    "qualtrics", "surveymonkey", "typeform",
)  # fmt: skip
"""The formats of which samples are forms."""

ATTENDED = "Ida Marlow,ida@example.org,11/26/2024 02:00:00 PM,11/26/2024 03:00:00 PM,60\n"
ZOOM = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n"

shared = pytest.mark.skipif(not SHARED.exists(), reason="the real samples (../shared) are not here")


def title(path: Path) -> str:
    return path.relative_to(HERE).as_posix()


def kind(path: Path) -> str:
    """The kind of a sample by its folder, else by the table beside it; of `mapped`, by its name."""
    if path.parent.name in KINDS:
        return KINDS[path.parent.name]
    if path.parent.name == "mapped":
        return path.stem.split("_")[0]
    headings = path.with_suffix(".expected.csv").read_text(encoding="utf-8").partition("\n")[0]
    return "feedback" if "question" in headings.split(",") else "attendance"


def told(path: Path) -> Reading:
    """What the file `<stem>.toml` beside a sample says of it."""
    beside = path.with_suffix(".toml")
    said = tomllib.loads(beside.read_text(encoding="utf-8")) if beside.exists() else {}
    mapping = pd.DataFrame(said.pop("mapping", []), columns=["kind", "heading", "column"])
    return Reading(**said, mappings=mapping.astype("str"))


def expected(path: Path, like: pd.DataFrame) -> pd.DataFrame:
    """The table beside a sample, its texts as the types of the columns that were found."""
    times = like.select_dtypes("datetimetz").dtypes.to_dict()
    types = {**like.dtypes.to_dict(), **dict.fromkeys(times, "str")}
    beside = path.with_suffix(".expected.csv")
    said = pd.read_csv(beside, dtype=types, keep_default_na=False, na_values="", encoding="utf-8")
    return said.astype(times)


@pytest.mark.parametrize("path", SAMPLES, ids=title)
def test_sample_is_read_as_the_table_beside_it(path):
    found = exports.read(path, path.name, told(path))

    pd.testing.assert_frame_equal(found.table, expected(path, found.table))
    assert found.format == path.parent.name.replace("_", "-")
    assert found.kind == kind(path)
    assert [problem for problem in found.problems if problem.level == "error"] == []


@pytest.mark.parametrize("path", SAMPLES, ids=title)
def test_sample_is_claimed_by_its_format_alone(path):
    source = content_of(path.read_bytes(), path.name)

    claims = {name for name, format_ in exports.formats().items() if format_.recognises(source)}
    assert claims == {path.parent.name.replace("_", "-")} - {"mapped"}


def test_every_format_has_samples():
    folders = {path.parent.name for path in SAMPLES}

    assert folders == {name.replace("-", "_") for name in exports.formats()} | {"mapped"}


def test_workbooks_are_what_their_script_writes(tmp_path):
    import runpy

    runpy.run_path(str(HERE / "make_workbooks.py"))["write"](tmp_path)
    written = {path.name: content(path, "").rows for path in tmp_path.glob("*.xlsx")}

    kept = (HERE / "microsoft_forms").glob("*.xlsx")
    assert written == {path.name: content(path, "").rows for path in kept}


def test_live_tools_workbooks_are_what_their_script_writes(tmp_path):
    import runpy

    runpy.run_path(str(HERE / "make_live_tools.py"))["write"](tmp_path)
    written = {path.relative_to(tmp_path): sheets(path) for path in tmp_path.glob("*/*")}

    assert written == {path: sheets(HERE / path) for path in written}


def sheets(path: Path) -> dict[str, list]:
    """The rows of every sheet of a workbook."""
    return dict(content(path, "").sheets)


def problems(name: str) -> list[str]:
    path = HERE / name
    return [str(problem) for problem in exports.read(path, path.name, told(path)).problems]


def test_row_without_a_join_time_is_noted_as_of_no_length():
    assert problems("teams_attendance/excel_padded.csv") == [
        "line 21: has no join time; counted as a connection of no length."
    ]


def test_submission_without_an_answer_is_noted():
    assert problems("google_forms/sheet_duplicates_blanks.csv") == ["line 5: answers no question."]


def test_count_of_unique_users_is_not_the_count_of_connections():
    assert problems("zoom_participants/unique_new.csv") == []


def test_webinar_tells_who_registered_beside_who_came():
    path = HERE / "zoom_webinar/ragged_2020.csv"
    found = exports.read(path, path.name, told(path)).registrations

    assert found["name"].to_list() == [
        "Noor Belhadj", "Saoirse Keane", "Owen Farthing", "Pilar Encinas"
    ]  # fmt: skip
    assert found["status"].to_list() == ["approved", "approved", "approved", "denied"]
    assert found["registered_at"][2] == pd.Timestamp("2020-03-02T10:51:59Z")


def test_registration_times_have_the_order_of_the_joins():
    path = HERE / "zoom_webinar/numeric_2026.csv"
    found = exports.read(path, path.name, told(path)).registrations

    # 08/09 alone could be 8 September, the day after the webinar.
    assert found["registered_at"][0] == pd.Timestamp("2026-08-09T20:00:00Z")


@pytest.mark.parametrize(("stated", "unlisted"), [(5, 2), (3, 0), (1, 0)])
def test_people_whom_teams_counts_and_does_not_list_are_unlisted(tmp_path, stated, unlisted):
    text = (HERE / "teams_attendance/utf16be.csv").read_bytes().decode("utf-16")
    path = tmp_path / "teams.csv"
    path.write_bytes(text.replace("participants\t3", f"participants\t{stated}").encode("utf-16"))

    assert cop.read_export(path).unlisted == unlisted


def test_connection_that_ends_before_it_begins_is_reported_and_not_read(tmp_path):
    path = tmp_path / "zoom.csv"
    path.write_text(ZOOM + ATTENDED + "Owen,,11/26/2024 03:00:00 PM,11/26/2024 02:00:00 PM,60\n")
    found = cop.read_export(path)

    assert found.table["name"].to_list() == ["Ida Marlow"]
    assert [(p.line, p.level) for p in found.problems] == [(3, "error")]


def test_row_with_more_cells_than_headings_is_reported_and_not_read(tmp_path):
    path = tmp_path / "zoom.csv"
    path.write_text(ZOOM + ATTENDED + ATTENDED.replace("Ida Marlow", "Marlow, Ida"))
    found = cop.read_export(path)

    assert len(found.table) == 1
    assert [str(p) for p in found.problems] == [
        "line 3: has 6 cells under 5 headings; was not read."
    ]


def test_connections_that_the_preamble_counts_and_the_rows_lack_are_noted(tmp_path):
    path = tmp_path / "zoom.csv"
    path.write_text(f"Meeting ID,Topic,Participants,\n1,Talk,9,\n\n{ZOOM}{ATTENDED}")

    assert [str(problem) for problem in cop.read_export(path).problems] == [
        "line 2: states 9 connections, 1 are listed."
    ]


@shared
def test_every_real_export_is_recognised_without_errors():
    community = cop.load(SHARED / "real-community")
    found = community.files.set_index("session")

    assert found["format"].to_dict() == {
        "webinar-1": "zoom-webinar",
        "class-1": "zoom-participants",
        "scrum-1": "teams-attendance",
        "scrum-2": "teams-attendance",
    }
    assert found["unread"].sum() == 0


@shared
def test_real_class_has_97_connections_of_89_people():
    found = cop.read_export(next((SHARED / "real-community/exports/2020-04-15").iterdir()))

    assert len(found.table) == 97
    assert found.table["email"].nunique() == 89


@shared
def test_presence_in_the_real_class_is_below_the_files_own_minutes():
    path = next((SHARED / "real-community/exports/2020-04-15").iterdir())
    own = pd.read_csv(path, skiprows=3)["Duration (Minutes)"].sum()
    minutes = participation.presence(cop.load(SHARED / "real-community").attendance)

    assert own == 8537
    assert minutes["class-1"].sum() == pytest.approx(8488.9, abs=0.05)


@shared
@pytest.mark.parametrize(("day", "listed", "unlisted"), [("14", 7, 0), ("15", 8, 1)])
def test_real_teams_meetings_list_7_of_7_and_8_of_9_people(day, listed, unlisted):
    path = SHARED / f"real-community/exports/2022-11-{day}/IDL-{day}-11-22.csv"
    found = cop.read_export(path, timezone="Europe/Brussels")

    assert found.table["email"].nunique() == listed
    assert found.unlisted == unlisted


REAL = {
    "attendance/zoom_en_2020_rejoins_with_preamble.csv": ("zoom-participants", 97),
    "attendance/zoom_en_new_lowercase_unique.csv": ("zoom-participants", 5),
    "attendance/zoom_en_unique_bom.csv": ("zoom-participants", 3),
    "attendance/zoom_en_unique_preamble_1.csv": ("zoom-participants", 10),
    "attendance/zoom_webinar_en_2020_anonymised.csv": ("zoom-webinar", 1002),
    "attendance/teams_en_3section_utf16be_14nov22.csv": ("teams-attendance", 7),
    "attendance/teams_en_3section_utf8_15nov22.csv": ("teams-attendance", 8),
    "attendance/teams_en_webinar_registration_utf16le_excelpadded.csv": ("teams-attendance", 8),
    "feedback/google_forms_it_sheets.csv": ("google-forms", 4),
    "attendance/zoom_poll_en_2020.csv": ("zoom-polls", 12),
    "feedback/zoom_poll_A_pre2021.csv": ("zoom-polls", 12),
    "feedback/zoom_poll_B_2021_preamble.csv": ("zoom-polls", 6),
    "feedback/zoom_poll_C_overview_launched.csv": ("zoom-polls", 11),
    "feedback/zoom_poll_D_row_per_answer.csv": ("zoom-polls", 6),
    "feedback/zoom_qa_report.csv": ("zoom-questions", 3),
    "feedback/eventbrite_fake.csv": ("eventbrite", 2),
    "feedback/meetup_fake.csv": ("meetup", 2),
    "feedback/mailchimp_audience_fake.csv": ("mailchimp", 1),
    "feedback/google_contacts_fake.csv": ("google-contacts", 3),
    "feedback/wildapricot_fake.csv": ("wild-apricot", 4),
    "attendance/teams_es_flatlist_utf16le.csv": ("teams-list", 34),
    "attendance/teams_fr_2021_summary_masked.csv": ("teams-summary", 7),
    "attendance/teams_live_event_attendee_report_excerpt.csv": ("teams-live-event", 100),
    "attendance/webex_event_utf16le_excelguard.csv": ("webex", 4),
    "feedback/msforms_quiz_cp1252.csv": ("microsoft-forms", 4),
    "feedback/qualtrics_sample.csv": ("qualtrics", 2),
    "feedback/surveymonkey_condensed_fake.csv": ("surveymonkey", 9),
    "feedback/surveymonkey_starwars_head.csv": ("surveymonkey", 257),
    "feedback/surveymonkey_steak_head.csv": ("surveymonkey", 71),
    "feedback/typeform_fake.csv": ("typeform", 6),
}
"""Samples that were really downloaded, their format and their rows."""


@shared
@pytest.mark.parametrize("name", REAL)
def test_real_sample_is_read_whole(name):
    found = cop.read_export(SHARED / "samples" / name)

    assert (found.format, len(found.table)) == REAL[name]
    assert [problem for problem in found.problems if problem.level == "error"] == []


@shared
def test_real_files_of_other_platforms_are_refused_not_guessed():
    others = [
        path
        for path in sorted((SHARED / "samples").glob("*/*.csv"))
        if path.relative_to(SHARED / "samples").as_posix() not in REAL
    ]
    refused = [path.name for path in others if _refused(path)]

    assert refused == [path.name for path in others]


def _refused(path: Path) -> bool:
    try:
        cop.read_export(path)
    except CopanalyticsError:
        return True
    return False

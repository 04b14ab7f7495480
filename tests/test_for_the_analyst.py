"""Lists about single members: whole for the analyst, and on no page."""

import json
from pathlib import Path

import pandas as pd
import pytest
from make_demo import invent
from small import ROOT, demo_reports, folder, zoom

import copanalytics as cop
from copanalytics.belonging import country_disagreements, country_of
from copanalytics.cli import main
from copanalytics.people import KEY_FILE
from copanalytics.retention import ever_reached
from copanalytics.unreached import never_came

DEMO = ROOT / "data" / "demo"
AUDIENCE = (
    "Email Address,First Name,Last Name,Company,Country,CC,MEMBER_RATING,LEID\n"
    "ann.ash@example.org,Ann,Ash,Lantern House,France,BE,2,1\n"
    "bea.birch@example.org,Bea,Birch,Mill House,Ireland,IE,2,2\n"
    "cal.cedar@example.org,Cal,Cedar,Orchard House,,GB,2,3\n"
    "dan.dogwood@example.org,Dan,Dogwood,Quay House,Ireland,GB,2,4\n"
)
"""A Mailchimp audience, of whom Ann and Dan open messages elsewhere than they say."""


def circle(path: Path, members: str = AUDIENCE) -> Path:
    """A community of these members, of whom Ann Ash and Bea Birch came."""
    came = {"exports/2025-02-05/a.csv": zoom("Ann Ash", "Bea Birch")}
    return folder(path, files={**came, "members.csv": members, KEY_FILE: "secret"})


def differing(community: cop.Community) -> pd.DataFrame:
    return country_disagreements(community.members, community.registrations, community.attendance)


def unmet(community: cop.Community, quarter: str) -> pd.DataFrame:
    return never_came(community.members, cop.Edition.of(community, quarter).attendees_so_far)


def notes(path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What `check` notes of the directory."""
    main(["check", str(path), "--json"])
    files = json.loads(capsys.readouterr().out)["files"]
    return next(file["notes"] for file in files if file["file"] == "members.csv")


def test_every_other_country_of_the_demo_is_listed():
    truth, community = invent(), cop.load(DEMO)
    people = truth.people[truth.people["member"] == "yes"]
    asked = truth.registrations.merge(people[["person", "country"]], on="person")
    away = asked[asked["place"] != asked["country"]]

    found = differing(community)
    registered = found[found["told_by"] == "registration"]
    pairs = [sorted(zip(t[a], t[b], strict=True)) for t, a, b in
             ((registered, "declared", "derived"), (away, "country", "place"))]  # fmt: skip
    assert pairs[0] == pairs[1]
    assert len(away) == 2
    assert set(found["told_by"]) == {"registration", "connection"}
    assert found["source"].str.startswith("exports/2025-03-19/").all()
    known = country_of(community.members, community.registrations, community.attendance)
    assert found["person"].map(known).tolist() == found["declared"].tolist()


def test_what_mailchimp_derives_is_kept_and_listed_where_a_country_is_declared(tmp_path: Path):
    community = cop.load(circle(tmp_path))

    assert community.members["derived_country"].tolist() == ["BE", "IE", "GB", "GB"]
    found = differing(community)
    columns = ["declared", "derived", "told_by"]
    assert found[columns].to_numpy().tolist() == [
        ["FR", "BE", "directory"], ["IE", "GB", "directory"],
    ]  # fmt: skip
    assert found["source"].isna().all()


def test_check_counts_them_and_names_countries_alone(tmp_path: Path, capsys):
    assert notes(circle(tmp_path), capsys) == [
        "members.csv: of 2 of its people a platform tells another country (FR/BE, IE/GB); the "
        "directory's, the first, counts. notebooks/languages.ipynb lists them."
    ]
    assert notes(DEMO, capsys) == [
        "members.csv: of 2 of its people a platform tells another country (FR/GB, GB/PT); the "
        "directory's, the first, counts. notebooks/languages.ipynb lists them."
    ]


def test_check_names_the_most_frequent_pairs_of_many(tmp_path: Path, capsys):
    away = ("AT", "BE", "CH", "CZ", "DE", "ES", "GB", "IE", "NL", "PT", "PT")
    rows = "".join(f"p{n}@example.org,,,,France,{cc},2,{n}\n" for n, cc in enumerate(away))

    told = notes(circle(tmp_path, AUDIENCE.splitlines()[0] + "\n" + rows), capsys)
    pairs = "(FR/PT, FR/AT, FR/BE, FR/CH, FR/CZ, FR/DE, FR/ES, FR/GB and 2 more)"
    assert len(told) == 1
    assert f"of 11 of its people a platform tells another country {pairs};" in told[0]


def test_check_says_nothing_of_countries_that_agree(tmp_path: Path, capsys):
    assert notes(circle(tmp_path, AUDIENCE.replace("BE", "FR").replace("GB", "IE")), capsys) == []


def test_check_compares_no_country_while_a_file_is_refused(tmp_path: Path, capsys):
    path = circle(tmp_path)
    (path / "exports/2025-02-05/b.csv").write_text("What,is,this\n1,2,3\n")

    assert notes(path, capsys) == []


def test_who_has_never_come_is_listed_series_by_series_in_the_directory_s_order(tmp_path: Path):
    found = unmet(cop.load(circle(tmp_path)), "2025-Q1")

    columns = ["series", "organisation", "country"]
    assert found[columns].fillna("").to_numpy().tolist() == [
        ["Circle", "Orchard House", ""], ["Circle", "Quay House", "IE"],
    ]  # fmt: skip


@pytest.mark.parametrize("quarter", ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"])
def test_the_list_is_as_long_as_the_number_in_the_report(quarter: str):
    community = cop.load(DEMO)
    here = cop.Edition.of(community, quarter).attendees_so_far
    core = community.members[community.members["status"] == "Core"]

    listed = unmet(community, quarter)
    for series, rows in here.groupby("series"):
        mine = listed[listed["series"] == series]
        told = [ever_reached(members, rows)["never"]["person"] for members in
                (core, community.members)]  # fmt: skip
        assert [int((mine["status"] == "Core").sum()), len(mine)] == told
    assert set(listed["series"]) <= set(here["series"])


def test_the_command_tells_their_names_to_the_terminal(tmp_path: Path, capsys):
    assert main(["unreached", str(circle(tmp_path))]) == 0

    assert capsys.readouterr().out.splitlines() == [
        "These lines hold names: keep them on this computer.",
        "",
        "Circle: 2 of 4 members have never come.",
        "  Cal Cedar <cal.cedar@example.org>, Orchard House",
        "  Dan Dogwood <dan.dogwood@example.org>, Quay House, IE",
        "",
        "One of them may have come under another name: see `copanalytics match`.",
    ]


def test_the_command_lists_whom_the_notebook_lists_of_the_latest_quarter(capsys):
    main(["unreached", str(DEMO)])
    told = capsys.readouterr().out.splitlines()

    listed = unmet(cop.load(DEMO), "2025-Q4")
    lines = [line for line in told if line.startswith("  ") and "@" in line]
    assert len(lines) == len(listed) > 5
    assert [row for row, line in zip(listed["organisation"], lines, strict=True)
            if row not in line] == []  # fmt: skip
    assert max(map(len, told)) <= 100


def test_two_members_of_one_name_are_each_told(tmp_path: Path, capsys):
    other = "dan@example.net,Dan,Dogwood,Mill House,France,FR,2,5\n"
    main(["unreached", str(circle(tmp_path, AUDIENCE + other))])

    told = capsys.readouterr().out
    assert [line.strip() for line in told.splitlines() if "Dogwood" in line] == [
        "Dan Dogwood <dan.dogwood@example.org>, Quay House, IE",
        "Dan Dogwood <dan@example.net>, Mill House, FR",
    ]


def test_the_command_says_that_nobody_can_be_listed(tmp_path: Path, capsys):
    main(["unreached", str(folder(tmp_path))])

    nothing = "There is no member directory, or nobody came yet.\n"
    assert capsys.readouterr().out == nothing


def test_nobody_came_to_a_cancelled_session(tmp_path: Path, capsys):
    path = circle(tmp_path)
    sessions = path / "sessions.csv"
    sessions.write_text(sessions.read_text().replace("held", "cancelled"))
    main(["unreached", str(path)])

    assert "nobody came yet" in capsys.readouterr().out


def test_without_attendance_or_directory_both_lists_are_empty(tmp_path: Path):
    community = cop.load(folder(tmp_path))

    assert differing(community).empty
    assert unmet(community, "2025-Q1").empty


def test_neither_list_is_in_any_file_of_a_report(tmp_path: Path):
    path, out = circle(tmp_path / "c"), tmp_path / "out"
    community = cop.load(path)
    assert main(["report", str(path), "--out", str(out)]) == 0

    private = {*differing(community)["person"], *unmet(community, "2025-Q1")["person"]}
    private |= {*community.members["organisation"], *differing(community)["source"].dropna()}
    written = [p.read_text(encoding="utf-8") for p in out.rglob("*") if p.is_file()]
    assert len(private) == 7
    assert len(written) == 4
    assert [word for word in private for text in written if word in text] == []


def test_no_organisation_that_has_never_come_is_on_a_page_of_the_demo():
    lists = [unmet(cop.load(DEMO), quarter) for quarter in ("2025-Q1", "2025-Q4")]
    organisations = set(pd.concat(lists)["organisation"])
    pages = [p.read_text(encoding="utf-8") for p in demo_reports().rglob("*") if p.is_file()]

    assert len(organisations) > 5
    assert [name for name in organisations for text in pages if name in text] == []

"""Lists about single members: whole for the analyst, and on no page."""

import json
from pathlib import Path

import pandas as pd
import pytest
from make_demo import invent
from small import ROOT, folder, zoom

import copanalytics as cop
from copanalytics.belonging import country_disagreements, country_of
from copanalytics.cli import main
from copanalytics.people import KEY_FILE

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

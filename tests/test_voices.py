"""Polls, questions, posts and notes arrive in the tidy tables as what they are."""

from pathlib import Path

import pandas as pd
import pytest
from small import folder, form, zoom

import copanalytics as cop
from copanalytics.errors import CopanalyticsError
from copanalytics.feedback import of_forms
from copanalytics.intake import read_folder

SAMPLES = Path(__file__).parent / "exports"
DAY = "exports/2025-02-05"
POLL = "#,User Name,User Email,Submitted Date/Time,How useful?\n"
ASKED = "Question and Answer Report\n#,Question,Asker Name,Asker Email,Answer(s)\n"


def community(tmp_path: Path, **files: str) -> cop.Community:
    named = {f"{DAY}/{name}.txt": text for name, text in files.items()}
    return cop.load(folder(tmp_path, files=named))


def read(tmp_path: Path, text: str):
    path = tmp_path / "export.txt"
    path.write_bytes(text.encode())
    return cop.read_export(path)


def said(tmp_path: Path, text: str) -> list[tuple[str, str]]:
    table = read(tmp_path, text).table
    return list(zip(table["question"], table["answer"], strict=True))


def lines(tmp_path: Path, text: str) -> list[str]:
    return [str(problem) for problem in read(tmp_path, text).problems]


def test_choices_of_a_poll_are_answers_and_no_comments(tmp_path):
    poll = POLL + "1,Ann,ann@example.org,2025-02-05 15:00,Very\n2,Anonymous Attendee,,,Very\n"
    found = community(tmp_path, poll=poll)

    assert found.answers["answer"].to_list() == ["Very", "Very"]
    assert found.answers["person"].ne("").to_list() == [True, False]
    assert found.comments.empty


def test_anonymous_votes_are_as_many_respondents(tmp_path):
    rows = "".join(f"{n},Anonymous Attendee,,2025-02-05 15:00,Yes\n" for n in range(1, 6))

    assert read(tmp_path, POLL + rows).table["respondent"].nunique() == 5


def test_respondent_is_no_name_and_no_address(tmp_path):
    table = read(tmp_path, POLL + "1,Ann,ann@example.org,2025-02-05 15:00,Very\n").table

    assert table["respondent"].to_list() == ["1"]


def test_long_answer_of_a_poll_stops_until_somebody_says_what_it_is(tmp_path):
    long = "We would rather have had more time in the small rooms than in the plenum"
    files = {f"{DAY}/p.csv": POLL + f"1,Ann,,2025-02-05 15:00,{long}\n"}

    with pytest.raises(CopanalyticsError, match=r"asks 'How useful\?'; say in reference/prompts"):
        cop.load(folder(tmp_path, files=files))


def test_poll_question_that_the_analyst_names_gives_comments(tmp_path):
    files = {
        f"{DAY}/p.csv": POLL + "1,Ann,,2025-02-05 15:00,Small rooms\n",
        "reference/prompts.csv": "question,prompt\nHow useful?,worked\n",
    }
    found = cop.load(folder(tmp_path, files=files))

    assert found.comments["prompt"].to_list() == ["worked"]
    assert found.answers.empty


def test_question_of_the_audience_is_a_comment_and_its_answer_is_not(tmp_path):
    asked = ASKED + "1,Who pays?,Ann,,Answered by Host: We do.\n2,And you?,Anonymous,,\n"
    found = community(tmp_path, asked=asked).comments

    assert found["text"].to_list() == ["Who pays?", "And you?"]
    assert set(found["prompt"]) == {"question"}
    assert "Host" not in found.to_csv()


def test_bullets_of_notes_are_comments_under_their_prompts(tmp_path):
    notes = "Room 1\nWhat worked well\n- Radio\nCe qui a moins bien marché\n- Les tracts\n"
    found = community(tmp_path, notes=notes).comments

    assert dict(zip(found["text"], found["prompt"], strict=True)) == {
        "Radio": "worked",
        "Les tracts": "not_worked",
    }
    assert found["person"].eq("").all()


HEADINGS = [
    ("What worked well", "worked"), ("Ce qui a bien marché", "worked"),
    ("Was gut funktioniert hat", "worked"), ("Lo que ha funcionado bien", "worked"),
    ("Wat ging goed", "worked"), ("Cosa ha funzionato bene", "worked"),
    ("O que funcionou bem", "worked"),
    ("What has not worked so well", "not_worked"), ("Ce qui n'a pas bien marché", "not_worked"),
    ("Was nicht so gut funktioniert hat", "not_worked"),
    ("Lo que no ha funcionado tan bien", "not_worked"), ("Wat minder goed ging", "not_worked"),
    ("Cosa non ha funzionato", "not_worked"), ("O que não funcionou tão bem", "not_worked"),
    ("Call to action", "action"), ("Appel à l'action", "action"), ("Was wir mitnehmen", "action"),
    ("Llamada a la acción", "action"), ("Oproep tot actie", "action"),
    ("Invito all'azione", "action"), ("Apelo à ação", "action"),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "prompt"), HEADINGS)
@pytest.mark.parametrize("mark", ["## {}", "{}", "**{}:**", "{} :", "{}\n-----"])
def test_heading_of_notes_is_known_in_seven_languages_however_marked(
    tmp_path, heading, prompt, mark
):
    found = community(tmp_path, notes=mark.format(heading.upper()) + "\n\n* One\n* Two\n")

    assert found.comments["prompt"].to_list() == [prompt, prompt]


@pytest.mark.parametrize("bullet", ["- ", "* ", "• ", "– ", "1. ", "2) ", "  - ", "- [ ] ", "•"])
def test_bullet_of_notes_is_known_by_any_of_its_marks(tmp_path, bullet):
    assert said(tmp_path, f"What worked well\n{bullet}Radio\n") == [("What worked well", "Radio")]


@pytest.mark.parametrize(
    ("heading", "language"),
    [("Room 2 (français)", "fr"), ("Salle 3 – English", "en"), ("Raum A: Deutsch", "de"),
     ("## Sala 1 [español]", "es"), ("Groep 4", None), ("Stanza 2 (piano terra)", None)],
)  # fmt: skip
def test_heading_of_a_room_names_it_and_may_name_its_language(tmp_path, heading, language):
    table = read(tmp_path, f"{heading}\n\nWhat worked well\n- Radio\n").table

    assert table["room"][0] == heading.removeprefix("## ")
    assert table["language"].to_list() == [language] or table["language"].isna().all()


def test_rooms_below_a_prompt_keep_it_and_a_room_above_begins_anew(tmp_path):
    below = "What worked well\nRoom 1\n- a\nRoom 2\n- b\n"
    above = "Room 1\nWhat worked well\n- a\nRoom 2\n- b\n"

    assert len(said(tmp_path, below)) == 2
    assert lines(tmp_path, above) == ["line 5: stands under no question; was not read."]


def test_line_that_goes_on_is_of_the_bullet_above(tmp_path):
    text = "What worked well\n- Radio,\n  and more radio\n- Posters\n"

    assert [answer for _, answer in said(tmp_path, text)] == ["Radio, and more radio", "Posters"]


def test_heading_of_notes_that_nobody_knows_is_asked_for(tmp_path):
    notes = "What worked well\n- Radio\n\nWhat the cat said\n- Miaow\n"
    found = read_folder(folder(tmp_path, files={f"{DAY}/n.txt": notes})).files[0].refused

    assert found is not None
    assert "asks 'What the cat said'; say in reference/prompts.csv" in found


def test_people_listed_in_notes_are_not_read_and_not_named(tmp_path):
    notes = "Participants:\n- Ann Ashworth\n\nWhat worked well\n- Radio\n"

    assert lines(tmp_path, notes) == ["line 2: names people; was not read."]
    assert said(tmp_path, notes) == [("What worked well", "Radio")]


def test_quotation_mark_in_notes_opens_no_cell(tmp_path):
    assert said(tmp_path, 'What worked well\n"Radio\n') == [("What worked well", '"Radio')]


def test_votes_posts_and_notes_are_not_in_the_response_rate(tmp_path):
    found = community(
        tmp_path,
        form=form(("Rooms", "Time")),
        poll=POLL + "1,Anonymous Attendee,,2025-02-05 15:00,Yes\n",
        notes="What worked well\n- Radio\n",
        padlet="Created At,Author,Subject,Body,Section\n,,,Radio,What worked well?\n",
    )
    forms = of_forms(pd.concat([found.comments, found.answers]), found.files)

    assert set(forms["source"]) == {f"{DAY}/form.txt"}


def test_overview_that_counts_more_responses_than_are_listed_is_noted(tmp_path):
    text = (SAMPLES / "zoom_polls/overview_2026.csv").read_text(encoding="utf-8")

    assert "line 7: states 9 responses to 'Feedback', 3 are listed." in lines(
        tmp_path, text.replace("1,Feedback,2,3", "1,Feedback,2,9")
    )


def test_number_missing_in_a_list_of_votes_is_noted(tmp_path):
    rows = "1,Ann,,2025-02-05 15:00,Yes\n3,Ben,,2025-02-05 15:00,No\n"

    assert lines(tmp_path, POLL + rows) == [
        "line 3: is number 3 after 1; are rows missing? Download it again."
    ]


def test_row_of_a_poll_without_a_number_is_reported_and_not_read(tmp_path):
    rows = "1,Ann,,2025-02-05 15:00,Yes\nBen,,2025-02-05 15:00,No,\n"

    assert lines(tmp_path, POLL + rows) == ["line 3: does not start with a number; was not read."]


def test_row_of_a_poll_that_is_cut_short_answers_nothing(tmp_path):
    rows = "1,Ann,,2025-02-05 15:00,Useful?,Yes\n2,Ben\n"
    poll = "#,User Name,User Email,Submitted Date/Time,,\n" + rows

    assert lines(tmp_path, poll) == ["line 3: answers no question."]


def test_same_poll_downloaded_twice_counts_once(tmp_path):
    rows = "".join(f"{n},Person {n},,2025-02-05 15:0{n},Yes\n" for n in range(1, 4))
    found = community(tmp_path, a=POLL + rows, b=POLL + rows + "4,Person 4,,2025-02-05 15:04,No\n")

    assert found.answers["answer"].to_list() == ["Yes", "Yes", "Yes", "No"]


def test_votes_without_a_time_are_not_taken_for_the_same(tmp_path):
    twice = [POLL + "1,Anonymous Attendee,,,Yes\n", POLL + "1,Anonymous Attendee,,,Yes\n\n"]
    found = community(tmp_path, a=twice[0], b=twice[1])

    assert len(found.answers) == 2


def test_phones_streets_and_birthdays_stay_out_of_the_tidy_tables(tmp_path):
    files = {
        "members.csv": (SAMPLES / "google_contacts/contacts_2024.csv").read_bytes(),
        f"{DAY}/e.csv": (SAMPLES / "eventbrite/uk.csv").read_bytes(),
        f"{DAY}/z.csv": zoom("Ann Ashworth"),
    }
    found = cop.load(folder(tmp_path, files=files))
    written = found.members.to_csv() + found.registrations.to_csv()

    assert len(found.registrations) == 2
    for private in ("555 0101", "1970", "Invented", "LS0", "noor@example.org", "Met in"):
        assert private not in written


def test_country_that_mailchimp_derives_is_kept_apart_from_the_declared(tmp_path):
    found = cop.read_export(SAMPLES / "mailchimp/subscribed.csv").table

    assert found["country"].fillna("").to_list() == ["Namibia", "", "NA"]
    assert found["derived_country"].fillna("").to_list() == ["US", "NA", ""]


@pytest.mark.parametrize("number", ["³", "9" * 5000])
def test_row_of_a_poll_with_no_number_that_counts_is_reported(tmp_path, number):
    found = read(tmp_path, POLL + f"1,Ann,,2025-02-05 15:00,Very\n{number},Bob,,,Little\n")

    assert found.table["answer"].to_list() == ["Very"]
    assert [problem.line for problem in found.problems] == [3]

"""What `check` proposes for a question is right, or it proposes nothing; nothing is applied."""

from pathlib import Path

import pandas as pd
import pytest
from small import folder, form

from copanalytics.cli import main
from copanalytics.proposing import proposed, rows
from copanalytics.references import CLOSED, PROMPTS
from copanalytics.shipping import shipped
from copanalytics.splitting import SESSION

WORDED = Path(__file__).parent / "prompts" / "worded.csv"
PLACE = "exports/2025-02-05/form.csv"


def test_cues_are_of_prompts_that_there_are_and_in_seven_languages():
    cues = shipped("cues")

    assert set(cues["prompt"]) == {*PROMPTS, CLOSED, SESSION}
    assert cues.groupby("prompt")["language"].nunique().eq(7).all()
    assert not cues.duplicated().any()


def test_questions_in_seven_languages_are_told_and_none_wrongly():
    asked = pd.read_csv(WORDED, dtype="str", keep_default_na=False, encoding="utf-8")
    told = asked["question"].map(lambda text: proposed(text) or "")

    wrong = asked[told.ne(asked["prompt"]) & told.ne("")]
    assert wrong["question"].to_list() == []
    assert (told == asked["prompt"]).mean() >= 0.95


@pytest.mark.parametrize(
    "question",
    ["What worked well and what did not?", "Your town?", "", "?", "Qu'avez-vous mangé ?"],
)
def test_unsure_question_has_no_proposal(question):
    assert proposed(question) is None


def test_slip_of_the_pen_in_a_known_question_is_recognised():
    assert proposed("How satisified were you with the session?") == "closed"


def test_question_over_two_lines_stays_one_row():
    assert rows(["A, b\nc?"]).splitlines() == ["# no proposal: A, b c?"]


def test_check_proposes_rows_that_can_be_added_as_they_are(tmp_path, capsys):
    asked = form(("The rooms", "The pace")).replace("What has worked well?", "What made you happy?")
    asked = asked.replace("What has not worked so well?", '"What was hard, and could be better?"')
    path = folder(tmp_path, files={PLACE: asked})

    assert main(["check", str(path)]) == 1
    block = capsys.readouterr().out.split("(question,prompt,reason):\n")[1]
    assert block.splitlines() == [
        "# no proposal: What made you happy?",
        '"What was hard, and could be better?",not_worked,proposed by check',
    ]
    said = "question,prompt,reason\n" + block + "What made you happy?,worked,asked so\n"
    folder(tmp_path, files={"reference/prompts.csv": said})
    assert main(["check", str(path)]) == 0


def test_check_of_a_folder_without_unmapped_questions_proposes_nothing(tmp_path, capsys):
    path = folder(tmp_path, files={PLACE: form(("The rooms", "The pace"))})

    assert main(["check", str(path)]) == 0
    assert "prompts.csv" not in capsys.readouterr().out

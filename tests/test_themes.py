"""What a report says of themes: what it rests on, how sure it is, and what it must never say."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from small import FORM, HEADINGS, SESSIONS, folder, form, zoom

import copanalytics as cop
from copanalytics.community import Community
from copanalytics.edition import Edition
from copanalytics.report.exporter import cleaned
from copanalytics.section import Section
from copanalytics.statistics import interval
from copanalytics.tables import conformed
from copanalytics.topics import themes
from copanalytics.topics.headlines import decisions, headlines

DAY = "exports/2025-02-05/"
CODEBOOK = {
    "reference/themes.csv": "theme,name,status\nfees,Fees,active\nlaw,Law,active\n"
    "nothing,Nothing,answer\n",
    "reference/terms.csv": "theme,term,match\nfees,fee,word\nlaw,law,word\nnothing,-,whole\n",
}
LATER = HEADINGS + "".join(
    f"s-{n},Circle,Title,2025-0{month}-05 14:00,,90,Zoom,en,held\n" for n, month in ((1, 2), (2, 5))
)


def circle(path: Path, answers: list[tuple[str, str]], **more: str) -> Community:
    """A community whose codebook has two themes, and of whose form these are the answers."""
    files = {DAY + "a.csv": zoom("Ann Ash"), DAY + "f.csv": form(*answers), **CODEBOOK, **more}
    return cop.load(folder(path, files=files))


def edition(community: Community, quarter: str = "2025-Q1") -> Edition:
    return Edition.of(community, quarter)


def confirmed(
    community: Community, told: dict[str, str], drawn: str = "random", fit: tuple[str, ...] = ()
) -> Community:
    """The community after an analyst gave the comments of these texts these themes."""
    comments = community.comments.set_index("comment")["text"]
    rows = [
        f"{number},{theme},analyst,,{'yes' if text in fit else ''},{drawn},"
        for number, text in comments.items()
        for theme in told.get(text, "").split("; ")
        if theme
    ]
    return recoded(community, rows)


def recoded(community: Community, rows: list[str]) -> Community:
    path = community.folder / "reference" / "codings.csv"
    head = "comment,theme,coder,date,fit_to_print,drawn,note\n"
    path.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    return cop.load(community.folder)


def cells(section: Section, theme: str) -> tuple[str, ...]:
    assert section.table
    return next(row[1:] for row in section.table.rows if row[0] == theme)


TWELVE = [(f"A fee of {n}", f"Plain {n}") for n in range(6)] + [
    (f"Fine {n}", f"The law {n}") for n in range(6)
]
AS_READ = {"A fee of": "fees", "Plain": "none", "Fine": "none", "The law": "law"}


def read_by_a_person(answers: list[tuple[str, str]]) -> dict[str, str]:
    texts = [text for pair in answers for text in pair]
    return {text: AS_READ[re.sub(r" \d+$", "", text)] for text in texts}


def test_unchecked_themes_have_no_interval_and_say_that_no_person_checked_them(tmp_path: Path):
    section = themes.worked(edition(circle(tmp_path, TWELVE)))

    assert section.answer == "Worked well: Fees (6 of 12); Not so well: Law (6 of 12)."
    assert cells(section, "Fees") == ("0", "6")
    assert "not checked by a person" in section.notes[0]
    assert "%" not in section.html().split("</figure>")[1]


def test_themes_that_a_person_read_have_wilsons_interval_and_say_so(tmp_path: Path):
    read = confirmed(circle(tmp_path, TWELVE), read_by_a_person(TWELVE))
    section = themes.worked(edition(read))

    low, high = interval(6, 12)
    assert cells(section, "Fees")[2:] == ("6", f"{low:.0%} to {high:.0%}")
    assert "A person read every comment" in section.notes[0]


HALF = [(f"A fee of {n}" if n % 2 else f"Fine {n}", f"Plain {n}") for n in range(20)]


def test_a_random_sample_is_said_to_be_one_and_its_numbers_are_about(tmp_path: Path):
    # The codebook finds a fee in ten; of the five of them that a person read, one has none.
    told = {text: "fees" if text.startswith("A fee") else "none" for text, _ in HALF[:10]}
    read = confirmed(circle(tmp_path, HALF), {**told, "A fee of 9": "none"})
    section = themes.worked(edition(read))

    assert section.answer == "Worked well: Fees (about 8 of 20)."
    assert "Worked well. A person checked 10 of 20 respondents, drawn by chance" in section.notes[0]
    assert "%" in cells(section, "Fees")[2]


def test_what_was_read_because_it_was_uncertain_corrects_nothing(tmp_path: Path):
    told = {text: "none" for text, _ in HALF[:10]}
    section = themes.worked(edition(confirmed(circle(tmp_path, HALF), told, "uncertain")))

    assert cells(section, "Fees") == ("0", "5")
    assert "too few were checked by a person (10 of 20 and 0 of 20 respondents)" in section.notes[0]


def test_what_the_coder_learned_is_not_measured_with_what_it_learned_from(tmp_path: Path):
    answers = [(f"Fine {n}", f"Plain {n}") for n in range(30)]
    told = {f"Fine {n}": "fees" for n in range(29)} | {f"Plain {n}": "none" for n in range(29)}
    read = confirmed(circle(tmp_path, answers), told)
    learned = read.coder.suggest(read.comments)

    assert "fees" in set(learned["theme"])
    assert read.by_codebook.empty


def two_coders(community: Community, agree: bool) -> Community:
    comments = community.comments
    fees = comments[comments["text"].str.startswith("A fee")]["comment"].tolist()
    rows = []
    for number in comments["comment"]:
        mine = "fees" if number in fees else "none"
        other = mine if agree else ("fees" if number in fees[:3] else "none")
        rows += [f"{number},{other},bea,,,random,", f"{number},{mine},ann,,,random,"]
    return recoded(community, rows)


def test_a_theme_on_which_two_people_disagree_has_no_number_in_any_form(tmp_path: Path):
    answers = [(f"A fee of {n}", f"Plain {n}") for n in range(6)]
    split = two_coders(circle(tmp_path, [*answers, *answers]), agree=False)
    now = edition(split)
    section = themes.worked(now)

    assert now.accuracy.unclear("confirmed") == {"fees"}
    assert section.chart is section.table is None
    assert "Definition unclear, as coders agree too little: Fees." in section.notes
    assert not any("Fees" in headline.told for headline in headlines(now))


def test_how_far_people_agree_stands_beside_what_they_read(tmp_path: Path):
    alike = two_coders(circle(tmp_path, TWELVE), agree=True)
    note = themes.worked(edition(alike)).notes[0]

    assert note.endswith("Two people agree well (kappa 1.00, likely 1.00 to 1.00; 24 comments).")


def test_how_far_the_codebook_agrees_stands_beside_what_rests_on_it(tmp_path: Path):
    told = {text: "fees" if text.startswith("A fee") else "none" for text, _ in HALF[:10]}
    read = confirmed(circle(tmp_path, HALF), {**told, "A fee of 9": "none"})
    note = themes.worked(edition(read)).notes[0]

    assert re.search(r"Codebook and analyst agree well \(kappa 0\.8\d?, .*; 10 comments\)\.$", note)


def test_a_bar_is_the_share_of_those_who_answered_that_prompt(tmp_path: Path):
    # Six of six say what did not work, six of twelve what did.
    answers = [(f"The law {n}", f"The fee {n}") for n in range(6)]
    answers += [(f"Fine {n}", "") for n in range(6)]
    section = themes.worked(edition(circle(tmp_path, answers)))

    assert section.table and section.table.rows[0][0] == "Fees"
    assert section.answer == "Worked well: Law (6 of 12); Not so well: Fees (6 of 6)."


def twice(path: Path, first: list, second: list) -> Community:
    texts = form(*second).replace("2025/02/05", "2025/05/05")
    files = {
        DAY + "a.csv": zoom("Ann Ash"),
        DAY + "f.csv": form(*first),
        "exports/2025-05-05/f.csv": texts,
        **CODEBOOK,
    }
    return cop.load(folder(path, LATER, files))


def test_a_change_by_more_than_chance_is_told_and_what_could_have_been_seen(tmp_path: Path):
    none = [(f"Fine {n}", "") for n in range(20)]
    all_of_them = [(f"A fee of {n}", "") for n in range(20)]
    notes = themes.worked(edition(twice(tmp_path, none, all_of_them), "2025-Q2")).notes

    assert (
        "Changed since January to March 2025, hardly by chance: Fees 0 of 20, now 20 of 20."
        in notes
    )
    assert any(note.startswith("With 20 and 20 respondents only a rise from 20%") for note in notes)


def test_the_same_people_are_compared_with_themselves(tmp_path: Path):
    head = FORM.replace("Timestamp,", "Timestamp,Email Address,")
    forms = [
        head + "".join(f"2025/0{month}/05 4:00:0{n} PM GMT+0,{n}@example.org,{said} {n},\n"
                       for n in range(10))
        for month, said in ((2, "Fine"), (5, "A fee of"))
    ]  # fmt: skip
    files = {DAY + "f.csv": forms[0], "exports/2025-05-05/f.csv": forms[1], **CODEBOOK}
    community = cop.load(folder(tmp_path, LATER, files))
    notes = themes.worked(edition(community, "2025-Q2")).notes

    assert any(note.endswith("Fees 0 of 10, now 10 of 10.") for note in notes)
    assert any(note.startswith("Of 10 people who answered both times, 6 would") for note in notes)


def test_a_change_that_chance_may_explain_is_not_told_as_one(tmp_path: Path):
    some = [(f"A fee of {n}" if n < 6 else f"Fine {n}", "") for n in range(20)]
    more = [(f"A fee of {n}" if n < 9 else f"Fine {n}", "") for n in range(20)]
    notes = themes.worked(edition(twice(tmp_path, some, more), "2025-Q2")).notes

    assert any("No theme that can be shown changed since" in note for note in notes)


def test_a_theme_that_few_named_before_is_not_compared(tmp_path: Path):
    few = [(f"A fee of {n}" if n < 3 else f"Fine {n}", "") for n in range(20)]
    all_of_them = [(f"A fee of {n}", "") for n in range(20)]
    notes = themes.worked(edition(twice(tmp_path, few, all_of_them), "2025-Q2")).notes

    assert any("No theme can be shown both now and for January" in note for note in notes)
    assert not any("hardly by chance" in note for note in notes)


def test_what_a_person_read_is_not_compared_with_what_a_machine_suggests(tmp_path: Path):
    same = [(f"A fee of {n}", "") for n in range(6)]
    other = [(f"The law {n}", "") for n in range(6)]
    half = confirmed(twice(tmp_path, same, other), {f"The law {n}": "law" for n in range(6)})
    notes = themes.worked(edition(half, "2025-Q2")).notes

    assert any("Not compared with January to March 2025" in note for note in notes)


def test_themes_of_the_same_respondents_are_told_where_nobody_follows(tmp_path: Path):
    both, neither = [("A fee", "The law")] * 6, [("Fine", "Plain")] * 6
    told = themes.worked(edition(circle(tmp_path / "a", both + neither))).notes
    one_alone = [*both, ("A fee", "Plain"), *neither]
    untold = themes.worked(edition(circle(tmp_path / "b", one_alone))).notes

    assert "Named by the same respondents: Fees with Law: 6 of 12." in told
    assert not any("same respondents" in note for note in untold)


def spoken_in(community: Community, *codes: str) -> Community:
    """The community with the language of each respondent's comments in turn."""
    order = community.comments["respondent"].drop_duplicates().tolist()
    codes_by = dict(zip(order, codes, strict=True))
    language = community.comments["respondent"].map(codes_by)
    return replace(community, comments=community.comments.assign(language=language))


def test_themes_by_language_add_up_small_groups(tmp_path: Path):
    english = [("A fee", "")] * 6 + [("Fine", "")] * 6
    others = [("A fee", "")] * 7 + [("Fine", "")] * 7
    community = circle(tmp_path, [*english, *others])
    languages = ["en"] * 12 + ["fr"] * 6 + ["nl"] + ["fr"] * 6 + ["de"]
    notes = themes.worked(edition(spoken_in(community, *languages))).notes

    told = "Worked well, by language: Fees 6 of 12 (English) and 7 of 14 (Others together)."
    assert told in notes
    assert "Dutch" not in " ".join(notes)


def test_themes_by_language_are_not_told_where_all_but_one_named_it(tmp_path: Path):
    answers = [("A fee", "")] * 11 + [("Fine", "")] * 7 + [("A fee", "")] * 6
    community = spoken_in(circle(tmp_path, answers), *["en"] * 12, *["fr"] * 12)

    assert not any("by language" in note for note in themes.worked(edition(community)).notes)


def test_themes_by_language_tell_not_of_one_who_left_the_question_out(tmp_path: Path):
    # The list of languages written tells 13 in English; one of them answered only the other prompt.
    answers = [("A fee", "Plain")] * 6 + [("Fine", "Plain")] * 6 + [("", "Plain")]
    answers += [("A fee", "Plain")] * 7 + [("Fine", "Plain")] * 7
    community = spoken_in(circle(tmp_path, answers), *["en"] * 13, *["fr"] * 14)

    assert not any("by language" in note for note in themes.worked(edition(community)).notes)


def test_themes_by_language_of_the_room_come_from_answers_that_name_a_room(tmp_path: Path):
    head = FORM.replace("\n", ",Which room were you in?\n")
    rows = [
        f"2025/02/05 4:00:{n:02d} PM GMT+0,{'A fee' if n % 2 else 'Fine'} {n},,"
        f"{'Salle 1' if n < 12 else 'Room 2'}"
        for n in range(24)
    ]
    listed = [
        f"{room},Person{n} Of{room[:4]},{n}.{room[:4]}@example.org"
        for room in ("Salle 1,French", "Room 2,English")
        for n in range(6)
    ]
    more = {
        DAY + "f.csv": head + "\n".join(rows) + "\n",
        DAY + "rooms.csv": "Room,Language,Name,Email\n" + "\n".join(listed) + "\n",
        "reference/prompts.csv": "question,prompt\nWhich room were you in?,closed\n",
    }
    notes = themes.worked(edition(circle(tmp_path, [], **more))).notes

    assert any(
        note.startswith("Worked well, by language of the room: Fees 6 of 12 (") for note in notes
    )


ACTION = "Timestamp,What has not worked so well?,What will you take away and put into practice?\n"
ASKED = {"reference/prompts.csv": "question,prompt\n"
         "What will you take away and put into practice?,action\n"}  # fmt: skip


def with_actions(path: Path, action: str) -> Edition:
    rows = [f"2025/02/05 4:00:0{n} PM GMT+0,The law {n},{action}" for n in range(6)]
    return edition(circle(path, [], **{DAY + "f.csv": ACTION + "\n".join(rows) + "\n"}, **ASKED))


def test_what_did_not_work_and_no_action_takes_up_is_told_and_needs_a_decision(tmp_path: Path):
    now = with_actions(tmp_path, "Tell the press")

    told = "found in no action so far, by machine: Law (6 of 6)."
    assert any(note.endswith(told) for note in themes.taken_away(now).notes)
    assert any(name == "taken-away" and "Law: 6 of 6" in said for name, said in decisions(now))


def test_what_one_action_takes_up_is_not_called_left_out(tmp_path: Path):
    now = with_actions(tmp_path, "Read the law")

    assert not any("no action" in note for note in themes.taken_away(now).notes)


def test_where_no_action_was_asked_for_none_is_missing(tmp_path: Path):
    now = edition(circle(tmp_path, TWELVE))

    assert not any("no action" in said for _, said in decisions(now))


EVIL = "A fee <script>alert(1)</script>"


def test_only_what_is_marked_fit_to_print_is_quoted_with_its_language_and_theme(tmp_path: Path):
    community = spoken_in(
        confirmed(circle(tmp_path, TWELVE), read_by_a_person(TWELVE), fit=("A fee of 3",)),
        *["fr"] * 12,
    )
    section = themes.worked(edition(community))

    assert [(q.text, q.language, q.theme) for q in section.quotes] == [("A fee of 3", "fr", "Fees")]
    markup = '<blockquote lang="fr"><p>A fee of 3</p></blockquote>\n<p class="theme">Fees</p>'
    assert markup in cleaned(section.html())


def test_quotes_are_of_different_respondents_and_few(tmp_path: Path):
    all_fit = tuple(text for pair in TWELVE for text in pair)
    answers = [(f"A fee of {n}", f"The law {n}") for n in range(6)] * 2
    told = read_by_a_person(answers)
    community = spoken_in(
        confirmed(circle(tmp_path, answers), told, fit=all_fit), *["en"] * len(answers)
    )
    quoted = themes.worked(edition(community)).quotes
    numbers = [quote.text.split()[-1] for quote in quoted]

    assert 0 < len(quoted) <= 4
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("language", ["nl", None])
def test_a_quote_in_a_language_of_few_or_of_none_known_would_point_at_its_writer(
    tmp_path: Path, language: str | None
):
    told = read_by_a_person(TWELVE)
    community = confirmed(circle(tmp_path, TWELVE), told, fit=("A fee of 0",))
    spoken = [language, *["en"] * 11]

    assert themes.worked(edition(spoken_in(community, *spoken))).quotes == ()  # type: ignore


def test_a_quote_is_escaped_and_names_in_it_are_masked(tmp_path: Path):
    answers = [(f"{EVIL} said Ashworth", "")] + [(f"A fee of {n}", "") for n in range(6)]
    community = circle(tmp_path, answers, **{DAY + "a.csv": zoom("Ann Ashworth")})
    texts = community.comments["text"].tolist()
    read = confirmed(community, dict.fromkeys(texts, "fees"), fit=(texts[0],))
    markup = themes.worked(edition(spoken_in(read, *["en"] * 7))).html()

    assert "&lt;script&gt;alert(1)&lt;/script&gt; said […]" in markup
    assert "Ashworth" not in markup and "<script" not in cleaned(markup)


NOTHING = {
    "en": ("nothing", "None", "N/A", "-", "n.a."),
    "fr": ("rien", "RAS", "Néant", "aucun", "rien à ajouter"),
    "de": ("nichts", "k.A.", "keine", "entfällt", "Nein"),
    "es": ("nada", "ninguno", "Nada que añadir", "sin comentarios", "."),
    "nl": ("niets", "geen", "n.v.t.", "nvt", "nee"),
    "it": ("niente", "nulla", "nessuno", "niente da aggiungere", "--"),
    "pt": ("nada", "nenhum", "não", "sem comentários", "n/a"),
}
ALL_GOOD = ("all good", "tout va bien", "alles gut", "todo bien", "alles goed", "tutto bene",
            "tudo bem")  # fmt: skip


@pytest.mark.parametrize("words", NOTHING.values(), ids=list(NOTHING))
def test_nothing_to_say_is_an_answer_and_no_theme_in_seven_languages(tmp_path: Path, words):
    files = {DAY + "f.csv": form(*((word, "Funding is short") for word in words))}
    section = themes.worked(edition(cop.load(folder(tmp_path, SESSIONS, files))))

    assert "Worked well: 5 of 5 wrote that there was nothing to say." in section.notes
    assert cells(section, "Funding and fees") == ("5", "0")


def test_all_good_is_nothing_to_say_where_it_is_asked_what_did_not_work(tmp_path: Path):
    files = {DAY + "f.csv": form(*(("Funding", word) for word in ALL_GOOD))}
    section = themes.worked(edition(cop.load(folder(tmp_path, SESSIONS, files))))

    assert "Not so well: 7 of 7 wrote that there was nothing to say." in section.notes


@pytest.mark.parametrize("seed", range(12))
def test_no_small_count_of_a_theme_is_said_in_any_form(seed: int, tmp_path: Path):
    chance = np.random.default_rng(seed)
    community = circle(tmp_path, [(f"Fine {n}", f"Plain {n}") for n in range(24)])
    numbers = community.comments["comment"]
    rows = [
        {"comment": number, "theme": theme, "coder": "analyst", "because": ""}
        for theme, share in zip(("fees", "law"), chance.uniform(0, 1, 2), strict=True)
        for number in numbers[chance.random(len(numbers)) < share]
    ]
    codings = conformed("codings", pd.DataFrame(rows))
    spoken = chance.choice(["en", "fr", "nl"], 24, p=[0.6, 0.3, 0.1])
    section = themes.worked(edition(spoken_in(replace(community, codings=codings), *spoken)))

    text = cleaned(section.html()) + (section.chart.alt if section.chart else "")
    assert not re.search(r"(?<![\d.])[1-4] (of|respondents)|>[1-4]<| well [1-4]\b", text)

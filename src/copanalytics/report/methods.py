"""How the numbers are made, in plain words: the last chapter of every report."""

from copanalytics.agreement import CLEAR
from copanalytics.edition import FEWEST, Edition
from copanalytics.hours import EARLIEST, LATEST
from copanalytics.meeting import LARGEST
from copanalytics.moments import LATE
from copanalytics.presence import PRESENT, SHORT
from copanalytics.retention import LAPSE
from copanalytics.theme_shares import SAMPLE

Definition = tuple[str, str]
"""A term, and what is meant by it."""


def methods(edition: Edition) -> list[Definition]:
    """Return the definitions of a report, those of people first, of privacy last."""
    return [
        *_people(edition), *_places(edition), *_themes(edition), *_doubt(edition),
        *_privacy(edition),
    ]  # fmt: skip


def _people(edition: Edition) -> list[Definition]:
    say = edition.say
    return [
        (say("Attendee"),
         say("Present at least {n} minutes; in a session planned for less than {short} minutes, a "
             "quarter of its time. Connections of one person are put together, overlaps count "
             "once, gaps and waiting rooms do not count.", n=say.number(PRESENT),
             short=say.number(PRESENT / SHORT))),
        (say("New, returning, lapsed"),
         say("Returning: attended an earlier session of the same series. New: did not. Lapsed: "
             "attended, be it once or often, and missed the last {n} sessions of the series. The "
             "terms follow CHAOSS, the Linux Foundation's measures of communities.",
             n=say.number(LAPSE))),
        (say("How long people stayed"),
         say("The minutes of the planned time that somebody was connected: what lies before the "
             "planned start or after the planned end does not count.")),
        (say("Late, early"),
         say("Connected first more than {n} minutes after the planned start; left for good more "
             "than {n} minutes before the planned end.", n=say.number(LATE))),
        (say("Half of the attendance"),
         say("The smallest number of people, organisations or countries that together make half "
             "of all attendance (CHAOSS: contributor absence factor).")),
        (say("Who has met whom"),
         say("Two people have met once both were in one break-out room. The share is that of all "
             "pairs who were in any room. A room should have at most {n} people.",
             n=say.number(LARGEST))),
        (say("One person, many names"),
         say("An e-mail address tells who somebody is, else the name. Where it stays open whether "
             "two names are one person, both are counted and the report says so.")),
    ]  # fmt: skip


def _places(edition: Edition) -> list[Definition]:
    say = edition.say
    return [
        (say("Country, language"),
         say("As the member directory says; else as registered, else where the connection came "
             "from. The language of a comment is detected; of short or mixed ones it is not "
             "known.")),
        (say("Night"),
         say("A session that starts before {first}:00 or ends after {last}:00 on the local clock, "
             "daylight saving included.", first=say.number(EARLIEST), last=say.number(LATEST))),
        (say("Response rate"), say("Respondents divided by attendees.")),
    ]  # fmt: skip


def _themes(edition: Edition) -> list[Definition]:
    say = edition.say
    return [
        (say("Theme"),
         say("What a comment is about, by a codebook of terms in several languages. A respondent "
             "counts once a theme; shares are of those who answered the question.")),
        (say("Checked by a person"),
         say("Where a person read every comment, themes are counted. Where comments of at least "
             "{n} respondents were drawn by chance and read, these correct what the codebook gives "
             "to the others, and numbers are 'about' (prediction-powered inference, 2023). Else no "
             "interval is told.", n=say.number(SAMPLE))),
        (say("Agreement, definition unclear"),
         say("Kappa is 1 where two coders always agree, 0 where they agree as often as by chance "
             "(Cohen 1960). A theme below {kappa} has no number: its definition is unclear.",
             kappa=say.number(CLEAR, 2))),
    ]  # fmt: skip


def _doubt(edition: Edition) -> list[Definition]:
    say = edition.say
    return [
        (say("Likely share"),
         say("A share of few people could well have come out otherwise. The interval holds the "
             "share that many more such people would have, in 95 of 100 cases (Wilson 1927). "
             "Below {n} people it says: too few to say.", n=say.number(FEWEST))),
        (say("Hardly chance, may be chance"),
         say("Exact tests: McNemar's for the same people twice, Fisher's for two shares. Hardly "
             "chance: a difference this large would come by chance in fewer than 5 of 100 "
             "cases; of themes, however many there are (Benjamini and Hochberg 1995).")),
    ]  # fmt: skip


def _privacy(edition: Edition) -> list[Definition]:
    say = edition.say
    smallest = edition.community.settings.smallest_count
    return [
        (say("Small counts"),
         say("Of people by country, language, theme or room, counts from 1 to {n} are not shown. "
             "Small groups are added up, with a larger one where the total would tell them. Totals "
             "of all groups are always shown, and so is that a country took part.",
             n=say.number(smallest - 1))),
        (say("What would follow"),
         say("Nor does a small count follow from others: all tables of people by country and by "
             "language, those of this report and of the quarters before, are taken together, and "
             "more is left out until each hidden number could be any of more than {n} others. So a "
             "group that is large enough may still be missing, as next to an earlier report it "
             "would tell who is new.", n=say.number(smallest))),
        (say("Quotes"),
         say("Only what an analyst marked fit to print, names masked, and in no language that "
             "fewer than {n} wrote in.", n=say.number(smallest))),
        (say("Names"),
         say("Names and e-mails become pseudonyms when files are read. Every page is searched for "
             "them before it is written.")),
    ]  # fmt: skip

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from index.article import Origin, Removed
from ingest.fields import HEADER_LINE, NOT_AN_ADDRESS, complete, date_in_address, date_in_file_name, domain_of
from ingest.headlines import split_suffix
from ingest.record import Record, Stated

LEAD = "The harbour council of Brannock voted on Tuesday to rebuild the old ferry pier before winter."
MORE = "Mayor Ines Calloway called the pier the town's front door and thanked the ferry crews."
STORY = f"{LEAD}\n{MORE}"
HEADLINE = "Brannock to rebuild its ferry pier before winter"


def record(text: str, name: str = "pier.txt", locator: str = "", **fields: Stated[str] | None) -> Record:
    made = Record(path=Path(name), text=text, locator=locator)
    for field, value in fields.items():
        setattr(made, field, value)
    return made


def own(value: str) -> Stated[str]:
    return Stated(value, Origin.RECORD_FIELD)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published: 27 May 2024", dt.date(2024, 5, 27)),
        ("Published 12 June 2024", dt.date(2024, 6, 12)),
        ("Published on Monday, May 27, 2024 at 3:05 pm", dt.date(2024, 5, 27)),
        ("Posted: 2024-05-27T10:00:00Z", dt.date(2024, 5, 27)),
        ("Date: 2024-05-27", dt.date(2024, 5, 27)),
        ("May 27, 2024", dt.date(2024, 5, 27)),
        ("27 May 2024", dt.date(2024, 5, 27)),
        ("Updated 14:05 GMT, 3 May 2024", dt.date(2024, 5, 3)),
        ("By Jane Doe | The Harbour Post | 27 May 2024", dt.date(2024, 5, 27)),
    ],
)
def test_a_header_line_states_the_day(line: str, day: dt.date) -> None:
    completed = complete(record(f"{HEADLINE}\n{line}\n{STORY}"))
    assert completed.published == Stated(day, Origin.HEADER_LINE)
    assert completed.removed == [Removed(text=line, reason=HEADER_LINE)]
    assert completed.text == STORY
    assert completed.title == Stated(HEADLINE, Origin.FIRST_LINE)


@pytest.mark.parametrize(
    "line",
    [
        "BRANNOCK, May 27 (Reuters) - The council voted to rebuild the old ferry pier before winter comes.",
        "Published every Monday since 1931",
        "May 27",
        "31 February 2024",
        "On 27 May 2024 the council voted to rebuild the old ferry pier before the winter storms set in.",
        "It was published on 27 May 2024 and sold out before noon in every shop along the old quay.",
        "By Tuesday 28 May 2024",
    ],
)
def test_what_states_no_day_of_publication_stays_in_the_text(line: str) -> None:
    completed = complete(record(f"{line}\n{STORY}"))
    assert completed.published is None
    assert line in (completed.text, completed.title.value if completed.title else "") or line in completed.text
    assert completed.removed == []


def test_a_date_before_the_first_sentence_is_split_off() -> None:
    completed = complete(record(f" date 2024-03-25 {LEAD}\n\n{MORE}"))
    assert completed.published == Stated(dt.date(2024, 3, 25), Origin.HEADER_LINE)
    assert completed.text == f"{LEAD}\n\n{MORE}"
    assert completed.title is None
    assert completed.removed == [Removed(text="date 2024-03-25", reason=HEADER_LINE)]


@pytest.mark.parametrize(
    "lead",
    [
        "Date palms were planted along the quay in 2019 and most of them survived the winter storms.",
        "date 2024-13-25 The harbour council voted on Tuesday to rebuild the old ferry pier before winter.",
        "Published 3 May 2019, The Long Quay became the book that everybody in the town of Brannock read.",
    ],
)
def test_prose_that_begins_with_a_date_is_left_alone(lead: str) -> None:
    completed = complete(record(f"{lead}\n{MORE}"))
    assert completed.published is None
    assert completed.text == f"{lead}\n{MORE}"


def test_published_comes_before_updated() -> None:
    text = f"Updated 29 May 2024\nPublished 27 May 2024\n{STORY}"
    completed = complete(record(text))
    assert completed.published == Stated(dt.date(2024, 5, 27), Origin.HEADER_LINE)
    assert [removed.text for removed in completed.removed] == ["Updated 29 May 2024", "Published 27 May 2024"]


def test_an_ambiguous_header_date_goes_but_states_nothing() -> None:
    completed = complete(record(f"Published: 03/04/2024\n{STORY}"))
    assert completed.published is None
    assert completed.text == STORY


def test_header_lines_end_where_the_story_begins() -> None:
    chronology = f"{LEAD}\n27 May 2024\n{MORE}"
    assert complete(record(chronology)).text == chronology
    standfirst = f"{HEADLINE}\n{LEAD}\nBy Jane Doe\nPublished 27 May 2024\n{MORE}"
    completed = complete(record(standfirst))
    assert completed.byline == Stated("Jane Doe", Origin.HEADER_LINE)
    assert completed.text == STORY
    late = "\n".join([STORY, *["The pier needs paint."] * 6, "Published: 27 May 2024"])
    assert complete(record(late)).published is None


def test_labelled_lines_give_their_fields() -> None:
    text = f"Title: {HEADLINE}\nOutlet: The Harbour Post\nAuthor: Jane Doe\nURL: https://harbour.example/pier\n{STORY}"
    completed = complete(record(text))
    assert completed.title == Stated(HEADLINE, Origin.HEADER_LINE)
    assert completed.outlet == Stated("The Harbour Post", Origin.HEADER_LINE)
    assert completed.byline == Stated("Jane Doe", Origin.HEADER_LINE)
    assert completed.url == Stated("https://harbour.example/pier", Origin.HEADER_LINE)
    assert completed.text == STORY
    assert len(completed.removed) == 4


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("By Jane Doe and Piet van der Moor", "Jane Doe and Piet van der Moor"),
        ("By: The Associated Press", "The Associated Press"),
        ("By Tuesday", None),
        ("By the end of the week all boats were back in the old harbour.", None),
        ("By now", None),
    ],
)
def test_bylines(line: str, byline: str | None) -> None:
    completed = complete(record(f"{line}\n{STORY}"))
    assert (completed.byline.value if completed.byline else None) == byline
    assert (line in completed.text) == (byline is None)


@pytest.mark.parametrize(
    ("first", "is_title"),
    [
        (HEADLINE, True),
        ("Will Brannock ever rebuild its ferry pier?", True),
        ("‘The front door of our town’", True),
        ("The council of Brannock voted to rebuild the pier.", False),
        ("BRANNOCK, Varn (AP) —", False),
        ("Brannock", False),
        ("Jane Doe and Piet Moor", False),
        ("The Associated Press", False),
        ("which the council of Brannock had long wanted", False),
        ("The old pier of the town, its lamps, its ropes, its crews and the ferry that " * 2, False),
    ],
)
def test_which_first_line_is_a_headline(first: str, *, is_title: bool) -> None:
    completed = complete(record(f"{first}\n\n{STORY}"))
    assert (completed.title is not None) == is_title
    assert (first.strip() in completed.text) == (not is_title)


def test_no_headline_without_prose_under_it() -> None:
    text = "Ferries sailing from the pier today\nBrannock\nPort Sable\nLisandria"
    assert complete(record(text)).title is None


def test_a_wrapped_first_line_is_no_headline() -> None:
    text = (
        "The harbour council voted on Tuesday to rebuild the pier of Mayor\n"
        "Calloway, who called it the front door of the town and thanked the\n"
        "ferry crews for their patience over so many stormy years in which\n"
        "nothing had been done.\n"
    )
    completed = complete(record(text))
    assert completed.title is None
    assert completed.text == text


def test_a_stated_title_goes_from_the_text_but_others_stay() -> None:
    same = complete(record(f"Brannock to rebuild its Ferry Pier before winter\n{STORY}", title=own(HEADLINE)))
    assert same.text == STORY
    assert same.title == own(HEADLINE)
    other = complete(record(f"What happens to the old pier now\n{STORY}", title=own(HEADLINE)))
    assert other.text == f"What happens to the old pier now\n{STORY}"


@pytest.mark.parametrize(
    ("title", "outlet", "domain", "split"),
    [
        (
            "Pier to be rebuilt - The Harbour Post",
            "Harbour Post",
            None,
            ("Pier to be rebuilt", "The Harbour Post"),
        ),
        (
            "Pier to be rebuilt | Harbour Post",
            None,
            "harbourpost.com",
            ("Pier to be rebuilt", "Harbour Post"),
        ),
        (
            "Pier to be rebuilt – Harbour Post Sport",
            None,
            "harbourpost.com",
            ("Pier to be rebuilt", "Harbour Post"),
        ),
        ("Pier to be rebuilt - HP News", None, "hp.com", ("Pier to be rebuilt", "HP")),
        (
            "Pier to be rebuilt - The Harbour Times",
            None,
            "htimes.com",
            ("Pier to be rebuilt", "The Harbour Times"),
        ),
        ("Pier to be rebuilt - HGP", "The Harbour Gazette & Post", None, ("Pier to be rebuilt", "HGP")),
        ("Pier to be rebuilt | Harbour ...", None, "harbourpost.com", ("Pier to be rebuilt", None)),
        ("Pier to be rebuilt | Harbour Post", None, None, ("Pier to be rebuilt", "Harbour Post")),
        ("Pier to be rebuilt - Harbour Post", None, None, ("Pier to be rebuilt", "Harbour Post")),
        ("Pier to be rebuilt - Calloway", None, None, None),
        ("Pier to be rebuilt - Calloway", None, "harbourpost.com", None),
        ("Pier to be rebuilt | Live Updates", None, None, None),
        ("Pier to be rebuilt - Analysis", None, "harbourpost.com", None),
        ("Pier to be rebuilt | Video", None, None, None),
        ("Pier to be rebuilt - what we know so far", None, None, None),
        ("Pier to be rebuilt - Oct. 6", None, None, None),
        ("Brannock-based ferry to sail again", None, None, None),
        ("Ferries | Harbour Post", None, None, None),
    ],
)
def test_title_suffixes(
    title: str, outlet: str | None, domain: str | None, split: tuple[str, str | None] | None
) -> None:
    assert split_suffix(title, outlet, domain) == (split or (title, None))


def test_the_suffix_is_the_outlet_unless_another_is_stated() -> None:
    titled = own(f"{HEADLINE} - The Harbour Post")
    completed = complete(record(STORY, title=titled))
    assert completed.title == own(HEADLINE)
    assert completed.outlet == Stated("The Harbour Post", Origin.TITLE_SUFFIX)
    stated = complete(record(STORY, title=titled, outlet=own("Harbour Post")))
    assert stated.title == own(HEADLINE)
    assert stated.outlet == own("Harbour Post")


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.bbc.co.uk/news/1", "bbc.co.uk"),
        ("https://edition.cnn.com/2024/05/27/pier/index.html", "cnn.com"),
        ("http://m.harbourpost.com/pier", "harbourpost.com"),
        ("https://amp.harbour.example/pier", "harbour.example"),
        ("http://localhost:8000/pier", None),
        ("http://10.0.0.1/pier", None),
    ],
)
def test_domains(url: str, domain: str | None) -> None:
    assert domain_of(url) == domain


def test_the_outlet_falls_back_to_the_domain() -> None:
    completed = complete(record(STORY, url=own(" https://www.harbourpost.co.uk/pier ")))
    assert completed.url == own("https://www.harbourpost.co.uk/pier")
    assert completed.outlet == Stated("harbourpost.co.uk", Origin.URL)


@pytest.mark.parametrize(
    "value", ["ftp://harbour.example/x", "javascript:alert(1)", "harbour.example", "https://", "http://["]
)
def test_what_is_no_web_address_is_dropped_with_a_note(value: str) -> None:
    completed = complete(record(STORY, url=own(value)))
    assert completed.url is None
    assert completed.removed == [Removed(text=value, reason=NOT_AN_ADDRESS)]


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/2024/05/27/pier", dt.date(2024, 5, 27)),
        ("/world/2024/5/7/pier.html", dt.date(2024, 5, 7)),
        ("/news/2024/may/27/pier", dt.date(2024, 5, 27)),
        ("/2024-05-27-pier", dt.date(2024, 5, 27)),
        ("/news/20240527/pier", dt.date(2024, 5, 27)),
        ("/news/pier-20240527.html", dt.date(2024, 5, 27)),
        ("/2024/05/pier", None),
        ("/2024/13/27/pier", None),
        ("/2024/02/30/pier", None),
        ("/1931/05/27/pier", None),
        ("/news/pier-1234202405279", None),
        ("/votes-after-2024-11-05-explained", None),
        ("/2024/05/27/what-happened-2024-05-20", None),
        ("/pier?date=2024-05-27", None),
    ],
)
def test_days_in_addresses(path: str, day: dt.date | None) -> None:
    assert date_in_address(f"https://harbour.example{path}") == day


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2024-05-27-pier.md", dt.date(2024, 5, 27)),
        ("20240527_pier.txt", dt.date(2024, 5, 27)),
        ("pier-2024-05-27.html", dt.date(2024, 5, 27)),
        ("2024_05_27 pier.txt", dt.date(2024, 5, 27)),
        ("2024-05-27.txt", dt.date(2024, 5, 27)),
        ("2024-05-32-pier.md", None),
        ("2024-05-pier.md", None),
        ("003_aa20240527c7.txt", None),
        ("pier.txt", None),
    ],
)
def test_days_in_file_names(name: str, day: dt.date | None) -> None:
    assert date_in_file_name(name) == day


def test_dates_are_trusted_in_order() -> None:
    day, header, address = (
        dt.date(2024, 5, 1),
        "Published: 2 May 2024\n",
        own("https://harbour.example/2024/05/03/pier"),
    )
    name = "2024-05-04-pier.md"
    stated = record(header + STORY, name, url=address)
    stated.published = Stated(day, Origin.FRONT_MATTER)
    assert complete(stated).published == Stated(day, Origin.FRONT_MATTER)
    assert complete(record(header + STORY, name, url=address)).published == Stated(
        dt.date(2024, 5, 2), Origin.HEADER_LINE
    )
    assert complete(record(STORY, name, url=address)).published == Stated(dt.date(2024, 5, 3), Origin.URL)
    assert complete(record(STORY, name)).published == Stated(dt.date(2024, 5, 4), Origin.FILE_NAME)
    assert complete(record(STORY, name, locator="3")).published is None
    assert complete(record(STORY)).published is None


def test_the_record_itself_is_left_as_it_was() -> None:
    before = record(f"Published: 27 May 2024\r\n{STORY}", byline=own("By  Jane Doe"), outlet=own("  "))
    completed = complete(before)
    assert completed.byline == own("Jane Doe")
    assert completed.outlet is None
    assert before.removed == []
    assert before.text.startswith("Published")


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff", "Published: 27 May 2024", "By", ":", "a" * 100_000])
def test_odd_texts_do_no_harm(text: str) -> None:
    assert complete(record(text)).title is None

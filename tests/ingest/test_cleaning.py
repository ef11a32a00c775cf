from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.cleaning import TEASER, clean
from ingest.furniture import (
    ADVERTISEMENT,
    APP,
    COMMENT,
    CONSENT,
    CONTACT,
    COPYRIGHT,
    GALLERY,
    NAVIGATION,
    NEWSLETTER,
    PHOTO,
    RELATED,
    SHARE,
)

LEAD = "The harbour council of Brannock voted on Tuesday to rebuild the old ferry pier before winter."
MIDDLE = "Mayor Ines Calloway called the pier the town's front door and thanked the ferry crews."
END = "Work on the ferry pier in Brannock should begin in the second week of October."
STORY = (
    LEAD,
    MIDDLE,
    "Calloway said the harbour council had set aside 4.2 million crowns for the pier and its lamps.",
    '"The ferry is how this town gets its bread," she told the council on Tuesday evening.',
    "The ferry crews had asked for a wider pier since a winter storm broke the old one in 2019.",
    "Brannock's harbour master, Tomas Reyle, expects the ferry to carry 900 passengers a day.",
    "Reyle said the council's pier would also let the lifeboat tie up beside the ferry.",
    END,
)
OTHERS = (
    "Voters in Lisandria head to the polls on Sunday in an election overshadowed by power cuts.",
    "Scientists at the Orvell Institute have mapped the genome of a moth thought extinct since 1931.",
    "Tennis champion Mirela Osk has withdrawn from the Quartz Open with an injured wrist.",
    "A strike by bakers in Port Sable entered its third week, leaving supermarket shelves bare.",
    "Shares in carmaker Veldt Motors fell sharply after its chief executive resigned.",
)


def text_of(*paragraphs: str) -> str:
    return clean("\n".join(paragraphs)).text


def reasons(*paragraphs: str) -> list[str]:
    return [removed.reason for removed in clean("\n".join(paragraphs)).removed]


@pytest.mark.parametrize(
    ("raw", "canonical"),
    [
        ("The cafÃ© on the quay reopened.", "The café on the quay reopened."),
        ("She called it â€œa good dayâ€\x9d.", "She called it “a good day”."),
        ("Tea &amp; scones cost &pound;4.", "Tea & scones cost £4."),
        ("“It’s ½ done™,” he said.", "“It’s ½ done™,” he said."),
        ("The cafe\u0301 reopened.", "The café reopened."),
        ("\ufeffA har\u00adbour\u200b town.", "A harbour town."),
        ("A\u00a0town\u2009of \t 900   people.", "A town of 900 people."),
        ("One.\r\nTwo.\rThree.\u2028Four.", "One.\n\nTwo.\n\nThree.\n\nFour."),
        ("A bell\x07 rang\x00.", "A bell rang."),
        ("One.\n \n\n\nTwo.", "One.\n\nTwo."),
        ("Families 👩\u200d👧 waved.", "Families 👩\u200d👧 waved."),
        ("A lone \ud800surrogate.", "A lone \ufffdsurrogate."),
        ("", ""),
        (" \n\t\n", ""),
    ],
)
def test_characters_are_mended_and_no_more(raw: str, canonical: str) -> None:
    assert clean(raw).text == canonical


WRAPPED = """\
The harbour council of Brannock voted on Tuesday to rebuild the old
ferry pier before winter, a move that the crews of this town's govern-
ment had long put off. Mayor Ines Calloway called it the front door of
the town and promised that the lamps of cast iron, which are so well-
known along this coast, would be kept.

Work on the pier
The crews had asked for a wider pier since a storm broke the old one
and a lifeboat that is not well-known sank beside it."""


def test_wrapped_lines_are_joined_and_cross_heads_stay() -> None:
    found = clean(WRAPPED).text.split("\n\n")
    assert found[0].startswith("The harbour council of Brannock voted on Tuesday to rebuild the old ferry pier")
    assert "this town's government had long" in found[0]
    assert "which are so well-known along" in found[0]
    assert found[1] == "Work on the pier"
    assert found[-1].endswith("since a storm broke the old one and a lifeboat that is not well-known sank beside it.")


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(STORY, id="a paragraph a line"),
        pytest.param(
            ("The harbour sleeps beneath a shawl of rain", "And lamps lean out to count the boats again"),
            id="verse",
        ),
        pytest.param(("Brannock", "Port Sable", "Lisandria", "Orvell"), id="names"),
        pytest.param(
            ("- a wider pier for the ferry and the lifeboat", "- lamps along the quay, lit until midnight"),
            id="bullets",
        ),
        pytest.param(("What happens next", "The council votes again in May."), id="cross-head"),
    ],
)
def test_lines_that_are_paragraphs_stay(lines: tuple[str, ...]) -> None:
    assert text_of(*lines).split("\n\n") == list(lines)


def test_an_indent_begins_a_paragraph_of_wrapped_text() -> None:
    raw = (
        "The council of Brannock voted on Tuesday to rebuild the old ferry\n"
        "pier before winter, which the crews had asked for since a storm in\n"
        "the year 2019 broke it.\n"
        "   Mayor Ines Calloway called it the front door of the town and she\n"
        "thanked the crews for their long patience with the council.\n"
    )
    assert len(clean(raw).text.split("\n\n")) == 2


@pytest.mark.parametrize(
    ("piece", "reason"),
    [
        ("Read more: Storm damages ferry pier in Brannock", RELATED),
        ("RELATED: How the ferry pier was built", RELATED),
        ("► More:Lifeboat crew rescues three sailors off Port Sable", RELATED),
        ("Harbour plans:Council weighs a second pier for cargo ships", RELATED),
        ("Sign up for our daily newsletter and never miss a story.", NEWSLETTER),
        ("Get the best of the Harbour Post delivered straight to your inbox every morning.", NEWSLETTER),
        ("Support local journalism. Subscribe to harbourpost.com today.", NEWSLETTER),
        ("Download our free app for breaking news.", APP),
        ("Leave a comment", COMMENT),
        ("Show 12 comments", COMMENT),
        ("Join the conversation", COMMENT),
        ("Follow us on Twitter and Facebook.", SHARE),
        ("Follow Jane Doe on Twitter: @janedoe", SHARE),
        ("Share this article", SHARE),
        ("Skip to main content", NAVIGATION),
        ("Home > News > Harbour", NAVIGATION),
        ("We use cookies to improve your experience on this site.", CONSENT),
        ("By continuing to use this site, you agree to our terms.", CONSENT),
        ("Advertisement", ADVERTISEMENT),
        ("Story continues below", ADVERTISEMENT),
        ("Image source, Getty Images", PHOTO),
        ("Jane Doe/AFP/Getty Images", PHOTO),
        ("Photo: Jane Doe", PHOTO),
        ("Photos: The pier The pier in 1931. Hide Caption 3 of 12", GALLERY),
        ("(c) Reuters", COPYRIGHT),
        ("© 2024 The Harbour Post. All rights reserved.", COPYRIGHT),
    ],
)
def test_furniture_goes_and_is_kept_aside(piece: str, reason: str) -> None:
    cleaned = clean(f"{LEAD}\n{piece}\n{MIDDLE}")
    assert cleaned.text == f"{LEAD}\n\n{MIDDLE}"
    assert [(removed.text, removed.reason) for removed in cleaned.removed] == [(piece, reason)]


@pytest.mark.parametrize(
    "prose",
    [
        "Teachers asked pupils to read more, and the town library stayed open until nine.",
        "More than 40 boats were damaged, the harbour master said.",
        "Related charges against the captain were dropped on Monday.",
        "More: that was what the crews wanted, and the council gave it to them.",
        "She signed up for a swimming course after the storm.",
        "Sign up for Medicare before your birthday or you may pay a penalty.",
        "The newsletter of the ferry company, first printed in 1931, said the pier was unsafe.",
        '"Sign up for the newsletter," the mayor said, laughing.',
        "The app was downloaded from the App Store two million times in May.",
        "Download speeds on the island are the slowest in the country.",
        "Comments by the mayor drew laughter from the crews.",
        "Followers of the team waited on the quay until midnight.",
        "The bakery sells cookies in the shape of a ferry.",
        "Advertisement spending fell by a fifth, the company said.",
        "The photo by Jane Doe won the prize that the town gives each year.",
        "Getty Images sued the company over the photographs.",
        "(C) is the third mark on the dial, and no boat may pass it.",
        "Copyright law remains in flux",
        "The vote was 12:3 in favour of the pier.",
        "Share prices rose after the vote.",
        "Close to 900 people came.",
        "Contact between the two governments broke off in March, he wrote.",
        "Watch: that is all the crews can do in such a storm.",
    ],
)
def test_prose_with_the_same_words_stays(prose: str) -> None:
    cleaned = clean(f"{LEAD}\n{prose}\n{MIDDLE}")
    assert cleaned.text == f"{LEAD}\n\n{prose}\n\n{MIDDLE}"
    assert cleaned.removed == ()


def test_a_label_takes_the_headlines_under_it() -> None:
    teasers = ("Lifeboat crew saves three off Port Sable", "Why the bakers of Port Sable are still on strike")
    assert text_of(LEAD, "Read more", *teasers, MIDDLE) == f"{LEAD}\n\n{MIDDLE}"
    assert reasons(LEAD, "Read more", *teasers, MIDDLE) == [RELATED] * 3


@pytest.mark.parametrize("next_line", ["What happens next", MIDDLE])
def test_a_label_takes_neither_cross_head_nor_prose(next_line: str) -> None:
    assert text_of(LEAD, "Read more", next_line, END) == f"{LEAD}\n\n{next_line}\n\n{END}"


def test_an_interview_with_glued_speakers_stays() -> None:
    lines = [f"Calloway:{answer}" for answer in ("What pier", "That pier over there", "Yes of course")]
    assert text_of(LEAD, *lines, MIDDLE) == "\n\n".join((LEAD, *lines, MIDDLE))


@pytest.mark.parametrize(
    ("prompt", "reason"),
    [
        ("You can download the Post application from the App Store.", APP),
        ("What is your opinion on this topic?", COMMENT),
        ("Reach the reporter at jane.doe@harbourpost.example.", CONTACT),
    ],
)
def test_prompts_that_could_be_prose_count_in_the_last_lines_only(prompt: str, reason: str) -> None:
    assert reasons(LEAD, MIDDLE, prompt) == [reason]
    assert reasons(LEAD, prompt, MIDDLE) == []
    assert reasons(LEAD, MIDDLE, prompt, "Contributing: The Associated Press", "Leave a comment") == [
        reason,
        COMMENT,
    ]


def test_a_credit_goes_from_the_end_of_a_caption() -> None:
    cleaned = clean(f"{LEAD}\nMayor Ines Calloway on the old pier. Jane Doe/AFP/Getty Images")
    assert cleaned.text.endswith("Mayor Ines Calloway on the old pier.")
    assert [(removed.text, removed.reason) for removed in cleaned.removed] == [("Jane Doe/AFP/Getty Images", PHOTO)]


@pytest.mark.parametrize("prompts", [(), ("Leave a comment",), ("Download our app",), ("Share on Facebook",)])
def test_teasers_after_the_story_go(prompts: tuple[str, ...]) -> None:
    cleaned = clean("\n".join((*STORY, *OTHERS, *prompts)))
    assert cleaned.text == "\n\n".join(STORY)
    assert [removed.text for removed in cleaned.removed if removed.reason == TEASER] == list(OTHERS)


@pytest.mark.parametrize(
    "title", [None, "Brannock to rebuild its ferry pier", "Brannock to rebuild its pier - The Post"]
)
def test_teasers_go_whether_or_not_the_headline_is_known(title: str | None) -> None:
    assert clean("\n".join((*STORY, *OTHERS, "Leave a comment")), title).text == "\n\n".join(STORY)


def test_a_teaser_that_shares_a_name_with_the_story_goes_with_the_list() -> None:
    stray = "The island of Varn wants a ferry to Brannock, its governor announced in a radio address."
    assert text_of(*STORY, *OTHERS[:3], stray, OTHERS[3], "Leave a comment") == "\n\n".join(STORY)


@pytest.mark.parametrize(
    "ending",
    [
        pytest.param(OTHERS[:2], id="two are no list"),
        pytest.param((*OTHERS, f"Calloway's council in Brannock watched them all. {END}"), id="the story goes on"),
        pytest.param(
            tuple(
                f"{name}: Ada Lunn, Piet Moor, Sol Garrick, Wren Tasker." for name in ("Bow", "Stern", "Crew", "Cox")
            ),
            id="lists of names",
        ),
        pytest.param(
            (
                "He was born in Quellmouth and trained as a clockmaker under Otto Brandt.",
                "His daughter Agnes runs a bookshop in Tarn and keeps two grey parrots.",
                "They will move to Selwick next spring, once the orchard is sold.",
            ),
            id="back references",
        ),
    ],
)
def test_what_belongs_to_the_story_stays(ending: tuple[str, ...]) -> None:
    assert text_of(*STORY, *ending, "Leave a comment") == "\n\n".join((*STORY, *ending))


def test_a_digest_of_unrelated_items_stays() -> None:
    digest = (*OTHERS, *(item.replace("the", "a") for item in reversed(OTHERS)), LEAD, *OTHERS[:1])
    short = (*OTHERS[:4], LEAD, *OTHERS[4:])
    assert text_of(*digest) == "\n\n".join(digest)
    assert text_of(*short) == "\n\n".join(short)


def test_a_page_without_prose_is_left_empty() -> None:
    cleaned = clean("Skip to content\nAdvertisement\nWe use cookies on this site.")
    assert cleaned.text == ""
    assert len(cleaned.removed) == 3


PIECES = st.sampled_from(
    [
        *STORY,
        *OTHERS,
        "Read more",
        "More: A headline of six words here",
        "Leave a comment",
        "Ã©",
        "â€™",
        "&amp;lt;",
        "Advertisement",
        "govern-\nment",
        "\u200d",
        "\x85",
        "é",
        "\ufeff",
        "\r",
        "\n\n",
        "  ",
        "Jane Doe/AFP",
        "The council of Brannock voted on Tuesday to rebuild the old\nferry pier before the winter storms",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=25).map("\n".join))
def test_cleaning_again_changes_nothing(raw: str) -> None:
    once = clean(raw)
    again = clean(once.text)
    assert again.text == once.text
    assert again.removed == ()


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_canonical_text_is_tidy(raw: str) -> None:
    text = clean(raw).text
    assert text == text.strip()
    assert unicodedata.is_normalized("NFC", text)
    assert not any(unicodedata.category(character) in {"Cc", "Cs"} for character in text.replace("\n", ""))
    assert all(line == " ".join(line.split(" ")) and line for line in text.split("\n\n") if text)


@pytest.mark.parametrize(
    "unit", ["word ", "x", "Ã©", "&amp;", "More: Ab ", "A.\n\n", "-\n", "Jane/AP ", "By clicking ", "(c) "]
)
def test_time_grows_with_length_only(unit: str) -> None:
    started = time.perf_counter()
    clean(unit * (200_000 // len(unit)))
    assert time.perf_counter() - started < 10  # quadratic work on 200 kB takes minutes

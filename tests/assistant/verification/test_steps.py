"""At which step a matter stands."""

from __future__ import annotations

import pytest

from assistant.verification.steps import another_step, with_words_behind


@pytest.mark.parametrize(
    ("text", "quote", "said"),
    [
        ("The baker was convicted of fraud.", "The baker was charged with fraud.", "charged with fraud"),
        ("The baker was found guilty.", "The baker went on trial.", "trial"),
        ("The baker was convicted of arson.", "The baker was acquitted of arson.", "acquitted of arson"),
        ("The baker was cleared of arson.", "The baker was convicted of arson.", "convicted of arson"),
        ("The baker was sentenced to two years.", "The baker was arrested on Friday.", "arrested on Friday"),
        ("Her film won a prize in Halden.", "Her film was nominated for a prize.", "nominated for a"),
        ("The fair was cancelled.", "The fair was postponed until May.", "postponed until May"),
        ("The fair was postponed.", "The fair was cancelled on Friday.", "cancelled on Friday"),
        ("The baker was found guilty.", "The baker was found not guilty.", "not guilty"),
        ("The baker was convicted.", "The baker was charged and later cleared.", "charged and later"),
        ("The clerk has decided to go.", "The clerk could still stay.", "could still stay"),
        ("The owners scrapped the ferry line.", "The owners put off the ferry line.", "put off the ferry"),
    ],
)
def test_a_quote_stands_at_another_step(text: str, quote: str, said: str) -> None:
    assert another_step(text, quote) == said


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The baker was convicted of fraud.", "The baker was found guilty of fraud."),
        ("The baker was charged with fraud.", "The baker was indicted."),
        ("The baker was charged with fraud.", "The baker was convicted of fraud."),
        ("The baker was convicted of fraud.", "The baker was sentenced to two years."),
        ("The baker was sentenced to two years.", "The baker was convicted of fraud."),
        ("The baker was convicted of fraud.", "The baker was charged with fraud and convicted in May."),
        ("The baker was convicted of fraud.", "The baker sold his shop."),
        ("The baker sold his shop.", "The baker was charged with fraud."),
        ("Her film won a prize.", "Her film, nominated twice, took home a prize."),
        ("Her film was nominated for a prize.", "Her film won the prize."),
        ("The fair was called off.", "The fair was cancelled."),
        ("The fair was postponed.", "The fair was delayed."),
        ("She received a nomination for the prize.", "She was nominated for the prize."),
        ("The rule was being drafted.", "The rule has been issued."),
    ],
)
def test_a_quote_stands_at_no_other_step(text: str, quote: str) -> None:
    assert another_step(text, quote) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("He was charged with armed robbery.", "charged with armed"),
        ("He was charged again.", "charged again"),
        ("He was charged, then freed.", "charged"),
        ("He was charged", "charged"),
    ],
)
def test_words_are_quoted_with_those_behind_them(text: str, said: str) -> None:
    start = text.index("charged")
    assert with_words_behind(text, start, start + len("charged")) == said

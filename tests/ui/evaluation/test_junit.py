"""JUnit XML: what a build server makes of an evaluation."""

from __future__ import annotations

from lxml import etree

from assistant.evaluation.evaluation import Evaluated
from assistant.evaluation.results import Outcome
from tests.ui.evaluation import samples
from ui.evaluation.junit import junit


def read(evaluated: Evaluated) -> etree._Element:
    """Read the XML as strictly as any build server does."""
    return etree.fromstring(junit(evaluated).encode())


def test(root: etree._Element, name: str) -> etree._Element:
    """Find the test of a question."""
    (found,) = root.xpath("//testcase[@name=$name]", name=name)
    return found


def names(root: etree._Element, kind: str) -> set[str]:
    """Give the tests that came to something."""
    return {str(one.getparent().get("name")) for one in root.iter(kind)}


test.__test__ = False  # type: ignore[attr-defined]


def test_each_question_is_a_test_of_its_first_tag() -> None:
    asked = [samples.question("one", tags=("when", "two-parts")), samples.question("two", tags=())]
    root = read(samples.alone([(one, samples.result(one)) for one in asked]))
    assert [(one.get("classname"), one.get("name"), one.get("time")) for one in root.iter("testcase")] == [
        ("when", "one", "0.250"),
        ("untagged", "two", "0.250"),
    ]
    suite = root.find("testsuite")
    assert {name: suite.get(name) for name in ("name", "tests", "failures", "skipped", "time", "timestamp")} == {
        "name": "Sample",
        "tests": "2",
        "failures": "0",
        "skipped": "0",
        "time": "0.500",
        "timestamp": "2026-11-22T06:30:00",
    }


def test_without_a_baseline_whatever_is_not_right_fails() -> None:
    asked = [samples.question("right"), samples.question("wrong")]
    root = read(
        samples.alone([(asked[0], samples.result(asked[0])), (asked[1], samples.result(asked[1], Outcome.WRONG))])
    )
    assert names(root, "failure") == {"wrong"}
    failure = test(root, "wrong").find("failure")
    assert failure.get("message") == "wrong"
    assert "expected: says one billion (unmet)" in failure.text
    assert "answer (wrong, 0.25): The Prado paid 14 million. [1]" in failure.text


def test_with_a_baseline_only_what_broke_fails() -> None:
    root = read(samples.typical())
    assert names(root, "failure") == {"broken"}
    assert names(root, "skipped") == {"worse", "known"}
    failure = test(root, "broken").find("failure")
    assert failure.get("message") == "right before, wrong now"
    told = failure.text.splitlines()
    assert f"before (right, 1.00): {samples.PLEDGE}. [1]" in told
    assert "now (wrong, 0.25): The Prado paid 14 million. [1]" in told
    assert f"cause: retrieval: {samples.CAUSE.said}" in told
    assert "setting: vector_weight was 0.5, is 0.0" in told
    assert "replay: today's answering on the old passages: right, as before" in told
    assert test(root, "known").find("skipped").get("message") == "known: wrong"
    assert "now (wrong, 0.25)" in test(root, "known").findtext("system-out")


def test_another_answer_that_is_right_passes_with_a_word_about_it() -> None:
    root = read(samples.typical())
    assert test(root, "other").find("failure") is None
    assert test(root, "other").findtext("system-out").startswith("another answer than before (another answer)")
    assert len(test(root, "same")) == 0


def test_what_was_accepted_is_skipped() -> None:
    evaluated = samples.typical(accepted={"broken"})
    root = read(evaluated)
    assert not evaluated.is_worse
    assert names(root, "failure") == set()
    assert test(root, "broken").find("skipped").get("message") == "accepted as worse: wrong"


def test_what_no_article_says_fails_whatever_it_was_before() -> None:
    root = read(samples.invalid())
    assert names(root, "failure") == {"invented"}
    failure = test(root, "invented").find("failure")
    assert failure.get("message").startswith("shown with what no article says")
    assert "invalid: quote [1] is not what the article says" in failure.text


def test_a_drift_fails_as_a_test_of_its_own() -> None:
    evaluated = samples.drifting()
    root = read(evaluated)
    assert evaluated.is_worse
    assert names(root, "failure") == {"answer score"}
    drift = test(root, "answer score")
    assert drift.get("classname") == "drift"
    assert drift.find("failure").get("message") == "answer score fell by more than chance: 0.600 before, 0.500 now"
    assert "12 of 12 questions got worse and 0 better" in drift.find("failure").text
    assert root.get("tests") == "13"


def test_a_question_that_the_baseline_has_not_is_no_failure() -> None:
    old, new = samples.question("old"), samples.question("new")
    wrong = samples.result(new, Outcome.WRONG)
    evaluated = samples.beside([(old, samples.result(old), samples.result(old)), (new, wrong, wrong)])
    assert evaluated.comparison
    changed = new.model_copy(update={"question": "Something else?"})
    again = samples.beside(
        [(old, samples.result(old), samples.result(old)), (new, samples.result(changed), wrong)], cause=None
    )
    assert again.comparison
    assert again.comparison.only_new == ("new",)
    assert test(read(again), "new").find("skipped").get("message") == "not in the baseline: wrong"


def test_unstable_answers_are_named() -> None:
    asked = samples.question("shaky")
    root = read(samples.alone([(asked, samples.result(asked, stable=False))]))
    assert test(root, "shaky").findtext("system-out") == "unstable: answered differently when asked again"


def test_hostile_text_stays_text() -> None:
    root = read(samples.hostile(2))
    assert {one.tag for one in root.iter()} <= {
        "testsuites", "testsuite", "properties", "property", "testcase", "failure", "skipped", "system-out",
    }  # fmt: skip
    text = root.findtext(".//failure")
    assert "</script><script>alert(1)</script>" in text
    assert "\x00" not in text
    assert "�[31m" in text
    assert root.find(".//testcase").get("classname").startswith("</script>")


def test_what_no_encoding_can_hold_is_replaced() -> None:
    asked = samples.question("half")
    broken = samples.result(asked, Outcome.WRONG).model_copy(update={"text": "half \ud83d of a pair \uffff"})
    assert "half � of a pair �" in read(samples.alone([(asked, broken)])).findtext(".//failure")

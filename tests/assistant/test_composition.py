from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.composition import MARGIN, alike, choose, completes, says_same
from assistant.evidence import Evidence, Signals
from assistant.judgement import answers

Rank = Callable[..., list[Evidence]]

STRONG = Signals(
    maxsim=0.9,
    passage_maxsim=0.9,
    coverage=0.9,
    context=0.9,
    names=1.0,
    weakest=0.9,
    search=0.9,
    on_time=0.0,
    support=1.0,
    wanted=1.0,
)
THRESHOLD = 0.5


@pytest.fixture(scope="module")
def lined(rank: Rank) -> Callable[..., list[Evidence]]:
    """Make evidence of the sentences of texts, in their order, all equally strong."""

    def of(*texts: str) -> list[Evidence]:
        ranked = sorted(rank("anything", *texts), key=lambda one: (one.entry.id, one.start))
        return [Evidence(one.passage, one.entry, one.start, one.end, STRONG) for one in ranked]

    return of


def weaker(one: Evidence, **signals: float) -> Evidence:
    return Evidence(one.passage, one.entry, one.start, one.end, one.signals._replace(**signals))


def texts(chosen: list[Evidence]) -> list[str]:
    return [one.text for one in chosen]


class TestChoose:
    def test_best_first_and_at_most_so_many(self, lined: Rank) -> None:
        evidence = lined("Spain sent tanks. Belgium promised jets. Portugal gave ammunition. Norway lent ships.")
        assert texts(choose(evidence, 3, THRESHOLD)) == texts(evidence[:3])
        assert texts(choose(evidence, 1, THRESHOLD)) == ["Spain sent tanks."]

    def test_no_evidence_makes_no_answer(self) -> None:
        assert choose([], 4, THRESHOLD) == []

    def test_no_two_say_the_same(self, lined: Rank) -> None:
        evidence = lined(
            "Spain sent ten Leopard tanks from Santander. From Santander, ten Leopard tanks were sent by Spain."
            " Belgium promised jets."
        )
        assert texts(choose(evidence, 4, THRESHOLD)) == [evidence[0].text, "Belgium promised jets."]

    def test_another_figure_is_another_statement(self, lined: Rank) -> None:
        evidence = lined("Spain sent ten Leopard tanks to Poland. Spain sent 19 Leopard tanks to Poland.")
        assert len(choose(evidence, 4, THRESHOLD)) == 2

    def test_what_lies_far_below_the_best_is_left_out(self, lined: Rank) -> None:
        best, near, far = lined("Spain sent tanks. Belgium promised jets. Portugal gave ammunition.")
        near = weaker(near, maxsim=STRONG.maxsim - MARGIN / 2)
        far = weaker(far, maxsim=STRONG.maxsim - MARGIN * 1.1)
        assert choose([best, near, far], 4, THRESHOLD) == [best, near]

    def test_each_must_be_likely_to_answer_by_itself(self, lined: Rank) -> None:
        best, other = lined("Spain sent tanks. Belgium promised jets.")
        other = weaker(other, context=0.0, passage_maxsim=0.0)
        assert answers(other.signals) < THRESHOLD
        assert choose([best, other], 4, THRESHOLD) == [best]

    def test_a_passage_that_lacks_the_name_is_about_somebody_else(self, lined: Rank) -> None:
        best, other = lined("Spain sent tanks.", "Belgium promised jets.")
        assert choose([best, weaker(other, names=0.0)], 4, THRESHOLD) == [best]
        assert choose([weaker(best, names=0.0), weaker(other, names=0.0)], 4, THRESHOLD)[1:]

    def test_the_sentence_that_completes_the_sum_comes_behind_it(self, lined: Rank) -> None:
        best, completing, other = lined(
            "Spain has pledged $1.2 billion in arms. Of the arms pledged, 900 million euros are for tanks."
            " Belgium promised jets."
        )
        weak = weaker(completing, maxsim=0.1)
        assert choose([best, other, weak], 4, THRESHOLD) == [best, weak, other]
        assert choose([best, other, weak], 1, THRESHOLD) == [best]


class TestCompletes:
    SUM = "Spain has pledged $1.2 billion in military aid."

    @pytest.mark.parametrize(
        ("following", "completed"),
        [
            ("The aid includes military trucks for 300 million euros.", True),
            ("The military aid is the largest ever.", False),  # no figure
            ("The military aid of $1.2 billion is the largest.", False),  # the same figure
            ("A bridge nearby cost 300 million euros.", False),  # another subject
        ],
    )
    def test_with_new_figures_on_the_same_subject(self, lined: Rank, following: str, completed: bool) -> None:  # noqa: FBT001
        first, second = lined(f"{self.SUM} {following}")
        assert completes(second, first) is completed
        assert not completes(first, second)

    def test_only_right_behind_it(self, lined: Rank) -> None:
        first, _, third = lined(f"{self.SUM} It rained. The military aid includes 300 million euros for trucks.")
        assert not completes(third, first)

    def test_also_over_a_paragraph_break(self, lined: Rank) -> None:
        first, second = lined(f"{self.SUM}\n\nThe military aid includes 300 million euros for trucks.")
        assert completes(second, first)

    def test_never_from_another_article(self, lined: Rank) -> None:
        first, second = lined(self.SUM, "The military aid includes 300 million euros for trucks.")
        assert not completes(second, first)


class TestAlike:
    @pytest.mark.parametrize(
        ("one", "other", "share"),
        [
            ("Spain sent tanks.", "Spain sent tanks.", 1.0),
            ("Spain sent tanks.", "Spain, at last, has sent the tanks.", 1.0),
            ("Zelensky came to Kiev.", "Zelenskyy came to Kyiv.", 1.0),
            ("Spain sent 29 tanks.", "Spain sent 19 tanks.", 0.0),
            ("Spain sent tanks.", "Spain sent 19 tanks.", 0.0),
            ("Spain sent tanks.", "", 0.0),
            ("The of and.", "The of and.", 0.0),
        ],
    )
    def test_share_of_content_terms(self, one: str, other: str, share: float) -> None:
        assert alike(one, other) == alike(other, one) == share

    def test_says_same_compares_with_each(self, lined: Rank) -> None:
        first, second, third = lined("Spain sent tanks. Belgium promised jets. The jets were promised by Belgium.")
        assert says_same(third, [first, second])
        assert not says_same(third, [first])
        assert not says_same(third, [])

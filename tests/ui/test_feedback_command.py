"""``dateline feedback``: what is listed, and the candidate questions that are written of it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.evaluation.places import Span
from assistant.evaluation.questions import AnyOf, Expectation, parse_questions
from assistant.evaluation.scoring import checked
from index.filters import Filters
from index.settings import Settings
from ui import feedback_command
from ui.candidates import Judged, article_name, expectation, gathered, written
from ui.feedback import FILE, Feedback, FeedbackStore, Verdict

Run = Callable[..., Any]
Entry = dict[str, Any]

FLAGSHIP = "What did Spain pledge and when?"
SOLE = "Spain pledged one billion euros in military aid to Ukraine on Monday"
NOT_FOUND = "How many people died in Cyclone Chido?"
SEVERAL = "What did Zelenskyy ask for?"
"""Answered from several articles."""
FROM_FEED = "How many villages did the acting governor of Kursk say Ukraine held?"
HOSTILE = "[red]x[/red]: - {a: b} # no\n---\n\x1b[2J\x9b31m\x00\u2028\ufeff\U0001f44e “'\"` \ud83d *&!%@"
MORNING = dt.datetime(2025, 1, 17, 8, 30, tzinfo=dt.UTC)

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
"""Whatever a browser can send, half characters included."""


@pytest.fixture(scope="module")
def answers(assistant: Assistant) -> dict[str, Answer]:
    """Real answers by their questions."""
    return {question: assistant.ask(question) for question in (FLAGSHIP, NOT_FOUND, SEVERAL, FROM_FEED)}


@pytest.fixture
def store(tmp_path: Path) -> FeedbackStore:
    """The store of the data folder that the commands use."""
    return FeedbackStore(tmp_path / "data")


@pytest.fixture
def press(store: FeedbackStore, answers: dict[str, Answer]) -> Callable[..., Feedback]:
    """Press a thumb under the answer to a question."""

    def one(verdict: Verdict, asked: str = FLAGSHIP, **more: Any) -> Feedback:
        return store.add(verdict, answers[asked], Settings(), **more)

    return one


def judged(answer: Answer, verdict: Verdict, minute: int = 0, **more: Any) -> Feedback:
    """What somebody said, so many minutes after the first did."""
    at = MORNING + dt.timedelta(minutes=minute)
    asked = {"question": answer.question, **more}
    return Feedback(id=f"{minute}", at=at, verdict=verdict, answer=answer, settings={}, **asked)


def entries(text: str) -> list[Entry]:
    """Read what was written as YAML does; with libyaml as well, which is stricter, and as a question file."""
    loaded: list[Entry] = yaml.safe_load(text)["questions"]
    assert yaml.load(text, Loader=yaml.CSafeLoader)["questions"] == loaded
    assert [one.id for one in parse_questions(text, "candidates.yaml").questions] == [one["id"] for one in loaded]
    return loaded


def quotes(expected: Expectation) -> set[str | None]:
    """Give the quotes of which one must be cited."""
    return {place.quote for group in expected.needed for place in group}


def comments(text: str) -> str:
    """Give the comments under the head of the file, in one line."""
    body = text.partition("questions:\n")[2]
    return " ".join(" ".join(line.strip(" #") for line in body.split("\n") if line.lstrip().startswith("#")).split())


class TestList:
    def test_a_line_each_in_order(self, run: Run, press: Callable[..., Feedback]) -> None:
        first = press(Verdict.GOOD, note="Quick!")
        second = press(Verdict.BAD, NOT_FOUND, note="It was in\nthe paper.\t:(")
        ran = run("feedback", "list")
        assert (ran.code, ran.err) == (0, "")
        said = f"{first.at:%Y-%m-%d %H:%M} UTC"
        assert [line.split("\t") for line in ran.out.splitlines()] == [
            [first.id, said, "good", "answered", FLAGSHIP, "Quick!"],
            [second.id, said, "bad", "not_found", NOT_FOUND, "It was in the paper. :("],
        ]

    def test_by_verdict_and_day(self, run: Run, press: Callable[..., Feedback]) -> None:
        good, bad = press(Verdict.GOOD), press(Verdict.BAD)
        for which, ids in (("good", [good.id]), ("bad", [bad.id]), ("all", [good.id, bad.id])):
            assert [line.split("\t")[0] for line in run("feedback", "list", "--verdict", which).out.splitlines()] == ids
        today = bad.at.date()
        assert len(run("feedback", "list", "--since", today.isoformat()).out.splitlines()) == 2
        later = run("feedback", "list", "--since", (today + dt.timedelta(days=2)).isoformat())
        assert (later.code, later.out, later.err) == (0, "", "None of the 2 judgements kept is of that kind.\n")

    def test_json_is_all_that_is_kept(self, run: Run, store: FeedbackStore, press: Callable[..., Feedback]) -> None:
        press(Verdict.BAD, history=["Who?"], filters=Filters(as_of=dt.date(2024, 6, 1)), note=HOSTILE)
        ran = run("feedback", "list", "--json")
        (line,) = ran.out.splitlines()
        assert [Feedback.model_validate(json.loads(line))] == store.all()

    def test_on_a_terminal_it_is_a_table(
        self, run: Run, press: Callable[..., Feedback], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        console = Console(force_terminal=True, no_color=True, highlight=False, width=200)
        monkeypatch.setattr(feedback_command, "console", console)
        one = press(Verdict.GOOD, note="[bold]Quick![/bold]")
        ran = run("feedback", "list")
        assert "verdict" in ran.out.splitlines()[0]
        assert one.id in ran.out
        assert "[bold]Quick![/bold]" in ran.out
        assert ran.out.endswith("1 judgement\n")

    @pytest.mark.parametrize(
        "console", [Console(force_terminal=True, no_color=True, highlight=False, width=400), feedback_command.console]
    )
    def test_what_was_typed_is_text(
        self, run: Run, press: Callable[..., Feedback], monkeypatch: pytest.MonkeyPatch, console: Console
    ) -> None:
        monkeypatch.setattr(feedback_command, "console", console)
        press(Verdict.BAD, note=HOSTILE, question=HOSTILE)
        for arguments in (("list",), ("list", "--json"), ("export",)):
            ran = run("feedback", *arguments)
            assert ran.code == 0
            assert not any(bad in ran.out for bad in ("\x1b[2J", "\x9b", "\x00", "\ud83d"))
            assert "[red]x[/red]" in ran.out


class TestEmpty:
    @pytest.mark.parametrize("command", ["list", "export"])
    def test_says_so_and_is_no_error(self, run: Run, store: FeedbackStore, command: str) -> None:
        ran = run("feedback", command)
        assert (ran.code, ran.out) == (0, "")
        assert ran.err == "There is no feedback yet. It is given on the chat page, with the thumbs under an answer.\n"
        assert not store.path.exists()

    def test_nothing_is_written_into_a_file(self, run: Run, tmp_path: Path) -> None:
        assert run("feedback", "export", tmp_path / "out.yaml").code == 0
        assert not (tmp_path / "out.yaml").exists()

    def test_a_broken_file_is_an_error(self, run: Run, store: FeedbackStore) -> None:
        store.path.parent.mkdir()
        store.path.write_bytes(b"something else " * 100)
        for command in ("list", "export"):
            ran = run("feedback", command)
            assert (ran.code, ran.out) == (1, "")
            assert ran.err.startswith(f"The feedback in {store.path} cannot be read: ")
            assert "Move it away" in ran.err

    def test_the_data_folder_can_be_named(self, run: Run, press: Callable[..., Feedback], store: FeedbackStore) -> None:
        press(Verdict.GOOD)
        elsewhere = store.path.parent.rename(store.path.parent.with_name("elsewhere"))
        assert (elsewhere / FILE).exists()
        assert run("feedback", "list", "--data-dir", elsewhere).out
        assert not run("feedback", "list").out


class TestExport:
    def test_a_good_answer_is_what_is_expected(self, run: Run, press: Callable[..., Feedback]) -> None:
        press(Verdict.GOOD, note="Just what I needed")
        ran = run("feedback", "export")
        assert (ran.code, ran.err) == (0, "")
        (entry,) = entries(ran.out)
        assert entry["id"].startswith("what-did-spain-pledge-and-when-")
        assert (entry["question"], entry["tags"]) == (FLAGSHIP, ["feedback"])
        assert entry["note"] == "Just what I needed"
        assert entry["expect"]["status"] == "answered"
        assert entry["expect"]["dates"] == [dt.date(2024, 5, 27)]
        assert entry["expect"]["amounts"] == ["one billion euros"]
        (cited,) = entry["expect"]["cites"]
        assert cited["article"] == "2024-05-27-spain-security-deal.md"
        assert SOLE in cited["quote"]

    def test_of_several_quotes_one_is_enough(self, run: Run, press: Callable[..., Feedback]) -> None:
        given = press(Verdict.GOOD, SEVERAL)
        (question,) = parse_questions(run("feedback", "export").out, "candidates.yaml").questions
        assert question.expect
        (group,) = question.expect.cites
        assert isinstance(group, AnyOf)
        assert [one.quote for one in group.any] == [one.quote for one in given.answer.citations]

    def test_what_is_no_amount_by_itself_is_expected_as_words(self, answers: dict[str, Answer]) -> None:
        """ "Some 2,000": the articles say of what, the answer's words do not."""
        expected = expectation(answers[FROM_FEED])
        assert "2,000" in expected.contains
        assert {"28 villages", "121,000 people"} <= set(expected.amounts)

    def test_days_that_are_not_fixed_are_not_expected(self, answers: dict[str, Answer]) -> None:
        assert any(date.text == "last year" for claim in answers[SEVERAL].claims for date in claim.dates)
        assert expectation(answers[SEVERAL]).dates == ()

    def test_it_can_be_judged_as_it_is(
        self, run: Run, press: Callable[..., Feedback], answers: dict[str, Answer]
    ) -> None:
        """The same answer meets what was made of it."""
        for asked in (FLAGSHIP, SEVERAL, FROM_FEED, NOT_FOUND):
            press(Verdict.GOOD, asked)
        for question in parse_questions(run("feedback", "export").out, "candidates.yaml").questions:
            answer = answers[question.question]
            assert question.expect
            spans = [
                [Span(one.article.id, one.start, one.end) for one in answer.citations if one.quote in quotes_of_group]
                for quotes_of_group in ({place.quote for place in group} for group in question.expect.needed)
            ]
            assert [check for check in checked(answer, question.expect, spans) if not check.met] == []

    def test_a_record_of_a_feed_is_named_by_file_and_id(self, answers: dict[str, Answer]) -> None:
        names = {place.article for group in expectation(answers[FROM_FEED]).needed for place in group}
        assert "harbour-wire-feed.jsonl#hw-240812-007" in names

    def test_what_was_rightly_declined(self, run: Run, press: Callable[..., Feedback]) -> None:
        press(Verdict.GOOD, NOT_FOUND)
        (entry,) = entries(run("feedback", "export").out)
        assert entry["tags"] == ["feedback", "decline"]
        assert entry["expect"] == {"status": "not_found"}

    def test_a_bad_answer_is_never_expected(self, run: Run, press: Callable[..., Feedback]) -> None:
        press(Verdict.BAD, note="Which year?\nNobody knows: # really")
        ran = run("feedback", "export")
        (entry,) = entries(ran.out)
        assert set(entry) == {"id", "question", "tags", "note"}
        assert entry["note"] == "Which year?\nNobody knows: # really"
        assert ran.out.endswith("    # expect: to be written\n")
        told = comments(ran.out)
        assert "bad, “Which year? Nobody knows: # really”" in told
        assert SOLE in told
        assert "[1] 2024-05-27-spain-security-deal.md" in told

    def test_as_of_limits_and_earlier_questions(self, run: Run, press: Callable[..., Feedback]) -> None:
        filters = Filters(outlets=("Castellan Daily",), published_from=dt.date(2024, 5, 1), as_of=dt.date(2024, 6, 1))
        press(Verdict.GOOD, filters=filters, history=["Who met in Madrid?", "And when?"], question="What was pledged?")
        (entry,) = entries(run("feedback", "export").out)
        assert entry["history"] == ["Who met in Madrid?", "And when?"]
        assert entry["as_of"] == dt.date(2024, 6, 1)
        assert entry["filters"] == {"outlets": ["Castellan Daily"], "published_from": dt.date(2024, 5, 1)}

    def test_into_a_file_that_is_not_there_yet(self, run: Run, press: Callable[..., Feedback], tmp_path: Path) -> None:
        press(Verdict.GOOD)
        file = tmp_path / "candidates.yaml"
        ran = run("feedback", "export", file)
        assert (ran.code, ran.out, ran.err) == (0, "", f"1 question written to {file}\n")
        text = file.read_text(encoding="utf-8")
        assert text == run("feedback", "export").out
        file.write_text("mine", encoding="utf-8")
        refused = run("feedback", "export", file)
        assert refused.code == 2
        assert "is there already: name another, or say --overwrite" in refused.said
        assert file.read_text(encoding="utf-8") == "mine"
        assert run("feedback", "export", file, "--overwrite").code == 0
        assert file.read_text(encoding="utf-8") == text

    def test_a_file_that_cannot_be_written(self, run: Run, press: Callable[..., Feedback], tmp_path: Path) -> None:
        press(Verdict.GOOD)
        ran = run("feedback", "export", tmp_path / "gone" / "out.yaml")
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.endswith("Name another file.\n")

    def test_by_verdict_and_day(self, run: Run, press: Callable[..., Feedback]) -> None:
        press(Verdict.GOOD)
        given = press(Verdict.BAD, NOT_FOUND)
        asked = {
            which: [one["question"] for one in entries(run("feedback", "export", "--verdict", which).out)]
            for which in ("good", "bad", "all")
        }
        assert asked == {"good": [FLAGSHIP], "bad": [NOT_FOUND], "all": [FLAGSHIP, NOT_FOUND]}
        later = (given.at.date() + dt.timedelta(days=2)).isoformat()
        ran = run("feedback", "export", "--since", later)
        assert (ran.code, ran.out, ran.err) == (0, "", "None of the 2 judgements kept is of that kind.\n")

    def test_asking_for_the_good_hides_no_objection(self, run: Run, press: Callable[..., Feedback]) -> None:
        press(Verdict.BAD, note="Wrong minister")
        press(Verdict.GOOD)
        out = run("feedback", "export", "--verdict", "good").out
        (entry,) = entries(out)
        assert "expect" not in entry
        assert "Wrong minister" in comments(out)

    @pytest.mark.parametrize(
        ("option", "value"), [("--verdict", "middling"), ("--since", "yesterday"), ("--since", "2025-02-30")]
    )
    @pytest.mark.parametrize("command", ["list", "export"])
    def test_wrong_usage(self, run: Run, command: str, option: str, value: str) -> None:
        assert run("feedback", command, option, value).code == 2


class TestOneQuestion:
    """The same question judged several times."""

    def test_in_other_letters_is_one_entry(self, answers: dict[str, Answer]) -> None:
        answer = answers[FLAGSHIP]
        said = [
            judged(answer, Verdict.GOOD, 0, note="Fine"),
            judged(answer, Verdict.GOOD, 1, question="what did Spain  pledge and when", note="Fine"),
            judged(answer, Verdict.GOOD, 2, question="WHAT DID SPAIN PLEDGE AND WHEN?!", note="Still fine"),
        ]
        (entry,) = entries(written(gathered(said)))
        assert entry["question"] == "WHAT DID SPAIN PLEDGE AND WHEN?!"
        assert entry["note"] == "Fine\nStill fine"
        (first,) = entries(written(gathered(said[:1])))
        assert entry["id"] == first["id"]
        assert entry["expect"] == first["expect"]

    def test_after_others_or_within_limits_is_another(self, answers: dict[str, Answer]) -> None:
        answer = answers[FLAGSHIP]
        said = [
            judged(answer, Verdict.GOOD),
            judged(answer, Verdict.GOOD, history=("Who met in Madrid?",)),
            judged(answer, Verdict.GOOD, filters=Filters(as_of=dt.date(2024, 6, 1))),
            judged(answer, Verdict.GOOD, filters=Filters(outlets=("Castellan Daily", "Harbour Wire"))),
            judged(answer, Verdict.GOOD, filters=Filters(outlets=("harbour wire", "Castellan Daily"))),
        ]
        loaded = entries(written(gathered(said)))
        assert len({one["id"] for one in loaded}) == len(loaded) == 4

    def test_both_verdicts_on_one_answer_are_told_and_nothing_is_expected(self, answers: dict[str, Answer]) -> None:
        for order in ((Verdict.GOOD, Verdict.BAD), (Verdict.BAD, Verdict.GOOD)):
            said = [judged(answers[FLAGSHIP], verdict, minute) for minute, verdict in enumerate(order)]
            text = written(gathered(said))
            (entry,) = entries(text)
            assert "expect" not in entry
            told = comments(text)
            assert told.index(f"08:30 UTC: {order[0]}") < told.index(f"08:31 UTC: {order[1]}")
            assert "the same answer as above" in told
            assert "People differ" in told

    def test_declined_is_good_or_bad_likewise(self, answers: dict[str, Answer]) -> None:
        said = [judged(answers[NOT_FOUND], Verdict.GOOD), judged(answers[NOT_FOUND], Verdict.BAD, 1)]
        assert gathered(said)[0].expected is None
        answered = answers[FLAGSHIP].model_copy(update={"question": NOT_FOUND})
        better = gathered([judged(answered, Verdict.BAD), judged(answers[NOT_FOUND], Verdict.GOOD, 1)])[0].expected
        assert better
        assert better.status == "not_found"

    def test_a_better_answer_is_expected_by_what_the_bad_one_lacked(self, answers: dict[str, Answer]) -> None:
        """An expectation that the bad answer would meet as well would say that it was right."""
        whole = answers[SEVERAL]
        assert len({citation.quote for citation in whole.citations}) > 1
        numbers = set(whole.claims[0].citations)
        short = whole.model_copy(
            update={
                "claims": whole.claims[:1],
                "citations": tuple(one for one in whole.citations if one.number in numbers),
            }
        )
        expected = gathered([judged(short, Verdict.BAD), judged(whole, Verdict.GOOD, 1)])[0].expected
        assert expected
        assert quotes(expected) == {one.quote for one in whole.citations} - {one.quote for one in short.citations}
        assert gathered([judged(whole, Verdict.BAD), judged(short, Verdict.GOOD, 1)])[0].expected is None

    def test_the_last_good_answer_counts(self, answers: dict[str, Answer]) -> None:
        older = answers[FLAGSHIP]
        newer = answers[FROM_FEED].model_copy(update={"question": FLAGSHIP})
        said = [judged(newer, Verdict.GOOD, 5), judged(older, Verdict.GOOD, 1)]
        assert Judged(tuple(said[::-1])) == gathered(said)[0]
        assert gathered(said)[0].expected == expectation(newer)


class TestNearest:
    def test_what_is_no_answer_is_not_cited(self, answers: dict[str, Answer]) -> None:
        """Where nothing answers, the nearest thing that was found is shown with its quote."""
        answer = answers[NOT_FOUND]
        assert answer.citations
        text = written(gathered([judged(answer, Verdict.BAD)]))
        assert article_name(answer.citations[0]) not in comments(text)


class TestYaml:
    """Whatever people type, what is written can be read, and says what they typed."""

    @staticmethod
    def plain(text: str) -> str:
        """What comes back: half characters cannot be written."""
        return "".join("�" if "\ud800" <= character <= "\udfff" else character for character in text)

    def whole(self, *texts: str) -> list[str]:
        """Of questions, white space around them is nothing, and those without words are none."""
        return [said for text in texts if (said := self.plain(text).strip())]

    def test_hostile_words(self, answers: dict[str, Answer]) -> None:
        for verdict in Verdict:
            text = written(gathered([judged(answers[FLAGSHIP], verdict, question=HOSTILE, note=HOSTILE)]))
            (entry,) = entries(text)
            assert entry["question"] == entry["note"] == self.plain(HOSTILE)
            assert "\x1b" not in text

    @given(
        said=st.lists(
            st.tuples(
                ANY_TEXT.filter(str.strip),
                ANY_TEXT,
                st.lists(ANY_TEXT, max_size=2),
                st.lists(ANY_TEXT, max_size=2),
                st.booleans(),
            ),
            min_size=1,
            max_size=4,
        )
    )
    def test_any_words(
        self, answers: dict[str, Answer], said: list[tuple[str, str, list[str], list[str], bool]]
    ) -> None:
        feedback = [
            judged(
                answers[FLAGSHIP],
                Verdict.GOOD if good else Verdict.BAD,
                minute,
                question=question,
                note=note,
                history=tuple(history),
                filters=Filters(outlets=tuple(outlets)),
            )
            for minute, (question, note, history, outlets, good) in enumerate(said)
        ]
        groups = gathered(feedback)
        loaded = entries(written(groups))
        assert len({entry["id"] for entry in loaded}) == len(loaded) == len(groups)
        for entry, group in zip(loaded, groups, strict=True):
            latest = group.latest
            assert [entry["question"]] == self.whole(latest.question)
            assert entry.get("history", []) == self.whole(*latest.history)
            assert entry.get("filters", {}).get("outlets", []) == [self.plain(one) for one in latest.filters.outlets]
            for one in group.feedback:
                assert self.plain(one.note) in entry.get("note", "") or not one.note.strip()
            verdicts = {one.verdict for one in group.feedback}
            assert ("expect" in entry) == (verdicts == {Verdict.GOOD})

    def test_ids_are_made_of_the_words(self, answers: dict[str, Answer]) -> None:
        asked = ("Où est née Zoé?", "何が約束されましたか", "?", "x" * 300, "null")
        loaded = entries(written(gathered([judged(answers[FLAGSHIP], Verdict.BAD, question=one) for one in asked])))
        stems = [entry["id"].rpartition("-")[0] for entry in loaded]
        assert stems == ["ou-est-nee-zoe", "question", "question", "x" * 48, "null"]
        assert len({entry["id"] for entry in loaded}) == 5

    def test_nothing_at_all(self, answers: dict[str, Answer]) -> None:
        assert written([]) == ""
        assert gathered([judged(answers[FLAGSHIP], Verdict.GOOD, question=" \n")]) == []


class TestHelp:
    @pytest.mark.parametrize("command", ["list", "export"])
    def test_has_examples(self, run: Run, command: str) -> None:
        ran = run("feedback", command, "--help")
        assert ran.code == 0
        assert f" dateline feedback {command}" in ran.out

"""The endpoint ``ask``: what other programs call."""

from __future__ import annotations

import contextlib
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assistant.answer import Answer
from assistant.assistant import Assistant

if TYPE_CHECKING:
    from gradio_client import Client

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
README = Path(__file__).resolve().parents[3] / "README.md"


@pytest.fixture(scope="module")
def client(page: Any) -> Client:
    from gradio_client import Client  # noqa: PLC0415 - a second that other tests need not wait for

    return Client(page.url, verbose=False, analytics_enabled=False)


def without_seconds(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "seconds"}


def test_it_gives_the_contract(client: Client, assistant: Assistant) -> None:
    question = "What did Spain pledge and when?"
    answer = client.predict(question, api_name="/ask")
    assert Answer.model_validate_json(json.dumps(answer))
    assert without_seconds(answer) == without_seconds(assistant.ask(question).model_dump(mode="json"))


def test_limits_and_history_are_heeded(client: Client) -> None:
    answer = client.predict(
        "And Portugal?",
        history=["What did Spain pledge?"],
        outlets=["Harbour Wire"],
        published_from="2024-05-01",
        published_to="2024-06-30",
        as_of="2024-06-01",
        api_name="/ask",
    )
    assert answer["question"] == "And Portugal?"
    assert answer["standalone_question"] == "What did Portugal pledge?"
    assert answer["as_of"] == "2024-06-01"
    assert {one["article"]["outlet"] for one in answer["citations"]} == {"Harbour Wire"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"question": "  "}, "The question is empty"),
        ({"question": "x" * 1001}, "at most 1,000 characters"),
        ({"question": "Who?", "as_of": "yesterday"}, "A day is written as year-month-day"),
        ({"question": "Who?", "published_from": "2024-06-01", "published_to": "2024-05-01"}, "later than the last"),
    ],
)
def test_what_cannot_be_asked_is_said_in_words(client: Client, given: dict[str, str], said: str) -> None:
    from gradio_client.exceptions import AppError  # noqa: PLC0415

    with pytest.raises(AppError, match=said) as raised:
        client.predict(api_name="/ask", **given)
    assert "Traceback" not in str(raised.value)


def test_nothing_else_is_offered(client: Client) -> None:
    assert list(client.view_api(return_format="dict", print_info=False)["named_endpoints"]) == ["/ask"]


def test_the_example_in_the_readme_runs(page: Any) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert "http://127.0.0.1:7860" in example
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(example.replace("http://127.0.0.1:7860", page.url), {})
    answered, again = [line for line in printed.getvalue().splitlines() if not line.startswith("Loaded as API")]
    assert answered.startswith("answered Spain pledged one billion euros")
    assert again == "What did Portugal pledge and when?"

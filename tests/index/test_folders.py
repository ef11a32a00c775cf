from __future__ import annotations

import pickle
import threading
import time
from pathlib import Path

from index.folders import copy_whole


def test_a_file_that_is_being_written_is_copied_once_it_is_whole(tmp_path: Path) -> None:
    whole = pickle.dumps({"ids": list(range(1000))})
    source = tmp_path / "chroma"
    (source / "segment").mkdir(parents=True)
    (source / "segment" / "data.bin").write_bytes(b"graph")
    written = source / "segment" / "index_metadata.pickle"
    written.write_bytes(whole[: len(whole) // 2])

    def finish() -> None:
        time.sleep(0.1)
        written.write_bytes(whole)

    writer = threading.Thread(target=finish)
    writer.start()
    copy_whole(source, tmp_path / "copy")
    writer.join()
    assert (tmp_path / "copy" / "segment" / "index_metadata.pickle").read_bytes() == whole
    assert (tmp_path / "copy" / "segment" / "data.bin").read_bytes() == b"graph"


def test_a_file_that_nobody_finishes_does_not_hold_up_for_ever(tmp_path: Path) -> None:
    source = tmp_path / "chroma"
    source.mkdir()
    (source / "index_metadata.pickle").write_bytes(b"")
    begun = time.monotonic()
    copy_whole(source, tmp_path / "copy")
    assert time.monotonic() - begun < 10
    assert (tmp_path / "copy" / "index_metadata.pickle").read_bytes() == b""

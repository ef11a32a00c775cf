from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from index.article import Article, Carrier
from index.current import CurrentSnapshot
from index.embedding import PENDING, embedded_sentences, embedded_text
from index.encoder import Encoder, Reading
from index.errors import LockHeld, ModelMismatch, SnapshotError, UnknownArticle
from index.filters import Filters
from index.rows import project
from index.snapshot import Snapshot, SnapshotStore
from index.terms import terms
from tests.index.conftest import BAKERY, DAY, LATER, SENATE, TIDE, Desk, article

TIDE_ARTICLE = article("tide", TIDE, title="Tide breaks mole", published=DAY)
BAKERY_ARTICLE = article("bakery", BAKERY)
SENATE_ARTICLE = article("senate", SENATE, published=LATER)
ROUNDED = 0.998
"""Cosine of a token's vector to itself in 8 bits."""
ALIKE = 0.9999


def assert_whole(snapshot: Snapshot, encoder: Encoder, *articles: Article) -> None:
    """Assert that every part of a snapshot holds these articles and nothing else, row beside row."""
    assert set(snapshot.entries) == {one.id for one in articles}
    manifest = snapshot.manifest
    held = [passage for name in snapshot.entries for passage in snapshot.article_passages(name)]
    assert (manifest.articles, manifest.passages) == (len(articles), len(held))
    assert manifest.characters == sum(len(one.text) for one in articles)
    for one in articles:
        assert snapshot.article(one.id) == one
        entry = snapshot.entry(one.id)
        assert (entry.title, entry.published, entry.characters) == (one.title, one.published, len(one.text))
        assert "".join(passage.text for passage in snapshot.article_passages(one.id)) == one.text
    titles = {one.id: one.title for one in articles}
    fresh = encoder.passages([embedded_text(titles[passage.article_id], passage.text) for passage in held])
    assert snapshot.rows.vectors.shape == fresh.shape
    assert np.all((snapshot.rows.vectors * fresh).sum(axis=1) > ALIKE)
    for passage, kept in zip(held, snapshot.tokens(held), strict=True):
        text = embedded_text(titles[passage.article_id], passage.text)
        (_, _, tokens), *_ = encoder.read([text])
        assert np.all((kept.vectors * project(tokens.vectors, encoder.basis)).sum(axis=1) > ROUNDED)
        sentences = embedded_sentences(titles[passage.article_id], passage)
        for (start, end), number in zip(tokens.spans, kept.sentences, strict=True):
            place = [first <= start and end <= last for first, last in sentences]
            assert number == (place.index(True) + 1 if any(place) else 0)
    ids = {passage.id for passage in held}
    for passage, vector in zip(held, fresh, strict=True):
        found = snapshot.nearest(vector, len(held) + 5)
        assert {one for one, _ in found} == ids
        assert dict(found)[passage.id] > ALIKE
        assert passage.id in dict(snapshot.keywords(terms(passage.text), len(held)))
    assert {one for one, _ in snapshot.keywords(terms("the a in of and"), 1_000)} <= ids


class TestPublishing:
    def test_what_was_added_is_there_in_every_part(self, desk: Desk) -> None:
        name = desk.publish(TIDE_ARTICLE, BAKERY_ARTICLE)
        assert desk.store.current_name() == name
        with desk.store.open() as snapshot:
            assert snapshot.name == name
            assert_whole(snapshot, desk.encoder, TIDE_ARTICLE, BAKERY_ARTICLE)

    def test_removed_and_replaced_articles_vanish_from_every_part_and_rows_still_line_up(self, desk: Desk) -> None:
        others = [article(f"filler{number}", f"Filler number {number} says little.") for number in range(3)]
        desk.publish(others[0], TIDE_ARTICLE, others[1], BAKERY_ARTICLE, others[2])
        new = article("tide", "A calm sea lay before Fennick. The mole stands again.", title="Mole mended")
        desk.publish(new, SENATE_ARTICLE, remove=("bakery", "filler0"))
        with desk.store.open() as snapshot:
            assert list(snapshot.entries) == ["filler1", "filler2", "tide", "senate"]
            assert_whole(snapshot, desk.encoder, others[1], others[2], new, SENATE_ARTICLE)
            assert snapshot.keywords(terms("trawlers"), 9) == snapshot.keywords(terms("Marten"), 9) == []
            assert not snapshot.mentions("trawler")
        desk.publish(TIDE_ARTICLE, remove=("filler1",))
        with desk.store.open() as snapshot:
            assert_whole(snapshot, desk.encoder, others[2], SENATE_ARTICLE, TIDE_ARTICLE)

    def test_everything_can_be_removed_and_something_added_again(self, desk: Desk) -> None:
        desk.publish(TIDE_ARTICLE)
        desk.publish(remove=("tide",))
        with desk.store.open() as snapshot:
            assert snapshot.entries == {}
            assert snapshot.nearest(desk.encoder.question("tide"), 5) == []
            assert snapshot.keywords(terms("tide"), 5) == []
            assert snapshot.passages([]) == []
        desk.publish(BAKERY_ARTICLE)
        with desk.store.open() as snapshot:
            assert_whole(snapshot, desk.encoder, BAKERY_ARTICLE)

    def test_more_passages_than_are_embedded_together_line_up(self, desk: Desk) -> None:
        drifted = "Buoy number {} drifted to the quay of ward {} that night."
        many = article("buoys", " ".join(drifted.format(number, number % 7) for number in range(PENDING + 30)))
        desk.publish(TIDE_ARTICLE, many, BAKERY_ARTICLE)
        with desk.store.open() as snapshot:
            held = [passage for name in snapshot.entries for passage in snapshot.article_passages(name)]
            assert len(held) > PENDING
            assert snapshot.article("buoys") == many
            titles = {name: entry.title for name, entry in snapshot.entries.items()}
            fresh = desk.encoder.passages([embedded_text(titles[one.article_id], one.text) for one in held])
            assert np.all((snapshot.rows.vectors * fresh).sum(axis=1) > ALIKE)

    def test_carriers_can_be_noted_and_forgotten(self, desk: Desk) -> None:
        desk.publish(TIDE_ARTICLE)
        copy, other = Carrier(source="/copy.txt", outlet="Copy"), Carrier(source="/other.txt")
        with desk.writer() as writer:
            assert writer.base
            writer.change_carriers(writer.base.entry("tide"), [("a", "said", copy), ("b", "said", other)], [])
            writer.publish()
        with desk.store.open() as snapshot:
            carried = TIDE_ARTICLE.model_copy(update={"carriers": (copy, other)})
            assert_whole(snapshot, desk.encoder, carried)
            assert snapshot.catalog.carriers() == {"tide": ["a", "b"]}
        with desk.writer() as writer:
            assert writer.base
            writer.change_carriers(writer.base.entry("tide"), [], [("a", "/copy.txt")])
            writer.publish()
        with desk.store.open() as snapshot:
            assert snapshot.article("tide").carriers == (other,)
            assert snapshot.catalog.carriers() == {"tide": ["b"]}

    def test_equal_collections_have_equal_digests_and_others_have_not(self, desk: Desk, tmp_path: Path) -> None:
        def digest() -> str:
            with desk.store.open() as snapshot:
                return snapshot.manifest.digest

        desk.publish(TIDE_ARTICLE, BAKERY_ARTICLE)
        first = digest()
        other = Desk(tmp_path / "other", desk.encoder)
        other.publish(BAKERY_ARTICLE, TIDE_ARTICLE)
        with other.store.open() as snapshot:
            assert snapshot.manifest.digest == first
        desk.publish(TIDE_ARTICLE.model_copy(update={"published": LATER}))  # set by hand: its source said no such thing
        assert digest() != first

    def test_leaving_without_publishing_changes_nothing(self, desk: Desk) -> None:
        name = desk.publish(TIDE_ARTICLE)
        before = sorted(path.name for path in desk.store.data_dir.rglob("*"))
        with desk.writer() as writer:
            assert writer.base
            desk.add(writer, SENATE_ARTICLE)
            writer.remove(writer.base.entry("tide"))
            assert writer.changed
        assert sorted(path.name for path in desk.store.data_dir.rglob("*")) == before
        assert desk.store.current_name() == name
        with desk.store.open() as snapshot:
            assert_whole(snapshot, desk.encoder, TIDE_ARTICLE)

    def test_an_error_while_writing_changes_nothing(self, desk: Desk) -> None:
        name = desk.publish(TIDE_ARTICLE)
        with pytest.raises(SnapshotError), desk.writer() as writer:
            desk.add(writer, SENATE_ARTICLE)
            desk.store.open("another")
        assert desk.store.names() == [name]
        assert desk.publish(BAKERY_ARTICLE) > name

    def test_a_failed_publication_is_told_as_it_is_and_changes_nothing(self, desk: Desk) -> None:
        name = desk.publish(TIDE_ARTICLE)
        vectors = desk.store.folder / name / "vectors.f32"
        with desk.writer() as writer:
            desk.add(writer, SENATE_ARTICLE)
            vectors.rename(vectors.with_suffix(".gone"))
            with pytest.raises(FileNotFoundError, match="vectors"):
                writer.publish()
        vectors.with_suffix(".gone").rename(vectors)
        assert desk.store.names() == [name]
        with desk.store.open() as snapshot:
            assert_whole(snapshot, desk.encoder, TIDE_ARTICLE)

    @pytest.mark.parametrize("cut", [True, False])
    @pytest.mark.parametrize("name", ["tokens.bin", "tokens.u32", "vectors.f32", "basis.npy"])
    def test_a_snapshot_whose_vectors_are_cut_short_is_not_opened(self, desk: Desk, name: str, *, cut: bool) -> None:
        file = desk.store.folder / desk.publish(TIDE_ARTICLE) / name
        file.write_bytes(file.read_bytes()[:-4] if cut else b"")
        with pytest.raises(SnapshotError, match="cannot be read"):
            desk.store.open()

    def test_what_goes_wrong_beside_the_reading_is_told_and_changes_nothing(self, desk: Desk) -> None:
        name = desk.publish(TIDE_ARTICLE)

        def fail(texts: Sequence[str]) -> Iterator[Reading]:
            raise RuntimeError(f"no vectors for {len(texts)}")

        read = desk.encoder.read
        desk.encoder.read = fail  # type: ignore[method-assign]
        try:
            with desk.writer() as writer:
                desk.add(writer, SENATE_ARTICLE)
                for _ in range(2):  # whoever goes on in spite of it is told again
                    with pytest.raises(RuntimeError, match="no vectors"):
                        writer.publish()
        finally:
            desk.encoder.read = read  # type: ignore[method-assign]
        assert desk.store.names() == [name]
        desk.publish(SENATE_ARTICLE)

    def test_a_writer_publishes_once(self, desk: Desk) -> None:
        """Its base is gone afterwards: what it would make next would lack all that was there."""
        with desk.writer() as writer:
            desk.add(writer, TIDE_ARTICLE)
            writer.publish()
            with pytest.raises(RuntimeError, match="take a new one"):
                desk.add(writer, BAKERY_ARTICLE)

    def test_two_snapshots_are_named_in_the_order_of_publication_even_if_the_clock_goes_back(self, desk: Desk) -> None:
        first = desk.publish(TIDE_ARTICLE)
        future = "20991231T235959.000000Z"
        folder = desk.store.folder / first
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        manifest |= {"name": future, "created": "2099-12-31T23:59:59Z"}
        (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        folder.rename(desk.store.folder / future)
        (desk.store.data_dir / "CURRENT").write_text(f"{future}\n", encoding="utf-8")
        second = desk.publish(BAKERY_ARTICLE)
        assert second > future
        assert desk.store.names() == [future, second]

    def test_only_the_last_few_are_kept(self, desk: Desk) -> None:
        names = [desk.publish(article(f"a{number}", f"Heron {number}."), keep=2) for number in range(3)]
        assert desk.store.names() == names[1:]
        names.append(desk.publish(article("b", "A moth."), keep=1))
        assert desk.store.names() == names[3:]
        with pytest.raises(SnapshotError):
            desk.store.open(names[0])

    def test_a_kept_snapshot_can_be_opened_by_name(self, desk: Desk) -> None:
        first = desk.publish(TIDE_ARTICLE)
        desk.publish(BAKERY_ARTICLE)
        with desk.store.open(first) as snapshot:
            assert_whole(snapshot, desk.encoder, TIDE_ARTICLE)

    def test_what_dead_writers_left_is_cleared_by_the_next(self, desk: Desk) -> None:
        name = desk.publish(TIDE_ARTICLE)
        folder = desk.store.folder
        half = folder / ".making-20240101T000000.000000Z" / "chroma"
        half.mkdir(parents=True)
        (half / "chroma.sqlite3").write_text("half", encoding="utf-8")
        shutil.copytree(folder / name, folder / ".old-20240101T000000.000000Z")
        shutil.copytree(folder / name, folder / "20991231T235959.000000Z")  # died between renaming and publishing
        (desk.store.data_dir / "CURRENT.new").write_text("2099", encoding="utf-8")
        with desk.store.open() as snapshot:
            assert snapshot.name == name
        second = desk.publish(BAKERY_ARTICLE)
        assert sorted(path.name for path in folder.iterdir()) == [name, second]


class TestReading:
    def test_there_is_nothing_before_the_first_publication(self, desk: Desk) -> None:
        assert desk.store.current_name() is None
        assert desk.store.names() == []
        with pytest.raises(SnapshotError, match="no articles yet") as raised:
            desk.store.open()
        assert "dateline ingest" in raised.value.hint
        assert not desk.store.data_dir.exists()

    def test_an_unknown_article_is_told_with_what_to_do(self, three: Desk) -> None:
        with three.store.open() as snapshot:
            for ask in (snapshot.entry, snapshot.article, snapshot.article_passages, snapshot.story):
                with pytest.raises(UnknownArticle, match="'herring'") as raised:
                    ask("herring")
                assert "dateline articles list" in raised.value.hint

    def test_a_reader_moves_on_between_questions_and_never_within_one(self, desk: Desk) -> None:
        first = desk.publish(TIDE_ARTICLE)
        current = CurrentSnapshot(desk.store)
        with current.reading() as one:
            second = desk.publish(article("tide", SENATE), BAKERY_ARTICLE)
            with current.reading() as other:  # another thread's question
                assert (one.name, other.name) == (first, second)
                assert_whole(one, desk.encoder, TIDE_ARTICLE)
                assert_whole(other, desk.encoder, article("tide", SENATE), BAKERY_ARTICLE)
            assert_whole(one, desk.encoder, TIDE_ARTICLE)
        with current.reading() as one:
            assert one.name == second
        with current.reading() as again:
            assert again is one
        current.close()

    def test_a_lent_snapshot_stays_until_it_is_given_back(self, desk: Desk) -> None:
        """With one snapshot kept, the old one would go while a question is still read from it."""
        desk.publish(TIDE_ARTICLE, BAKERY_ARTICLE)
        current = CurrentSnapshot(desk.store)
        with current.reading() as lent:
            desk.publish(SENATE_ARTICLE, keep=1)
            assert_whole(lent, desk.encoder, TIDE_ARTICLE, BAKERY_ARTICLE)
        with current.reading():  # another one: the first is let go
            desk.publish(article("third", "A third publication."), keep=1)
        assert not lent.folder.exists()
        current.close()

    def test_many_threads_read_while_others_are_published(self, desk: Desk) -> None:
        texts = {desk.publish(article("tide", text), keep=1): text for text in ("First tide.",)}
        current, stop, wrong = CurrentSnapshot(desk.store), threading.Event(), list[object]()
        seen: set[str] = set()

        def read() -> None:
            while not stop.is_set():
                try:
                    with current.reading() as snapshot:
                        seen.add(snapshot.name)
                        text = snapshot.article("tide").text
                        found = snapshot.nearest(snapshot.rows.vectors[0], 3)
                        if [one for one, _ in found] != ["tide#0"] or text not in texts.get(snapshot.name, text):
                            wrong.append((snapshot.name, text, found))
                except Exception as error:  # noqa: BLE001 - a thread's error would go unseen
                    wrong.append(error)

        threads = [threading.Thread(target=read) for _ in range(3)]
        for thread in threads:
            thread.start()
        try:
            for number in range(4):
                texts[desk.publish(article("tide", f"Tide number {number}."), keep=1)] = f"Tide number {number}."
        finally:
            stop.set()
            for thread in threads:
                thread.join()
        current.close()
        assert wrong == []
        assert len(seen) > 1

    def test_a_damaged_snapshot_is_told_and_made_no_worse(self, desk: Desk, three: Desk) -> None:
        name = three.store.current_name()
        assert name
        for number, part in enumerate(("manifest.json", "catalog.sqlite", "chroma", "keywords")):
            store = SnapshotStore(desk.store.data_dir / str(number))
            shutil.copytree(three.store.data_dir, store.data_dir)
            path = store.folder / name / part
            shutil.rmtree(path) if path.is_dir() else path.unlink()
            with pytest.raises(SnapshotError, match=f"The snapshot {name} cannot be read") as raised:
                store.open()
            assert "new data folder" in raised.value.hint

    def test_a_snapshot_of_another_version_is_told(self, desk: Desk, three: Desk) -> None:
        shutil.copytree(three.store.data_dir, desk.store.data_dir)
        manifest = desk.store.folder / (desk.store.current_name() or "") / "manifest.json"
        content = json.loads(manifest.read_text(encoding="utf-8")) | {"format": 99}
        manifest.write_text(json.dumps(content), encoding="utf-8")
        with pytest.raises(SnapshotError, match="another version"):
            desk.store.open()

    def test_another_model_is_refused_with_what_to_do(self, three: Desk) -> None:
        with three.store.open() as snapshot:
            snapshot.require_model(three.encoder.name)
            with pytest.raises(ModelMismatch) as raised:
                snapshot.require_model("all-mpnet-base-v2")
        assert "'all-MiniLM-L6-v2'" in str(raised.value)
        assert "'all-mpnet-base-v2'" in str(raised.value)
        assert "Set embedding_model to 'all-MiniLM-L6-v2'" in raised.value.hint


class TestSearch:
    FILTERS = (
        Filters(outlets=("harbour wire",)),
        Filters(published_from=DAY),
        Filters(as_of=DAY),
        Filters(outlets=("Harbour Wire", "The Lane Post")),
    )

    @pytest.mark.parametrize("filters", FILTERS, ids=repr)
    @pytest.mark.parametrize("count", [1, 3, 50])
    def test_words_are_found_alike_however_the_limits_are_kept(
        self, three: Desk, filters: Filters, count: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Articles are named to the keyword index while they are few; else more is found and some dropped."""
        wanted = terms("the senate and the tide of Fennick in the autumn")
        with three.store.open() as snapshot:
            allowed = snapshot.allowed(filters)
            named = snapshot.keywords(wanted, count, allowed)
            monkeypatch.setattr("index.snapshot.FEW", 0)
            found = snapshot.keywords(wanted, count, allowed)
            assert [one for one, _ in found] == [one for one, _ in named]
            assert [score for _, score in found] == pytest.approx([score for _, score in named])

    @pytest.mark.parametrize("filters", FILTERS, ids=repr)
    @pytest.mark.parametrize("count", [1, 3, 50])
    def test_a_filtered_search_is_exact(self, three: Desk, filters: Filters, count: int) -> None:
        with three.store.open() as snapshot:
            vector = three.encoder.question("When is the mole looked at?")
            held = [passage for name in snapshot.entries for passage in snapshot.article_passages(name)]
            scored = [
                (passage.id, float(row @ vector))
                for passage, row in zip(held, snapshot.rows.vectors, strict=True)
                if filters.allow(snapshot.entries[passage.article_id])
            ]
            expected = sorted(scored, key=lambda hit: -hit[1])[:count]
            found = snapshot.nearest(vector, count, snapshot.allowed(filters))
            assert [one for one, _ in found] == [one for one, _ in expected]
            assert [score for _, score in found] == pytest.approx([score for _, score in expected], abs=1e-6)

    def test_without_a_filter_the_same_is_found(self, three: Desk) -> None:
        with three.store.open() as snapshot:
            vector = three.encoder.question("Who votes for a tax?")
            everything = snapshot.nearest(vector, 100, snapshot.allowed(Filters()))
            found = snapshot.nearest(vector, 100)
            assert [one for one, _ in found] == [one for one, _ in everything]
            assert [score for _, score in found] == pytest.approx([score for _, score in everything], abs=1e-3)

    def test_a_story_begins_with_the_earliest_and_ends_with_the_undated(self, desk: Desk) -> None:
        text = f"{TIDE} {SENATE}"
        copies = [
            article("undated", text, fingerprint="1"),
            article("late", f"{text} Again.", published=LATER),
            article("early", f"{text} More follows.", published=DAY),
            article("other", BAKERY, published=DAY),
        ]
        desk.publish(*copies)
        with desk.store.open() as snapshot:
            assert [entry.id for entry in snapshot.story("late")] == ["early", "late", "undated"]
            assert [entry.id for entry in snapshot.story("other")] == ["other"]


class TestLock:
    def test_a_second_writer_is_told_who_writes(self, desk: Desk) -> None:
        with desk.writer(), pytest.raises(LockHeld) as raised:
            desk.writer()
        assert f"process {os.getpid()} of " in str(raised.value)
        assert str(desk.store.data_dir) in str(raised.value)
        assert "--wait" in raised.value.hint

    def test_a_second_writer_may_wait_for_the_first(self, desk: Desk) -> None:
        first = desk.writer()
        threading.Timer(0.3, lambda: first.__exit__(None, None, None)).start()
        with desk.writer(wait=20) as writer:
            desk.add(writer, TIDE_ARTICLE)
            writer.publish()
        assert desk.store.current_name()

    def test_the_lock_is_free_again_after_a_refusal(self, desk: Desk, three: Desk) -> None:
        shutil.copytree(three.store.data_dir, desk.store.data_dir)

        class Renamed:
            """The packaged model under another name."""

            name = "another-model"
            dimensions = desk.encoder.dimensions
            passages = desk.encoder.passages
            question = desk.encoder.question
            question_tokens = desk.encoder.question_tokens
            token_spans = desk.encoder.token_spans
            basis = desk.encoder.basis
            read = desk.encoder.read

        other = Desk(desk.store.data_dir, Renamed())
        with pytest.raises(ModelMismatch):
            other.writer()
        desk.publish(TIDE_ARTICLE)

    def test_a_dead_writers_lock_is_in_nobodys_way(self, desk: Desk) -> None:
        program = (
            "import os, sys; from pathlib import Path; from index.lock import take_lock;"
            "lock = take_lock(Path(sys.argv[1]), 0); print('held', flush=True); sys.stdin.read()"
        )
        holder = subprocess.Popen(
            [sys.executable, "-c", program, str(desk.store.data_dir)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LockHeld, match=f"process {holder.pid} of "):
            desk.writer()
        holder.kill()
        holder.communicate()
        assert (desk.store.data_dir / "write.lock").exists()
        assert desk.publish(TIDE_ARTICLE)


def test_what_is_embedded_is_the_passage_below_its_headline() -> None:
    assert embedded_text("Tide", "It came.") == "Tide\nIt came."
    assert embedded_text(None, "It came.") == "It came."
    assert len(embedded_text("long " * 500, "It came.")) < 250

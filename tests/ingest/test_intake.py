"""Ingesting, with real files into a real data folder."""

from __future__ import annotations

import datetime as dt
import gzip
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from index.article import Article, Carrier, Origin, Removed
from index.collection import Collection
from index.errors import UnknownArticle
from ingest.intake import Outcome, correct, count_lines, expected, remove
from ingest.splitting import split_passages
from tests.ingest.newsroom import AGENCY, BAKERY, LIGHTLY_EDITED, SENATE, TIDE, Newsroom


class TestAgain:
    def test_ingesting_again_embeds_and_publishes_nothing(self, newsroom: Newsroom) -> None:
        newsroom.write("tide.md", TIDE, title="Tide breaks mole")
        newsroom.write("copy.md", TIDE, title="Tide breaks mole", outlet="Copy")
        newsroom.write("bakery.txt", BAKERY)
        newsroom.feed("feed.jsonl", {"title": "Orrin taxes", "text": SENATE}, {"title": "Sky", "text": AGENCY})
        first = newsroom.ingest()
        assert first.snapshot == newsroom.store.current_name()
        assert first.changed
        embedded = newsroom.encoder.embedded
        assert embedded == newsroom.read(lambda snapshot: snapshot.manifest.passages)
        again = newsroom.ingest()
        assert again.counts == {**dict.fromkeys(Outcome, 0), Outcome.UNCHANGED: 5}
        assert again.snapshot is None
        assert not again.changed
        assert newsroom.encoder.embedded == embedded
        assert newsroom.store.names() == [first.snapshot]

    @pytest.mark.parametrize("spelling", ["../news", "./", "../news/sub/..", "../link", "*.md", "{root}/news/tide.md"])
    def test_another_way_to_name_the_same_file_changes_nothing(
        self, newsroom: Newsroom, spelling: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        newsroom.write("tide.md", TIDE)
        (newsroom.news / "sub").mkdir()
        (newsroom.news.parent / "link").symlink_to("news")
        newsroom.ingest()
        monkeypatch.chdir(newsroom.news)
        assert newsroom.counts(spelling.format(root=newsroom.news.parent)) == {"unchanged": 1}

    def test_a_changed_file_replaces_its_article_and_keeps_its_id(self, newsroom: Newsroom) -> None:
        newsroom.write("tide.md", TIDE)
        newsroom.write("bakery.md", BAKERY)
        newsroom.ingest()
        before, embedded = newsroom.article("tide.md"), newsroom.encoder.embedded
        newsroom.write("tide.md", f"{TIDE} Nobody was hurt.")
        assert newsroom.counts() == {"updated": 1, "unchanged": 1}
        after = newsroom.article("tide.md")
        assert (after.id, after.key, after.text) == (before.id, before.key, f"{TIDE} Nobody was hurt.")
        assert newsroom.encoder.embedded - embedded == newsroom.read(lambda snapshot: snapshot.entry(after.id).passages)
        assert newsroom.texts() == {"tide.md": after.text, "bakery.md": BAKERY}
        newsroom.write("tide.md", f"{TIDE} Nobody was hurt.", outlet="Harbour Wire")
        assert newsroom.counts() == {"updated": 1, "unchanged": 1}
        assert (newsroom.article("tide.md").id, newsroom.article("tide.md").outlet) == (before.id, "Harbour Wire")

    def test_a_file_that_gains_or_loses_an_address_is_the_same_article(self, newsroom: Newsroom) -> None:
        newsroom.write("tide.md", TIDE)
        newsroom.ingest()
        before = newsroom.article("tide.md")
        newsroom.write("tide.md", TIDE, url="https://w.example/tide")
        assert newsroom.counts() == {"updated": 1}
        assert newsroom.article("tide.md").id == before.id
        assert newsroom.article("tide.md").url == "https://w.example/tide"
        newsroom.write("tide.md", f"{TIDE} Nobody was hurt.")
        assert newsroom.counts() == {"updated": 1}
        assert newsroom.article("tide.md").id == before.id
        assert newsroom.article("tide.md").url is None

    def test_records_may_move_within_their_file(self, newsroom: Newsroom) -> None:
        tide, senate = {"title": "Tide", "text": TIDE}, {"title": "Tax", "text": SENATE}
        newsroom.feed("feed.jsonl", tide, senate)
        newsroom.ingest()
        newsroom.feed("feed.jsonl", {"title": "Bread", "text": BAKERY}, senate, tide)
        assert newsroom.counts() == {"added": 1, "unchanged": 2}


class TestDryRun:
    def changes(self, newsroom: Newsroom) -> None:
        """Change a filled folder in every way."""
        for name, text in (("stays", TIDE), ("goes", SENATE), ("changes", BAKERY), ("copied", AGENCY)):
            newsroom.write(f"{name}.md", text)
        newsroom.write("a-copy.md", AGENCY)
        newsroom.write("former-copy.md", TIDE)
        newsroom.ingest()
        (newsroom.news / "goes.md").rename(newsroom.news / "moved.md")
        newsroom.write("changes.md", f"{BAKERY} His oven goes to a museum.", published="2024-05-27")
        newsroom.write("copied.md", "The dome of the observatory leaks. Rain fell on the cocoa.")
        newsroom.write("former-copy.md", "Something else was said at the quay. It was not kind.")
        newsroom.write("new.md", "A moth flew into the senate. It stayed for the vote.")
        newsroom.write("new-copy.md", "A moth flew into the senate. It stayed for the vote.")
        newsroom.write("empty.md", "")

    def test_nothing_is_written(self, newsroom: Newsroom) -> None:
        self.changes(newsroom)
        files = self.files(newsroom.store.data_dir)
        embedded = newsroom.encoder.embedded
        report = newsroom.ingest(prune=True, dry_run=True)
        assert report.snapshot is None
        assert report.changed
        assert self.files(newsroom.store.data_dir) == files
        assert newsroom.encoder.embedded == embedded

    def test_it_says_what_would_be_done(self, newsroom: Newsroom) -> None:
        self.changes(newsroom)
        planned = newsroom.ingest(prune=True, dry_run=True)
        done = newsroom.ingest(prune=True)
        assert planned.counts == done.counts
        assert all(done.counts.values())
        assert planned.failures == done.failures
        assert planned.undated == done.undated

    def test_it_can_be_the_first(self, newsroom: Newsroom) -> None:
        newsroom.write("a.md", TIDE)
        newsroom.write("b.md", TIDE)
        assert newsroom.counts(dry_run=True) == {"added": 1, "duplicate": 1}
        assert newsroom.store.current_name() is None

    @staticmethod
    def files(folder: Path) -> dict[str, bytes]:
        """Give what every file holds, but for the lock and for what Chroma notes at each opening."""
        passed_over = {"write.lock", "write.holder.json", "chroma.sqlite3"}
        files = [path for path in folder.rglob("*") if path.is_file() and path.name not in passed_over]
        return {str(path): path.read_bytes() for path in files}


class TestByHand:
    def test_what_is_set_stays_when_the_article_changes(self, newsroom: Newsroom) -> None:
        newsroom.write("a.md", TIDE, title="Tide", outlet="Wire", published="2024-05-01")
        newsroom.ingest()
        article_id = newsroom.article("a.md").id
        changes: dict[str, str | dt.date | None] = {"published": dt.date(2024, 5, 27), "outlet": None}
        with newsroom.writer() as writer:
            made = correct(writer, newsroom.settings, article_id, changes)
        assert newsroom.article("a.md") == made
        assert (made.published, made.outlet, made.title) == (dt.date(2024, 5, 27), None, "Tide")
        assert newsroom.counts() == {"unchanged": 1}
        newsroom.write("a.md", SENATE, title="Tax", outlet="Wire", published="2024-05-01")
        assert newsroom.counts() == {"updated": 1}
        after = newsroom.article("a.md")
        assert (after.id, after.text, after.title) == (article_id, SENATE, "Tax")
        assert (after.published, after.outlet) == (dt.date(2024, 5, 27), None)
        assert after.origins["published"] is after.origins["outlet"] is Origin.CORRECTION
        assert newsroom.read(lambda snapshot: snapshot.entry(article_id).published) == dt.date(2024, 5, 27)

    def test_copies_and_neighbours_of_what_is_set_stay(self, newsroom: Newsroom) -> None:
        newsroom.write("a.md", AGENCY)
        newsroom.write("b.md", AGENCY)
        newsroom.write("c.md", LIGHTLY_EDITED)
        newsroom.ingest()
        article_id = newsroom.article("a.md").id
        with newsroom.writer() as writer:
            correct(writer, newsroom.settings, article_id, {"title": "Telescope"})
        assert len(newsroom.article("a.md").carriers) == 1
        assert len(newsroom.read(lambda snapshot: snapshot.story(article_id))) == 2
        assert newsroom.counts() == {"unchanged": 3}

    def test_an_article_that_is_not_there_cannot_be_set_or_removed(self, newsroom: Newsroom) -> None:
        with newsroom.writer() as writer, pytest.raises(UnknownArticle, match="no articles yet"):
            correct(writer, newsroom.settings, "tide", {"title": "Tide"})
        newsroom.write("a.md", TIDE)
        newsroom.ingest()
        name = newsroom.store.current_name()
        known = newsroom.article("a.md").id
        with newsroom.writer() as writer, pytest.raises(UnknownArticle, match="'tide'"):
            remove(writer, [known, "tide"])
        assert newsroom.store.current_name() == name

    def test_articles_can_be_removed_and_come_again_with_their_copies(self, newsroom: Newsroom) -> None:
        for name, text in (("a.md", TIDE), ("b.md", TIDE), ("c.md", SENATE)):
            newsroom.write(name, text)
        newsroom.ingest()
        article_id = newsroom.article("a.md").id
        with newsroom.writer() as writer:
            remove(writer, [article_id, article_id])
        assert newsroom.texts() == {"c.md": SENATE}
        assert newsroom.counts() == {"added": 1, "duplicate": 1, "unchanged": 1}
        assert newsroom.article("a.md").id == article_id
        assert len(newsroom.article("a.md").carriers) == 1


class TestBadFiles:
    def test_bad_files_stop_no_others_and_each_is_told(self, newsroom: Newsroom) -> None:
        newsroom.write("a.md", TIDE, title="Tide")
        newsroom.write("empty.txt", "")
        newsroom.write("blank.md", " \n\n ")
        (newsroom.news / "binary.txt").write_bytes(bytes(range(256)) * 40)
        (newsroom.news / "cut.pdf").write_bytes(b"%PDF-1.4\n1 0 obj\n<<")
        (newsroom.news / "cut.docx").write_bytes(b"PK\x03\x04 no more")
        (newsroom.news / "cut.jsonl.gz").write_bytes(gzip.compress(b'{"text": "Tide"}\n' * 50)[:-20])
        (newsroom.news / "layout.json").write_text('{"nothing": "known"}', encoding="utf-8")
        (newsroom.news / "gone.md").symlink_to("nowhere.md")
        (newsroom.news / "loop.md").symlink_to("loop.md")
        newsroom.write("prompt.txt", "Subscribe to our newsletter\n")
        (newsroom.news / "z.txt").write_bytes(b"Caf\xe9 owners in Upper Lane baked bread for the fair. It sold well.")
        os.mkfifo(newsroom.news / "pipe.md")
        (newsroom.news / "picture.png").write_bytes(b"\x89PNG")
        report = newsroom.ingest()
        failed = {Path(failure.source).name.split("#")[0]: failure.reason for failure in report.failures}
        assert {
            *("empty.txt", "blank.md", "binary.txt", "cut.pdf", "cut.docx", "layout.json", "gone.md", "loop.md")
        } <= set(failed)
        assert all(failed.values())
        assert report.counts[Outcome.FAILED] == len(report.failures)
        assert {"a.md", "z.txt"} <= set(newsroom.texts())
        assert newsroom.texts()["z.txt"].startswith("Café")
        assert report.passed_over[".png"] == 1
        again = newsroom.ingest()
        assert again.failures == report.failures
        assert again.snapshot is None

    def test_nothing_good_publishes_nothing(self, newsroom: Newsroom) -> None:
        newsroom.write("empty.txt", "")
        report = newsroom.ingest()
        assert report.counts[Outcome.FAILED] == 1
        assert report.snapshot is None
        assert newsroom.store.current_name() is None

    def test_a_file_without_any_prose_is_told(self, newsroom: Newsroom) -> None:
        newsroom.write("a.txt", "Share this article\n\nRead more\n\nAdvertisement\n")
        report = newsroom.ingest()
        assert [failure.reason for failure in report.failures] == ["holds no text of an article"]

    def test_one_odd_text_after_the_other_is_taken_in(self, newsroom: Newsroom) -> None:
        odd = [
            "—" * 50,
            "🦩",
            "x" * 20_000,
            "\u200f\u05d0",
            "a\u0301" * 300,
            "NUL \x00 and \ud83e halves",
            "&lt;b&gt; &amp;amp;",
        ]
        newsroom.feed("odd.jsonl", *({"title": f"Odd {text[:3]}", "text": text, "author": text[:30]} for text in odd))
        report = newsroom.ingest()
        assert sum(report.counts.values()) == len(odd)
        assert report.counts[Outcome.ADDED] >= len(odd) - 1
        assert newsroom.ingest().snapshot is None


class TestReport:
    def test_undated_articles_and_remarks_are_counted(self, newsroom: Newsroom) -> None:
        newsroom.write("a.md", TIDE)
        newsroom.write("b.md", SENATE, published="2024-05-27")
        newsroom.write("c.md", BAKERY, published="03/04/2024")  # March or April
        report = newsroom.ingest()
        assert report.undated == 2
        assert [source for source, _ in report.notes] == [str(newsroom.news / "c.md")]

    def test_progress_is_told_for_each_and_once_before_publishing(self, newsroom: Newsroom) -> None:
        newsroom.write("a.md", TIDE)
        newsroom.write("b.md", "")
        newsroom.feed("feed.jsonl", {"title": "Tax", "text": SENATE}, {"title": "Bread", "text": BAKERY})
        seen: list[int | str] = []
        newsroom.ingest(progress=seen.append, publishing=lambda: seen.append("publishing"))
        assert seen == [1, 2, 3, 4, "publishing"]
        assert expected([newsroom.news]) == 4 - 1  # the last line of a file may lack its end

    def test_lines_are_counted_through_compression(self, tmp_path: Path) -> None:
        (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b"one\ntwo\nthree\n"))
        (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(b"one\ntwo\n")[:-9])
        (tmp_path / "empty.jsonl").touch()
        assert count_lines(tmp_path / "a.jsonl.gz") == 3
        assert count_lines(tmp_path / "cut.jsonl.gz") == 1
        assert count_lines(tmp_path / "empty.jsonl") == 1
        assert count_lines(tmp_path / "none.jsonl") == 1


names = st.text(min_size=1)
maybe = st.none() | st.text()
days = st.none() | st.dates()
carriers = st.builds(Carrier, source=st.text(), title=maybe, outlet=maybe, url=maybe, published=days)
origins = st.dictionaries(st.sampled_from(["title", "outlet", "byline", "url", "published"]), st.sampled_from(Origin))
marks = st.sampled_from(
    ["🦩", "👩‍👩‍👧", "\u2028", "\u2029", "\n\n", "e\u0301", "\u200f", "\x85", "\ufffd", "\U0010ffff", '"', "\\", "'"]
)
articles = st.builds(
    Article,
    id=names,
    key=names,
    source=names,
    text=st.text() | st.lists(marks | st.text(max_size=30) | st.just(f"{TIDE} ")).map("".join),
    title=maybe,
    outlet=maybe,
    byline=maybe,
    url=maybe,
    published=days,
    origins=origins,
    removed=st.lists(st.builds(Removed, text=st.text(), reason=st.text()), max_size=3).map(tuple),
    carriers=st.lists(carriers, max_size=3).map(tuple),
    fingerprint=st.text(),
    ingested=st.dates(),
)


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    one = Collection(tmp_path_factory.mktemp("chroma") / "chroma", create=True)
    one.begin()
    yield one
    one.close()


@trying(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(articles)
def test_an_article_rebuilt_from_the_collection_is_the_one_that_was_stored(
    collection: Collection, article: Article
) -> None:
    passages = split_passages(article.id, article.text, 20)
    collection.add(article, passages, np.ones((len(passages), 4), np.float32))
    try:
        assert collection.article(article.id, len(passages)) == article
        assert collection.passages([passage.id for passage in passages]) == passages
        carried = article.model_copy(update={"carriers": (Carrier(source="/copy"),)})
        collection.set_carriers(carried)
        assert collection.article(article.id, len(passages)) == carried
    finally:
        collection.remove(article.id, len(passages))

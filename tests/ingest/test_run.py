"""What each source amounts to: an article, a new version, a copy, another article of one name, or nothing any more."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from index.article import Carrier, Origin
from ingest.intake import Outcome, correct
from tests.ingest.newsroom import AGENCY, BAKERY, LIGHTLY_EDITED, SENATE, TIDE, Newsroom


class TestCopies:
    def test_an_exact_copy_is_stored_once_and_remembered(self, newsroom: Newsroom) -> None:
        newsroom.write("a.md", TIDE, title="Tide", outlet="Harbour Wire")
        newsroom.write(
            "b.md", TIDE.upper().replace(" ", "  "), title="Mole broken", outlet="Copy", published="2024-05-28"
        )
        report = newsroom.ingest()
        assert (report.counts[Outcome.ADDED], report.counts[Outcome.DUPLICATE]) == (1, 1)
        (carrier,) = newsroom.article("a.md").carriers
        assert carrier == Carrier(
            source=str(newsroom.news / "b.md"), title="Mole broken", outlet="Copy", published=dt.date(2024, 5, 28)
        )
        assert newsroom.texts() == {"a.md": TIDE}
        assert newsroom.counts() == {"unchanged": 2}
        newsroom.write("c.md", TIDE)
        assert newsroom.counts() == {"unchanged": 2, "duplicate": 1}
        assert [one.source[-4:] for one in newsroom.article("a.md").carriers] == ["b.md", "c.md"]

    def test_a_copy_that_says_something_else_now_is_an_article_and_no_longer_a_carrier(
        self, newsroom: Newsroom
    ) -> None:
        for name in ("a.md", "b.md", "c.md"):
            newsroom.write(name, TIDE)
        newsroom.ingest()
        newsroom.write("b.md", SENATE)
        assert newsroom.counts() == {"added": 1, "unchanged": 2}
        assert [one.source[-4:] for one in newsroom.article("a.md").carriers] == ["c.md"]
        assert newsroom.texts() == {"a.md": TIDE, "b.md": SENATE}
        assert newsroom.counts() == {"unchanged": 3}

    def test_an_article_that_becomes_a_copy_says_what_it_said_no_more(self, newsroom: Newsroom) -> None:
        newsroom.write("a.md", TIDE)
        newsroom.write("b.md", SENATE)
        newsroom.ingest()
        newsroom.write("b.md", TIDE)
        assert newsroom.counts() == {"unchanged": 1, "duplicate": 1}
        assert newsroom.texts() == {"a.md": TIDE}
        assert newsroom.counts() == {"unchanged": 2}

    def test_when_an_article_changes_its_copies_are_articles_themselves(self, newsroom: Newsroom) -> None:
        newsroom.write("b.md", TIDE, title="Tide")
        newsroom.ingest()
        newsroom.write("a.md", TIDE, title="Tide")  # read before the article
        newsroom.write("c.md", TIDE, title="Tide")  # and after it
        newsroom.ingest()
        newsroom.write("b.md", SENATE, title="Tide")
        report = newsroom.ingest()
        assert not report.failures
        texts = newsroom.texts()
        assert texts.pop("b.md") == SENATE
        ((source, text),) = texts.items()
        assert text == TIDE
        (carrier,) = newsroom.article(source).carriers
        assert {source, carrier.source[-4:]} == {"a.md", "c.md"}
        assert newsroom.counts() == {"unchanged": 3}

    def test_copies_stay_copies_when_only_other_fields_of_the_article_change(self, newsroom: Newsroom) -> None:
        newsroom.write("a.md", TIDE)
        newsroom.write("b.md", TIDE)
        newsroom.ingest()
        newsroom.write("a.md", TIDE, published="2024-05-27")
        assert newsroom.counts() == {"updated": 1, "unchanged": 1}
        assert [one.source[-4:] for one in newsroom.article("a.md").carriers] == ["b.md"]
        assert newsroom.counts() == {"unchanged": 2}

    def test_files_that_overlap_hold_the_same_articles(self, newsroom: Newsroom) -> None:
        """Exports of two days; the same id or address with the same words is no failure."""
        tide = {"id": "t1", "title": "Tide", "text": TIDE}
        senate = {"title": "Tax", "url": "https://w.example/tax", "text": SENATE}
        newsroom.feed("monday.jsonl", tide, senate)
        newsroom.feed("tuesday.jsonl", senate, tide, {"title": "Bread", "text": BAKERY})
        assert newsroom.counts() == {"added": 3, "duplicate": 2}
        assert newsroom.counts() == {"unchanged": 3, "duplicate": 2}

    def test_near_duplicates_are_stored_and_linked_to_the_earliest(self, newsroom: Newsroom) -> None:
        newsroom.write("a.md", LIGHTLY_EDITED, title="Telescope for schools", published="2024-05-29")
        newsroom.write("b.md", AGENCY, title="Brask opens telescope", published="2024-05-28")
        newsroom.write("c.md", SENATE, published="2024-05-01")
        report = newsroom.ingest()
        assert report.counts[Outcome.ADDED] == 3
        assert report.near_duplicates == 1
        story = newsroom.read(lambda snapshot: snapshot.story(newsroom.article("a.md").id))
        assert [entry.source[-4:] for entry in story] == ["b.md", "a.md"]
        newsroom.write("d.md", f"{AGENCY} Parents pay nothing.", published="2024-05-27")
        assert newsroom.ingest().near_duplicates == 1
        story = newsroom.read(lambda snapshot: snapshot.story(newsroom.article("a.md").id))
        assert [entry.source[-4:] for entry in story] == ["d.md", "b.md", "a.md"]

    def test_a_new_version_is_not_near_to_its_old_self(self, newsroom: Newsroom) -> None:
        newsroom.write("a.md", AGENCY)
        newsroom.write("b.md", SENATE)
        newsroom.ingest()
        newsroom.write("a.md", LIGHTLY_EDITED)
        newsroom.write("b.md", f"{SENATE} Owners protest.")
        assert newsroom.ingest().near_duplicates == 0

    def test_a_text_may_come_back_under_another_name(self, newsroom: Newsroom) -> None:
        """Its id is that of the article which said so before: both must have one."""
        newsroom.write("live.md", TIDE, title="Live")
        newsroom.ingest()
        newsroom.write("live.md", SENATE, title="Live")
        newsroom.write("archive.md", TIDE, title="Live")
        assert newsroom.counts() == {"updated": 1, "added": 1}
        assert newsroom.texts() == {"live.md": SENATE, "archive.md": TIDE}
        assert newsroom.article("archive.md").id.startswith(newsroom.article("live.md").id)
        assert newsroom.counts() == {"unchanged": 2}


class TestClashes:
    def test_two_articles_with_one_id_in_one_ingest(self, newsroom: Newsroom) -> None:
        newsroom.feed("a.jsonl", {"id": 1, "title": "Tide", "text": TIDE})
        newsroom.feed("b.jsonl", {"id": 1, "title": "Tax", "text": SENATE}, {"id": 2, "title": "Bread", "text": BAKERY})
        for known in (0, 2):
            report = newsroom.ingest()
            (failure,) = report.failures
            assert failure.source == str(newsroom.news / "b.jsonl#1")
            assert failure.reason == f"is the same article as {newsroom.news}/a.jsonl#1 (same id)"
            assert report.counts[Outcome.UNCHANGED] == known
            assert newsroom.texts() == {"a.jsonl#1": TIDE, "b.jsonl#2": BAKERY}

    def test_two_articles_with_one_id_in_two_ingests(self, newsroom: Newsroom) -> None:
        """Two feeds may both count from 1: the second must not take the place of the first."""
        one = newsroom.feed("z.jsonl", {"id": "1", "title": "Tide", "text": TIDE})
        other = newsroom.feed("b.jsonl", {"id": "1", "title": "Tax", "text": SENATE})
        newsroom.ingest(one)
        for paths in ([other], [newsroom.news], [other, one]):
            report = newsroom.ingest(*paths, prune=True)
            assert [failure.reason for failure in report.failures] == [
                f"has the id '1' of another article, from {one}#1"
            ]
            assert newsroom.texts() == {"z.jsonl#1": TIDE}
            assert newsroom.article("z.jsonl#1").id == "1"

    @pytest.mark.parametrize(
        "new",
        [
            {"title": "Tide", "text": SENATE},
            {"title": "All change", "text": f"{TIDE} Nobody was hurt."},
            {"title": "All change", "url": "https://w.example/t", "text": SENATE},
        ],
    )
    def test_a_new_version_may_come_in_another_file(self, newsroom: Newsroom, new: dict[str, str]) -> None:
        newsroom.feed("monday.jsonl", {"id": "t", "title": "Tide", "url": "https://w.example/t", "text": TIDE})
        newsroom.ingest()
        tuesday = newsroom.feed("tuesday.jsonl", {"id": "t", **new})
        assert newsroom.counts(tuesday) == {"updated": 1}
        assert newsroom.texts() == {"tuesday.jsonl#1": new["text"]}

    def test_a_headline_may_come_again_in_a_file(self, newsroom: Newsroom) -> None:
        letters = [{"title": "Letters", "text": text} for text in (TIDE, SENATE, BAKERY)]
        newsroom.feed("feed.jsonl", *letters)
        assert newsroom.counts() == {"added": 3}
        assert newsroom.counts() == {"unchanged": 3}

    def test_one_address_for_two_texts_is_told(self, newsroom: Newsroom) -> None:
        newsroom.write("a.md", TIDE, url="https://w.example/n?id=1&utm_source=x")
        newsroom.write("b.md", SENATE, url="http://www.w.example/n?id=1")
        report = newsroom.ingest()
        assert [failure.reason for failure in report.failures] == [
            f"is the same article as {newsroom.news}/a.md (same URL)"
        ]
        assert newsroom.texts() == {"a.md": TIDE}

    def test_a_sites_front_page_is_no_articles_address(self, newsroom: Newsroom) -> None:
        for name, text in (("a.md", TIDE), ("b.md", SENATE)):
            newsroom.write(name, text, url="https://w.example/")
        assert newsroom.counts() == {"added": 2}


class TestPrune:
    def test_a_removed_file_stays_unless_pruned(self, newsroom: Newsroom) -> None:
        newsroom.write("a.md", TIDE)
        gone = newsroom.write("b.md", SENATE)
        newsroom.feed("feed.jsonl", {"title": "Bread", "text": BAKERY}, {"title": "Sky", "text": AGENCY})
        newsroom.ingest()
        gone.unlink()
        newsroom.feed("feed.jsonl", {"title": "Sky", "text": AGENCY})
        assert newsroom.counts() == {"unchanged": 2}
        assert len(newsroom.texts()) == 4
        report = newsroom.ingest(prune=True)
        assert (report.counts[Outcome.REMOVED], report.counts[Outcome.UNCHANGED]) == (2, 2)
        assert report.changed
        assert set(newsroom.texts().values()) == {TIDE, AGENCY}

    @pytest.mark.parametrize(
        ("given", "kept"),
        [
            ("sub", ["top.md", "suburb.md"]),
            ("*.md", ["sub1.md", "suburb.md"]),
            ("sub/*.md", ["top.md", "suburb.md"]),
            ("top.md", ["sub1.md", "suburb.md", "top.md"]),
            ("nowhere", ["sub1.md", "suburb.md", "top.md"]),
            ("nowhere/*.md", ["sub1.md", "suburb.md", "top.md"]),
        ],
    )
    def test_what_lies_outside_the_paths_given_stays(self, newsroom: Newsroom, given: str, kept: list[str]) -> None:
        """A path that is not there removes nothing: it may be on a disk that is away."""
        paths = [
            newsroom.write("top.md", TIDE),
            newsroom.write("sub/sub1.md", SENATE),
            newsroom.write("suburb/suburb.md", BAKERY),
        ]
        newsroom.write("extra.md", AGENCY)  # so that no pattern is without a file
        newsroom.write("sub/extra.md", LIGHTLY_EDITED)
        newsroom.ingest()
        for path in paths:
            path.unlink()
        newsroom.ingest(newsroom.news / given, prune=True)
        assert sorted(set(newsroom.texts()) - {"extra.md"}) == sorted(kept)

    def test_a_folder_that_is_away_keeps_its_articles(
        self, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        newsroom.write("a.md", TIDE)
        newsroom.ingest()
        newsroom.news.rename(newsroom.news.with_name("unmounted"))
        monkeypatch.chdir(newsroom.news.parent)
        for path in (newsroom.news, "news", "./news/", newsroom.news / "a.md"):
            report = newsroom.ingest(path, prune=True)
            assert report.counts[Outcome.FAILED] == 1
            assert newsroom.texts() == {"a.md": TIDE}

    def test_what_could_not_be_read_stays(self, newsroom: Newsroom) -> None:
        path = newsroom.write("a.md", TIDE)
        feed = newsroom.feed("feed.jsonl", {"title": "Bread", "text": BAKERY}, {"title": "Sky", "text": AGENCY})
        newsroom.ingest()
        path.write_bytes(b"")
        feed.write_text(feed.read_text(encoding="utf-8").splitlines()[0] + "\n{half a line", encoding="utf-8")
        report = newsroom.ingest(prune=True)
        assert report.counts == {**dict.fromkeys(Outcome, 0), Outcome.FAILED: 2, Outcome.UNCHANGED: 1}
        assert set(newsroom.texts().values()) == {TIDE, BAKERY, AGENCY}

    def test_a_file_that_was_renamed_keeps_its_article_and_what_was_set_by_hand(self, newsroom: Newsroom) -> None:
        path = newsroom.write("a.md", TIDE, title="Tide")
        newsroom.ingest()
        before = newsroom.article("a.md")
        with newsroom.writer() as writer:
            correct(writer, newsroom.settings, before.id, {"published": dt.date(2024, 5, 27)})
        path.rename(path.with_name("b.md"))
        assert newsroom.counts(prune=True) == {"removed": 1, "added": 1}
        after = newsroom.article("b.md")
        assert (after.id, after.text, after.published) == (before.id, TIDE, dt.date(2024, 5, 27))
        assert after.origins["published"] is Origin.CORRECTION
        assert after.carriers == ()
        assert newsroom.counts(prune=True) == {"unchanged": 1}

    @pytest.mark.parametrize("order", ["ab", "ba"])
    def test_when_an_article_is_pruned_its_copy_is_an_article(self, newsroom: Newsroom, order: str) -> None:
        first, second = (newsroom.write(f"{name}.md", TIDE) for name in order)
        newsroom.ingest(first)
        newsroom.ingest(second)
        assert [one.source for one in newsroom.article(first.name).carriers] == [str(second)]
        first.unlink()
        assert newsroom.counts(prune=True) == {"removed": 1, "added": 1}
        assert newsroom.texts() == {second.name: TIDE}
        assert newsroom.counts(prune=True) == {"unchanged": 1}

    def test_a_copy_whose_source_is_gone_is_forgotten(self, newsroom: Newsroom) -> None:
        newsroom.write("a.md", TIDE)
        gone = newsroom.write("b.md", TIDE, url="https://copy.example/tide")
        elsewhere = newsroom.write("../other/c.md", TIDE)
        newsroom.ingest(newsroom.news, elsewhere)
        assert len(newsroom.article("a.md").carriers) == 2
        gone.unlink()
        assert newsroom.counts() == {"unchanged": 1}
        assert newsroom.counts(prune=True) == {"unchanged": 1, "removed": 1}
        assert [Path(one.source).name for one in newsroom.article("a.md").carriers] == ["c.md"]
        assert newsroom.counts(prune=True) == {"unchanged": 1}
        gone.write_text(f"---\nurl: https://copy.example/tide\n---\n\n{TIDE}\n", encoding="utf-8")
        assert newsroom.counts() == {"unchanged": 1, "duplicate": 1}
        assert len(newsroom.article("a.md").carriers) == 2

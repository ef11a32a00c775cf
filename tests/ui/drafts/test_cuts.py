"""Whatever stands in a Word file: marks go where the sentences are, and nothing else changes."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.audit.report import Verdict
from tests.ui.drafts.manuscripts import (
    audit_of,
    commented,
    deleted,
    field,
    formed,
    inserted,
    noted,
    run,
    sentences,
    texts,
    word,
)
from ui.drafts import annotated, draft_in
from ui.drafts.letters import legible

WORDS = st.lists(
    st.sampled_from(
        ["Aid", "came", "late.", "Nobody", "won!", "“So", "be", "it.”", "soft\u00adhyphen", "cafe\u0301", "A\u00a0B."]
    ),
    min_size=1,
    max_size=5,
).map(lambda words: " ".join(words) + " ")
FORMS = st.sampled_from(["", "<w:b/>", "<w:i/><w:sz w:val='30'/>"])
RUNS = st.builds(run, WORDS, FORMS)
SIGNS = st.sampled_from(
    [
        "<w:r><w:tab/></w:r>",
        "<w:r><w:br/></w:r>",
        "<w:bookmarkStart w:id='90' w:name='b'/>",
        "<w:proofErr w:type='spellStart'/>",
        "<w:r><w:t>One run. </w:t><w:tab/><w:t>Two texts. </w:t></w:r>",
        "<w:r><w:endnoteReference w:id='2'/></w:r>",
        deleted("Gone. "),
    ]
)
INLINE = st.lists(st.one_of(RUNS, SIGNS), min_size=1, max_size=3).map("".join)
HOLDERS = st.one_of(
    INLINE.map(lambda xml: f"<w:hyperlink w:anchor='x'>{xml}</w:hyperlink>"),
    INLINE.map(inserted),
    INLINE.map(lambda xml: f"<w:smartTag w:uri='u' w:element='e'>{xml}</w:smartTag>"),
    INLINE.map(lambda xml: f"<w:sdt><w:sdtPr><w:id w:val='3'/></w:sdtPr><w:sdtContent>{xml}</w:sdtContent></w:sdt>"),
)
SEALED = st.one_of(
    INLINE.map(lambda xml: f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{xml}</w:sdtContent></w:sdt>"),
    INLINE.map(lambda xml: f"<w:fldSimple w:instr=' REF x '>{xml}</w:fldSimple>"),
    INLINE.map(lambda xml: field(" REF x ", xml)),
)
OPEN = st.lists(st.lists(st.one_of(RUNS, SIGNS, HOLDERS), min_size=1, max_size=5).map("".join), min_size=1, max_size=3)
ANY = st.lists(
    st.lists(st.one_of(RUNS, SIGNS, HOLDERS, SEALED), min_size=1, max_size=5).map("".join), min_size=1, max_size=3
)
FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
VERDICTS = st.lists(
    st.sampled_from([Verdict.SUPPORTED, Verdict.DIFFERS, Verdict.NOT_CHECKABLE]), min_size=1, max_size=6
)


@FEW
@given(ANY, VERDICTS)
def test_the_writers_text_and_formatting_stay(paragraphs: list[str], verdicts: list[Verdict]) -> None:
    data = word(*paragraphs, run("The end."))
    draft = draft_in(data, "draft.docx")
    turn = iter(verdicts * 100)
    audit = audit_of(draft, lambda _: (next(turn), (1,)))
    made = annotated(data, draft, audit)
    assert texts(draft_in(made, "draft.docx")) == texts(draft)
    assert formed(made) == formed(data)
    found = [one.verdict for one in audit.sentences]
    assert len(noted(made)) == found.count(Verdict.SUPPORTED) if Verdict.SUPPORTED in found else True


@FEW
@given(OPEN)
def test_a_comment_is_on_its_sentence_and_a_footnote_behind_it(paragraphs: list[str]) -> None:
    data = word(*paragraphs, run("The end."))
    draft = draft_in(data, "draft.docx")
    made = annotated(data, draft, audit_of(draft, lambda _: (Verdict.DIFFERS, (1,))))
    on = [legible(text) for text, _ in commented(made)]
    # A tab is a sign, and no text, to whoever collects the text of a comment.
    assert ["".join(text.split()) for text in on] == ["".join(text.split()) for text in sentences(draft)]
    made = annotated(data, draft, audit_of(draft, lambda _: (Verdict.SUPPORTED, (1,))))
    for (before, _), sentence in zip(noted(made), sentences(draft), strict=True):
        assert "".join(legible(before).split()).endswith("".join(sentence.split()))

"""What a writer hands in."""

from __future__ import annotations

from assistant.audit.draft import Draft, Paragraph, Role


def test_a_draft_is_prose_unless_it_says_otherwise() -> None:
    paragraph = Paragraph("Spain pledged arms.", ((0, 19),))
    assert paragraph.role is Role.PROSE
    draft = Draft("briefing.docx", (paragraph,))
    assert draft.remarks == ()
    assert draft == Draft("briefing.docx", (Paragraph("Spain pledged arms.", ((0, 19),)),))

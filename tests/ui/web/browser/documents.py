"""Documents as people have them."""

from __future__ import annotations

import io

from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate


def pdf(title: str, *paragraphs: str) -> bytes:
    """Make a PDF with a title among its properties."""
    out = io.BytesIO()
    style = getSampleStyleSheet()["BodyText"]
    SimpleDocTemplate(out, title=title).build([Paragraph(text, style) for text in paragraphs])
    return out.getvalue()

"""The audit as a page: the draft with each sentence's verdict, and beside it what the articles say."""

from __future__ import annotations

from functools import cache

from assistant.audit.draft import Role
from assistant.audit.report import Audit, Verdict
from assistant.verification import State
from ui.audit import verdicts
from ui.audit.view import Context, blocks, lines
from ui.pages import digest, environment
from ui.readings import day
from ui.terminal import legible
from ui.web.markup import host, link

MANY = 30
"""Sentences from which on an overview is drawn; of fewer a reader sees all at a glance."""
FEW = 240
"""Sentences up to which the overview leaves a gap between two; of more each would be thinner than the gap."""


def page(audit: Audit, context: Context = lambda _: ("", "")) -> str:
    """Give the audit as a whole page for a browser, in one file.

    ``context`` gives what stands before and after a quote. Nothing is asked of a network, and whatever comes from the
    draft and the articles is shown as text.
    """
    looks, acts = _environment.get_template("paper.html").render() + style(), script()
    return _environment.get_template("page.html").render(
        audit=audit,
        body=body(audit, context),
        style=looks,
        script=acts,
        style_digest=digest(looks),
        script_digest=digest(acts),
    )


def body(audit: Audit, context: Context = lambda _: ("", "")) -> str:
    """Give what a page holds between its head and its foot, for any page that has ``style`` and ``script``.

    All is within one element of the class ``audit``, each class begins with ``audit-``, and the ids of the evidence
    are ``s1``, ``s2`` … by the sentences' numbers. Without the script it shows all evidence, one below the other.
    """
    found = lines(audit, context)
    return _environment.get_template("body.html").render(
        audit=audit,
        lines=found,
        blocks=list(blocks(audit, found)),
        gap=0.2 if len(found) <= FEW else 0,
        overview=MANY,
    )


@cache
def style() -> str:
    """Give the style sheet of ``body``; it wants the colours and fonts of ``paper.html`` or of the chat page."""
    return _environment.get_template("style.html").render()


@cache
def script() -> str:
    """Give the script that lets a reader step through the sentences; it enlivens each ``.audit`` that is there.

    Another page may call ``datelineAudit(element, {links: false})`` once it has put a body into itself; without links
    the address of the page is left alone.
    """
    return _environment.get_template("script.html").render()


_environment = environment("ui.audit", legible)
_environment.filters |= {"day": day, "link": link, "host": host}
_environment.globals |= {"verdicts": verdicts, "Verdict": Verdict, "State": State, "Role": Role}

"""Follow-up questions: what a question asks in the light of those before it."""

from assistant.followup.reading import standalone

__all__ = ["standalone"]

"""The audit: which sentences of a draft the articles bear."""

"""The assistant: from a question to an answer whose every sentence is quoted."""

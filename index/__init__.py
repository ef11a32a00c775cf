"""The index: articles, their passages, and how passages are found. It knows no other room."""

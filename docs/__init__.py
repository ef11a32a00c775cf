"""The documentation, and what keeps it true: every output in it is made by running the command above it."""

"""The web server around the chat page: who may reach it, with what, and what a browser may do with it."""

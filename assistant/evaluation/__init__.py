"""Evaluation: a set of questions is asked, the answers are scored, and what got worse is traced to its cause."""

"""The audit of a draft for people: in a terminal, as a page, and beside the draft's own words."""

"""References: the citations of an answer in the formats that writers need."""

from ui.references.bibliography import UnusableStyle
from ui.references.form import Form
from ui.references.writing import references

__all__ = ["Form", "UnusableStyle", "references"]

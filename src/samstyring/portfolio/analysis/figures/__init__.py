"""The charts of a scenario: what is drawn, the sentence over it, and the same numbers as a table."""

from samstyring.portfolio.analysis.figures.figure import FILE, PAGE, Figure, Size

__all__ = ["FILE", "PAGE", "Figure", "Size"]

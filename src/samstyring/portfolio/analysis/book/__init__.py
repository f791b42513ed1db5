"""All of a scenario as one paper, to be read as a workbook and reckoned on."""

from samstyring.portfolio.analysis.book.whole import Book

__all__ = ["Book"]

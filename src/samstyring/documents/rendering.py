"""From a paper to a file, by the name of the format."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from .paper import Paper
from .pdf import RenderingError, to_pdf

FORMATS: Mapping[str, Callable[[Paper], bytes]] = MappingProxyType({"pdf": to_pdf})

__all__ = ["FORMATS", "RenderingError", "render"]


def render(paper: Paper, file_format: str) -> bytes:
    """The paper as a file. The same paper gives the same bytes.

    Raises `ValueError` for a format nobody has made, and `RenderingError` when the paper
    cannot become a conforming file.
    """
    if file_format not in FORMATS:
        raise ValueError(f"file_format: {file_format!r} is not one of {', '.join(sorted(FORMATS))}")
    return FORMATS[file_format](paper)

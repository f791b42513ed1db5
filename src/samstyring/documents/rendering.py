"""From a paper to a file, by the name of the format."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from .paper import Paper
from .pdf import RenderingError, to_pdf
from .word import to_docx
from .workbook import to_xlsx

FORMATS: Mapping[str, Callable[[Paper], bytes]] = MappingProxyType(
    {"pdf": to_pdf, "docx": to_docx, "xlsx": to_xlsx}
)
MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "pdf": "application/pdf",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
)

__all__ = ["FORMATS", "MEDIA_TYPES", "RenderingError", "render"]


def render(paper: Paper, file_format: str, *, style: bytes | None = None) -> bytes:
    """The paper as a file. The same paper gives the same bytes.

    `style` is a Word file whose named styles the Word paper takes; without it, our own.

    Raises `ValueError` for a format nobody has made, and `RenderingError` when the paper
    cannot become a conforming file.
    """
    if file_format not in FORMATS:
        raise ValueError(f"file_format: {file_format!r} is not one of {', '.join(sorted(FORMATS))}")
    if file_format == "docx":
        return to_docx(paper, style=style)
    return FORMATS[file_format](paper)

"""A drawing as a picture of dots, with the house font, whatever the machine has installed."""

from functools import cache
from threading import Lock

import typst

from .drawing import Drawing, to_svg
from .pdf import FONT_FOLDER, HERE, RenderingError

# Dots to the unit of the drawing: sharp on a screen and in a printed paper.
SHARPNESS = 3
POINTS_TO_THE_INCH = 72

_one_at_a_time = Lock()


def to_png(drawing: Drawing) -> bytes:
    """The drawing as PNG; the same drawing gives the same bytes."""
    with _one_at_a_time:
        try:
            made = _compiler().compile(
                format="png",
                ppi=SHARPNESS * POINTS_TO_THE_INCH,
                sys_inputs={"svg": to_svg(drawing, coloured=True), "width": str(drawing.width)},
            )
        except typst.TypstError as error:
            raise RenderingError(f"{drawing.title}: {error.message}") from error
    if not isinstance(made, bytes):
        raise RenderingError(f"{drawing.title}: the compiler returned no picture")
    return made


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)])
    return typst.Compiler(HERE / "picture.typ", root=HERE, font_paths=fonts, ignore_system_fonts=True)

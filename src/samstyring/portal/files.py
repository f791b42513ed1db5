"""Open papers as files. The same content is rendered once, and a reader who has it is told so."""

from hashlib import sha256

from django.core.cache import cache
from django.http import HttpResponse
from django.views.decorators.http import condition

from samstyring import documents
from samstyring.partnership.views.house_styles import style_of

RENDERED_FOR = 24 * 60 * 60


def paper_answer(request, make, name, file_format):
    """The paper that `make` makes, in the partnership's language, and in its style in Word."""
    partnership = request.partnership
    with partnership.in_its_language():
        paper = make()
    style = style_of(partnership) if file_format == "docx" else None
    digest = sha256(repr((paper, file_format, style)).encode()).hexdigest()

    @condition(etag_func=lambda request: f'"{digest}"')
    def answer(request):
        rendered = cache.get_or_set(
            f"portal-{file_format}-{digest}",
            lambda: documents.render(paper, file_format, style=style),
            timeout=RENDERED_FOR,
        )
        response = HttpResponse(rendered, content_type=documents.MEDIA_TYPES[file_format])
        place = "inline" if file_format == "pdf" else "attachment"
        response["Content-Disposition"] = f'{place}; filename="{name}.{file_format}"'
        return response

    return answer(request)

"""The language that a request is answered in."""

from django.utils import translation

from samstyring.ground import languages


def chosen_language(get_response):
    def middleware(request):
        with translation.override(languages.of(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
            return response

    return middleware

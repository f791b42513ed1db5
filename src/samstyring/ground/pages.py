"""Long lists in pages: one word in the address, and links that keep the filters."""

from django.core.paginator import Paginator

PARAMETER = "side"
PER_PAGE = 50


def page_of(request, rows):
    """The page of the rows that the address asks for; one that does not exist is the nearest that does.

    The page knows what `<c-pager>` shows: `numbers` with gaps, and `rest`, the filters of the address.
    """
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get(PARAMETER))
    page.numbers = list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
    page.rest = _rest_of(request)
    return page


def _rest_of(request):
    query = request.GET.copy()
    query.pop(PARAMETER, None)
    return f"&{query.urlencode()}" if query else ""

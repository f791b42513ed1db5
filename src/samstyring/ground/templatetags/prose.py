"""Plain text as people write it, made readable: paragraphs and lists. Everything typed is escaped."""

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

register = template.Library()


def _blocks(text):
    """Yield (is a list, lines): lines that begin with "- " are a list, an empty line ends a paragraph."""
    block, in_list = [], False
    for line in [*str(text or "").splitlines(), ""]:
        line = line.strip()
        point = line.startswith(("- ", "• ", "* "))
        if block and (not line or point != in_list):
            yield in_list, block
            block = []
        if line:
            in_list = point
            block.append(line[2:].strip() if point else line)


@register.filter
def prose(text):
    """`{{ paper.background|prose }}` inside a `<div class="prose">`."""
    html = []
    for is_list, lines in _blocks(text):
        if is_list:
            html.append("<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>")
        else:
            html.append("<p>" + "<br>".join(escape(line) for line in lines) + "</p>")
    return mark_safe("".join(html))

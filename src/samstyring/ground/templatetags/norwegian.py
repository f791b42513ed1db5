"""Norwegian numbers and dates in templates."""

from django import template

from samstyring.ground import formats

register = template.Library()
register.filter("number", formats.number)
register.filter("number_or_dash", formats.number_or_dash)
register.filter("shows_as_none", formats.shows_as_none)
register.filter("percent", formats.percent)
register.filter("mnok", formats.mnok)
register.filter("day", formats.day)
register.filter("short_day", formats.short_day)
register.filter("day_in_week", formats.day_in_week)
register.filter("clock", formats.clock)
register.filter("file_size", formats.file_size)


@register.filter
def get(mapping, key):
    """The value under a key that is only known when the page is made."""
    return mapping.get(key) if mapping else None

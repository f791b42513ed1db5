"""Dates and numbers as the reader writes them: `1 234,5`, `−3,0`, `8. oktober 2021`; in English `1 234.5`."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils import formats, timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

NBSP, MINUS, DASH = "\u00a0", "\u2212", "\u2013"


def number(value, decimals=1):
    """A number with comma, non-breaking thousands and a true minus; nothing known is an en dash."""
    if value is None or value == "":
        return DASH
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{abs(rounded):,.{decimals}f}".replace(",", NBSP)
    if get_language() != "en":
        text = text.replace(".", ",")
    return f"{MINUS}{text}" if rounded < 0 else text


def shows_as_none(value, decimals=1):
    """Whether so little is left that it would be written as zero."""
    return value is None or number(abs(value), decimals) == number(0, decimals)


def number_or_dash(value, decimals=1):
    """A number, and a dash for what would be written as zero."""
    return DASH if shows_as_none(value, decimals) else number(value, decimals)


def percent(value):
    """A per cent without decimals where it is whole, else with one."""
    return number(value, 0) if value is not None and value == int(value) else number(value)


def mnok(value, decimals=1):
    if value is None or value == "":
        return DASH
    return _("%(amount)s mill. kr") % {"amount": number(value, decimals)}


def day(value):
    """`8. oktober 2021`"""
    if not value:
        return DASH
    value = timezone.localtime(value) if hasattr(value, "hour") and timezone.is_aware(value) else value
    return formats.date_format(value, pgettext("dato", "j. F Y"))


def short_day(value):
    """`8. okt. 2021`"""
    if not value:
        return DASH
    value = timezone.localtime(value) if hasattr(value, "hour") and timezone.is_aware(value) else value
    return formats.date_format(value, pgettext("dato", "j. N Y"))


def day_in_week(value):
    """`fredag 12. juni 2026`"""
    if not value:
        return DASH
    told = formats.date_format(value, pgettext("dato", "l j. F Y"))
    return told if get_language() == "en" else told.lower()


def clock(value):
    """`09.00`"""
    if value is None:
        return DASH
    value = timezone.localtime(value) if hasattr(value, "date") and timezone.is_aware(value) else value
    return value.strftime("%H:%M" if get_language() == "en" else "%H.%M")


def file_size(size):
    if size < 1_000_000:
        return _("%(size)s kB") % {"size": number(size / 1000, 0)}
    return _("%(size)s MB") % {"size": number(size / 1_000_000, 1)}

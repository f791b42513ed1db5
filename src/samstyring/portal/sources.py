"""Where a fact was found, as far as everybody can go and look."""

import re

ADDRESS = re.compile(r"https?://[^\s;,<>\"]+")


def web_addresses(source):
    """The addresses in a source note; the rest of the note is for those who keep the record."""
    return ADDRESS.findall(source)

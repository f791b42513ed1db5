"""Two versions of a text side by side: what was added and what was taken away, word by word."""

import hashlib
import json
import re
from difflib import SequenceMatcher

from samstyring.casework.models import PaperVersion

_WORD = re.compile(r"\s+|\w+|[^\w\s]")
# Comparing word by word takes time with the square of the length. Longer pieces are shown whole.
_MOST_WORDS = 4000


def fingerprint(sections):
    """The SHA-256 of the sections, in the order they are read."""
    told = [[name, sections.get(name, "")] for name in PaperVersion.SECTIONS]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def differences(old, new):
    """The pieces of two texts in reading order: ("same" | "out" | "in", text)."""
    pieces = []
    old_lines, new_lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for act, a, b, c, d in SequenceMatcher(None, old_lines, new_lines, autojunk=False).get_opcodes():
        out, put = "".join(old_lines[a:b]), "".join(new_lines[c:d])
        if act == "equal":
            pieces.append(("same", out))
        else:
            pieces.extend(_word_by_word(out, put))
    return _joined(pieces)


def _word_by_word(out, put):
    old, new = _WORD.findall(out), _WORD.findall(put)
    if len(old) + len(new) > _MOST_WORDS:
        return [piece for piece in (("out", out), ("in", put)) if piece[1]]
    pieces = []
    for act, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if act == "equal":
            pieces.append(("same", "".join(old[a:b])))
        else:
            pieces += [("out", "".join(old[a:b])), ("in", "".join(new[c:d]))]
    return pieces


def _joined(pieces):
    """Neighbours of the same sort become one piece; empty ones go."""
    joined = []
    for sort, text in pieces:
        if not text:
            continue
        if joined and joined[-1][0] == sort:
            joined[-1] = (sort, joined[-1][1] + text)
        else:
            joined.append((sort, text))
    return joined


def compare(older, newer):
    """(heading, pieces, changed) for each section that either version has. Takes papers or {section: text}."""
    compared = []
    for name in PaperVersion.SECTIONS:
        old, new = _text(older, name), _text(newer, name)
        if old or new:
            heading = PaperVersion._meta.get_field(name).verbose_name
            compared.append((heading, differences(old, new), old != new))
    return compared


def _text(version, name):
    text = version.get(name, "") if isinstance(version, dict) else getattr(version, name)
    return (text or "").replace("\r\n", "\n")

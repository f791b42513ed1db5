"""Give freed memory back to the machine while a search goes on.

A search frees as much as it takes, in pieces that glibc would rather keep: 2,000 projects over ten
years held 267 MB after a minute, and 236 MB with this, for 2 % of the time.
"""

from __future__ import annotations

import ctypes
from functools import cache

# Names of settings in glibc's malloc.h, and amounts in bytes.
TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3
TRIMMED, APART = 1 << 20, 1 << 18
# Seconds between two sweeps.
EVERY = 0.5


@cache
def give_back() -> None:
    """Ask the C library to keep little of what is freed, once for the process."""
    library = _library()
    if library is not None:
        library.mallopt(TRIM_THRESHOLD, TRIMMED)
        library.mallopt(MMAP_THRESHOLD, APART)


def sweep() -> None:
    """Give back what lies free between pieces in use, which takes a few milliseconds."""
    library = _library()
    if library is not None:
        library.malloc_trim(0)


@cache
def _library() -> ctypes.CDLL | None:
    try:
        library = ctypes.CDLL(None)
        _ = library.mallopt, library.malloc_trim
    except (AttributeError, OSError, TypeError):
        # Another C library, with ways of its own.
        return None
    return library

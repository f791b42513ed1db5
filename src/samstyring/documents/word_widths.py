"""How wide the columns of a Word table are: numbers take what they need, text shares the rest, no word is parted."""

from .paper import Table, plain

# In the units Word counts in, 360 000 to the centimetre: an ordinary letter, and the air around a cell.
LETTER, AROUND = 59_000, 150_000
ON_ONE_LINE = 14  # letters of a text that is not broken, such as a date
LONGEST_NUMBER = 18
LONGEST_WORD = 22  # letters that a column makes room for; a longer word is parted


def widths_of(table: Table, room: int) -> list[int]:
    """The width of each column, together as wide as the room."""
    fixed, shares, least = [], [], []
    for at, column in enumerate(table.columns):
        cells = [plain(row.cells[at]) for row in table.rows]
        words = [
            word
            for text in (column.label, *cells)
            for word in ([text] if len(text) <= ON_ONE_LINE else text.split(" "))
        ]
        least.append(int(min(max(map(_breadth, words), default=1), LONGEST_WORD) * LETTER) + AROUND)
        letters = min(max(map(len, cells), default=1), LONGEST_NUMBER)
        fixed.append(max(letters * LETTER + AROUND, least[-1]) if column.numeric else 0)
        shares.append(0.0 if column.numeric else (column.width or 1.0))
    left, whole = max(room - sum(fixed), room * 0.3) if any(shares) else 0, sum(shares) or 1.0
    widths = [fix or left * share / whole for fix, share in zip(fixed, shares, strict=True)]
    return _evened([max(pair) for pair in zip(widths, least, strict=True)], least, room)


def _breadth(text: str) -> float:
    """How many ordinary letters the text is as wide as."""
    return sum(0.6 if one in "fijlrt.,:;-()! \u00a0" else 1.5 if one in "mwMW" else 1.0 for one in text)


def _evened(widths: list[float], least: list[int], room: int) -> list[int]:
    """The widths brought to the room there is: what is wider than it must be gives way first."""
    over = sum(widths) - room
    spare = sum(width - low for width, low in zip(widths, least, strict=True))
    if 0 < over <= spare:
        return [int(width - (width - low) * over / spare) for width, low in zip(widths, least, strict=True)]
    scale = room / (sum(widths) or 1)
    return [int(width * scale) for width in widths]

"""The example story: last year's programme nearly final, this year's under way, meetings always ahead."""


def load(today):
    """Laid on top of the facts once they stand; every part of it says «eksempel»."""

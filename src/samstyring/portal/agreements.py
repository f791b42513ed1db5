"""Open texts of agreements: those the secretariat has opened, with what every party has done with them."""

from samstyring.partnership.models import AgreementText
from samstyring.portfolio.rules import adoption, adoption_status


def open_texts(partnership):
    """The newest version comes first under each agreement."""
    found = AgreementText.objects.public().filter(agreement__partnership=partnership)
    return found.select_related("agreement", "file").prefetch_related("requirements__party", "requirements__acts")


def told(partnership, *, on):
    """Each open version with where it stands with the parties."""
    for text in open_texts(partnership).order_by("-agreement__from_day", "agreement", "-version"):
        standings = adoption.matrix(text, on=on, prefetched=True)
        yield {"text": text, "standings": standings, "status": adoption_status.status(text, standings)}

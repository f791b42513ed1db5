"""The register of what the partnership is steered by: governing documents and mandates in one list."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from samstyring.partnership.rules import drafting

MANDATE = "mandat"


@dataclass(frozen=True)
class Row:
    """One document with its newest version in words."""

    title: str
    address: str
    kind: str
    kind_words: str
    version: int
    adopted_on: date | None
    adopter: str
    effective_from: date | None
    standing: str
    forums: list


def register_of(documents, mandates, today):
    """Every governing document by its newest version, and every mandate, sorted by title."""
    rows = [_of_document(document, today) for document in documents]
    rows += [
        Row(
            title=mandate.title,
            address=mandate.pk,
            kind=MANDATE,
            kind_words=_("mandat"),
            version=mandate.version,
            adopted_on=mandate.adopted_on,
            adopter=mandate.adopted_by,
            effective_from=mandate.effective_from,
            standing=drafting.standing_of(mandate, today),
            forums=list(mandate.forums.all()),
        )
        for mandate in mandates
    ]
    return sorted(rows, key=lambda row: (row.title.casefold(), -row.version))


def _of_document(document, today):
    newest = next(iter(document.versions.all()), None)
    return Row(
        title=document.title,
        address=document.pk,
        kind=document.kind,
        kind_words=document.get_kind_display(),
        version=newest.version if newest else 0,
        adopted_on=newest.adopted_on if newest else None,
        adopter=", ".join(filter(None, (str(newest.adopter or ""), newest.adopted_in))) if newest else "",
        effective_from=newest.effective_from if newest else None,
        standing=_standing(newest, today),
        forums=list(document.forums.all()),
    )


def _standing(version, today):
    begins = version and (version.effective_from or version.adopted_on)
    if not begins:
        return ""
    return "coming" if begins > today else "now"

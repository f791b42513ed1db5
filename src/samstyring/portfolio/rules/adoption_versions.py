"""Parties down, versions across: what each party did with every version of the same strategy or agreement."""

from dataclasses import dataclass

from samstyring.portfolio.rules import adoptable, adoption, adoption_status


@dataclass(frozen=True)
class Column:
    """One version: where it leads, where it stands, and each party's place in it."""

    subject: object
    address: str
    words: str
    status: object
    standings: tuple

    def of(self, party):
        return next((one for one in self.standings if one.party == party), None)


@dataclass(frozen=True)
class Row:
    """One party and its place in each version; None where it was not asked."""

    party: object
    cells: tuple


def columns(subject, *, on):
    """Every version with its standings, the newest first, in a fixed number of queries."""
    related = [] if adoptable.word_for(subject) == "agreement" else ["case", "decision__forum"]
    found = adoptable.versions(subject).select_related(*related) if related else adoptable.versions(subject)
    made = []
    for one in found.prefetch_related("requirements__party", "requirements__acts__file"):
        _same_owner(one, subject)
        standings = adoption.matrix(one, on=on, prefetched=True)
        status = adoption_status.status(one, standings)
        made.append(Column(one, adoptable.matrix_address(one), adoptable.version_words(one), status, standings))
    return made


def _same_owner(one, subject):
    """All versions belong to the same partnership; it need not be asked for again."""
    if hasattr(one, "agreement_id"):
        one.agreement = subject.agreement
    else:
        one.partnership = subject.partnership


def rows(columns):
    parties = {one.party.pk: one.party for column in columns for one in column.standings}
    ordered = sorted(parties.values(), key=lambda party: (party.order, party.pk))
    return [Row(party, tuple(column.of(party) for column in columns)) for party in ordered]

"""What parties adopt: a programme, a strategy, or the text of an agreement. One matrix serves all three."""

from django.urls import reverse
from django.utils.translation import gettext as _

from samstyring.partnership.models import AgreementText
from samstyring.portfolio.models import Programme, Strategy


def partnership_of(subject):
    return subject.agreement.partnership if isinstance(subject, AgreementText) else subject.partnership


def decision_of(subject):
    """The decision of the forum that adopts it, or None. An agreement has no forum above its parties."""
    return None if isinstance(subject, AgreementText) else subject.decision


def is_through(subject):
    """True where no forum has to adopt it, or one has."""
    return isinstance(subject, AgreementText) or subject.decision_id is not None


def told_about(subject):
    """What an event about it is about."""
    if isinstance(subject, AgreementText):
        return [subject, subject.agreement]
    return [subject, *([subject.case] if subject.case_id else [])]


def word_for(subject):
    """The first part of the kinds of event: `strategy.final`."""
    if isinstance(subject, Programme):
        return "programme"
    return "strategy" if isinstance(subject, Strategy) else "agreement"


def matrix_address(subject):
    """The page where it is seen what each party has done with it."""
    key = partnership_of(subject).key
    if isinstance(subject, Programme):
        return f"{subject.get_absolute_url()}#partene"
    if isinstance(subject, Strategy):
        return reverse("portfolio:strategy_adoption", args=[key, subject.pk])
    return reverse("portfolio:agreement_adoption", args=[key, subject.agreement_id, subject.version])


def crumbs(subject):
    """[(address, words)] that lead to it."""
    key = partnership_of(subject).key
    if isinstance(subject, Programme):
        return [(reverse("portfolio:programmes", args=[key]), _("Handlingsprogram")),
                (subject.get_absolute_url(), str(subject))]  # fmt: skip
    if isinstance(subject, Strategy):
        return [(reverse("portfolio:strategies", args=[key]), _("Strategi")),
                (subject.get_absolute_url(), str(subject))]  # fmt: skip
    return [(reverse("partnership:agreements", args=[key]), _("Avtalen")),
            (subject.agreement.get_absolute_url(), str(subject.agreement))]  # fmt: skip


def section(subject):
    """The word of the menu it stands under."""
    return {"programme": "programme", "strategy": "strategy"}.get(word_for(subject), "organisation")


def version_words(subject):
    return _("Versjon %(version)s") % {"version": subject.version}


def versions(subject):
    """Every version of the same thing, the newest first."""
    if isinstance(subject, AgreementText):
        return subject.agreement.texts.order_by("-version")
    same = {"key": subject.key} if isinstance(subject, Strategy) else {"first_year": subject.first_year}
    return type(subject).objects.filter(partnership=subject.partnership, **same).order_by("-version")

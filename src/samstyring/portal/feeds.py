"""Decisions as a stream (Atom), for those who follow a partnership."""

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from samstyring.casework.models import Decision
from samstyring.ground import formats
from samstyring.portal.frame import in_public

NEWEST = 30


class Decisions(Feed):
    """The newest open decisions of one partnership."""

    feed_type = Atom1Feed

    def get_object(self, request, partnership):
        return partnership

    def title(self, partnership):
        return _("Vedtak i %(partnership)s") % {"partnership": partnership}

    def link(self, partnership):
        return reverse("portal:home", args=[partnership.key])

    def items(self, partnership):
        open_decisions = Decision.objects.public().standing().filter(case__partnership=partnership)
        return open_decisions.select_related("case__partnership", "forum").order_by("-decided_on", "-pk")[:NEWEST]

    def item_title(self, decision):
        return f"{decision.forum}: {decision.case.open_title}"

    def item_description(self, decision):
        outcome = decision.get_outcome_display().capitalize()
        return f"{outcome} {formats.day(decision.decided_on)}. {decision.text}"

    def item_link(self, decision):
        return reverse("portal:decision", args=[decision.case.partnership.key, decision.pk])

    def item_pubdate(self, decision):
        return timezone.localtime(decision.recorded_at)


@in_public
def decisions(request, partnership):
    return Decisions()(request, partnership=partnership)

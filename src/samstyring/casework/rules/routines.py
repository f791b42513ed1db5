"""Which routines and guidelines cover a meeting or a case, so that they are linked where the secretary stands."""

from django.db.models import Q

from samstyring.partnership.models import GoverningDocument

WORKED_BY = (GoverningDocument.Kind.ROUTINE, GoverningDocument.Kind.GUIDELINE)


def routines_for(partnership, person, *, forums=(), kinds=()):
    """The documents to work by in these forums, or with these kinds of case, in two questions."""
    visible = GoverningDocument.objects.visible_to(person).filter(partnership=partnership, kind__in=WORKED_BY)
    covering = visible.filter(Q(forums__in=forums) | Q(case_kinds__in=kinds)).distinct()
    return list(covering.select_related("partnership").prefetch_related("versions").order_by("title", "pk"))


def routines_of_meeting(meeting, person, items):
    """Those of the forums that meet, and of the kinds of case on the agenda."""
    kinds = {item.case.kind_id for item in items if item.case_id}
    return routines_for(meeting.partnership, person, forums=list(meeting.forums.all()), kinds=kinds)

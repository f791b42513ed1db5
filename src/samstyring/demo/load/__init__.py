"""Loading the demo: sourced facts first, as history; then an example story that always lies around today."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from samstyring.demo import story
from samstyring.demo.load import agendas, agreements, bodies, mandates, people, projects
from samstyring.partnership.models import Partnership

__all__ = ["is_loaded", "load", "people_by_role"]


def is_loaded():
    return Partnership.objects.filter(key="miljoloftet").exists()


@transaction.atomic
def load(*, today=None):
    """Fill an empty database with the three partnerships. All of it, or nothing."""
    today = today or timezone.localdate()
    bodies.load()
    agreements.load()
    people.load()
    mandates.load()
    projects.load()
    agendas.load()
    story.lay(today)


def people_by_role():
    """[(heading, [names])] of those who can sign in with one click, in the order a newcomer meets them."""
    return [
        (heading, [person["name"] for person in listed])
        for heading, listed in people.sign_in_groups(get_user_model().objects.all())
    ]

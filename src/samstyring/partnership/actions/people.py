"""Write down somebody who is not known yet."""

from samstyring.ground import history
from samstyring.partnership.models import Person


def register(name, *, email="", by):
    """Somebody known by name alone. Done inside the act that needs them, so a refusal leaves no person behind."""
    person = Person.objects.create(name=name, email=email)
    history.record("person.registered", about=person, by=by)
    return person

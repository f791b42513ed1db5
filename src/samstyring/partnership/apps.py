from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    """Parties, people, forums, mandates and seats."""

    name = "samstyring.partnership"
    label = "partnership"

    def ready(self):
        from samstyring.partnership import (
            events,  # noqa: F401
            panels,  # noqa: F401
            serving_events,  # noqa: F401
        )

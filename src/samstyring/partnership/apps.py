from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    """Parties, people, forums, mandates and seats."""

    name = "samstyring.partnership"
    label = "partnership"

    def ready(self):
        from samstyring.partnership import events, panels, serving_events  # noqa: F401

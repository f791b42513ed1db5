from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Cases, meetings and decisions."""

    name = "samstyring.casework"
    label = "casework"

    def ready(self):
        from samstyring.casework import consequences, events, panels  # noqa: F401

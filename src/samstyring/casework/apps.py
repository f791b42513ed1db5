from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Cases, meetings and decisions."""

    name = "samstyring.casework"
    label = "casework"

"""The WSGI door that the server (granian) opens."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samstyring.config.settings")
application = get_wsgi_application()

"""The people of the demo on the sign-in page, and nowhere else."""

from django.conf import settings
from django.contrib.auth import get_user_model

from samstyring.demo.load.people import sign_in_groups


def people_to_sign_in_as(request):
    here = request.resolver_match
    if not settings.DEMO or here is None or here.view_name != "account_login":
        return {}
    groups = sign_in_groups(get_user_model().objects.filter(is_active=True))
    return {"demo_people": groups}

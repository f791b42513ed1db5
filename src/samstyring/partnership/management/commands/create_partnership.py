"""The first partnership of an installation: from a template, with the person who will run it."""

import getpass
import os
from datetime import date

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from samstyring.catalogue import load
from samstyring.ground.refusal import Refused
from samstyring.partnership.actions.partnerships import create_from_template
from samstyring.partnership.models import Person


class Command(BaseCommand):
    help = "Create a partnership from a template, with an account for its administrator."

    def add_arguments(self, parser):
        parser.add_argument("key", help="the word in its addresses: miljoloftet")
        parser.add_argument("--template", required=True, choices=sorted(load().partnerships))
        parser.add_argument("--name", required=True)
        parser.add_argument("--agreement", required=True)
        parser.add_argument("--from", dest="starts_on", required=True, type=date.fromisoformat)
        parser.add_argument("--to", dest="ends_on", required=True, type=date.fromisoformat)
        parser.add_argument("--goal", required=True)
        parser.add_argument("--administrator", required=True, help="the person's name")
        parser.add_argument("--username", required=True)

    def handle(self, *args, key, template, administrator, username, **told):
        password = self.password(username)
        about = {name: told[name] for name in ("name", "agreement", "starts_on", "ends_on", "goal")}
        try:
            with transaction.atomic():
                user = get_user_model().objects.create_user(username, password=password)
                person = Person.objects.create(user=user, name=administrator)
                create_from_template(load().partnerships[template], key=key, by=person, **about)
        except Refused as refusal:
            raise CommandError(" ".join(o.text for o in refusal.obstacles), returncode=1) from None
        self.stdout.write(f"{told['name']} is ready. Sign in as {username}.")

    def password(self, username):
        """From SAMSTYRING_PASSWORD, or asked for; never on the command line, where others can read it."""
        if get_user_model().objects.filter(username=username).exists():
            raise CommandError(f"There is an account called {username} already.", returncode=2)
        password = os.environ.get("SAMSTYRING_PASSWORD") or getpass.getpass(f"Password for {username}: ")
        try:
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=2) from None
        return password

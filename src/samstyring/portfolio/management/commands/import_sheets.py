"""Taking one partnership's project sheets in from a list or a workbook, on the server itself."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from samstyring.ground.refusal import Refused
from samstyring.partnership.models import Partnership, PartnershipRole, Person
from samstyring.portfolio.actions import sheet_imports as actions
from samstyring.portfolio.exchange import planning, reading, source_list
from samstyring.portfolio.exchange.rows import incoming
from samstyring.portfolio.exchange.telling import Telling

THE_ANSWER_IS_NO, BAD_INPUT = 1, 2


class Command(BaseCommand):
    help = "Take in one partnership's project sheets from a CSV list or an Excel workbook."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--partnership", required=True, help="the word in its addresses: miljoloftet")
        parser.add_argument("--by", default="", help="username of the person who answers for the sheets")
        parser.add_argument("--dry-run", action="store_true", help="tell what would change, and change nothing")

    def handle(self, *args, file, partnership, by, dry_run, **told):
        found = Partnership.objects.filter(key=partnership).first()
        if found is None:
            raise CommandError(f"Det finnes ikke noe samarbeid som heter {partnership}.", returncode=BAD_INPUT)
        today = timezone.localdate()
        person = self._person(found, by, today)
        try:
            plan = self._plan(file, found, person, today)
        except Refused as refusal:
            raise CommandError(_said(refusal), returncode=BAD_INPUT) from None
        self._tell(found, plan)
        if plan.errors:
            raise CommandError("Noe må rettes i filen. Ingenting er lagret.", returncode=THE_ANSWER_IS_NO)
        if not (plan.sheets or plan.unchanged):
            raise CommandError(f"Filen har ingen rader for {found}.", returncode=THE_ANSWER_IS_NO)
        if dry_run:
            self.stdout.write("Ingenting er lagret, for dette var en prøve.")
            return
        try:
            saved = actions.carry_out(
                found, plan, change_note=f"Hentet inn fra {file.name}"[:250], by=person, on=today
            )
        except Refused as refusal:
            raise CommandError(_said(refusal), returncode=THE_ANSWER_IS_NO) from None
        self.stdout.write(f"Lagret {saved} prosjektark. {person.name} står som den som hentet dem inn.")

    def _person(self, partnership, username, today):
        """Who answers for what is taken in. Nobody is chosen where there are several to choose between."""
        if username:
            person = Person.objects.filter(user__username=username).first()
            if person is None:
                raise CommandError(f"Ingen har brukernavnet {username}.", returncode=BAD_INPUT)
            return person
        roles = PartnershipRole.objects.on(today).filter(
            partnership=partnership,
            kind__in=(PartnershipRole.Kind.ADMINISTRATOR, PartnershipRole.Kind.SECRETARIAT),
        )
        people = {role.person_id: role.person for role in roles.select_related("person")}
        if len(people) != 1:
            raise CommandError("Si med --by hvem som henter inn prosjektarkene.", returncode=BAD_INPUT)
        return next(iter(people.values()))

    def _plan(self, file, partnership, person, today):
        try:
            content = file.read_bytes()
        except OSError as wrong:
            raise CommandError(f"Kan ikke lese {file}: {wrong.strerror}.", returncode=BAD_INPUT) from None
        telling = Telling()
        about = {"by": person, "on": today, "telling": telling}
        if file.suffix.lower() == ".csv":
            grids = [reading.grid_of_csv(content, file.name)]
        else:
            grids = reading.grids_of(content, file.name)
        listed = next((grid for grid in grids if source_list.is_source_list(grid)), None)
        if listed is None:
            return planning.plan(incoming(grids, partnership, telling), partnership, **about)
        rows, others = source_list.rows_of(listed, partnership, telling)
        return planning.plan(rows, partnership, **about, new_keys=True, of_others=others)

    def _tell(self, partnership, plan):
        self.stdout.write(
            f"{partnership}: {len(plan.new)} nye prosjekter, {len(plan.changed)} prosjektark får ny versjon, "
            f"{plan.unchanged} er uendret."
        )
        if plan.of_others:
            counts = ", ".join(f"{name} {count}" for name, count in sorted(plan.of_others.items()))
            self.stdout.write(
                f"Rader som gjelder andre, og ikke er med: {sum(plan.of_others.values())} ({counts})."
            )
        for sheet in plan.changed:
            self.stdout.write(f"{sheet.key} {sheet.name}: {', '.join(change.label for change in sheet.changes)}")
        for title, told in (("Varsler", plan.warnings), ("Feil", plan.errors)):
            if told:
                self.stdout.write(f"{title} ({len(told)}):")
                for one in told:
                    self.stdout.write(f"  {one}")


def _said(refusal):
    return " ".join(f"{one.text} {one.who}" for one in refusal.obstacles)

"""What everybody may read without signing in."""

from tests.story.chapters.decision import CORRECTED, RESERVATION
from tests.story.chapters.parties import DEVIATION


def everybody_reads_the_meeting(come):
    """The meeting says first what was decided, then each case with papers, positions and reservations."""
    public = come()
    public.goto("/")
    public.look()
    public.goto("/offentlig/miljoloftet/")
    public.sees("Siste møte")
    public.look()
    public.follow("Hele møtet")
    public.sees("Dette ble bestemt", CORRECTED, RESERVATION)
    public.look("offentlig-mote", "offentlig-mote-390")


def everybody_reads_the_case_and_the_decision(come, case):
    public = come()
    public.main.get_by_role("link", name=case).first.click()
    public.is_at(case)
    public.sees("Prioriteringsrådet", "Styringsgruppen")
    public.look()
    public.main.get_by_role("link", name="Fast lenke til vedtaket").last.click()
    public.sees("Hva forumet har rett til")
    public.look()


def everybody_reads_the_programme(come, case):
    public = come()
    public.goto("/offentlig/miljoloftet/handlingsprogram/")
    public.look()
    public.main.get_by_role("link", name=case).first.click()
    public.sees("Endelig", "Øygarden kommune", "Askøy kommune", "Vedtatt med avvik", DEVIATION)
    public.look()
    assert public.fetches("PDF").startswith(b"%PDF-")
    public.goto("/offentlig/miljoloftet/prosjekter/")
    public.look()


def what_is_closed_shows_only_its_ground(come):
    """A closed case keeps its place on the agenda, with the legal basis and nothing else."""
    public = come()
    public.goto("/offentlig/miljoloftet/")
    public.main.get_by_role("region", name="Neste åpne møter").get_by_role("link").first.click()
    public.sees("Ikke publisert.", "offentleglova § 23 første ledd")
    public.misses("Grunnerverv ved tre eiendommer", "Forhandlingene pågår")
    public.look()

"""How the open lists are narrowed: stable addresses, nothing kept about who asks."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samstyring.portfolio.models.sheets import Phase


class ListFilter(forms.Form):
    @property
    def query(self):
        """`&forum=styringsgruppe`: what the links of the pager carry with them."""
        chosen = {key: value for key, value in self.data.items() if key in self.fields and value}
        return "".join(f"&{key}={value}" for key, value in chosen.items())

    def asked(self, name):
        return self.cleaned_data.get(name) if self.is_valid() or name in self.cleaned_data else None


class MeetingFilter(ListFilter):
    forum = forms.ChoiceField(label=_("Forum"), required=False)
    aar = forms.ChoiceField(label=_("År"), required=False)

    def __init__(self, data, *, partnership, meetings):
        super().__init__(data)
        forums = partnership.forums.filter(is_open=True)
        self.fields["forum"].choices = [("", _("Alle forum")), *((f.key, f.name) for f in forums)]
        years = [day.year for day in meetings.dates("day", "year", order="DESC")]
        self.fields["aar"].choices = [("", _("Alle år")), *((str(year), str(year)) for year in years)]

    def narrow(self, meetings):
        if forum := self.asked("forum"):
            meetings = meetings.filter(forums__key=forum)
        if year := self.asked("aar"):
            meetings = meetings.filter(day__year=year)
        return meetings


class ProjectFilter(ListFilter):
    q = forms.CharField(label=_("Navn eller sted"), required=False, max_length=80)
    omrade = forms.ChoiceField(label=_("Satsingsområde"), required=False)
    fase = forms.ChoiceField(label=_("Fase"), required=False)

    def __init__(self, data, *, partnership):
        super().__init__(data)
        areas = partnership.focus_areas.all()
        self.areas = {area.key: area for area in areas}
        self.fields["omrade"].choices = [("", _("Alle områder")), *((one.key, one.name) for one in areas)]
        self.fields["fase"].choices = [("", _("Alle faser")), *((p.value, p.label) for p in Phase if p.value)]

    def narrow(self, projects):
        """Projects by what their newest sheet says."""
        if words := self.asked("q"):
            projects = projects.filter(Q(name__icontains=words) | Q(now_municipality__icontains=words))
        if area := self.asked("omrade"):
            projects = projects.filter(now_focus=self.areas[area].pk)
        if phase := self.asked("fase"):
            projects = projects.filter(now_phase=phase)
        return projects

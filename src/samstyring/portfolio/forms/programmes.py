"""What people fill in about the action programme: one row of money at a time, and who must treat it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.ground.fields import MnokField


class RowForm(forms.Form):
    """What one source gives to one project or pot in each programme year."""

    source = forms.ModelChoiceField(label=_("Kilde"), queryset=None, empty_label=_("Velg kilde"))
    focus_area = forms.ModelChoiceField(
        label=_("Satsingsområde"), queryset=None, required=False, empty_label=_("Uten satsingsområde")
    )

    def __init__(self, *args, programme, row=(), **options):
        row = list(row)
        initial = {}
        if row:
            initial = {"source": row[0].source_id, "focus_area": row[0].focus_area_id}
            initial |= {f"year_{line.year}": line.amount_mnok for line in row}
        super().__init__(*args, initial=initial, **options)
        self.programme = programme
        self.fields["source"].queryset = programme.partnership.sources.all()
        self.fields["focus_area"].queryset = programme.partnership.focus_areas.all()
        if row:
            del self.fields["source"]
        for year in programme.calendar_years:
            self.fields[f"year_{year}"] = MnokField(label=str(year), required=False, max_digits=12)

    def year_fields(self):
        return [self[f"year_{year}"] for year in self.programme.calendar_years]

    def amounts(self):
        return {year: self.cleaned_data[f"year_{year}"] for year in self.programme.calendar_years}

    def clean(self):
        values = super().clean()
        if not self.errors and not self.initial and not any(self.amounts().values()):
            raise forms.ValidationError(_("Skriv et beløp i minst ett år."))
        return values


class PotForm(RowForm):
    """A pot: money set aside for measures that are released later."""

    pot = forms.CharField(label=_("Samlepott"), max_length=160)
    field_order = ("pot", "focus_area", "source")


class ProjectRowForm(RowForm):
    """A project that was not in the recommendation, or one more source for one that was."""

    project = forms.ModelChoiceField(label=_("Prosjekt"), queryset=None, empty_label=_("Velg prosjekt"))
    field_order = ("project", "focus_area", "source")

    def __init__(self, *args, programme, **options):
        super().__init__(*args, programme=programme, **options)
        self.fields["project"].queryset = programme.partnership.projects.all()

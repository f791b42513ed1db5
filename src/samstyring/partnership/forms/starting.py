"""What is asked, step by step, when a partnership is created from a template."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.partnership.forms.fields import Day
from samstyring.partnership.models import Party
from samstyring.partnership.rules import starting


class AgreementForm(forms.Form):
    """Which template, and what the partnership and its agreement are called."""

    template = forms.ChoiceField(label=_("Mal"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("Navn på samarbeidet"), max_length=120)
    key = forms.SlugField(
        label=_("Adresse"),
        max_length=50,
        required=False,
        help_text=_("Ordet i nettadressen, med små bokstaver. Tomt felt: lages av navnet."),
    )
    agreement = forms.CharField(label=_("Avtale"), max_length=200)
    starts_on = forms.DateField(label=_("Avtalen gjelder fra"), widget=Day())
    ends_on = forms.DateField(label=_("Avtalen gjelder til"), widget=Day())
    goal = forms.CharField(
        label=_("Mål"),
        widget=forms.Textarea({"rows": 3}),
        required=False,
        help_text=_("Tomt felt: målet i malen brukes."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["template"].choices = [
            (key, _("%(name)s, versjon %(version)s") % {"name": template.name.nb, "version": template.version})
            for key, template in starting.templates().items()
        ]

    def clean(self):
        told = self.cleaned_data
        if not told.get("key") and told.get("name"):
            told["key"] = starting.own_key(told["name"], set())
        if not told.get("goal") and told.get("template"):
            told["goal"] = starting.templates()[told["template"]].goal_words.nb
        return told


class PartyForm(forms.Form):
    """One party."""

    name = forms.CharField(label=_("Navn"), max_length=160, required=False)
    kind = forms.ChoiceField(
        label=_("Slag"), choices=[("", _("Etter navnet")), *Party.Kind.choices], required=False
    )
    body = forms.CharField(label=_("Organ som behandler"), max_length=120, required=False)


class PartyForms(forms.BaseFormSet):
    """The parties, one row each. A row without a name is left out."""

    @property
    def parties(self):
        told = [form.cleaned_data for form in self.forms if form.cleaned_data.get("name")]
        return [{"name": row["name"], "kind": row["kind"], "body": row["body"]} for row in told]


Parties = forms.formset_factory(PartyForm, formset=PartyForms, extra=4, max_num=80, absolute_max=90)


class LinesForm(forms.Form):
    """Several parties at once, pasted from somewhere else."""

    lines = forms.CharField(
        label=_("Lim inn flere"),
        widget=forms.Textarea({"rows": 6}),
        required=False,
        max_length=20_000,
        help_text=_("Én part på hver linje. Skriv organet som behandler saker etter semikolon, om det trengs."),
    )


class ForumsForm(forms.Form):
    """Which of the template's forums the partnership starts with, and what it calls them."""

    def __init__(self, *args, template, **kwargs):
        super().__init__(*args, **kwargs)
        self.template = template
        for told in template.forums:
            self.fields[f"keep_{told.key}"] = forms.BooleanField(
                label=_("Ta med %(forum)s") % {"forum": told.name.nb}, required=False, initial=True
            )
            self.fields[f"name_{told.key}"] = forms.CharField(
                label=_("Navn på %(forum)s") % {"forum": told.name.nb},
                max_length=120,
                required=False,
                initial=told.name.nb,
            )

    @property
    def rows(self):
        """The template's forums with their two fields."""
        return [
            {"forum": told, "keep": self[f"keep_{told.key}"], "name": self[f"name_{told.key}"]}
            for told in self.template.forums
        ]

    def clean(self):
        names = {}
        for told in self.template.forums:
            if self.cleaned_data.get(f"keep_{told.key}"):
                name = (self.cleaned_data.get(f"name_{told.key}") or "").strip() or told.name.nb
                if name.casefold() in {other.casefold() for other in names.values()}:
                    self.add_error(f"name_{told.key}", _("To forum kan ikke hete det samme."))
                names[told.key] = name
        self.cleaned_data["names"] = names
        for obstacle in starting.obstacles_to_forums(self.template, names):
            self.add_error(None, obstacle.text)
        return self.cleaned_data


class SecretariatForm(forms.Form):
    """Who is the first in the secretariat."""

    class Who:
        ME, OTHER = "me", "other"

    who = forms.ChoiceField(
        label=_("Første person i sekretariatet"),
        choices=[(Who.ME, _("Jeg selv")), (Who.OTHER, _("En annen"))],
        widget=forms.RadioSelect,
        initial=Who.ME,
    )
    name = forms.CharField(
        label=_("Navn"), max_length=120, required=False, help_text=_("Bare når det er en annen enn deg.")
    )
    email = forms.EmailField(label=_("E-post"), required=False)
    title = forms.CharField(label=_("Stilling"), max_length=120, required=False)

    def clean(self):
        told = self.cleaned_data
        if told.get("who") == self.Who.OTHER and not told.get("name"):
            self.add_error("name", _("Skriv navnet på den som skal være først i sekretariatet."))
        return told

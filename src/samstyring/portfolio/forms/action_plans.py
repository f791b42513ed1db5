"""What is filled in about a year's programme, its lines, its funders and the operating pot."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.ground.fields import MnokField, WordsField, YearField
from samstyring.ground.money import Basis, Vat
from samstyring.portfolio.forms.measures import DayField


def _with_unknown(choices):
    return [("", _("Ikke oppgitt")), *((one.value, one.label.capitalize()) for one in choices if one.value)]


class PlanForm(forms.Form):
    """The programme of a year begins with the year."""

    year = YearField(label=_("År"))
    words = WordsField(
        label=_("Hva året handler om"), required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 4})
    )


class MoneyForm(forms.Form):
    """An amount with what it is an amount of."""

    amount_mnok = MnokField(label=_("Beløp"), max_digits=12)
    basis = forms.ChoiceField(label=_("Grunnlag"), required=False, choices=_with_unknown(Basis))
    vat = forms.ChoiceField(label=_("Mva."), required=False, choices=_with_unknown(Vat))
    price_year = YearField(label=_("Prisår"), required=False)


class LineForm(MoneyForm):
    """Money for a measure, or for one of the secretariat's own posts."""

    measure = forms.ModelChoiceField(
        None, label=_("Tiltak"), required=False, empty_label=_("Ikke et tiltak, men en driftspost")
    )
    post = forms.CharField(
        label=_("Driftspost"),
        required=False,
        max_length=160,
        help_text=_("Sekretariatets egen utgift, for eksempel lønn, møter eller kommunikasjon."),
    )
    funder = forms.ModelChoiceField(
        None, label=_("Finansiør"), required=False, empty_label=_("Ikke finansiert ennå")
    )

    def __init__(self, *args, partnership, line=None, **options):
        initial = {"price_year": None}
        if line:
            names = ("measure", "post", "funder", "amount_mnok", "basis", "vat", "price_year")
            initial = {name: getattr(line, name) for name in names}
        super().__init__(*args, initial=initial | options.pop("initial", {}), **options)
        self.fields["measure"].queryset = partnership.measures.all()
        self.fields["measure"].label_from_instance = lambda measure: f"{measure.key} {measure.title}"
        self.fields["funder"].queryset = partnership.funders.all()
        self.order_fields(["measure", "post", "funder", "amount_mnok", "basis", "vat", "price_year"])

    def clean(self):
        said = super().clean()
        if "measure" not in self.errors and bool(said.get("measure")) == bool(said.get("post")):
            self.add_error("post", _("Velg et tiltak eller skriv en driftspost, ikke begge deler."))
        return said


class FunderForm(forms.Form):
    name = forms.CharField(label=_("Navn"), max_length=160)
    demands = WordsField(
        label=_("Krav"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Hva finansiøren ber om for pengene: bruk, medvirkning, rapporter."),
    )
    role = forms.CharField(
        label=_("Vår rolle"),
        required=False,
        max_length=160,
        help_text=_("Hva partnerskapet er overfor finansiøren, for eksempel søker, prosjekteier eller partner."),
    )


class ExpectedReportForm(forms.Form):
    title = forms.CharField(label=_("Rapport"), max_length=160)
    due_on = DayField(label=_("Frist"))


class DeliveryForm(forms.Form):
    delivered_on = DayField(label=_("Levert"))
    file = forms.FileField(label=_("Rapporten"), required=False)


class OperatingYearForm(MoneyForm):
    """The operating pot in one budget year."""

    year = YearField(label=_("Budsjettår"))
    used_mnok = MnokField(label=_("Brukt"), max_digits=12, required=False)
    committed_mnok = MnokField(
        label=_("Bundet"), max_digits=12, required=False, help_text=_("Avtalt, men ikke betalt ennå.")
    )
    words = forms.CharField(label=_("Merknad"), required=False, max_length=250)

    def __init__(self, *args, row=None, **options):
        names = ("year", "amount_mnok", "used_mnok", "committed_mnok", "basis", "vat", "price_year", "words")
        initial = {name: getattr(row, name) for name in names} if row else {"basis": Basis.FRAME}
        super().__init__(*args, initial=initial, **options)
        self.order_fields(names)

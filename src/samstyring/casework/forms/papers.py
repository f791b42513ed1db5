"""What people write in the papers of a case, and the annexes they add."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models import PaperVersion

NEEDS_PARAGRAPH = _("Skriv hjemmelen med paragraf, for eksempel «offentleglova § 23».")


def checked_basis(basis):
    """A legal basis names a paragraph; an empty one means open."""
    basis = basis.strip()
    if basis and "§" not in basis:
        raise forms.ValidationError(NEEDS_PARAGRAPH, code="no-paragraph")
    return basis


class PaperForm(forms.Form):
    """The sections of the saksframlegg. Plain text; lines that begin with "- " become a list."""

    LONGEST = 60_000

    proposal = forms.CharField(label=_("Forslag til vedtak"), required=False, widget=forms.Textarea({"rows": 5}))
    background = forms.CharField(label=_("Bakgrunn"), required=False, widget=forms.Textarea({"rows": 9}))
    assessment = forms.CharField(label=_("Vurdering"), required=False, widget=forms.Textarea({"rows": 9}))
    economy = forms.CharField(label=_("Økonomi"), required=False, widget=forms.Textarea({"rows": 5}))
    change_note = forms.CharField(
        label=_("Hva er endret"),
        max_length=250,
        required=False,
        help_text=_("En kort setning til dem som har lest forrige versjon."),
    )
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10_000)

    def __init__(self, *args, is_first, **kwargs):
        super().__init__(*args, **kwargs)
        too_long = _("Teksten er lengre enn %(limit_value)s tegn. Legg noe av den i et vedlegg.")
        for name in PaperVersion.SECTIONS:
            self.fields[name].validators.append(MaxLengthValidator(self.LONGEST, too_long))
        if is_first:
            del self.fields["change_note"]
        else:
            self.fields["change_note"].required = True
            self.fields["change_note"].error_messages["required"] = _("Skriv kort hva som er endret.")

    @property
    def sections(self):
        return {name: self.cleaned_data[name].replace("\r\n", "\n") for name in PaperVersion.SECTIONS}

    @property
    def written(self):
        """The words as they were typed, also when the form cannot be kept."""
        return {name: self.data.get(name, "") for name in PaperVersion.SECTIONS}

    def clean(self):
        cleaned = super().clean()
        if not any(cleaned.get(name) or name in self.errors for name in PaperVersion.SECTIONS):
            raise forms.ValidationError(_("Saksframlegget er tomt. Skriv noe i minst én av delene."))
        return cleaned


class AttachmentForm(forms.Form):
    """An annex: its number, title and file, or why the content is missing."""

    label = forms.RegexField(
        label=_("Vedlegg nr."),
        regex=r"^[0-9]{1,3}[a-zæøå]?$",
        strip=True,
        help_text=_("For eksempel 2 eller 2a."),
        error_messages={"invalid": _("Skriv et nummer, og eventuelt en liten bokstav: 2 eller 2a.")},
    )
    title = forms.CharField(label=_("Tittel"), max_length=250)
    upload = forms.FileField(
        label=_("Fil"),
        required=False,
        allow_empty_file=True,
        max_length=250,
        help_text=_("PDF, Word, Excel, PowerPoint, tekst, CSV, PNG eller JPEG, høyst 40 MB."),
    )
    missing = forms.CharField(
        label=_("Hvorfor innholdet mangler"),
        max_length=200,
        required=False,
        help_text=_("Fylles bare ut når det ikke finnes noen fil å legge ved."),
    )
    closed_basis = forms.CharField(
        label=_("Unntatt offentlighet etter"),
        max_length=160,
        required=False,
        help_text=_("Hjemmelen, for eksempel «offentleglova § 23». Tomt felt betyr at vedlegget er offentlig."),
    )

    def __init__(self, *args, renews=False, **kwargs):
        super().__init__(*args, **kwargs)
        if renews:
            del self.fields["label"]

    def clean_closed_basis(self):
        return checked_basis(self.cleaned_data["closed_basis"])

    def clean(self):
        cleaned = super().clean()
        if "upload" not in self.errors and not cleaned.get("upload") and not cleaned.get("missing"):
            self.add_error("upload", _("Velg en fil, eller skriv hvorfor innholdet mangler."))
        return cleaned

"""Bringing a workbook in: choosing the file, and saying yes to what it would change."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samstyring.portfolio.forms.revisions import ReviseForm


class WorkbookForm(forms.Form):
    """The workbook somebody has filled in."""

    workbook = forms.FileField(
        label=_("Arbeidsbok"),
        help_text=_("Excel-arbeidsbok (.xlsx), høyst 40 MB. Du får se hva som endres før noe blir lagret."),
        widget=forms.ClearableFileInput(
            attrs={"accept": ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
        ),
        error_messages={"required": _("Velg arbeidsboken."), "empty": _("Filen er tom. Velg den på nytt.")},
    )


class ConfirmForm(forms.Form):
    """Yes to what was shown. `seen` is signed: whose file, which sheets, in which versions."""

    seen = forms.CharField(widget=forms.HiddenInput)
    change_note = forms.CharField(
        label=_("Hva er endret?"),
        required=False,
        max_length=250,
        help_text=_("Én setning til dem som leser historikken. Den står på hver ny versjon."),
    )


class ConfirmLinesForm(forms.Form):
    """Yes to what was shown of a draft. `seen` is signed: whose file, which programme, which lines."""

    seen = forms.CharField(widget=forms.HiddenInput)


class ConfirmRevisionForm(ReviseForm):
    """Yes to what was shown of a programme that stands: it becomes a new version on an open case."""

    seen = forms.CharField(widget=forms.HiddenInput)

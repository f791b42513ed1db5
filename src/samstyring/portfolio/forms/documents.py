"""What is told about a document that is added to a project."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DocumentForm(forms.Form):
    title = forms.CharField(
        label=_("Tittel"), max_length=160, help_text=_("Den samme tittelen en gang til blir en ny versjon.")
    )
    upload = forms.FileField(label=_("Fil"))

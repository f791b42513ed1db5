"""Things chosen by their number, safe against numbers no column can hold."""

from django import forms

LONGEST_NUMBER = 18


def number_in(text):
    """The whole number that an address or a hidden field tells; none when no column could hold it."""
    return int(text) if text and text.isdecimal() and len(text) <= LONGEST_NUMBER else None


class SeveralOf(forms.ModelMultipleChoiceField):
    """Several things chosen at once. An impossible number is a wrong choice, told as such."""

    def clean(self, value):
        for one in value or ():
            if len(str(one)) > LONGEST_NUMBER:
                raise forms.ValidationError(
                    self.error_messages["invalid_pk_value"],
                    code="invalid_pk_value",
                    params={"pk": f"{str(one)[:LONGEST_NUMBER]}…"},
                )
        return super().clean(value)

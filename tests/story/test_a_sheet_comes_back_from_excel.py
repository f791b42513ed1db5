"""The story of a sheet that its owner fills in at home, in Excel, and brings back."""

import pytest
from django.utils import timezone

from tests.story.chapters import workbook

pytestmark = [pytest.mark.story, pytest.mark.browser]


def test_a_sheet_comes_back_from_excel(visitor):
    workbook.the_owner_sees_what_is_missing(visitor)
    book = workbook.he_fills_in_the_workbook_with_one_mistake(visitor, timezone.localdate().year)
    workbook.the_mistake_is_told_by_row_and_column(visitor, book)
    workbook.he_mends_it_and_sees_what_will_change(visitor, book)
    workbook.he_confirms_and_the_sheet_is_whole(visitor, book)

"""What the tests of this room share beside the cast."""

import pytest

from samstyring.casework.models import Decision


@pytest.fixture
def concluded():
    """Write what a forum concluded on an item straight into the register: `concluded(item, "adopted")`."""

    def conclude(item, outcome, *, text="Slik ble det.", case=None, forum=None, imported=False, **more):
        forum, case = forum or item.forum, case or item.case
        mandate = None if imported else forum.mandate_on(item.meeting.day)
        authority = None
        if mandate:
            permitted = mandate.permitted(case.kind, mnok=case.amount_mnok)
            authority = permitted.get(outcome) or mandate.authority.first()
        return Decision.objects.create(
            case=case, forum=forum, item=item, mandate=mandate, authority=authority, outcome=outcome, text=text,
            paper=None if imported else case.latest_paper, is_imported=imported,
            decided_on=item.meeting.day if item else case.created_on, **more,
        )  # fmt: skip

    return conclude

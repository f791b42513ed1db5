"""What the tests of the open pages need beside the cast."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from samstyring.casework.models import Attachment, Decision, Position
from samstyring.ground import files


@pytest.fixture
def decide():
    """A decision on an item, as the forum made it."""

    def decided(item, *, text="Forslaget er vedtatt av alle.", outcome="adopted", positions=(), **changed):
        decision = Decision.objects.create(
            case=item.case, forum=item.forum, item=item, outcome=outcome, text=text,
            mandate=item.forum.mandate_on(item.meeting.day),
            authority=item.forum.mandate_on(item.meeting.day).authority.first(),
            paper=item.paper, decided_on=item.meeting.day, **changed,
        )  # fmt: skip
        for party, stance, words in positions:
            Position.objects.create(decision=decision, party=party, stance=stance, reservation=words)
        return decision

    return decided


@pytest.fixture
def attach():
    """An attachment with a small PDF in it."""

    def attached(case, *, title="Kart", label="1", closed="", version=1, content=b"%PDF-1.7 kart", on=None):
        stored = files.store(SimpleUploadedFile(f"{title}.pdf", content + title.encode()))
        attachment = Attachment.objects.create(
            case=case, label=label, title=title, file=stored, closed_basis=closed, version=version
        )
        if on:
            Attachment.objects.filter(pk=attachment.pk).update(added_at=on)
        return attachment

    return attached


@pytest.fixture
def at():
    def address(name, *args, key="fjordloftet"):
        return reverse(f"portal:{name}", args=[key, *args])

    return address


@pytest.fixture
def crawl(client):
    """Everything that can be reached from the open home by following links: {address: text}."""

    def crawled(start):
        waiting, seen = [start], {}
        while waiting:
            address = waiting.pop()
            if address in seen:
                continue
            answer = client.get(address)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            seen[address] = f"{answer.headers} {body.decode(errors='replace')}"
            links = re.findall(r'href="(/offentlig/[^"#?]*)', seen[address])
            waiting += [link for link in links if link not in seen]
        return seen

    return crawled


@pytest.fixture
def long_ago():
    return timezone.now() - timezone.timedelta(days=90)

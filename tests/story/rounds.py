"""The rounds somebody makes to see every page: real ones where the demo leads to them, else those of Fjordløftet."""

import re

from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import Resolver404, resolve

from tests.house.walking import routes

# Who reads what the demo holds: the secretariats, a project's owner, a party's clerk, and the public.
READERS = {
    "eva": "/miljoloftet/",
    "vidar": "/miljoloftet/",
    "frida": "/miljoloftet/",
    "thea": "/osloregionen/",
    "runa": "/byregion/",
    None: "/offentlig/miljoloftet/",
}
# Of the first few pages a reader meets behind one name, the longest is looked at.
FEW = 3
LINK = re.compile(r'href="(/[^"?#]*)')


def every_page(filled):
    """{the name of the address: (who reads it, the address)} for every page of the product."""
    found = _of_the_demo()
    client = Client()
    client.force_login(filled.cast.secretary.user)
    for route in routes():
        address = route.address(filled)
        if str(route) not in found and _page(client, address):
            found[str(route)] = (filled.cast.secretary.user.username, address)
    return found


def _of_the_demo():
    best = {}
    for username, entrance in READERS.items():
        client = Client()
        if username:
            client.force_login(get_user_model().objects.get(username=username))
        for name, address, length in _walk(client, entrance):
            if length > best.get(name, (0,))[0]:
                best[name] = (length, username, address)
    return {name: (username, address) for name, (_, username, address) in best.items()}


def _walk(client, entrance):
    """The pages that links lead to from the entrance, a few behind each name."""
    ahead, seen, met = [entrance, "/"], set(), {}
    for address in ahead:
        name = _name(address)
        if address in seen or name is None or len(met.setdefault(name, [])) >= FEW:
            continue
        seen.add(address)
        page = _page(client, address)
        if page:
            met[name].append(address)
            ahead += LINK.findall(page)
            yield name, address, len(page)


def _name(address):
    try:
        found = resolve(address)
    except Resolver404:
        return None
    return found.view_name if found.app_names else None


def _page(client, address):
    answer = client.get(address)
    if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
        return answer.content.decode()
    return ""

"""Every address of the product, and the forms that stand on its pages."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.urls import URLPattern, get_resolver, resolve, reverse

# The client of the tests needs none, and to send a false one tells nothing of a form.
TOKEN = "csrfmiddlewaretoken"
ROOMS = ("partnership", "casework", "portfolio", "portal")


@dataclass(frozen=True)
class Route:
    room: str
    name: str
    parameters: tuple

    def address(self, filled, partnership="fjordloftet", **changed):
        told = {"partnership": partnership} if "partnership" in self.parameters else {}
        things = {name: filled.of(name) for name in self.parameters if name != "partnership"}
        return reverse(f"{self.room}:{self.name}", kwargs=told | things | changed)

    @property
    def has_object(self):
        # A kind of seat is a word that every partnership has.
        return bool(set(self.parameters) - {"partnership", "role"})

    def __str__(self):
        return f"{self.room}:{self.name}"


def routes(*rooms):
    """Every named address of the rooms, or of all of them; a new one is found here by itself."""
    return [route for route in _found(get_resolver().url_patterns) if route.room in (rooms or ROOMS)]


def _found(patterns, room="", parameters=()):
    for one in patterns:
        named = (*parameters, *one.pattern.converters)
        if isinstance(one, URLPattern):
            yield Route(room, one.name, named)
        else:
            yield from _found(one.url_patterns, one.app_name or room, named)


@dataclass
class Form:
    """A form as the browser would send it: {name: [values]}, and which of its fields a person types words in."""

    action: str
    method: str
    values: dict = field(default_factory=dict)
    typed: set = field(default_factory=set)
    files: set = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self, address):
        super().__init__()
        self.address, self.forms, self.by_id = address, [], {}
        self.form = self.select = self.area = None
        self.loose = []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            action = urljoin(self.address, attrs.get("action") or self.address)
            self.form = Form(action, (attrs.get("method") or "get").lower())
            self.forms.append(self.form)
            if "id" in attrs:
                self.by_id[attrs["id"]] = self.form
        elif tag in ("input", "textarea", "select", "button") and attrs.get("name", TOKEN) != TOKEN:
            self._field(tag, attrs)
        elif tag == "option" and self.select:
            value = attrs.get("value", "")
            if "selected" in attrs or (value and self.select[1] not in self.select[0]):
                self.select[0][self.select[1]] = [value]

    def _field(self, tag, attrs):
        name, kind = attrs["name"], attrs.get("type", "text")
        values, typed, files = {}, set(), set()
        if tag == "textarea" or (tag == "input" and kind in ("text", "search", "email", "url")):
            typed.add(name)
        if kind == "file":
            files.add(name)
        elif tag == "select":
            self.select = (values, name)
        elif tag == "textarea":
            self.area = (values, name)
            values[name] = [""]
        elif kind in ("checkbox", "radio"):
            values[name] = [attrs.get("value", "on")] if "checked" in attrs or kind == "radio" else []
        else:
            values[name] = [attrs.get("value", "")]
        self.loose.append((attrs.get("form"), self.form, values, typed, files))

    def handle_data(self, data):
        if self.area:
            values, name = self.area
            values[name] = [values[name][0] + data]

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None


def forms_on(page, address):
    """The forms of a page that post something, other than those every page has."""
    reader = _Reader(address)
    reader.feed(page)
    for named, around, values, typed, files in reader.loose:
        form = reader.by_id.get(named, around)
        if form:
            for name, value in values.items():
                form.values.setdefault(name, []).extend(value)
            form.typed |= typed
            form.files |= files
    everywhere = ("/utseende/", "/konto/", "/demo/")
    return [f for f in reader.forms if f.method == "post" and not f.action.startswith(everywhere)]


def pages_of(client, filled):
    """The words of every page that can be read, by address. Papers as PDF have no filters and no forms."""
    addresses = [route.address(filled) for route in routes() if not route.name.endswith(("pdf", "extract"))]
    answers = {address: client.get(address) for address in addresses}
    return {
        address: answer.content.decode()
        for address, answer in answers.items()
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
    }


def every_form(client, filled):
    return forms_in(pages_of(client, filled))


def forms_in(pages):
    """{(the name of its address, its fields): form}. A form on several pages, or once for each row, is one."""
    return {
        (resolve(urlsplit(form.action).path).view_name, *sorted(form.values)): form
        for address, page in pages.items()
        for form in forms_on(page, address)
    }


class Listening(QueryDict):
    """The query of an address, which remembers whether the page asked it for anything at all."""

    asked = False

    def _listened(name):
        def asking(self, *args, **options):
            self.asked = True
            return getattr(QueryDict, name)(self, *args, **options)

        return asking

    for _name in ("__getitem__", "__contains__", "__iter__", "__len__", "get", "getlist", "items", "lists", "values",
                  "keys", "copy", "dict", "urlencode"):  # fmt: skip
        locals()[_name] = _listened(_name)


def listening(get_response):
    """Middleware: the answer tells whether the page looked at the query of its address."""

    def middleware(request):
        request.GET = Listening(request.META.get("QUERY_STRING", ""))
        answer = get_response(request)
        answer.asked = request.GET.asked
        return answer

    return middleware


def files_of(form):
    """The files a browser would send along."""
    return {name: SimpleUploadedFile("kart.pdf", b"%PDF-1.7 kart") for name in form.files}

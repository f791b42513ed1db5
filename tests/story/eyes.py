"""Eyes for the story: every page a person looks at is checked for accessibility, policy and reflow."""

import os
import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import expect

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
ALL_RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
# What lies side by side when wide may have to be scrolled when narrow. A dark page has the same parts, in other colours.
NARROW_RULES = {"type": "rule", "values": ["scrollable-region-focusable"]}
DARK_RULES = {"type": "rule", "values": [*NARROW_RULES["values"], "color-contrast", "link-in-text-block"]}
# All rules once, wide and light; then only what another width or another scheme can break.
LOOKS = ((1280, "light", ALL_RULES), (768, "light", NARROW_RULES), (320, "dark", DARK_RULES))
# A page has taken in a new width or scheme when it has drawn two frames.
DRAWN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
TALLEST = 1800
# A long word in a column of few letters can only be read from top to bottom. What is hidden is 1 px wide.
SQUEEZED = """[...document.querySelectorAll("main :is(td, tbody th, p, li, dd, dt, label)")].filter(one => {
    const { width } = one.getBoundingClientRect();
    return width > 2 && width < 40 && one.innerText.split(/\\s+/).some(word => word.length > 8);
}).map(one => one.innerText.trim().slice(0, 60))"""


def _beginning(words, end=""):
    return re.compile(r"^\s*" + r"\s+".join(map(re.escape, words.split())) + end)


class Visitor:
    """A person at a browser. `wrong` collects what was found, page by page."""

    def __init__(self, browser, address, *, username=None):
        self.context = browser.new_context(
            locale="nb-NO", viewport={"width": 1280, "height": 900}, base_url=address
        )
        self.page = self.context.new_page()
        # A scenario is calculated while the page waits, also on a machine that is busy with other tests.
        self.page.set_default_timeout(60_000)
        self.wrong = []
        self.seen = 0
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        if username:
            self.sign_in(username)

    def _heard(self, message):
        # A refusal answers 422, which browsers report as a failed load; that is the answer we want.
        if message.type == "error" and "status of 422" not in message.text and "status of 404" not in message.text:
            self.wrong.append(f"console at {self.page.url}: {message.text}")

    def sign_in(self, username):
        self.page.goto("/konto/login/")
        self.page.locator(f"form:has(input[name=username][value='{username}']) button").click()
        self.page.wait_for_load_state()

    # What a person does

    def goto(self, path):
        return self.page.goto(path)

    def follow(self, name, *, inside=None):
        """Click the link of this name. `inside` is the heading of the section it stands in."""
        self._place(inside).get_by_role("link", name=name, exact=isinstance(name, str)).first.click()

    def press(self, name, *, inside=None):
        self._place(inside).get_by_role("button", name=name, exact=isinstance(name, str)).first.click()

    def field(self, label, *, inside=None):
        """The field with this label, whether or not it must be filled in."""
        return self._place(inside).get_by_label(_beginning(label, end=r"(\s+må fylles ut)?\s*$"))

    def write(self, told, *, inside=None):
        """Fill in `{label: words}`; the first of several fields with the same label."""
        for label, words in told.items():
            self.field(label, inside=inside).first.fill(str(words))

    def choose(self, told, *, inside=None):
        """Choose `{label: option}` in drop-down lists."""
        for label, option in told.items():
            self.field(label, inside=inside).first.select_option(label=option)

    def mark(self, *names, inside=None):
        """Mark radio buttons or boxes whose name begins with these words."""
        for name in names:
            self._place(inside).get_by_label(_beginning(name)).check()

    def fetches(self, name):
        """What the link of this name gives, as a file."""
        address = self.main.get_by_role("link", name=name, exact=True).first.get_attribute("href")
        answer = self.page.request.get(address)
        assert answer.ok, f"{address} answered {answer.status}"
        return answer.body()

    def _place(self, inside):
        """The section or the group of fields with this heading, or the whole page."""
        if inside is None:
            return self.page
        name = _beginning(inside, end=r"(\s+må fylles ut)?\s*$")
        return self.main.get_by_role("group", name=name).or_(self.main.get_by_role("region", name=name))

    # What a person sees

    @property
    def main(self):
        return self.page.locator("main")

    def sees(self, *words, inside=None):
        place = self.main if inside is None else self._place(inside)
        for one in words:
            expect(place).to_contain_text(one)

    def misses(self, *words, inside=None):
        place = self.main if inside is None else self._place(inside)
        for one in words:
            expect(place).not_to_contain_text(one)

    def is_at(self, heading):
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)

    def look(self, *pictures):
        """Check the page as it stands, in every width and scheme; keep pictures of it when asked to."""
        self.seen += 1
        self.page.wait_for_load_state()
        self.page.evaluate(Axe().axe_script)
        for width, scheme, rules in LOOKS:
            self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.evaluate(DRAWN)
            self.examine(rules, f"{self.page.url} at {width} px, {scheme}")
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size({"width": 1280, "height": 900})
        for name in pictures:
            self.picture(name)

    def examine(self, rules, where):
        """Note what the rules of axe find, and whether anything is too wide or too narrow for the window."""
        asked = {"runOnly": rules, "resultTypes": ["violations"]}
        found = self.page.evaluate("asked => axe.run(document, asked)", asked)["violations"] if rules else []
        self.wrong += [
            f"{where}: {v['id']}: {v['nodes'][0]['target']}: {v['nodes'][0]['html'][:160]}" for v in found
        ]
        wider = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wider > 0:
            self.wrong.append(f"{where}: the page is {wider} px wider than the window")
        self.wrong += [f"{where}: squeezed: {words}" for words in self.page.evaluate(SQUEEZED)]

    def picture(self, name):
        """Keep a picture for the documents; a name that ends in a number says how wide."""
        if not os.environ.get("SAMSTYRING_PICTURES"):
            return
        width = int(name.rpartition("-")[2]) if name[-3:].isdigit() else 1280
        self.page.set_viewport_size({"width": width, "height": 900})
        height = min(TALLEST, self.page.evaluate("document.documentElement.scrollHeight"))
        PICTURES.mkdir(parents=True, exist_ok=True)
        file = PICTURES / f"{name}.png"
        self.page.screenshot(path=file, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})
        Image.open(file).convert("RGB").quantize(128).save(file, optimize=True)
        self.page.set_viewport_size({"width": 1280, "height": 900})

    def leave(self):
        self.context.close()

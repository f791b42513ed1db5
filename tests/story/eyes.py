"""Eyes for the story: every page a person looks at is checked for accessibility, policy and reflow."""

import os
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
WIDTHS = (320, 768, 1280)
SCHEMES = ("light", "dark")
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}


class Visitor:
    """A person at a browser. `looks` collects what was found wrong, page by page."""

    def __init__(self, browser, address, *, username=None):
        self.context = browser.new_context(
            locale="nb-NO", viewport={"width": 1280, "height": 900}, base_url=address
        )
        self.page = self.context.new_page()
        self.wrong = []
        self.seen = 0
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        if username:
            self.sign_in(username)

    def _heard(self, message):
        # A refusal answers 422, which browsers report as a failed load; that is the answer we want.
        if message.type == "error" and "status of 422" not in message.text and "status of 404" not in message.text:
            self.wrong.append(f"console: {message.text}")

    def sign_in(self, username):
        self.page.goto("/konto/login/")
        self.page.locator(f"form:has(input[name=username][value='{username}']) button").click()
        self.page.wait_for_load_state()

    def goto(self, path):
        return self.page.goto(path)

    def look(self, picture=None):
        """Check the page as it stands, in every width and scheme; keep a picture of it when asked to."""
        self.seen += 1
        for scheme in SCHEMES:
            self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            for width in WIDTHS:
                self.page.set_viewport_size({"width": width, "height": 900})
                self._examine(f"{self.page.url} at {width} px, {scheme}")
        self.page.emulate_media(color_scheme="light")
        if picture and os.environ.get("SAMSTYRING_PICTURES"):
            self.picture(picture)

    def _examine(self, where):
        found = Axe().run(self.page, options=RULES).response["violations"]
        self.wrong += [f"{where}: {v['id']}: {v['nodes'][0]['html'][:160]}" for v in found]
        wider = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wider > 0:
            self.wrong.append(f"{where}: the page is {wider} px wider than the window")

    def picture(self, name, *, width=1280, full=True):
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.screenshot(path=PICTURES / f"{name}.png", full_page=full)

    def leave(self):
        self.context.close()
        assert not self.wrong, "\n".join(self.wrong)

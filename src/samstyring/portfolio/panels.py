"""Where the portfolio shows itself on pages of the rooms below: a word in the main menu."""

from django.utils.translation import gettext_lazy as _

from samstyring.ground import panels

panels.add_to_menu(_("Portefølje"), "portfolio:portfolio", order=30, section="portfolio")

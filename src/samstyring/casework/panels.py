"""Where this room shows itself outside its own pages: the words it has in the main menu."""

from django.utils.translation import gettext_lazy as _

from samstyring.ground import panels

panels.add_to_menu(_("Saker"), "casework:cases", order=20, section="cases")
panels.add_to_menu(_("Møter"), "casework:meetings", order=25, section="casework-meetings")

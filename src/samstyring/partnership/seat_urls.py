"""Where seats change hands and follow offices, and where each party has its page."""

from django.urls import path

from samstyring.partnership.views import parties, seats

forum = "<slug:partnership>/organisering/<slug:forum>/"
urls = [
    path("<slug:partnership>/parter/ny-gruppe/", parties.form_group, name="form_group"),
    path("<slug:partnership>/parter/<slug:party>/", parties.party, name="party"),
    path("<slug:partnership>/parter/<slug:party>/medlem/", parties.join, name="join_group"),
    path("<slug:partnership>/parter/<slug:party>/medlem/<int:membership>/avslutt/", parties.leave,
         name="leave_group"),
    path("<slug:partnership>/parter/<slug:party>/rolle/", parties.give_role, name="give_party_role"),
    path("<slug:partnership>/parter/<slug:party>/rolle/<int:party_role>/avslutt/", parties.end_role,
         name="end_party_role"),
    path(forum + "plass/<int:seat>/skift/", seats.succeed, name="succeed"),
    path(forum + "verv/", seats.tie, name="tie_office"),
    path(forum + "verv/<int:rule>/avslutt/", seats.untie, name="untie_office"),
]  # fmt: skip

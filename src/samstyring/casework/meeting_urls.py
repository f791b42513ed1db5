"""Where the pages of meetings, decisions and minutes are."""

from django.urls import path

from samstyring.casework.views import agendas, decisions, mandates, meetings, minutes

urlpatterns = [
    path("moter/", meetings.meetings, name="meetings"),
    path("moter/nytt/", meetings.plan, name="meeting_new"),
    path("moter/<int:meeting_id>/", meetings.meeting, name="meeting"),
    path("moter/<int:meeting_id>/endre/", meetings.change, name="meeting_edit"),
    path("moter/<int:meeting_id>/flytt/", meetings.move, name="meeting_move"),
    path("moter/<int:meeting_id>/avlys/", meetings.cancel, name="meeting_cancel"),
    path("moter/<int:meeting_id>/avslutt/", meetings.close, name="meeting_close"),
    path("moter/<int:meeting_id>/saksliste/", agendas.agenda, name="agenda"),
    path("moter/<int:meeting_id>/saksliste/sak/", agendas.add, name="agenda_add"),
    path("moter/<int:meeting_id>/saksliste/punkt/", agendas.add_point, name="agenda_point"),
    path("moter/<int:meeting_id>/saksliste/rekkefolge/", agendas.order, name="agenda_order"),
    path("moter/<int:meeting_id>/innkalling/", agendas.call, name="meeting_call"),
    path("moter/<int:meeting_id>/frammote/", decisions.attendance, name="attendance"),
    path("moter/<int:meeting_id>/protokoll/", minutes.minutes, name="minutes"),
    path("moter/<int:meeting_id>/protokoll/utkast/", minutes.draft, name="minutes_draft"),
    path("moter/<int:meeting_id>/protokoll/rediger/", minutes.change, name="minutes_edit"),
    path("moter/<int:meeting_id>/protokoll/<int:version>.pdf", minutes.as_file, name="minutes_pdf"),
    path(
        "moter/<int:meeting_id>/protokoll/<int:version>.docx",
        minutes.as_file,
        {"file_format": "docx"},
        name="minutes_docx",
    ),
    path("moter/punkt/<int:item_id>/", decisions.decide, name="decide"),
    path("moter/punkt/<int:item_id>/plan/", agendas.item, name="agenda_item"),
    path("moter/punkt/<int:item_id>/tilstede/", decisions.presence, name="presence"),
    path("moter/punkt/<int:item_id>/notat/", decisions.note, name="item_note"),
    path("moter/punkt/<int:item_id>/godkjenn-protokoll/", minutes.approve, name="minutes_approve"),
    path("vedtak/<int:decision_id>/", decisions.decision, name="decision"),
    path("vedtak/<int:decision_id>/rett/", decisions.correct, name="decision_correct"),
    path("vedtak/<int:decision_id>/saerutskrift.pdf", decisions.extract, name="decision_extract"),
    path(
        "vedtak/<int:decision_id>/saerutskrift.docx",
        decisions.extract,
        {"file_format": "docx"},
        name="decision_extract_docx",
    ),
    path("organisering/mandat/<int:mandate_id>/fremme/", mandates.put_forward, name="mandate_forward"),
]

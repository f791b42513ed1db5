"""Where the secretariat adapts the partnership, and lays it beside its template."""

from django.urls import path

from samstyring.partnership.views import adapting, adapting_lists, taking_over

urls = [
    path("<slug:partnership>/organisering/tilpass/", adapting.adapt, name="adapt"),
    path("<slug:partnership>/organisering/tilpass/om/", adapting.about, name="adapt_about"),
    path("<slug:partnership>/organisering/tilpass/nytt-forum/", adapting.new_forum, name="adapt_new_forum"),
    path("<slug:partnership>/organisering/tilpass/forum/<slug:forum>/", adapting.forum, name="adapt_forum"),
    path("<slug:partnership>/organisering/tilpass/ny-sakstype/", adapting.new_kind, name="adapt_new_kind"),
    path("<slug:partnership>/organisering/tilpass/sakstype/<slug:kind>/", adapting.kind, name="adapt_kind"),
    path("<slug:partnership>/organisering/tilpass/kilder/", adapting_lists.sources, name="adapt_sources"),
    path("<slug:partnership>/organisering/mal/", taking_over.differences, name="differences"),
    path("<slug:partnership>/organisering/mal/innhold/", taking_over.contents, name="template_contents"),
    path("<slug:partnership>/organisering/mal/svar/", taking_over.answer, name="answer_template"),
]

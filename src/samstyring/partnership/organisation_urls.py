"""Where people read how the partnership is put together: responsibility, chart, agreement, areas, documents."""

from django.urls import path

from samstyring.partnership.views import (
    agreements,
    areas,
    chart,
    corrections,
    documents,
    onboarding,
    responsibility,
    words,
)

urls = [
    path("<slug:partnership>/organisasjonskart/", chart.chart, name="chart"),
    path("<slug:partnership>/ansvar/", responsibility.responsibilities, name="responsibilities"),
    path("<slug:partnership>/ansvar/rolle/<slug:role>/", responsibility.role, name="role"),
    path("<slug:partnership>/ansvar/<slug:forum>/", responsibility.responsibility, name="responsibility"),
    path("<slug:partnership>/avtalen/", agreements.agreements, name="agreements"),
    path("<slug:partnership>/avtalen/ny/", agreements.register, name="agreement_new"),
    path("<slug:partnership>/avtalen/ansvarlig/", agreements.custodian, name="custodian_new"),
    path("<slug:partnership>/avtalen/<int:agreement>/", agreements.agreement, name="agreement"),
    path("<slug:partnership>/avtalen/<int:agreement>/steg/", agreements.step, name="agreement_step"),
    path("<slug:partnership>/avtalen/<int:agreement>/rett/", corrections.correct, name="agreement_correct"),
    path(
        "<slug:partnership>/avtalen/<int:agreement>/steg/<int:agreement_step>/rett/",
        corrections.correct_step,
        name="agreement_step_correct",
    ),
    path("<slug:partnership>/avtalen/<int:agreement>/tekst/ny/", corrections.write, name="agreement_text_new"),
    path(
        "<slug:partnership>/avtalen/<int:agreement>/tekst/<int:version>/fil/",
        corrections.text_file,
        name="agreement_text_file",
    ),
    path("<slug:partnership>/omrader/", areas.areas, name="areas"),
    path("<slug:partnership>/omrader/nytt/", areas.draw, name="area_new"),
    path("<slug:partnership>/omrader/<int:area>/avslutt/", areas.end, name="area_end"),
    path("<slug:partnership>/omrader/satsing/ny/", areas.draft_focus, name="focus_new"),
    path("<slug:partnership>/omrader/satsing/<int:focus_list>/", areas.focus_list, name="focus_list"),
    path("<slug:partnership>/styringsdokumenter/", documents.documents, name="documents"),
    path("<slug:partnership>/styringsdokumenter/nytt/", documents.register, name="document_new"),
    path("<slug:partnership>/styringsdokumenter/<int:document>/", documents.document, name="document"),
    path(
        "<slug:partnership>/styringsdokumenter/<int:document>/ny-versjon/", documents.renew, name="document_renew"
    ),
    path("<slug:partnership>/styringsdokumenter/<int:document>/gjelder/", documents.point, name="document_point"),
    path(
        "<slug:partnership>/styringsdokumenter/<int:document>/<int:version>/fil/",
        documents.document_file,
        name="document_file",
    ),
    path("<slug:partnership>/velkommen/", onboarding.welcome, name="welcome"),
    path("<slug:partnership>/velkommen/<int:member>/", onboarding.pack, name="onboarding"),
    path("<slug:partnership>/velkommen/<int:member>.pdf", onboarding.pack_pdf, name="onboarding_pdf"),
    path("<slug:partnership>/ord/", words.words, name="words"),
    path("<slug:partnership>/ord/nytt/", words.adopt, name="word_new"),
]

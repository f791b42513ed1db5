"""Where parties are asked to adopt something, and where what each of them did is told and read."""

from django.urls import path

from samstyring.portfolio.views import adoption, adoption_matrix

text = "avtalen/<int:agreement>/tekst/<int:version>/partene/"
urlpatterns = [
    path("partenes-behandling/<int:requirement>/", adoption.requirement, name="requirement"),
    path("partenes-behandling/<int:requirement>/vedtak/", adoption.act, name="adoption_act"),
    path("partenes-behandling/<int:requirement>/fil/<int:act>/", adoption.file, name="adoption_file"),
    path("strategi/<int:strategy>/partene/", adoption_matrix.strategy, name="strategy_adoption"),
    path("strategi/<int:strategy>/partene/legg-fram/", adoption_matrix.lay_strategy, name="lay_strategy"),
    path(text, adoption_matrix.agreement, name="agreement_adoption"),
    path(text + "legg-fram/", adoption_matrix.lay_agreement, name="lay_agreement"),
]

"""Where the inquiries into a scenario's plan are."""

from django.urls import path

from samstyring.portfolio.views import inquiries

SCENARIO = "portefolje/scenarioer/<int:scenario>/"

urlpatterns = [
    path("portefolje/metode/", inquiries.method, name="method"),
    path(f"{SCENARIO}robusthet/", inquiries.start_robustness, name="start_robustness"),
    path(f"{SCENARIO}usikkerhet/", inquiries.start_exposure, name="start_exposure"),
    path(f"{SCENARIO}minste-endring/", inquiries.start_rebalancing, name="start_rebalancing"),
    path(f"{SCENARIO}prov/", inquiries.start_trial, name="start_trial"),
    path(f"{SCENARIO}prov/behold/", inquiries.keep_trial, name="keep_trial"),
    path(f"{SCENARIO}prov/forkast/", inquiries.drop_trial, name="drop_trial"),
    path(f"{SCENARIO}<slug:slug>/framdrift/", inquiries.progress, name="inquiry_progress"),
    path(f"{SCENARIO}<slug:slug>/avbryt/", inquiries.stop, name="stop_inquiry"),
]

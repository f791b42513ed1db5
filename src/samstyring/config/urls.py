"""Where every address leads. `/offentlig/` is for all; the rest is for people signed in."""

from django.urls import include, path

from samstyring.ground import views as ground

urlpatterns = [
    path("", include("samstyring.ground.urls")),
    path("konto/", include("allauth.urls")),
    path("offentlig/", include("samstyring.portal.urls")),
    path("", include("samstyring.partnership.urls")),
    path("<slug:partnership>/", include("samstyring.casework.urls")),
    path("<slug:partnership>/", include("samstyring.portfolio.urls")),
]

handler400 = ground.bad_request
handler403 = ground.forbidden
handler404 = ground.not_found
handler500 = ground.server_error

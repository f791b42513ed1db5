from django.urls import path

from samstyring.ground import views

app_name = "ground"
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("utseende/", views.theme, name="theme"),
    path("spraak/", views.language, name="language"),
    path("demo/logg-inn/", views.demo_login, name="demo_login"),
]

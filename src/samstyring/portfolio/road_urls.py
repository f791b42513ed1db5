"""Where the road from idea to adopted project is described."""

from django.urls import path

from samstyring.portfolio.views import road

urlpatterns = [path("portefolje/veien/", road.the_road, name="road")]

"""Where people read how the partnership is put together: responsibility, chart, agreement, areas, documents."""

from django.urls import path

from samstyring.partnership.views import chart, responsibility

urls = [
    path("<slug:partnership>/organisasjonskart/", chart.chart, name="chart"),
    path("<slug:partnership>/ansvar/", responsibility.responsibilities, name="responsibilities"),
    path("<slug:partnership>/ansvar/rolle/<slug:role>/", responsibility.role, name="role"),
    path("<slug:partnership>/ansvar/<slug:forum>/", responsibility.responsibility, name="responsibility"),
]

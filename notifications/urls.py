from django.urls import path

from notifications import preference_views, views

app_name = "notifications"
urlpatterns = [
    path("", views.show_centre, name="centre"),
    path("read/", views.mark_read, name="mark_read"),
    path("mails/", preference_views.preferences, name="preferences"),
    path("stop/<str:token>/", preference_views.stop, name="stop"),
]

from django.urls import path

from enrolments import quiz_views, views

app_name = "enrolments"
urlpatterns = [
    path("", views.my_learning, name="my_learning"),
    path("activities/<uuid:key>/complete/", views.complete, name="complete"),
    path("activities/<uuid:key>/place/", views.place, name="place"),
    path("activities/<uuid:key>/position/", views.position, name="position"),
    path("activities/<uuid:key>/attempt/", quiz_views.start, name="start_attempt"),
    path("attempts/<uuid:key>/", quiz_views.attempt, name="attempt"),
    path("<slug:slug>/enrol/", views.enrol, name="enrol"),
    path("<slug:slug>/leave/", views.leave, name="leave"),
    path("<slug:slug>/continue/", views.resume, name="continue"),
]

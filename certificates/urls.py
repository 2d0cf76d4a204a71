from django.urls import path

from certificates import views

app_name = "certificates"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("check/", views.check, name="check"),
    path("check/file/", views.check_file, name="check_file"),
    path("check/<str:code>/", views.verify, name="verify"),
    path("check/<str:code>/name/", views.compare_name, name="compare_name"),
    path("<str:code>/download/", views.download, name="download"),
    path("<str:code>/prepare/", views.prepare, name="prepare"),
    path("<str:code>/correct/", views.correct, name="correct"),
]

"""What programs ask has no language; what explains it to people does."""

from django.urls import path

from api import views
from api.v1 import v1

app_name = "api"
urlpatterns = [path("", views.docs, name="docs")]
public = [
    path("api/v1/", v1.urls),
    path("api/<path:path>", views.nothing_here),
]

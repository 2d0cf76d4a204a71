"""The holder's addresses are in their language; `public`, what verifiers read, has no language and never moves."""

from django.urls import path

from interop import views

app_name = "interop"
urlpatterns = [
    path("<str:code>/", views.badge, name="badge"),
    path("<str:code>/prepare/", views.prepare, name="prepare"),
    path("<str:code>/sharing/", views.sharing, name="sharing"),
    path("<str:code>/<str:form>/", views.download, name="download"),
]
public = [
    path(".well-known/did.json", views.did_document, name="openbadges_did"),
    path("credentials/issuer", views.issuer_profile, name="openbadges_issuer"),
    path("credentials/status/<int:number>", views.status_list, name="openbadges_status"),
    path("credentials/achievements/<uuid:key>/<slug:kind>", views.achievement, name="openbadges_achievement"),
    path("credentials/achievements/<uuid:key>/<slug:kind>.<str:form>", views.badge_image, name="openbadges_image"),
    path("credentials/shared/<str:code>.png", views.share_image, name="openbadges_share"),
]

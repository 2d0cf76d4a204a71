from django.urls import path

from accounts import erasure_views, parcel_views, views

app_name = "accounts"
urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("name/", views.name, name="name"),
    path("data/", parcel_views.my_data, name="my_data"),
    path("data/ask/<str:kind>/", parcel_views.ask, name="ask_parcel"),
    path("data/<uuid:key>/", parcel_views.fetch, name="fetch_parcel"),
    path("erasure/", erasure_views.erasure, name="erasure"),
    path("erasure/confirm/", erasure_views.confirm, name="confirm_erasure"),
    path("erasure/sign-in-again/", erasure_views.sign_in_again, name="sign_in_again"),
    path("erasure/keep/", erasure_views.keep, name="keep"),
    path("erasure/keep/<str:token>/", erasure_views.keep_by_mail, name="keep_by_mail"),
]

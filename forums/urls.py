from django.urls import path

from forums import draft_views, moderation_views, reporting_views, views, writing_views

app_name = "forums"
urlpatterns = [
    path("moderation/", moderation_views.show_queue, name="queue"),
    path("moderation/log/", moderation_views.show_log, name="log"),
    path("identifiers/", writing_views.identifiers, name="identifiers"),
    path("drafts/", draft_views.save, name="save_draft"),
    path("drafts/<uuid:key>/", draft_views.is_posted, name="draft"),
    path("drafts/<uuid:key>/discard/", draft_views.discard, name="discard_draft"),
    path("activities/<uuid:key>/new/", views.new_thread, name="new_thread"),
    path("activities/<uuid:key>/people/", writing_views.people, name="people"),
    path("threads/<uuid:key>/", views.show_thread, name="thread"),
    path("threads/<uuid:key>/read/", views.mark_read, name="mark_read"),
    path("posts/<uuid:key>/", views.find_post, name="post"),
    path("posts/<uuid:key>/edit/", views.edit_post, name="edit_post"),
    path("posts/<uuid:key>/remove/", views.remove_post, name="remove_post"),
    path("posts/<uuid:key>/report/", reporting_views.report_post, name="report_post"),
    path("posts/<uuid:key>/history/", writing_views.history, name="history"),
    path("posts/<uuid:key>/redact/", moderation_views.redact_post, name="redact_post"),
    path("posts/<uuid:key>/hide/", moderation_views.hide_post, name="hide_post"),
    path("posts/<uuid:key>/dismiss/", moderation_views.dismiss_reports, name="dismiss_reports"),
    path("posts/<uuid:key>/restore/", moderation_views.restore_post, name="restore_post"),
]

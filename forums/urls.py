from django.urls import path

from forums import announcement_views, feeds, following_views, moderation_views, reporting_views, views

app_name = "forums"
urlpatterns = [
    path("moderation/", moderation_views.show_queue, name="queue"),
    path("moderation/log/", moderation_views.show_log, name="log"),
    path("courses/<uuid:key>/announcements/", announcement_views.show_announcements, name="announcements"),
    path("courses/<uuid:key>/announcements/feed/", feeds.announcements, name="announcements_feed"),
    path("courses/<uuid:key>/announcements/new/", announcement_views.new_announcement, name="new_announcement"),
    path("announcements/<uuid:key>/", announcement_views.find_announcement, name="announcement"),
    path("announcements/<uuid:key>/edit/", announcement_views.edit_announcement, name="edit_announcement"),
    path("announcements/<uuid:key>/withdraw/", announcement_views.withdraw_announcement, name="withdraw_announcement"),
    path("activities/<uuid:key>/follow/", following_views.follow_discussion, name="follow_discussion"),
    path("threads/<uuid:key>/follow/", following_views.follow_thread, name="follow_thread"),
    path("activities/<uuid:key>/new/", views.new_thread, name="new_thread"),
    path("threads/<uuid:key>/", views.show_thread, name="thread"),
    path("threads/<uuid:key>/read/", views.mark_read, name="mark_read"),
    path("posts/<uuid:key>/", views.find_post, name="post"),
    path("posts/<uuid:key>/edit/", views.edit_post, name="edit_post"),
    path("posts/<uuid:key>/remove/", views.remove_post, name="remove_post"),
    path("posts/<uuid:key>/report/", reporting_views.report_post, name="report_post"),
    path("posts/<uuid:key>/hide/", moderation_views.hide_post, name="hide_post"),
    path("posts/<uuid:key>/dismiss/", moderation_views.dismiss_reports, name="dismiss_reports"),
    path("posts/<uuid:key>/restore/", moderation_views.restore_post, name="restore_post"),
]

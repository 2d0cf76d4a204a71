from django.urls import path

from forums import course_views, marking_views, moderation_views, reporting_views, views

app_name = "forums"
urlpatterns = [
    path("search/", course_views.search, name="search"),
    path("languages/", course_views.choose_languages, name="languages"),
    path("courses/<uuid:key>/", course_views.show_course, name="course"),
    path("courses/<uuid:key>/<slug:subject>/", course_views.show_subject, name="subject"),
    path("courses/<uuid:key>/<slug:subject>/new/", views.new_in_subject, name="new_in_subject"),
    path("moderation/", moderation_views.show_queue, name="queue"),
    path("moderation/log/", moderation_views.show_log, name="log"),
    path("activities/<uuid:key>/new/", views.new_thread, name="new_thread"),
    path("threads/<uuid:key>/", views.show_thread, name="thread"),
    path("threads/<uuid:key>/read/", views.mark_read, name="mark_read"),
    path("threads/<uuid:key>/unread/", views.find_unread, name="unread"),
    path("posts/<uuid:key>/answers/", views.show_answers, name="answers"),
    path("posts/<uuid:key>/thanks/", marking_views.thank, name="thanks"),
    path("posts/<uuid:key>/accept/", marking_views.accept, name="accept"),
    path("posts/<uuid:key>/endorse/", marking_views.endorse, name="endorse"),
    path("posts/<uuid:key>/translate/", marking_views.translate, name="translate"),
    path("posts/<uuid:key>/translations/remove/", marking_views.remove_translation, name="remove_translation"),
    path("posts/<uuid:key>/", views.find_post, name="post"),
    path("posts/<uuid:key>/edit/", views.edit_post, name="edit_post"),
    path("posts/<uuid:key>/remove/", views.remove_post, name="remove_post"),
    path("posts/<uuid:key>/report/", reporting_views.report_post, name="report_post"),
    path("posts/<uuid:key>/hide/", moderation_views.hide_post, name="hide_post"),
    path("posts/<uuid:key>/dismiss/", moderation_views.dismiss_reports, name="dismiss_reports"),
    path("posts/<uuid:key>/restore/", moderation_views.restore_post, name="restore_post"),
]

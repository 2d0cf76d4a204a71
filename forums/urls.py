from django.urls import path

from forums import moderation_views, ordering_views, reporting_views, sanction_views, views

app_name = "forums"
urlpatterns = [
    path("moderation/", moderation_views.show_queue, name="queue"),
    path("moderation/log/", moderation_views.show_log, name="log"),
    path("decisions/", sanction_views.my_sanctions, name="my_sanctions"),
    path("decisions/<uuid:key>/seen/", sanction_views.mark_seen, name="mark_sanction_seen"),
    path("decisions/<uuid:key>/lift/", sanction_views.lift_sanction, name="lift_sanction"),
    path("activities/<uuid:key>/new/", views.new_thread, name="new_thread"),
    path("threads/<uuid:key>/", views.show_thread, name="thread"),
    path("threads/<uuid:key>/read/", views.mark_read, name="mark_read"),
    path("threads/<uuid:key>/order/", ordering_views.order_thread, name="order_thread"),
    path("threads/<uuid:key>/split/", ordering_views.split_thread, name="split_thread"),
    path("posts/<uuid:key>/", views.find_post, name="post"),
    path("posts/<uuid:key>/edit/", views.edit_post, name="edit_post"),
    path("posts/<uuid:key>/remove/", views.remove_post, name="remove_post"),
    path("posts/<uuid:key>/report/", reporting_views.report_post, name="report_post"),
    path("posts/<uuid:key>/hide/", moderation_views.hide_post, name="hide_post"),
    path("posts/<uuid:key>/author/", sanction_views.sanction_author, name="sanction_author"),
    path("posts/<uuid:key>/dismiss/", moderation_views.dismiss_reports, name="dismiss_reports"),
    path("posts/<uuid:key>/restore/", moderation_views.restore_post, name="restore_post"),
]

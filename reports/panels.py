"""What the admin's first page shows to managers and instructors."""

from wagtail.admin.ui.components import Component

from reports.courses import courses_edited_by
from reports.numbers import count_people
from reports.scope import Scope

COURSES_SHOWN = 5


class OwnPanel(Component):
    """A panel about what `user` answers for."""

    def __init__(self, user):
        self.user = user


class ProgrammePanel(OwnPanel):
    """How many people took each step, within the remit."""

    name = "programme"
    template_name = "reports/programme_panel.html"
    order = 10

    def get_context_data(self, parent_context):
        return {"numbers": count_people(Scope(self.user).enrolments)}


class CoursesPanel(OwnPanel):
    """The way to the courses that one may edit."""

    name = "courses"
    template_name = "reports/courses_panel.html"
    order = 20

    def get_context_data(self, parent_context):
        states = courses_edited_by(self.user)
        return {"states": states[:COURSES_SHOWN], "more": len(states) > COURSES_SHOWN}

from django.core.management.base import BaseCommand, CommandError
from django_tasks import task_backends
from django_tasks.backends.dummy import DummyBackend

from courses.models import Course
from lms.demo import cast, cohorts, crowd, designs, news, records, talk

FIRST = "basic-concepts"


class Command(BaseCommand):
    """Fill the demo: accounts for every role, some hundred learners, their posts, attempts and certificates.

    Needs the programme `migration-health` loaded. Running it again adds only what is missing. No mail is sent to
    the invented learners, and their certificates are drawn later, by `run_scheduled`.
    """

    help = "Fill the demo with accounts, learners, posts, attempts and certificates."

    def handle(self, *args, **options):
        courses = sorted(Course.objects.filter(withdrawn_at=None), key=lambda course: course.slug != FIRST)
        if not courses or courses[0].slug != FIRST:
            raise CommandError("Load the programme first: manage.py load_programme content/migration-health")
        say = self.stdout.write if options["verbosity"] > 1 else lambda _line: None
        designs.seed_designs(courses)
        cast.gather(courses[0])
        task_backends["default"] = DummyBackend("default", {"QUEUES": ["default"]})
        made = crowd.seed_learners(courses, say=say)
        records.seed_records(courses)
        talk.seed_discussions(courses)
        news.seed_news(courses)
        cohorts.seed_cohorts(courses)
        self.stdout.write(f"{made} learners added to the demo.")

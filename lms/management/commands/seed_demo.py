from django.core.management.base import BaseCommand, CommandError
from django_tasks import task_backends
from django_tasks.backends.dummy import DummyBackend

from courses.models import Course
from lms.demo import cast, crowd
from modules.syllabus.source import key_of

COURSE = "basic-concepts"
DISCUSSIONS = {
    "words-at-my-desk": "people-on-the-move",
    "one-barrier-less": "health-along-the-way",
    "my-next-step": "the-right-to-health",
}


class Command(BaseCommand):
    """Fill the demo: accounts for every role, some hundred learners, their posts, attempts and certificates.

    Needs the programme `migration-health` loaded. Running it again adds only what is missing. No mail is sent to
    the invented learners, and their certificates are drawn later, by `run_scheduled`.
    """

    help = "Fill the demo with accounts, learners, posts, attempts and certificates."

    def handle(self, *args, **options):
        course = Course.objects.filter(slug=COURSE).first()
        if course is None:
            raise CommandError("Load the programme first: manage.py load_programme content/migration-health")
        say = self.stdout.write if options["verbosity"] > 1 else lambda _line: None
        cast.gather(course)
        task_backends["default"] = DummyBackend("default", {"QUEUES": ["default"]})
        made = crowd.seed_learners(course, say=say)
        keys = {name: key_of("migration-health", COURSE, module, name) for name, module in DISCUSSIONS.items()}
        crowd.seed_discussions(course, keys)
        self.stdout.write(f"{made} learners added to the demo.")

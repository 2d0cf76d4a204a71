"""What learners do. Every verb may be repeated: the second time changes nothing."""

from django.db import transaction
from django.db.models import Max, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from enrolments import signals
from enrolments.models import Answer, Attempt, Completion, Enrolment, PlaybackPosition
from enrolments.progress import progress_of
from modules.grading import check_answer
from modules.kinds import Evidence
from modules.outline import activities_of
from pages.prepared import prepared


class NotOpen(Exception):
    """The course takes nobody new."""


class Expelled(NotOpen):
    """This person was removed from the course: it does not take them back in."""


class NotMarkable(Exception):
    """This kind of activity is completed by doing it, not by saying so."""


class AttemptClosed(Exception):
    """The attempt has been submitted: its answers stand."""


class NoAttemptLeft(Exception):
    """All attempts that the quiz allows are used."""


@transaction.atomic
def enrol(*, user, course, at=None):
    """Enrol `user`, or take them back in with all their records. Raises `NotOpen`, `Expelled`.

    `at` is the moment, for records that come from elsewhere; now by default.
    """
    moment = at or timezone.now()
    enrolment = Enrolment.objects.select_for_update().filter(user=user, course=course).first()
    if enrolment is None and not course.is_open(at=moment):
        raise NotOpen
    if enrolment is None:
        enrolment, _created = Enrolment.objects.get_or_create(
            user=user, course=course, defaults={"country": user.country, "enrolled_at": moment}
        )
    if enrolment.expelled_at:
        raise Expelled
    if enrolment.left_at:
        enrolment.left_at = None
        enrolment.save(update_fields=["left_at"])
    return enrolment


@transaction.atomic
def leave(*, enrolment, at=None):
    """Leave the course; everything stays as it is for the day of coming back."""
    enrolment = _locked(enrolment)
    if enrolment.left_at is None:
        enrolment.left_at = at or timezone.now()
        enrolment.save(update_fields=["left_at"])
    return enrolment


@transaction.atomic
def expel(*, enrolment, at=None):
    """Take somebody out of the course, who then cannot come back by themselves; everything stays as it is."""
    moment, enrolment = at or timezone.now(), _locked(enrolment)
    if enrolment.expelled_at is None:
        enrolment.left_at, enrolment.expelled_at = enrolment.left_at or moment, moment
        enrolment.save(update_fields=["left_at", "expelled_at"])
    return enrolment


@transaction.atomic
def readmit(*, enrolment):
    """Let somebody who was expelled come back, as after leaving."""
    enrolment = _locked(enrolment)
    if enrolment.expelled_at:
        enrolment.expelled_at = None
        enrolment.save(update_fields=["expelled_at"])
    return enrolment


@transaction.atomic
def keep_place(*, enrolment, activity, at=None):
    """Remember `activity` as the one to continue with."""
    _touch(enrolment, activity, at or timezone.now())


@transaction.atomic
def keep_position(*, enrolment, activity, seconds, at=None):
    """Remember the second at which a recording was stopped."""
    moment = at or timezone.now()
    position, _created = PlaybackPosition.objects.update_or_create(
        enrolment=enrolment, activity=activity, defaults={"seconds": seconds, "saved_at": moment}
    )
    return position


@transaction.atomic
def mark_complete(*, enrolment, activity, at=None):
    """The learner says that they have done it. Raises `NotMarkable` for a kind that wants other evidence."""
    if not activity.behaviour.learner_marks:
        raise NotMarkable
    return record_evidence(enrolment=enrolment, activity=activity, evidence=Evidence(marked=True), at=at)


@transaction.atomic
def record_evidence(*, enrolment, activity, evidence, at=None):
    """Complete `activity` when its kind finds `evidence` enough; announces what that brings about on commit.

    Returns True when this evidence is enough.
    """
    moment = at or timezone.now()
    _touch(enrolment, activity, moment)
    if not activity.behaviour.is_complete(activity.terms, evidence):
        return False
    row = Completion(enrolment_id=enrolment.pk, activity_id=activity.pk, completed_at=moment)
    Completion.objects.bulk_create([row], ignore_conflicts=True)
    if enrolment.completed_at is None:
        _assess_participation(enrolment, moment)
    return True


@transaction.atomic
def assess(*, enrolment, at=None):
    """Set the dates of the steps that the records have reached, and announce them: needed when a course has changed."""
    moment = at or timezone.now()
    enrolment = _locked(enrolment)
    _assess_participation(enrolment, moment)
    _assess_achievement(enrolment, moment)


def _locked(enrolment):
    return Enrolment.objects.select_for_update(of=("self",)).select_related("course").get(pk=enrolment.pk)


def _touch(enrolment, activity, moment):
    """Note where and when the learner is; the update holds the enrolment's row until the transaction ends."""
    Enrolment.objects.filter(pk=enrolment.pk).update(
        last_activity=activity.pk, last_studied_at=moment, started_at=Coalesce("started_at", Value(moment))
    )


def _assess_participation(enrolment, moment):
    progress = measure(enrolment, with_points=False)
    if progress.has_participated and _reach(enrolment, "completed_at", moment):
        transaction.on_commit(lambda: signals.course_completed.send_robust(Enrolment, enrolment=enrolment))


def _assess_achievement(enrolment, moment):
    if measure(enrolment).has_achieved and _reach(enrolment, "achieved_at", moment):
        transaction.on_commit(lambda: signals.course_achieved.send_robust(Enrolment, enrolment=enrolment))


def _reach(enrolment, step, moment):
    """Set the date of a step unless it is set; True for the one who set it."""
    is_first = Enrolment.objects.filter(pk=enrolment.pk, **{step: None}).update(**{step: moment}) == 1
    if is_first:
        setattr(enrolment, step, moment)
    return is_first


def measure(enrolment, *, with_points=True):
    """The `Progress` of an enrolment, from its records. Two queries, one without points."""
    completed = enrolment.completions.values_list("activity", flat=True)
    best = best_points([enrolment])[enrolment.pk] if with_points else {}
    return weigh(enrolment.course, completed, best)


def weigh(course, completed, best):
    """The `Progress` of somebody who completed `completed` (activity ids) with `best` points (by activity id)."""
    activities = activities_of([course])[course.pk]
    return progress_of(
        current=activities,
        completed=completed,
        points=sum(min(points, activities[pk].graded_points) for pk, points in best.items() if pk in activities),
        max_points=sum(activity.graded_points for activity in activities.values()),
        participation_share=course.participation_share,
        achievement_share=course.achievement_share,
    )


def completed_by(enrolments):
    """{enrolment id: [activity ids completed]}. One query."""
    found = {enrolment.pk: [] for enrolment in enrolments}
    for enrolment, activity in _completions(tuple(found)):
        found[enrolment].append(activity)
    return found


@prepared
def _completions(enrolments):
    return Completion.objects.filter(enrolment__in=enrolments).values_list("enrolment_id", "activity_id")


def best_points(enrolments):
    """{enrolment id: {activity id: the most points of a submitted attempt}}. One query."""
    found = {enrolment.pk: {} for enrolment in enrolments}
    attempts = Attempt.objects.filter(enrolment__in=found, submitted_at__isnull=False).order_by()
    for enrolment, activity, points in attempts.values_list("enrolment_id", "activity_id", "points"):
        found[enrolment][activity] = max(points, found[enrolment].get(activity, 0))
    return found


@transaction.atomic
def start_attempt(*, enrolment, activity, at=None):
    """The open attempt at a quiz, or a new one against its newest version. Raises `NoAttemptLeft`."""
    moment = at or timezone.now()
    enrolment = _locked(enrolment)
    attempts = Attempt.objects.filter(enrolment=enrolment, activity=activity)
    open_attempt = attempts.open().first()
    if open_attempt:
        return open_attempt
    used = attempts.aggregate(highest=Max("number"))["highest"] or 0
    allowed = activity.terms.get("attempts", 0)
    if allowed and used >= allowed:
        raise NoAttemptLeft
    _touch(enrolment, activity, moment)
    return Attempt.objects.create(
        enrolment=enrolment,
        activity=activity,
        version=activity.versions.first(),
        number=used + 1,
        started_at=moment,
    )


@transaction.atomic
def save_answers(*, attempt, chosen, at=None):
    """Keep answers as they are given: `chosen` is {question key: [option keys]}; other questions stay as they were.

    Raises `AttemptClosed`, or `UnknownAnswer` for keys the version does not have, and then keeps none of them.
    """
    attempt = _locked_attempt(attempt)
    if not attempt.is_open:
        raise AttemptClosed
    for question_key, option_keys in chosen.items():
        check_answer(attempt.version.structure, question_key, option_keys)
    moment = at or timezone.now()
    answers = [
        Answer(attempt=attempt, question_key=question, option_keys=list(options), answered_at=moment)
        for question, options in chosen.items()
    ]
    Answer.objects.bulk_create(
        answers,
        update_conflicts=True,
        unique_fields=["attempt", "question_key"],
        update_fields=["option_keys", "answered_at"],
    )


def _locked_attempt(attempt):
    attempts = Attempt.objects.select_for_update(of=("self",)).select_related("version", "activity")
    return attempts.defer("version__wording").get(pk=attempt.pk)


@transaction.atomic
def submit_attempt(*, attempt, at=None):
    """Close the attempt and grade it; completes the quiz when it is passed. Submitting again changes nothing."""
    moment = at or timezone.now()
    enrolment = _locked(attempt.enrolment)
    attempt = _locked_attempt(attempt)
    if not attempt.is_open:
        return attempt
    result = attempt.result()
    attempt.submitted_at, attempt.points, attempt.max_points = moment, result.points, result.max_points
    attempt.passed = result.percent >= attempt.activity.terms.get("pass_mark", 0)
    attempt.save()
    evidence = Evidence(passed=attempt.passed)
    record_evidence(enrolment=enrolment, activity=attempt.activity, evidence=evidence, at=moment)
    if attempt.activity.is_graded and enrolment.achieved_at is None:
        _assess_achievement(enrolment, moment)
    return attempt

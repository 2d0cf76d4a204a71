"""Managers' pages of cohorts: the list, one cohort, and who comes into it."""

from html import unescape

import pytest

from accounts.models import User
from cohorts.actions import close_cohort, open_cohort
from cohorts.models import Cohort, Seat
from cohorts.staff_views import members
from enrolments.actions import expel, leave
from enrolments.models import Enrolment
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import make_cohort, manager_of_all
from tests.factories.enrolments import make_enrolment
from tests.queries import at_most

pytestmark = pytest.mark.django_db
LIST = "/admin/cohorts/"


@pytest.fixture
def nairobi(course, manager):
    return open_cohort(by=manager, course=course, name="Nairobi", country="KE")


def page_of(cohort, way=""):
    return f"{LIST}{cohort.key}/{way}"


def read(client, address, **data):
    return unescape(client.get(address, data).content.decode())


def enrol_many(course, number, country="KE"):
    """So many learners of the course, made at once; returns their enrolments."""
    fresh = [User(email=f"{n}@example.org", name=f"Learner {n:03}") for n in range(number)]
    people = User.objects.bulk_create(fresh)
    like = make_enrolment(course, country=country)
    values = {"course": course, "country": country, "enrolled_at": like.enrolled_at}
    like.delete()
    return Enrolment.objects.bulk_create(Enrolment(user=person, **values) for person in people)


def test_list_shows_those_of_the_remit_only(client, course, nairobi):
    lima = make_cohort(course, name="Lima", country="PE")
    everybody = make_cohort(course, name="Everybody")
    page = read(client, LIST)
    assert page_of(nairobi) in page
    assert page_of(lima) not in page
    assert page_of(everybody) not in page
    assert "Peru" not in page


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"q": "nair"}, {"Nairobi"}),
        ({"country": "UG"}, {"Kampala"}),
        ({"country": "several"}, {"Everybody"}),
        ({"state": "closed"}, {"Kampala"}),
        ({"state": "open"}, {"Nairobi", "Everybody"}),
        ({"course": "conceptos", "country": "KE"}, {"Nairobi"}),
    ],
)
def test_list_is_searched_and_filtered(client, course, nairobi, filters, expected):
    kampala = make_cohort(course, name="Kampala", country="UG")
    close_cohort(by=manager_of_all(), cohort=kampala)
    make_cohort(course, name="Everybody")
    client.force_login(manager_of_all())
    page = read(client, LIST, **filters)
    assert {one.name for one in Cohort.objects.all() if page_of(one) in page} == expected


def test_list_filter_with_a_mistake_shows_nothing(client, nairobi):
    response = client.get(LIST, {"country": "PE"})
    assert response.status_code == 422
    assert page_of(nairobi) not in response.content.decode()


@pytest.mark.parametrize("count", [1, 50])
def test_list_asks_a_constant_number_of_queries(client, course, manager, count):
    enrolment = make_enrolment(course, country="KE")
    for number in range(count):
        make_cohort(course, *[enrolment][number:], name=f"Cohort {number}", country="KE")
    client.get(LIST)
    with at_most(17):
        page = read(client, LIST, course="conceptos")
    assert page.count("Cohort ") >= count


def test_open_cohort_by_form(client, course, manager):
    page = read(client, f"{LIST}open/")
    assert "Kenya" in page
    assert "Peru" not in page
    assert "Several countries" not in page
    data = {"course": "conceptos", "country": "UG", "name": " Kampala 2026 "}
    response = client.post(f"{LIST}open/", data)
    cohort = Cohort.objects.get()
    assert response["Location"] == page_of(cohort)
    assert (cohort.name, cohort.country.code, cohort.course) == ("Kampala 2026", "UG", course)


def test_open_cohort_of_several_countries_is_offered_to_managers_of_all(client, course):
    client.force_login(manager_of_all())
    assert "Several countries" in read(client, f"{LIST}open/")
    client.post(f"{LIST}open/", {"course": "conceptos", "country": "several", "name": "Everybody"})
    assert Cohort.objects.get().country.code == ""


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"country": "PE"}, "Select a valid choice"),
        ({"country": ""}, "This field is required"),
        ({"country": "several"}, "Select a valid choice"),
        ({"course": "nothing"}, "Select a valid choice"),
        ({"name": " "}, "This field is required"),
        ({"name": "x" * 81}, "at most 80 characters"),
        ({"name": "Nairobi"}, "This course has a cohort of that name."),
    ],
)
def test_open_cohort_with_a_mistake_says_which(client, nairobi, wrong, message):
    data = {"course": "conceptos", "country": "KE", "name": "Second"} | wrong
    response = client.post(f"{LIST}open/", data)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert Cohort.objects.count() == 1


def test_open_cohort_of_a_course_that_was_withdrawn_is_not_offered(client, course, manager):
    course.withdrawn_at = manager.date_joined
    course.save()
    data = {"course": "conceptos", "country": "KE", "name": "Late"}
    assert client.post(f"{LIST}open/", data).status_code == 422


def test_rename_close_and_reopen(client, course, nairobi):
    make_cohort(course, name="Mombasa", country="KE", by=manager_of_all())
    assert client.post(page_of(nairobi, "rename/"), {"name": "Mombasa"}).status_code == 422
    client.post(page_of(nairobi, "rename/"), {"name": "Kisumu"})
    client.post(page_of(nairobi, "close/"))
    page = read(client, page_of(nairobi))
    assert "Kisumu" in page
    assert page_of(nairobi, "choose/") not in page
    for way in ("choose/", "paste/"):
        assert "This cohort is closed" in client.get(page_of(nairobi, way), follow=True).content.decode()
    client.post(page_of(nairobi, "reopen/"))
    assert page_of(nairobi, "choose/") in read(client, page_of(nairobi))


def test_page_shows_members_also_those_who_left(client, course, manager, amina):
    stays, left, expelled = (make_enrolment(course, country="KE", name=name) for name in ("Asha", "Zuri", "Kofi"))
    cohort = make_cohort(course, stays, left, expelled, country="KE")
    leave(enrolment=left)
    expel(enrolment=expelled)
    make_enrolment(course, amina)
    page = read(client, page_of(cohort))
    assert page.index("Asha") < page.index("Kofi") < page.index("Zuri")
    assert "Has left the course" in page
    assert "Removed from the course" in page
    assert amina.name not in page
    for way in (f"certificates/?cohort={cohort.key}", f"archives/?cohort={cohort.key}"):
        assert way in page


def test_page_finds_members_by_name(client, course, manager):
    people = [make_enrolment(course, country="KE", name=name) for name in ("Asha", "Zuri")]
    cohort = make_cohort(course, *people, country="KE")
    page = read(client, page_of(cohort), q="zur")
    assert "Zuri" in page
    assert "Asha" not in page
    assert "No member has that name." in read(client, page_of(cohort), q="nobody")


@pytest.mark.parametrize("count", [1, 50])
def test_page_asks_a_constant_number_of_queries(client, course, manager, count):
    cohort = make_cohort(course, *enrol_many(course, count), country="KE")
    client.get(page_of(cohort))
    with at_most(14):
        page = read(client, page_of(cohort))
    assert page.count("/remove/") == count


def test_member_is_taken_out_and_goes_on_studying(client, course, manager, amina):
    enrolment = make_enrolment(course, amina)
    cohort = make_cohort(course, enrolment, country="KE")
    address = page_of(cohort, f"members/{enrolment.pk}/remove/")
    assert client.get(address).status_code == 405
    for _time in range(2):
        assert "go on studying" in client.post(address, follow=True).content.decode()
    assert not Seat.objects.exists()
    assert Enrolment.objects.get(pk=enrolment.pk).is_active


def test_member_of_another_cohort_is_not_taken_out_by_the_address_of_this(client, course, nairobi, amina):
    enrolment = make_enrolment(course, amina)
    make_cohort(course, enrolment, country="KE")
    client.post(page_of(nairobi, f"members/{enrolment.pk}/remove/"))
    assert Seat.objects.count() == 1


def test_choose_offers_who_studies_the_course_in_the_country_without_a_seat(client, course, nairobi):
    free = make_enrolment(course, country="KE", name="Free")
    taken = make_enrolment(course, country="KE", name="Taken")
    make_cohort(course, taken, name="Mombasa", country="KE")
    for name, country in (("Ugandan", "UG"), ("Peruvian", "PE")):
        make_enrolment(course, country=country, name=name)
    leave(enrolment=make_enrolment(course, country="KE", name="Gone"))
    page = read(client, page_of(nairobi, "choose/"))
    assert f'value="{free.pk}"' in page
    assert page.count('name="chosen"') == 1
    whole = read(client, page_of(nairobi, "choose/"), who="all")
    assert whole.count('name="chosen"') == 2
    assert "Mombasa" in whole
    assert f'value="{taken.pk}"' not in read(client, page_of(nairobi, "choose/"), who="all", q="fre")


@pytest.mark.parametrize("count", [1, 50])
def test_choose_asks_a_constant_number_of_queries(client, course, nairobi, count):
    people = enrol_many(course, count)
    make_cohort(course, *people[::2], name="Mombasa", country="KE")
    client.get(page_of(nairobi, "choose/"))
    with at_most(15):
        page = read(client, page_of(nairobi, "choose/"), who="all")
    assert page.count('name="chosen"') == count


def test_chosen_are_seated(client, course, nairobi):
    one, _two, three = enrol_many(course, 3)
    response = client.post(page_of(nairobi, "choose/"), {"chosen": [one.pk, three.pk]}, follow=True)
    assert "2 new members." in response.content.decode()
    assert set(nairobi.seats.values_list("enrolment", flat=True)) == {one.pk, three.pk}


def test_all_that_match_are_seated_beyond_the_page(client, course, nairobi):
    enrol_many(course, 60)
    other = make_enrolment(course, country="KE", name="Somebody else")
    client.post(page_of(nairobi, "choose/"), {"q": "learner", "everybody": "yes"})
    assert nairobi.seats.count() == 60
    assert not Seat.objects.filter(enrolment=other).exists()


def test_all_that_match_come_in_parts_where_they_are_very_many(client, course, nairobi, monkeypatch):
    monkeypatch.setattr(members, "MOST", 2)
    enrol_many(course, 3)
    assert "At most 2 come at once" in read(client, page_of(nairobi, "choose/"))
    for expected in (2, 3):
        client.post(page_of(nairobi, "choose/"), {"everybody": "yes"})
        assert nairobi.seats.count() == expected


@pytest.mark.parametrize("who", ["nobody", "foreigner", "stranger", "word"])
def test_choose_of_nobody_or_of_somebody_elsewhere_is_refused(client, course, nairobi, who):
    make_enrolment(course, country="KE")
    foreigner = make_enrolment(course, country="PE")
    chosen = {"nobody": [], "foreigner": [foreigner.pk], "stranger": [987654], "word": ["x"]}[who]
    response = client.post(page_of(nairobi, "choose/"), {"chosen": chosen})
    assert response.status_code == 422
    assert not Seat.objects.exists()


@pytest.fixture
def crowd(course, nairobi):
    """{what happens: address}, of people of all fates."""
    fates = ["comes", "moves", "stays", "ugandan", "peruvian", "gone"]
    countries = {"ugandan": "UG", "peruvian": "PE"}
    people = {
        fate: make_enrolment(course, email=f"{fate}@example.org", name=fate.title(), country=countries.get(fate, "KE"))
        for fate in fates
    }
    make_cohort(course, people["stays"], name="Kisumu", country="KE")
    Seat.objects.update(cohort=nairobi)
    make_cohort(course, people["moves"], name="Mombasa", country="KE")
    leave(enrolment=people["gone"])
    UserFactory(email="stranger@example.org", name="Stranger", country="KE")
    return people


PASTED = """Comes <COMES@example.org>
moves@example.org; stays@example.org\r

ugandan@example.org
peruvian@example.org,
gone@example.org
stranger@example.org
unknown@example.org
comes@example.org"""


def rows(page):
    """{address: the words of its row}."""
    table = page.split("<tbody>")[-1]
    found = {}
    for row in table.split("<tr>")[1:]:
        cells = [cell.split("</td>")[0] for cell in row.split("<td")[1:]]
        found[cells[0].split('ltr">')[1].split("<")[0]] = " ".join(cells[1:])
    return found


def test_paste_says_first_what_will_happen(client, nairobi, crowd):
    page = unescape(client.post(page_of(nairobi, "paste/"), {"addresses": PASTED}).content.decode())
    assert "2 people will become members." in page
    said = rows(page)
    assert len(said) == 8
    assert "Will become a member" in said["comes@example.org"]
    assert "Mombasa" in said["moves@example.org"]
    assert "Is a member already" in said["stays@example.org"]
    assert "Works in another country" in said["ugandan@example.org"]
    assert Seat.objects.count() == 2
    assert nairobi.seats.count() == 1


def test_paste_tells_nothing_of_who_is_not_in_the_course_or_the_remit(client, nairobi, crowd):
    page = unescape(client.post(page_of(nairobi, "paste/"), {"addresses": PASTED}).content.decode())
    said = rows(page)
    unknown = said["unknown@example.org"]
    assert "Is not enrolled in this course in your countries" in unknown
    assert {said[f"{who}@example.org"] for who in ("peruvian", "gone", "stranger")} == {unknown}
    for name in ("Peruvian", "Gone", "Stranger"):
        assert name not in page


def test_paste_confirmed_seats_those_who_can_come(client, nairobi, crowd):
    data = {"addresses": PASTED, "step": "do"}
    assert "2 new members." in client.post(page_of(nairobi, "paste/"), data, follow=True).content.decode()
    seated = nairobi.seats.values_list("enrolment__user__name", flat=True)
    assert set(seated) == {"Comes", "Moves", "Stays"}
    assert "0 new members." in client.post(page_of(nairobi, "paste/"), data, follow=True).content.decode()


def test_paste_can_be_changed_before_it_is_confirmed(client, nairobi, crowd):
    page = client.post(page_of(nairobi, "paste/"), {"addresses": "comes@example.org", "step": "edit"})
    assert page.status_code == 200
    assert "comes@example.org</textarea>" in page.content.decode()
    assert nairobi.seats.count() == 1


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "This field is required."),
        ("amina", "This is not an e-mail address: amina"),
        ("a\nb@example.org\nc d", "2 lines are not e-mail addresses: a, c d"),
        ("<b>", "This is not an e-mail address: b"),
        ("\n".join(f"{n}@example.org" for n in range(1001)), "These are more than 1,000 addresses."),
    ],
)
def test_paste_with_a_mistake_says_which(client, nairobi, typed, message):
    response = client.post(page_of(nairobi, "paste/"), {"addresses": typed})
    assert response.status_code == 422
    assert message in unescape(response.content.decode())


@pytest.mark.parametrize("count", [1, 50])
def test_paste_asks_a_constant_number_of_queries(client, course, nairobi, count):
    enrol_many(course, count)
    addresses = "\n".join(f"{number}@example.org" for number in range(count))
    client.post(page_of(nairobi, "paste/"), {"addresses": addresses})
    with at_most(13):
        page = client.post(page_of(nairobi, "paste/"), {"addresses": addresses}).content.decode()
    assert page.count("Learner ") == count


def test_closed_meanwhile_takes_nobody(client, course, nairobi):
    [one] = enrol_many(course, 1)
    close_cohort(by=manager_of_all(), cohort=nairobi)
    response = client.post(page_of(nairobi, "choose/"), {"chosen": [one.pk]}, follow=True)
    assert "This cohort is closed" in response.content.decode()
    assert not Seat.objects.exists()

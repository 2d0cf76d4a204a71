import re, pytest
from tests.staff.conftest import *
from courses.models import CoursePage
from modules.kinds.quiz import QuizPage
from modules.kinds.reading import ReadingPage
from modules.models import *
from pathlib import Path
def test_probe(client, instructor, other_course):
    r = client.get("/admin/"); print("home", r.status_code)
    Path("/tmp/staffwork/home.html").write_bytes(r.content)
    r = client.get("/admin/pages/"); print("pages", r.status_code, r.headers.get("Location"))
    t = r.content.decode()
    print("Conceptos" in t, "ajeno" in t)
    root = course_page(other_course)
    for p in [root, *root.get_descendants()]:
        r = client.get(f"/admin/pages/{p.pk}/edit/"); print(p.title, r.status_code, r.headers.get("Location"))
    for p in CoursePage.objects.all():
        r = client.get(f"/admin/pages/{p.pk}/edit/"); print(p.title, r.status_code, r.headers.get("Location"))
        r = client.get(f"/admin/pages/{p.pk}/"); print(p.title, r.status_code, r.headers.get("Location"), len(r.content))
    r = client.get(f"/admin/pages/{root.get_parent().pk}/"); print("programme", r.status_code, "ajeno" in r.content.decode())
    for m in (QuizPage, ReadingPage):
        p = m.objects.filter(locale__language_code="es").first()
        r = client.get(f"/admin/pages/{p.pk}/edit/"); print(m, r.status_code)
        Path(f"/tmp/staffwork/{m.__name__}.html").write_bytes(r.content)
    for u in ("/admin/account/","/admin/images/","/admin/images/add/","/admin/documents/","/admin/media/","/admin/users/","/admin/groups/","/admin/snippets/","/admin/reports/locked/", "/admin/reports/site-history/", "/admin/account/"):
        r = client.get(u); print(u, r.status_code, r.headers.get("Location"))

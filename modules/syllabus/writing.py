"""Publishing what a programme's files say: pages are made, changed where they differ, taken back where files have gone.

The files win over what was edited on the same page since. A page is compared field by field, so a second load of the
same files writes nothing.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.fields import StreamField
from wagtail.models import Page, Site

from courses.models import Topic, TopicName
from modules.actions import outlines_deferred
from modules.syllabus.levels import TopicsNamed
from modules.syllabus.library import Library, pieces_in
from modules.syllabus.media import Piece
from modules.syllabus.mistakes import Mistake, Refused
from pages.actions import build_home, publish
from pages.models import HomePage

# Wagtail's editor gives each paragraph one of these; the files know nothing of them.
EDITOR_KEYS = re.compile(r' data-block-key="[^"]*"')
CREATED, UPDATED, MOVED, UNPUBLISHED, UNCHANGED = "created", "updated", "moved", "unpublished", "unchanged"


@dataclass(frozen=True)
class Change:
    """What became of a file (or, in a dry run, would): `what` is one of the words above."""

    what: str
    name: str


def publish_syllabus(syllabus, *, dry_run=False):
    """Make the site say what `syllabus` says, in one transaction; returns the `Change`s, unchanged files included.

    A dry run writes nothing. Raises `Refused` when a page cannot be as its file says; nothing is written then.
    """
    nodes = [*syllabus.programme.walk(), *syllabus.pages]
    versions = [*(version for node in nodes for version in node.versions.values()), *syllabus.homes.values()]
    library = Library(piece for version in versions for piece in pieces_in(version.fields))
    try:
        with transaction.atomic(), outlines_deferred():
            return Press(syllabus, library, nodes, dry_run).run()
    except BaseException:
        library.discard()
        raise


class Press:
    def __init__(self, syllabus, library, nodes, dry_run):
        self.syllabus, self.library, self.dry_run = syllabus, library, dry_run
        self.changes = []
        self.expected = {(node.key, language) for node in nodes for language in node.versions}
        self.held = _held_pages(nodes)
        self.standing = {page.pk for page in self.held.values()}
        self.topics = {topic.key: topic for topic in Topic.objects.filter(key__in=syllabus.topics)}

    def run(self):
        for key, what in self.library.changes.items():
            self.note(what, key)
        if not self.dry_run:
            self.library.store()
        self.settle_topics()
        homes = self.settle_homes()
        self.settle_level([self.syllabus.programme], homes)
        for node in self.syllabus.pages:
            self.settle_level([node], homes)
        self.take_back()
        return self.changes

    def note(self, what, name):
        self.changes.append(Change(what, name))

    # --- Topics and homes ---

    def settle_topics(self):
        names = TopicName.objects.filter(topic__key__in=self.syllabus.topics)
        held = {(name.topic_id, name.language): name.name for name in names}
        for key, wanted in self.syllabus.topics.items():
            topic = self.topics.get(key)
            pk = topic and topic.pk
            missing = {language: name for language, name in wanted.items() if held.get((pk, language)) != name}
            if topic and not missing:
                continue
            self.note(UPDATED if topic else CREATED, f"topic {key}")
            if not self.dry_run:
                self.topics[key] = topic = topic or Topic.objects.create(key=key)
                for language, name in missing.items():
                    TopicName.objects.update_or_create(topic=topic, language=language, defaults={"name": name})

    def settle_homes(self):
        """{language: HomePage}, made where missing."""
        homes = {home.language: home for home in HomePage.objects.select_related("locale")}
        missing = [language for language in self.syllabus.languages if language not in homes]
        if missing and not self.dry_run:
            languages = dict.fromkeys([self.first_language(homes), *self.syllabus.languages])
            homes = build_home(languages=list(languages), titles=self.home_titles(), **_address())
        for language in missing:
            if language not in self.syllabus.homes:
                self.note(CREATED, f"home ({language})")
        for language, version in self.syllabus.homes.items():
            home = homes.get(language)
            differs = language in missing or self.differs(home, version)
            self.note(CREATED if language in missing else UPDATED if differs else UNCHANGED, version.file)
            if differs and not self.dry_run:
                self.write(home, version)
        return homes

    def first_language(self, homes):
        """The language of the site's root; the programme's source where there is no site yet."""
        root = Site.objects.filter(is_default_site=True).values_list("root_page", flat=True).first()
        found = (language for language, home in homes.items() if home.pk == root)
        return next(found, self.syllabus.source_language)

    def home_titles(self):
        titles = {language: version.fields["title"] for language, version in self.syllabus.homes.items()}
        return dict.fromkeys(self.syllabus.languages, settings.WAGTAIL_SITE_NAME) | titles

    # --- Pages ---

    def settle_level(self, nodes, parents):
        """Settle the pages of `nodes`, which stand in this order below `parents`, {language: page}; then theirs."""
        for node in nodes:
            for language, version in node.versions.items():
                self.settle(node, language, version, parents.get(language))
        for language, parent in parents.items():
            self.settle_order([node for node in nodes if language in node.versions], language, parent)
        for node in nodes:
            if node.below:
                pages = {language: self.held.get((node.key, language)) for language in node.versions}
                self.settle_level(node.below, pages)

    def settle(self, node, language, version, parent):
        page = self.held.get((node.key, language))
        if page is not None and page.live and not self.differs(page, version):
            self.note(UNCHANGED, version.file)
            return
        self.note(UPDATED if page else CREATED, version.file)
        if not self.dry_run:
            page = page or self.new_page(node, language, parent)
            self.held[node.key, language] = self.write(page, version, parent)

    def new_page(self, node, language, parent):
        return node.model(translation_key=node.key, locale=parent.locale, live=False)

    def differs(self, page, version):
        if self.library.has_changed(version.fields):
            return True
        return any(held(page, name) != value for name, value in self.resolved(version.fields).items())

    def write(self, page, version, parent=None):
        """Publish `page` with the fields of `version`; returns it as it then stands in the database."""
        if page.pk:
            page = type(page).objects.get(pk=page.pk)
        for name, value in self.resolved(version.fields).items():
            put(page, name, value)
        try:
            if not page.pk:
                Page.objects.get(pk=parent.pk).add_child(instance=page)
            publish(page)
        except ValidationError as error:
            raise Refused([Mistake(version.file, 1, "; ".join(error.messages))]) from error
        return type(page).objects.select_related("locale").get(pk=page.pk)

    def resolved(self, value):
        """`value` with the numbers of rows where pieces of the library and topics stand."""
        if isinstance(value, Piece):
            return self.library.number_of(value)
        if isinstance(value, TopicsNamed):
            return sorted(self.topics[key].pk for key in value.keys if key in self.topics)
        if isinstance(value, dict):
            return {name: self.resolved(inner) for name, inner in value.items()}
        return [self.resolved(inner) for inner in value] if isinstance(value, list) else value

    def settle_order(self, nodes, language, parent):
        """Bring the pages of `nodes` below `parent` and into their order; other pages there stay where they are."""
        wanted = [page.pk for node in nodes if (page := self.held.get((node.key, language)))]
        if not wanted:
            return
        parent = Page.objects.get(pk=parent.pk)
        there = list(Page.objects.child_of(parent).filter(pk__in=wanted).order_by("path").values_list("pk", flat=True))
        first = next((place for place, pk in enumerate(wanted) if there[place : place + 1] != [pk]), len(wanted))
        for page in sorted(Page.objects.filter(pk__in=wanted[first:]), key=lambda page: wanted.index(page.pk)):
            if page.pk in self.standing:
                self.note(MOVED, page.url_path)
            if not self.dry_run:
                Page.objects.get(pk=page.pk).specific.move(Page.objects.get(pk=parent.pk), "last-child")

    def take_back(self):
        """Unpublish the pages of the programme that have no file any more, in the languages of the files.

        A page that came from a file is known by its key, of version 5: those that editors add are of version 4.
        """
        for language in self.syllabus.languages:
            root = self.held.get((self.syllabus.programme.key, language))
            for page in self.without_file(root, language) if root else ():
                self.note(UNPUBLISHED, page.url_path)
                if not self.dry_run:
                    page.specific.unpublish()

    def without_file(self, root, language):
        live = Page.objects.descendant_of(Page.objects.get(pk=root.pk), inclusive=True).live().order_by("path")
        return [
            page
            for page in live
            if page.translation_key.version == 5 and (page.translation_key, language) not in self.expected
        ]


def _held_pages(nodes):
    """{(key, language): page} of those that exist; one query for each sort of page."""
    keys = {}
    for node in nodes:
        keys.setdefault(node.model, []).append(node.key)
    return {
        (page.translation_key, page.locale.language_code): page
        for model, wanted in keys.items()
        for page in model.objects.filter(translation_key__in=wanted).select_related("locale")
    }


def held(page, name):
    """What the field of `page` holds, as `Press.resolved` gives it."""
    field = page._meta.get_field(name)
    if isinstance(field, StreamField):
        return bare(list(getattr(page, name).raw_data))
    if field.many_to_many:
        return sorted(row.pk for row in getattr(page, name).all())
    return bare(getattr(page, field.attname))


def bare(value):
    """`value` without the marks of Wagtail's editor."""
    if isinstance(value, str):
        return EDITOR_KEYS.sub("", value)
    if isinstance(value, dict):
        return {name: bare(inner) for name, inner in value.items()}
    return [bare(inner) for inner in value] if isinstance(value, list) else value


def put(page, name, value):
    """Set the field of `page` to what `Press.resolved` gave."""
    field = page._meta.get_field(name)
    if isinstance(field, StreamField):
        setattr(page, name, field.to_python(value))
    elif field.many_to_many:
        getattr(page, name).set(field.related_model.objects.filter(pk__in=value))
    else:
        setattr(page, field.attname, value)


def _address():
    site = urlsplit(settings.SITE_URL)
    return {"host": site.hostname, "port": site.port or (443 if site.scheme == "https" else 80)}

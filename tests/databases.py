"""The tests' databases: migrated once into a template, copied for each worker, put back after a test that committed.

The template is kept under a key of all migrations and of what runs after them, on SQLite as a file in pytest's cache
and on PostgreSQL as a database beside the test databases. `pytest --create-db` makes it again. For each world
(tests/worlds.py) a worker has two copies more: one as it was made, and one that the tests run in.
"""

import fcntl
import os
import shutil
import sqlite3
import zlib
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import TransactionTestCase

from tests.worlds import world_of

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
WORLD, DATABASES = pytest.StashKey(), pytest.StashKey()


def pytest_runtest_setup(item):
    """Before anything of a test begins, the database becomes the one of its world."""
    item.config.stash[WORLD] = world_of(item)
    if DATABASES in item.config.stash:
        item.config.stash[DATABASES].enter(world_of(item))


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL, the second half of `make test`: what asks a database and is not only `drawn`."""
    if connection.vendor != "postgresql":
        return
    others = [item for item in items if not _asks_database(item)]
    if others:
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if _asks_database(item)]


def _asks_database(item):
    if item.get_closest_marker("drawn"):
        return False
    fixtures = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    is_case = getattr(item, "cls", None) is not None and issubclass(item.cls, TransactionTestCase)
    return bool(fixtures or is_case or item.get_closest_marker("django_db"))


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker):
    """Takes the place of pytest-django's: there every worker of every run migrates."""
    kind = Files if connection.vendor == "sqlite" else Postgres
    databases = kind(key=migrations_key(), cache=request.config.cache.mkdir("camino"), blocker=django_db_blocker)
    databases.migrate(anew=request.config.getoption("create_db"))
    databases.enter(request.config.stash[WORLD])
    request.config.stash[DATABASES] = databases
    put_back = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda test: databases.put_back()
    yield
    TransactionTestCase._fixture_teardown = put_back
    del request.config.stash[DATABASES]
    databases.drop_all()


def migrations_key():
    """Changes when a migration comes, goes or (our own) changes, and with what may act on `post_migrate`."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    digest = sha256(repr(sorted(loader.disk_migrations)).encode())
    for app in ("lms", *settings.OWN_APPS):
        for pattern in ("migrations/*.py", "apps.py", "receivers.py", "settings.py"):
            for path in sorted((settings.BASE_DIR / app).glob(pattern)):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def connect_to(name):
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = str(name)


class Databases:
    """A worker's databases by name; the two kinds say what a name is and how one is copied and dropped."""

    def __init__(self, *, key, cache, blocker):
        self.template = self.name_template(key, Path(cache))
        self.blocker = blocker
        self.made = {None: self.template}
        self.tried = {}
        self.world = ...  # none yet

    def migrate(self, *, anew):
        with self.blocker.unblock(), self.alone():
            if anew or not self.exists(self.template):
                unfinished = self.name("unfinished")
                self.create(unfinished)
                connect_to(unfinished)
                call_command("migrate", verbosity=0, interactive=False)
                connection.close()
                self.rename(unfinished, self.template)

    def enter(self, world):
        """Make `world` the one that tests run in."""
        with self.blocker.unblock():
            if world not in self.tried:
                self.tried[world] = self.copy(self.as_made(world), self.name(f"tried_{len(self.tried)}"))
            if world is not self.world:
                connect_to(self.tried[world])
        self.world = world

    def as_made(self, world):
        if world not in self.made:
            made = self.copy(self.as_made(world.parent), self.name(f"made_{len(self.made)}"))
            connect_to(made)
            world.make()
            connection.close()
            self.made[world] = made
        return self.made[world]

    def put_back(self):
        """As the world was made, whatever a test has committed."""
        connection.close()
        self.overwrite(self.made[self.world], self.tried[self.world])

    def drop_all(self):
        with self.blocker.unblock():
            connection.close()
            for name in {*self.made.values(), *self.tried.values()} - {self.template}:
                self.drop(name)


class Files(Databases):
    """SQLite."""

    def name_template(self, key, cache):
        return cache / f"{key}.sqlite3"

    def name(self, word):
        return settings.DATA_DIR / f"test_{word}.sqlite3"

    @contextmanager
    def alone(self):
        with (self.template.parent / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def exists(self, name):
        return name.exists()

    def create(self, name):
        name.unlink(missing_ok=True)

    def rename(self, old, new):
        for stale in sorted(new.parent.glob("*.sqlite3"), key=os.path.getmtime)[:-2]:
            stale.unlink()
        shutil.move(old, new)

    def copy(self, source, target):
        shutil.copyfile(source, target)
        return target

    def overwrite(self, source, target):
        """Through SQLite, so that a connection of another thread sees it."""
        with closing(sqlite3.connect(source)) as good, closing(sqlite3.connect(target, timeout=20)) as used:
            good.backup(used)

    def drop(self, name):
        name.unlink()


class Postgres(Databases):
    def name_template(self, key, _cache):
        return f"camino_template_{key}"

    def name(self, word):
        return f"test_camino_{WORKER}_{word}"

    @contextmanager
    def alone(self):
        with self.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [zlib.crc32(self.template.encode())])
            yield
            cursor.execute("SELECT pg_advisory_unlock_all()")

    def exists(self, name):
        with self.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            return cursor.fetchone() is not None

    def create(self, name):
        self.drop(name)
        self.say(f"CREATE DATABASE {name}")

    def rename(self, old, new):
        self.drop(new)
        self.say(f"ALTER DATABASE {old} RENAME TO {new}")

    def copy(self, source, target):
        connection.close()
        self.drop(target)
        self.say(f"CREATE DATABASE {target} TEMPLATE {source}")
        return target

    overwrite = copy

    def drop(self, name):
        self.say(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def say(self, statement):
        with self.cursor() as cursor:
            cursor.execute(statement)

    @contextmanager
    def cursor(self):
        """Of the server's own database `postgres`, where databases are made and dropped."""
        with connection._nodb_cursor() as cursor:
            yield cursor

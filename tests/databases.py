"""The tests' database: migrated once into a template, copied for each worker, put back after a test that committed.

The template is kept under a key of all migrations and of what runs after them, on SQLite as a file in pytest's cache
and on PostgreSQL as a database beside the test databases. `pytest --create-db` makes it again.
"""

import fcntl
import os
import shutil
import sqlite3
import zlib
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import TransactionTestCase

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker):
    """Takes the place of pytest-django's: there every worker of every run migrates."""
    with django_db_blocker.unblock():
        kind = SqliteCopy if connection.vendor == "sqlite" else PostgresCopy
        database = kind(key=migrations_key(), folder=request.config.cache.mkdir("camino"))
        database.make(anew=request.config.getoption("create_db"))
    put_back = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda test: database.put_back()
    yield
    TransactionTestCase._fixture_teardown = put_back
    with django_db_blocker.unblock():
        database.drop()


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


def migrate(name):
    connect_to(name)
    call_command("migrate", verbosity=0, interactive=False)


class SqliteCopy:
    def __init__(self, *, key, folder):
        self.template = Path(folder) / f"{key}.sqlite3"
        self.lock = Path(folder) / "lock"
        self.copy = settings.DATA_DIR / f"test_{WORKER}.sqlite3"

    def make(self, *, anew):
        with self.lock.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if anew or not self.template.exists():
                self.make_template()
        shutil.copyfile(self.template, self.copy)
        connect_to(self.copy)

    def make_template(self):
        for old in sorted(self.template.parent.glob("*.sqlite3"), key=os.path.getmtime)[:-2]:
            old.unlink()
        unfinished = settings.DATA_DIR / "template.sqlite3"
        migrate(unfinished)
        connection.close()
        shutil.move(unfinished, self.template)

    def put_back(self):
        connection.ensure_connection()
        source = sqlite3.connect(self.template)
        source.backup(connection.connection)
        source.close()

    def drop(self):
        connection.close()
        self.copy.unlink()


class PostgresCopy:
    def __init__(self, *, key, folder):
        self.template = f"camino_template_{key}"
        self.lock = zlib.crc32(self.template.encode())
        self.copy = f"test_camino_{WORKER}"

    def make(self, *, anew):
        with self.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [self.lock])
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.template])
            if anew or not cursor.fetchone():
                self.make_template(cursor)
            cursor.execute("SELECT pg_advisory_unlock(%s)", [self.lock])
        self.put_back()

    def make_template(self, cursor):
        unfinished = f"{self.template}_unfinished"
        for name in (unfinished, self.template):
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {unfinished}")
        migrate(unfinished)
        connection.close()
        cursor.execute(f"ALTER DATABASE {unfinished} RENAME TO {self.template}")

    def put_back(self):
        self.drop()
        with self.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {self.copy} TEMPLATE {self.template}")
        connect_to(self.copy)

    def drop(self):
        connection.close()
        with self.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {self.copy} WITH (FORCE)")

    @contextmanager
    def cursor(self):
        """Of the server's own database `postgres`, where databases are made and dropped."""
        with connection._nodb_cursor() as cursor:
            yield cursor

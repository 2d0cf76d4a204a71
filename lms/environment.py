"""Values of the environment, typed: one that cannot be read stops the start with a sentence that names it."""

import environ
from django.core.exceptions import ImproperlyConfigured

YES = ("true", "yes", "on", "1")
NO = ("false", "no", "off", "0")
DATABASES = ("django.db.backends.sqlite3", "django.db.backends.postgresql")


class Environment(environ.Env):
    """django-environ, which takes any word it does not know for False and says of a bad number no name.

    A name that is set to nothing is a name that is not set. All methods raise `ImproperlyConfigured`.
    """

    def bool(self, var, default=False):
        word = self.str(var, default="").strip().lower()
        if word and word not in YES + NO:
            raise ImproperlyConfigured(f"{var} must be true or false, not {word!r}.")
        return word in YES if word else default

    def int(self, var, default=0):
        text = self.str(var, default="").strip()
        if text and not text.isdecimal():
            raise ImproperlyConfigured(f"{var} must be a whole number, not {text!r}.")
        return int(text) if text else default

    def one_of(self, var, choices, default):
        word = self.str(var, default="").strip() or default
        if word not in choices:
            raise ImproperlyConfigured(f"{var} must be one of {', '.join(choices)}, not {word!r}.")
        return word

    def database(self, var, default):
        """Django's settings of the database at that URL: SQLite's or PostgreSQL's."""
        url = self.str(var, default="") or default
        found = self.db_url_config(url)
        if found.get("ENGINE") not in DATABASES:
            raise ImproperlyConfigured(f"{var} must be like postgres://user:password@host/name or sqlite:///file.")
        return found

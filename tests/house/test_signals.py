"""What an app announces is heard: a signal without a receiver is a promise that nobody keeps."""

from importlib import import_module
from importlib.util import find_spec

import pytest
from django.conf import settings
from django.dispatch import Signal


def own_signals():
    for app in settings.OWN_APPS:
        if find_spec(f"{app}.signals"):
            for name, value in vars(import_module(f"{app}.signals")).items():
                if isinstance(value, Signal):
                    yield pytest.param(value, id=f"{app}.{name}")


@pytest.mark.parametrize("signal", own_signals())
def test_signal_has_a_receiver(signal):
    assert signal.receivers

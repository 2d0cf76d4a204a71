import pytest

from accounts.actions import appoint_manager


@pytest.fixture
def manager(client, chen):
    """Chen, who manages Kenya and Uganda and is signed in."""
    appoint_manager(user=chen, countries=["KE", "UG"])
    client.force_login(chen)
    return chen

"""Who may do what with API keys."""


def may_keep_api_keys(user):
    """May `user` make keys for other systems, and revoke them? A permission that groups are given."""
    return user.is_active and user.has_perm("api.add_apikey")

"""What the keys of other systems hold about a person: who made them."""

from django.utils.translation import gettext as _

from accounts.holdings import Holding, section
from api.models import ApiKey


class KeyHolding(Holding):
    rank = 8
    decided = {
        "api.ApiKey": "kept: it belongs to another system",
        "api.ApiKey.made_by": "kept, without the name",
        "api.ApiKey.revoked_by": "kept, without the name",
    }

    def kept(self):
        what = _("Keys that you made for other systems, without your name")
        return [(what, _("Those systems go on asking with them."))]

    def sections(self, user):
        keys = ApiKey.objects.filter(made_by=user)
        return [section("api_keys", _("Keys for other systems that you made"), keys, "name", "made_at", "revoked_at")]

from wagtail.fields import StreamField


class ContentField(StreamField):
    """A StreamField whose blocks stay out of migrations: changing a block is no change of the database."""

    def __init__(self, block_types=(), **kwargs):
        kwargs.pop("block_lookup", None)
        super().__init__(block_types or [], **kwargs)

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs

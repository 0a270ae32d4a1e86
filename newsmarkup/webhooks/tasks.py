"""The task that a worker runs (`manage.py db_worker`). Imported only where a tasks framework is set up: see `waking`."""

from __future__ import annotations

from newsmarkup.conf import settings
from newsmarkup.webhooks import delivering, waking


@waking.framework().task(queue_name=settings.WEBHOOK_QUEUE)
def deliver_webhooks() -> dict[str, int]:
    """How many deliveries came to which state."""
    return dict(delivering.run())

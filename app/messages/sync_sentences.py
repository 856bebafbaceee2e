"""What the sync says: where the server is, and what waits for a person."""

from collections.abc import Mapping
from types import MappingProxyType

# The pill and the settings page know the code alone, so these name no facts.
SYNC_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "sync.answer.damaged": "Something else answered in the server's place. Check the network; "
        "work goes on and is sent later.",
        "sync.device.not_enrolled": "This device belongs to no chain yet. Enrol it with a code "
        "from head office.",
        "sync.document.damaged": "Head office sent something that cannot be read here. Call "
        "support; work goes on.",
        "sync.document.too_new": "Head office sent something this program does not know. Update "
        "it; work goes on.",
        "sync.mark.not_ours": "The server and this device disagree about what was sent. Call "
        "support; work goes on.",
        "sync.page.stale": "What the server sent was overtaken and not used.",
        "sync.pump.failed": "An error in the program stops the sync for now. It tries again by "
        "itself; call support if this stays.",
        "sync.server.address_invalid": "The server's address must begin with https:// and name "
        "the server alone.",
        "sync.server.busy": "The server is busy. Work goes on and is sent later.",
        "sync.server.refused": "The server refused this device. Call head office; work goes on.",
        "sync.server.timeline_changed": "The server was restored from a backup. Call support "
        "before relying on what other sites did; work goes on here.",
        "sync.server.unreachable": "The server cannot be reached. Work goes on and is sent later.",
    }
)

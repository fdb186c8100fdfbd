"""What the domain needs from the world. The docstrings are contracts: every implementation is tested on them.

Any method that reaches a database may raise `StorageError`; nothing is stored in half.
"""

from news.ports.delivery import Bulletins, Dispatcher, Ledger, Notices, Pause
from news.ports.index import Candidate, Index, Look, Relative, Sought, Telling, Vocabulary
from news.ports.newsroom import Audit, Desk, Drafts, Exports, Feeds, Staff
from news.ports.readers import Counts, Personal, Questions, Subscribers
from news.ports.releases import NewReleases, Releases, Stories
from news.ports.sending import Gone, Later, Migrated, NotSent, Outcome, Refused, Sender, Sent, Unknown
from news.ports.world import Clock, Disk, StorageError

__all__ = [
    "Audit",
    "Bulletins",
    "Candidate",
    "Clock",
    "Counts",
    "Desk",
    "Disk",
    "Dispatcher",
    "Drafts",
    "Exports",
    "Feeds",
    "Gone",
    "Index",
    "Later",
    "Ledger",
    "Look",
    "Migrated",
    "NewReleases",
    "NotSent",
    "Notices",
    "Outcome",
    "Pause",
    "Personal",
    "Questions",
    "Refused",
    "Relative",
    "Releases",
    "Sender",
    "Sent",
    "Sought",
    "Staff",
    "StorageError",
    "Stories",
    "Subscribers",
    "Telling",
    "Unknown",
    "Vocabulary",
]

"""What tests of the ledger stand on."""

import pytest

from storage.database import Database
from tests.storage.desk import Desk


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)

"""The whole store as one protocol: what screens are written against, whatever keeps it."""

from __future__ import annotations

from typing import Protocol

from advisor.storage.assessments import Assessments
from advisor.storage.clients import Clients
from advisor.storage.imprints import Imprints
from advisor.storage.workshops import Workshops


class Store(Assessments, Clients, Workshops, Imprints, Protocol):
    """Keeps assessments, clients, workshops and what papers are printed with."""

    def check(self) -> None:
        """Asks the place of storage for an answer.

        Raises:
            StorageError: there is none.
        """
        ...

"""What papers are printed with, in SQLite or PostgreSQL."""

from __future__ import annotations

import base64
import json
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from advisor.storage.base import SqlBase, ascii_json, checked, fresh_id
from advisor.storage.engine import said_plainly
from advisor.storage.imprints import Imprint, Imprints
from advisor.storage.sql_assessments import missing, reached_by
from advisor.storage.tables import ASSESSMENT, CLIENT, CONSULTANT, FILED, IMPRINT


class SqlImprints(SqlBase, Imprints):
    """The part of the store that keeps imprints."""

    def imprint(self, token: str) -> Imprint:
        """See `Imprints.imprint`."""
        with said_plainly(), self._engine.connect() as connection:
            assessment, consultant = self._holders(connection, token)
            own = _read(connection, IMPRINT.c.assessment_id == assessment)
            if own is not None:
                return own
            theirs = _read(connection, IMPRINT.c.consultant_id == consultant) if consultant else None
            return theirs or Imprint()

    def save_imprint(self, token: str, imprint: Imprint) -> None:
        """See `Imprints.save_imprint`."""
        with said_plainly(), self._writing.begin() as connection:
            assessment, consultant = self._holders(connection, token, locked=True)
            _write(connection, imprint, assessment_id=assessment)
            if consultant:
                # Two of their assessments may be saved at once.
                connection.execute(select(CONSULTANT.c.id).where(CONSULTANT.c.id == consultant).with_for_update())
                _write(connection, imprint.model_copy(update={"client": ""}), consultant_id=consultant)

    def export_imprint(self, token: str) -> dict[str, Any] | None:
        """What is kept of an assessment's papers, as plain data; None where nothing is."""
        with said_plainly(), self._engine.connect() as connection:
            return exported_imprint(connection, self._holders(connection, token)[0])

    def _holders(self, connection: Connection, token: str, *, locked: bool = False) -> tuple[str, str | None]:
        """The assessment of a token, and the consultant it is filed under; *locked* until the transaction ends."""
        asked = (
            select(ASSESSMENT.c.id, CLIENT.c.consultant_id)
            .join_from(ASSESSMENT, FILED, isouter=True)
            .join(CLIENT, CLIENT.c.id == FILED.c.client_id, isouter=True)
            .where(reached_by(token, self._clock()))
        )
        row = connection.execute(asked.with_for_update(of=ASSESSMENT) if locked else asked).one_or_none()
        if row is None:
            raise missing()
        return row.id, row.consultant_id


def _write(connection: Connection, imprint: Imprint, **holder: str) -> None:
    for column, value in holder.items():
        connection.execute(delete(IMPRINT).where(IMPRINT.c[column] == value))
    words = ascii_json(imprint.model_dump(exclude={"logo"}))
    connection.execute(insert(IMPRINT).values(id=fresh_id(), words=words, logo=imprint.logo, **holder))


def _read(connection: Connection, where: Any) -> Imprint | None:
    row = connection.execute(select(IMPRINT.c.words, IMPRINT.c.logo).where(where)).one_or_none()
    return None if row is None else checked(Imprint, "names and logo", **json.loads(row.words), logo=row.logo)


def exported_imprint(connection: Connection, assessment: str) -> dict[str, Any] | None:
    """The imprint of an assessment as plain data, the logo in base 64; None where there is none."""
    found = _read(connection, IMPRINT.c.assessment_id == assessment)
    if found is None:
        return None
    logo = base64.b64encode(found.logo).decode() if found.logo else None
    return {**found.model_dump(exclude={"logo"}), "logo": logo}

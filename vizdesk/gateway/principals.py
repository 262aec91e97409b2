"""Who may ask what: tokens, users, agencies and roles, until an identity provider takes over."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from vizdesk.domain.errors import NotFound, NotSignedIn, StorageError, lacks_role
from vizdesk.domain.filled import Filled
from vizdesk.domain.naming import AGENCY_PATTERN

FILE_NAME = "principals.json"
LOCAL_USER = "local"
_ROLE = re.compile(r"[a-zA-Z][a-zA-Z0-9_-]{0,63}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Role(StrEnum):
    """What a principal may do; beside these, a principal may have roles that an agency's layout names."""

    SEARCHER = "searcher"
    EXPORTER = "exporter"
    IMPORTER = "importer"
    UPLOADER = "uploader"
    ADMIN = "admin"
    OPERATOR = "operator"
    MONITOR = "monitor"


@dataclass(frozen=True, slots=True)
class Principal:
    """One user. `agency` is the only one they see, None for all on the folder."""

    user: str
    agency: str | None
    roles: frozenset[str]

    def require(self, role: Role) -> None:
        """Check that this principal has a role.

        Raises:
            NotAllowed: it has not.
        """
        if role not in self.roles:
            raise lacks_role(role)

    def sees(self, roles: Sequence[str]) -> bool:
        """Whether this principal may see what needs one of some roles; admins see all, as they decide who does."""
        return not roles or Role.ADMIN in self.roles or not self.roles.isdisjoint(roles)

    def require_agency(self, agency: str) -> None:
        """Check that this principal may see an agency.

        Raises:
            NotFound: it may not; whether the agency exists is not told.
        """
        if self.agency is not None and self.agency != agency:
            raise NotFound("There is no such agency.", "Check its name.")


class Principals:
    """Finds the principal of a token.

    Args:
        local_token: the token of the local principal, who may do everything on this folder.
        others: principals by the SHA-256 of their token, in hex.
    """

    def __init__(self, local_token: str, others: Sequence[tuple[str, Principal]] = ()) -> None:
        local = Principal(LOCAL_USER, None, frozenset(Role))
        self._known = [(hashlib.sha256(local_token.encode()).hexdigest(), local), *others]

    def identify(self, token: str) -> Principal:
        """Whose token it is; every known one is compared, each in constant time.

        Raises:
            NotSignedIn: nobody's.
        """
        digest = hashlib.sha256(token.encode()).hexdigest()
        found = [principal for known, principal in self._known if hmac.compare_digest(known, digest)]
        if not found:
            raise NotSignedIn("The gateway does not know this token.", "Ask your admin for a new one.")
        return found[0]


def read_principals(path: Path) -> list[tuple[str, Principal]]:
    """Read a principals file: `[{"tokenSha256", "user", "agency", "roles"}]`.

    Raises:
        StorageError: it cannot be read, or an entry is not of that form; the sentence names the entry's place.
    """
    try:
        source = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise StorageError("The principals file cannot be read.", "It must be a JSON list of principals.") from None
    if not isinstance(source, list):
        raise StorageError("The principals file must hold a list.")
    return [_principal(entry, place) for place, entry in enumerate(source, start=1)]


def _principal(entry: Any, place: int) -> tuple[str, Principal]:
    try:
        digest, user, agency = str(entry["tokenSha256"]).lower(), entry["user"], entry["agency"]
        roles = frozenset(entry["roles"] if isinstance(entry["roles"], list) else [""])
        known = all(_ROLE.fullmatch(one) for one in roles) and _SHA256.fullmatch(digest)
        well_formed = known and isinstance(user, str) and user and AGENCY_PATTERN.fullmatch(str(agency))
    except (KeyError, TypeError, ValueError):
        well_formed = None
    if not well_formed:
        raise StorageError(
            Filled("Principal {place} of the principals file is not of the right form.", place=place),
            Filled(
                "Each needs “tokenSha256”, “user”, “agency” and “roles”: {roles}, or those of a layout.",
                roles=", ".join(Role),
            ),
        )
    return digest, Principal(user, agency, roles)

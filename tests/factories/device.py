"""Enrolled devices and the people who sign in on them."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from app.domain.kernel.access import Role
from app.domain.kernel.ids import DeviceId, UserId
from app.services.views import DeviceIdentity, SiteKind, StaffMember
from tests.factories.places import CHAIN_ID, LAB_ID, STORE_ID


def an_identity(**changes: Any) -> DeviceIdentity:
    identity = DeviceIdentity(
        chain_id=CHAIN_ID,
        chain_name="Lumen Optics",
        site_id=STORE_ID,
        site_code="LIN",
        site_name="Lindenhof",
        site_kind=SiteKind.STORE,
        device_id=DeviceId(uuid4()),
        device_index=1,
        device_name="Till 1",
        lab_site_id=LAB_ID,
        currency="EUR",
    )
    return replace(identity, **changes)


def a_staff_member(**changes: Any) -> StaffMember:
    member = StaffMember(
        user_id=UserId(uuid4()),
        name="Mara Lindqvist",
        roles=frozenset({Role.OPTICIAN}),
        pin_verifier="$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$fXq2vJ1zP0c",
    )
    return replace(member, **changes)

"""When it will be ready, as far as the lab's own last jobs tell."""

from dataclasses import dataclass

from app.domain.kernel.access import Action
from app.domain.orders.promise import Promise, promise_from
from app.services.auditing import Gate
from app.services.ports import Clock, Units
from app.services.session import Session

# As many jobs back as the lab's habits stay the same.
JOBS_SEEN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseService:
    """Promises from history; `usual_days` and `rush_days` stand in until there is some."""

    units: Units
    gate: Gate
    clock: Clock
    usual_days: int = 7
    rush_days: int = 3

    def promise_for(self, session: Session, *, lens_kind: str, is_rush: bool) -> Promise:
        """Return the day that nine of ten such jobs were back by.

        Raises:
            AccessDenied: the session may not read orders.
        """
        self.gate.check(session, Action.ORDER_READ)
        with self.units() as unit:
            days = unit.work_orders.lab_days(lens_kind=lens_kind, is_rush=is_rush, limit=JOBS_SEEN)
        usual = self.rush_days if is_rush else self.usual_days
        return promise_from(self.clock().date(), days, usual_days=usual)

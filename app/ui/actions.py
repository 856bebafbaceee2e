"""Everything a key or a button can ask for, in one table."""

from collections.abc import Iterable
from itertools import combinations

from app.domain.kernel.access import Action
from app.messages.language import msg
from app.ui.action_kinds import Area, Ask, Condition, UiAction
from app.ui.catalogue_actions import CATALOGUE_ACTIONS
from app.ui.checkout_actions import CHECKOUT_ACTIONS
from app.ui.order_entry_actions import ORDER_ENTRY_ACTIONS
from app.ui.patient_actions import PATIENT_ACTIONS

__all__ = [
    "ACTIONS",
    "BENCH_RAIL",
    "COUNTER_RAIL",
    "Area",
    "Ask",
    "Condition",
    "UiAction",
    "action",
    "clashes",
]


ACTIONS: tuple[UiAction, ...] = (
    UiAction(
        ask=Ask.LOCK,
        text=msg("Lock"),
        keys=("Ctrl+L",),
        icon="lock",
        area=Area.EVERYWHERE,
    ),
    UiAction(
        ask=Ask.THEME,
        text=msg("Light or dark"),
        keys=("Ctrl+Shift+L",),
        icon="sun",
        area=Area.EVERYWHERE,
    ),
    UiAction(
        ask=Ask.SHORTCUTS,
        text=msg("Keys"),
        keys=("?", "Shift+F1"),
        icon="keyboard",
        area=Area.EVERYWHERE,
    ),
    UiAction(
        ask=Ask.NOTIFICATIONS,
        text=msg("Notifications"),
        keys=("Ctrl+Shift+N",),
        icon="bell",
        area=Area.EVERYWHERE,
    ),
    UiAction(
        ask=Ask.MUTE,
        text=msg("Sounds on or off"),
        keys=("Ctrl+Shift+M",),
        icon="bell",
        area=Area.EVERYWHERE,
    ),
    UiAction(
        ask=Ask.COMMANDS,
        text=msg("Command"),
        keys=("Ctrl+K",),
        icon="search",
        area=Area.BENCH,
    ),
    UiAction(
        ask=Ask.SEARCH,
        text=msg("Search"),
        keys=("Ctrl+K", "/"),
        icon="search",
        area=Area.COUNTER,
        permission=Action.PATIENT_SEARCH,
    ),
    UiAction(
        ask=Ask.HOME,
        text=msg("Home"),
        keys=("F1",),
        icon="house",
        area=Area.COUNTER,
        permission=Action.ORDER_READ,
    ),
    UiAction(
        ask=Ask.PATIENTS,
        text=msg("Patients"),
        keys=("F2",),
        icon="users",
        area=Area.COUNTER,
        permission=Action.PATIENT_SEARCH,
    ),
    UiAction(
        ask=Ask.NEW_PATIENT,
        text=msg("New patient"),
        keys=("Ctrl+N",),
        icon="plus",
        area=Area.COUNTER,
        permission=Action.PATIENT_REGISTER,
    ),
    *PATIENT_ACTIONS,
    UiAction(
        ask=Ask.PRESCRIPTION,
        text=msg("Prescription"),
        keys=("F3",),
        icon="eye",
        area=Area.COUNTER,
        permission=Action.ORDER_CREATE,
    ),
    UiAction(
        ask=Ask.ORDERS,
        text=msg("Orders"),
        keys=("F4",),
        icon="glasses",
        area=Area.COUNTER,
        permission=Action.ORDER_READ,
    ),
    *ORDER_ENTRY_ACTIONS,
    UiAction(
        ask=Ask.LAB,
        text=msg("Lab"),
        keys=("Ctrl+1",),
        icon="flask-conical",
        area=Area.BENCH,
        permission=Action.WORK_ORDER_READ,
    ),
    UiAction(
        ask=Ask.STAGE_DONE,
        text=msg("Stage done"),
        keys=("F12",),
        icon="check",
        area=Area.BENCH,
        permission=Action.WORK_ORDER_ADVANCE,
        enabled_when=Condition.WORK_ORDER_CAN_ADVANCE,
    ),
    UiAction(
        ask=Ask.REPRINT,
        text=msg("Reprint ticket"),
        keys=("F7",),
        icon="printer",
        area=Area.BENCH,
        permission=Action.TICKET_REPRINT,
        enabled_when=Condition.WORK_ORDER_IS_OPEN,
    ),
    UiAction(
        ask=Ask.PRINT_CENTRE,
        text=msg("Printing"),
        keys=("F7",),
        icon="printer",
        area=Area.COUNTER,
        permission=Action.PRINT_QUEUE,
    ),
    UiAction(
        ask=Ask.RETRY_JOB,
        text=msg("Retry"),
        keys=("Alt+R",),
        icon="refresh-cw",
        area=Area.PRINT_CENTRE,
        permission=Action.PRINT_QUEUE,
        enabled_when=Condition.JOB_CAN_BE_TRIED,
    ),
    UiAction(
        ask=Ask.REROUTE_JOB,
        text=msg("Reroute"),
        keys=("Alt+M",),
        icon="arrow-right",
        area=Area.PRINT_CENTRE,
        permission=Action.PRINT_QUEUE,
        enabled_when=Condition.JOB_WAITS,
    ),
    UiAction(
        ask=Ask.PREVIEW_JOB,
        text=msg("Preview"),
        keys=("Alt+V",),
        icon="eye",
        area=Area.PRINT_CENTRE,
        permission=Action.PRINT_QUEUE,
        enabled_when=Condition.JOB_IS_CHOSEN,
    ),
    UiAction(
        ask=Ask.CANCEL_JOB,
        text=msg("Cancel"),
        keys=("Ctrl+Del",),
        icon="x",
        area=Area.PRINT_CENTRE,
        permission=Action.PRINT_QUEUE,
        enabled_when=Condition.JOB_WAITS,
    ),
    UiAction(
        ask=Ask.REPRINT_JOB,
        text=msg("Reprint"),
        keys=("Alt+C",),
        icon="copy",
        area=Area.PRINT_CENTRE,
        permission=Action.PAPER_REPRINT,
        enabled_when=Condition.JOB_HAS_ENDED,
    ),
    UiAction(
        ask=Ask.UNDO_MAIL,
        text=msg("Take mail back"),
        keys=("Alt+U",),
        icon="undo-2",
        area=Area.PRINT_CENTRE,
        permission=Action.MAIL_SEND,
        enabled_when=Condition.MAIL_WAITS,
    ),
    UiAction(
        ask=Ask.TILL,
        text=msg("Till"),
        keys=("F9",),
        icon="banknote",
        area=Area.COUNTER,
        permission=Action.TILL_READ,
    ),
    UiAction(
        ask=Ask.COUNT_TILL,
        text=msg("Count the drawer"),
        keys=("Ctrl+M",),
        icon="hash",
        area=Area.TILL,
        permission=Action.TILL_COUNT,
    ),
    UiAction(
        ask=Ask.READ_TILL,
        text=msg("X report"),
        keys=("Alt+X",),
        icon="chart-column",
        area=Area.TILL,
        permission=Action.TILL_READ,
    ),
    UiAction(
        ask=Ask.PAY_IN,
        text=msg("Pay in"),
        keys=("Alt+I",),
        icon="plus",
        area=Area.TILL,
        permission=Action.TILL_MOVE_CASH,
    ),
    UiAction(
        ask=Ask.PAY_OUT,
        text=msg("Pay out"),
        keys=("Alt+U",),
        icon="minus",
        area=Area.TILL,
        permission=Action.TILL_MOVE_CASH,
    ),
    # Whoever may not do this alone is asked for somebody beside them.
    UiAction(
        ask=Ask.OPEN_DRAWER,
        text=msg("Open the drawer"),
        keys=("Alt+D",),
        icon="lock-open",
        area=Area.TILL,
        permission=Action.TILL_READ,
    ),
    UiAction(
        ask=Ask.CONFIRM_TILL,
        text=msg("Confirm"),
        keys=("F12",),
        icon="check",
        area=Area.TILL,
        permission=Action.TILL_READ,
    ),
    UiAction(
        ask=Ask.LEAVE_TILL_FORM,
        text=msg("Back"),
        keys=("Esc",),
        icon="arrow-left",
        area=Area.TILL,
        permission=Action.TILL_READ,
    ),
    *CATALOGUE_ACTIONS,
    *CHECKOUT_ACTIONS,
)

_BY_ASK = {action.ask: action for action in ACTIONS}

COUNTER_RAIL = (
    Ask.HOME,
    Ask.PATIENTS,
    Ask.PRESCRIPTION,
    Ask.ORDERS,
    Ask.CHECKOUT,
    Ask.PRINT_CENTRE,
    Ask.CATALOGUE,
    Ask.TILL,
)
BENCH_RAIL = (Ask.LAB,)


def action(ask: Ask) -> UiAction:
    """Return the entry of an action."""
    return _BY_ASK[ask]


def clashes(actions: Iterable[UiAction]) -> list[tuple[UiAction, UiAction, str]]:
    """Return every two actions that one key would call at the same place."""
    return [
        (first, second, key)
        for first, second in combinations(actions, 2)
        for key in sorted(set(first.keys) & set(second.keys))
        if _overlap(first.area, second.area)
    ]


def _overlap(first: Area, second: Area) -> bool:
    together = {first, second}
    if Area.EVERYWHERE in together or first is second:
        return True
    return together in (
        {Area.COUNTER, Area.ORDER_ENTRY},
        {Area.COUNTER, Area.PATIENTS},
        {Area.COUNTER, Area.TILL},
        {Area.COUNTER, Area.CHECKOUT},
        {Area.COUNTER, Area.ORDER_DETAIL},
        {Area.COUNTER, Area.PRINT_CENTRE},
    )

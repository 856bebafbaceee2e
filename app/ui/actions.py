"""Everything a key or a button can ask for, in one table."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from app.domain.kernel.access import Action
from app.messages.language import msg


class Area(StrEnum):
    """Where an action is heard; a screen of the counter is within the counter."""

    EVERYWHERE = "everywhere"
    COUNTER = "counter"
    ORDER_ENTRY = "order_entry"
    PATIENTS = "patients"
    BENCH = "bench"


class Condition(StrEnum):
    """What must hold for an action to be offered, besides the permission."""

    ALWAYS = "always"
    FORM_IS_OPEN = "form_is_open"
    WORK_ORDER_IS_OPEN = "work_order_is_open"
    WORK_ORDER_CAN_ADVANCE = "work_order_can_advance"


class Ask(StrEnum):
    """The name of each action."""

    SEARCH = "search"
    LOCK = "lock"
    COMMANDS = "commands"
    SHORTCUTS = "shortcuts"
    NOTIFICATIONS = "notifications"
    MUTE = "mute"
    THEME = "theme"
    HOME = "home"
    PATIENTS = "patients"
    NEW_PATIENT = "new_patient"
    OPEN_PRESCRIPTION = "open_prescription"
    EDIT_PATIENT = "edit_patient"
    SAVE_PATIENT = "save_patient"
    MERGE_PATIENTS = "merge_patients"
    CONFIRM_MERGE = "confirm_merge"
    WRITE_NOTE = "write_note"
    CLOSE_NOTE = "close_note"
    ADD_FILE = "add_file"
    LEAVE_PATIENT = "leave_patient"
    PRESCRIPTION = "prescription"
    ORDERS = "orders"
    LAB = "lab"
    CREATE_ORDER = "create_order"
    TRANSPOSE = "transpose"
    COPY_RIGHT_TO_LEFT = "copy_right_to_left"
    CHANGE_LENS = "change_lens"
    CHANGE_FRAME = "change_frame"
    LOAD_TRACE = "load_trace"
    STAGE_DONE = "stage_done"
    REPRINT = "reprint"


@dataclass(frozen=True, slots=True, kw_only=True)
class UiAction:
    """One action: its words, its keys (the first is printed on the button), when it is offered."""

    ask: Ask
    text: str
    keys: tuple[str, ...]
    icon: str
    area: Area
    permission: Action | None = None
    enabled_when: Condition = Condition.ALWAYS


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
    UiAction(
        ask=Ask.OPEN_PRESCRIPTION,
        text=msg("New prescription"),
        keys=("Ctrl+Return",),
        icon="eye",
        area=Area.PATIENTS,
        permission=Action.ORDER_CREATE,
    ),
    UiAction(
        ask=Ask.EDIT_PATIENT,
        text=msg("Edit"),
        keys=("Alt+E",),
        icon="pencil",
        area=Area.PATIENTS,
        permission=Action.PATIENT_EDIT,
    ),
    UiAction(
        ask=Ask.SAVE_PATIENT,
        text=msg("Save"),
        keys=("Ctrl+S",),
        icon="save",
        area=Area.PATIENTS,
        permission=Action.PATIENT_REGISTER,
    ),
    UiAction(
        ask=Ask.MERGE_PATIENTS,
        text=msg("Merge records"),
        keys=("Alt+M",),
        icon="users",
        area=Area.PATIENTS,
        permission=Action.PATIENT_MERGE,
    ),
    UiAction(
        ask=Ask.CONFIRM_MERGE,
        text=msg("Make them one"),
        keys=("F12",),
        icon="check",
        area=Area.PATIENTS,
        permission=Action.PATIENT_MERGE,
    ),
    UiAction(
        ask=Ask.WRITE_NOTE,
        text=msg("Write down"),
        keys=("Alt+N",),
        icon="pencil",
        area=Area.PATIENTS,
        permission=Action.NOTE_WRITE,
    ),
    UiAction(
        ask=Ask.CLOSE_NOTE,
        text=msg("Done with it"),
        keys=("Alt+D",),
        icon="check",
        area=Area.PATIENTS,
        permission=Action.NOTE_WRITE,
    ),
    UiAction(
        ask=Ask.ADD_FILE,
        text=msg("Add a file"),
        keys=("Alt+A",),
        icon="file-text",
        area=Area.PATIENTS,
        permission=Action.FILE_ADD,
    ),
    UiAction(
        ask=Ask.LEAVE_PATIENT,
        text=msg("Back"),
        keys=("Esc",),
        icon="arrow-left",
        area=Area.PATIENTS,
        permission=Action.PATIENT_SEARCH,
    ),
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
    UiAction(
        ask=Ask.CREATE_ORDER,
        text=msg("Create order"),
        keys=("F12",),
        icon="check",
        area=Area.ORDER_ENTRY,
        permission=Action.ORDER_CREATE,
        enabled_when=Condition.FORM_IS_OPEN,
    ),
    UiAction(
        ask=Ask.TRANSPOSE,
        text=msg("Transpose"),
        keys=("Ctrl+T",),
        icon="arrow-left-right",
        area=Area.ORDER_ENTRY,
        enabled_when=Condition.FORM_IS_OPEN,
    ),
    UiAction(
        ask=Ask.COPY_RIGHT_TO_LEFT,
        text=msg("Copy R→L"),
        keys=("Ctrl+D",),
        icon="copy",
        area=Area.ORDER_ENTRY,
        enabled_when=Condition.FORM_IS_OPEN,
    ),
    UiAction(
        ask=Ask.CHANGE_FRAME,
        text=msg("Change frame"),
        keys=("Alt+F",),
        icon="frame",
        area=Area.ORDER_ENTRY,
        permission=Action.CATALOGUE_READ,
        enabled_when=Condition.FORM_IS_OPEN,
    ),
    UiAction(
        ask=Ask.CHANGE_LENS,
        text=msg("Change lens"),
        keys=("Ctrl+E",),
        icon="pencil",
        area=Area.ORDER_ENTRY,
        permission=Action.CATALOGUE_READ,
        enabled_when=Condition.FORM_IS_OPEN,
    ),
    UiAction(
        ask=Ask.LOAD_TRACE,
        text=msg("Load trace"),
        keys=("Ctrl+O",),
        icon="scan-line",
        area=Area.ORDER_ENTRY,
        enabled_when=Condition.FORM_IS_OPEN,
    ),
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
)

_BY_ASK = {action.ask: action for action in ACTIONS}

COUNTER_RAIL = (Ask.HOME, Ask.PATIENTS, Ask.PRESCRIPTION, Ask.ORDERS)
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
    return together in ({Area.COUNTER, Area.ORDER_ENTRY}, {Area.COUNTER, Area.PATIENTS})

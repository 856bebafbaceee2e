"""What an action is: its name, where it is heard, and what must hold for it to be offered."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.kernel.access import Action


class Area(StrEnum):
    """Where an action is heard; a screen of the counter is within the counter."""

    EVERYWHERE = "everywhere"
    COUNTER = "counter"
    ORDER_ENTRY = "order_entry"
    PATIENTS = "patients"
    TILL = "till"
    CHECKOUT = "checkout"
    ORDER_DETAIL = "order_detail"
    PRINT_CENTRE = "print_centre"
    BENCH = "bench"


class Condition(StrEnum):
    """What must hold for an action to be offered, besides the permission."""

    ALWAYS = "always"
    FORM_IS_OPEN = "form_is_open"
    WORK_ORDER_IS_OPEN = "work_order_is_open"
    WORK_ORDER_CAN_ADVANCE = "work_order_can_advance"
    JOB_IS_CHOSEN = "job_is_chosen"
    JOB_WAITS = "job_waits"
    JOB_CAN_BE_TRIED = "job_can_be_tried"
    JOB_HAS_ENDED = "job_has_ended"
    MAIL_WAITS = "mail_waits"
    SOMETHING_IS_OWED = "something_is_owed"
    GOODS_ARE_CHOSEN = "goods_are_chosen"
    ORDER_IS_SHOWN = "order_is_shown"
    ORDER_IS_READY = "order_is_ready"
    ORDER_WAS_PAID = "order_was_paid"
    ORDER_IS_OPEN = "order_is_open"
    ORDER_IS_COLLECTED = "order_is_collected"
    STEP_IS_ASKED = "step_is_asked"


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
    PATIENT_SAME_AGAIN = "patient_same_again"
    LINK_FAMILY = "link_family"
    CONFIRM_RELATION = "confirm_relation"
    TAKE_FILE_OUT = "take_file_out"
    TAKE_APART = "take_apart"
    LEAVE_PATIENT = "leave_patient"
    CHECKOUT = "checkout"
    PAY_CASH = "pay_cash"
    PAY_CARD = "pay_card"
    PAY_GIFT_CARD = "pay_gift_card"
    PAY_TRANSFER = "pay_transfer"
    PAY_OTHERWISE = "pay_otherwise"
    EXACT_AMOUNT = "exact_amount"
    PAY_DEPOSIT = "pay_deposit"
    PAY_ALL = "pay_all"
    GIVE_DISCOUNT = "give_discount"
    ENTER_CODE = "enter_code"
    SELL_GIFT_CARD = "sell_gift_card"
    EXPLAIN_TOTAL = "explain_total"
    CLEAR_CHECKOUT = "clear_checkout"
    FINISH_PAYMENT = "finish_payment"
    TAKE_PAYMENT = "take_payment"
    COLLECT_ORDER = "collect_order"
    REFUND_ORDER = "refund_order"
    CANCEL_ORDER = "cancel_order"
    RETURN_GOODS = "return_goods"
    REMAKE_ORDER = "remake_order"
    CONFIRM_STEP = "confirm_step"
    LEAVE_ORDER = "leave_order"
    PRESCRIPTION = "prescription"
    ORDERS = "orders"
    LAB = "lab"
    TILL = "till"
    COUNT_TILL = "count_till"
    READ_TILL = "read_till"
    PAY_IN = "pay_in"
    PAY_OUT = "pay_out"
    OPEN_DRAWER = "open_drawer"
    CONFIRM_TILL = "confirm_till"
    LEAVE_TILL_FORM = "leave_till_form"
    CREATE_ORDER = "create_order"
    TRANSPOSE = "transpose"
    COPY_RIGHT_TO_LEFT = "copy_right_to_left"
    CHANGE_LENS = "change_lens"
    CHANGE_FRAME = "change_frame"
    LOAD_TRACE = "load_trace"
    STAGE_DONE = "stage_done"
    REPRINT = "reprint"
    PRINT_CENTRE = "print_centre"
    RETRY_JOB = "retry_job"
    REROUTE_JOB = "reroute_job"
    PREVIEW_JOB = "preview_job"
    CANCEL_JOB = "cancel_job"
    REPRINT_JOB = "reprint_job"
    UNDO_MAIL = "undo_mail"


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

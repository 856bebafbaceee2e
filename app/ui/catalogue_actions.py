"""The actions of the catalogue's area."""

from app.domain.kernel.access import Action
from app.messages.language import msg
from app.ui.action_kinds import Area, Ask, UiAction

CATALOGUE_ACTIONS: tuple[UiAction, ...] = (
    UiAction(
        ask=Ask.CATALOGUE,
        text=msg("Catalogue"),
        keys=("F8",),
        icon="tag",
        area=Area.COUNTER,
        permission=Action.CATALOGUE_READ,
    ),
    UiAction(
        ask=Ask.FILTER_CATALOGUE,
        text=msg("Find an article"),
        keys=("Ctrl+F",),
        icon="search",
        area=Area.CATALOGUE,
        permission=Action.CATALOGUE_READ,
    ),
    UiAction(
        ask=Ask.NEW_ARTICLE,
        text=msg("New"),
        keys=("Alt+N",),
        icon="plus",
        area=Area.CATALOGUE,
        permission=Action.CATALOGUE_EDIT,
    ),
    UiAction(
        ask=Ask.SAVE_ARTICLE,
        text=msg("Save"),
        keys=("Ctrl+S",),
        icon="save",
        area=Area.CATALOGUE,
        permission=Action.CATALOGUE_EDIT,
    ),
    UiAction(
        ask=Ask.SAVE_PROMOTION,
        text=msg("Save the promotion"),
        keys=("Alt+S",),
        icon="save",
        area=Area.CATALOGUE,
        permission=Action.CATALOGUE_EDIT,
    ),
    UiAction(
        ask=Ask.SAVE_LIMITS,
        text=msg("Save the limits"),
        keys=("Alt+L",),
        icon="save",
        area=Area.CATALOGUE,
        permission=Action.CATALOGUE_EDIT,
    ),
    UiAction(
        ask=Ask.SET_PRICE,
        text=msg("Publish the price"),
        keys=("Alt+P",),
        icon="banknote",
        area=Area.CATALOGUE,
        permission=Action.CATALOGUE_EDIT,
    ),
    UiAction(
        ask=Ask.ADD_POWER_LINE,
        text=msg("Add a line"),
        keys=("Alt+A",),
        icon="plus",
        area=Area.CATALOGUE,
        permission=Action.CATALOGUE_EDIT,
    ),
    UiAction(
        ask=Ask.IMPORT_GOODS,
        text=msg("Take in a file"),
        keys=("Alt+I",),
        icon="file-text",
        area=Area.CATALOGUE,
        permission=Action.CATALOGUE_EDIT,
    ),
    UiAction(
        ask=Ask.TAKE_IN_FILE,
        text=msg("Take it in"),
        keys=("F12",),
        icon="check",
        area=Area.CATALOGUE,
        permission=Action.CATALOGUE_EDIT,
    ),
    UiAction(
        ask=Ask.SWITCH_CATALOGUE,
        text=msg("Articles or rules"),
        keys=("Alt+R",),
        icon="percent",
        area=Area.CATALOGUE,
        permission=Action.CATALOGUE_READ,
    ),
)

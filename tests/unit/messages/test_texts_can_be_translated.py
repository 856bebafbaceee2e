"""A text is looked up whole, so that a translator sees it."""

from app.ui.actions import ACTIONS
from tests.languages.texts import APP, look_ups, texts_of

# These look up what a table holds, and the table marks its texts with `msg`.
TABLES = {
    "messages/journal_words.py",
    "messages/language.py",
    "ui/shell/commands.py",
    "ui/shell/rail.py",
    "ui/widgets/action_set.py",
}


def test_every_text_is_written_out_where_it_is_looked_up():
    computed = [
        f"{file.relative_to(APP)}:{call.lineno}"
        for file, call in look_ups()
        if not texts_of(call) and str(file.relative_to(APP)) not in TABLES
    ]
    assert computed == []


def test_the_texts_of_tables_are_marked():
    marked = {text for _, call in look_ups() for text in texts_of(call)}
    assert {action.text for action in ACTIONS} <= marked

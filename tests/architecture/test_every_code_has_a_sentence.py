"""Whatever refuses a person says why in a sentence, in their language."""

import ast
import re
from collections import Counter
from string import Formatter

from app.domain.kernel.errors import DioptreError, DomainError, Unavailable
from app.messages.sentences import SENTENCES
from app.services.print_ports import PrinterReason
from tests.architecture.every_module import every_subclass
from tests.architecture.tracked import project_files

# context.thing.what_is_wrong, or context.what_is_wrong where the context is the thing.
CODE = re.compile(r"[a-z_]+(\.[a-z][a-z0-9_]*){1,3}")


def refusals() -> set[type[DioptreError]]:
    """Return every kind of refusal that is raised as itself: those with a code of their own."""
    kinds = every_subclass(DioptreError) - {DomainError, Unavailable}
    return {kind for kind in kinds if "code" in vars(kind)}


def test_every_refusal_has_a_code_of_its_own():
    inner = {base for kind in every_subclass(DioptreError) for base in kind.__mro__[1:]}
    leaves = every_subclass(DioptreError) - inner
    assert [kind.__qualname__ for kind in leaves if "code" not in vars(kind)] == []
    twice = [code for code, n in Counter(kind.code for kind in refusals()).items() if n > 1]
    assert twice == []


def test_every_code_is_written_in_the_same_way():
    assert [kind.code for kind in refusals() if not CODE.fullmatch(kind.code)] == []


def test_every_refusal_has_a_sentence():
    assert len(refusals()) > 0
    assert {kind.code for kind in refusals()} - set(SENTENCES) == set()


def test_every_state_of_a_printer_has_a_sentence():
    assert {str(reason) for reason in PrinterReason} - set(SENTENCES) == set()


def names_in(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_a_sentence_is_a_sentence():
    for code, sentence in SENTENCES.items():
        assert sentence.strip() == sentence, code
        assert sentence[0].isupper() or sentence[0].isdigit() or sentence[0] == "{", code
        assert all(name.isidentifier() for name in names_in(sentence)), code


def facts_brought() -> dict[str, set[str]]:
    """Return, for each code that is raised, every fact that some refusal brings with it."""
    by_name = {kind.__name__: kind for kind in refusals() if "__init__" not in vars(kind)}
    brought: dict[str, set[str]] = {}
    for path in project_files("app/*.py", "sync_server/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            kind = by_name.get(ast.unparse(node.func).rpartition(".")[2])
            if kind is not None:
                facts = {each.arg or "**" for each in node.keywords}
                brought.setdefault(kind.code, set()).update(facts)
    return brought


def test_a_sentence_names_only_facts_that_a_refusal_brings():
    brought = facts_brought()
    assert len(brought) > 0
    misspelt = {
        code: names_in(SENTENCES[code]) - facts
        for code, facts in brought.items()
        if "**" not in facts and names_in(SENTENCES[code]) - facts
    }
    assert misspelt == {}

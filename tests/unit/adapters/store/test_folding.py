"""Names and numbers fold to what people type."""

import pytest

from app.adapters.store.folding import asked_words, begins_one_of, fold, phone_words, words_of


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Müller", "muller"),
        ("MU\u0308LLER", "muller"),
        ("Weiß", "weiss"),
        ("Łoś", "los"),
        ("Đorđević", "dordevic"),
        ("Øster", "oster"),
        ("Æther Œuvre", "aether oeuvre"),
        ("Þór", "thor"),
        ("Παπαδόπουλος", "παπαδοπουλοσ"),
        ("İnce", "ince"),
        ("Nguyễn", "nguyen"),
        ("ﬁsher", "fisher"),
    ],
)
def test_case_and_marks_are_left_out(written, folded):
    assert fold(written) == folded


def test_folding_twice_is_folding_once():
    for text in ("Weiß", "Łoś", "Παπαδόπουλος", "ﬁsher"):
        assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("O'Brien", {"o", "brien", "obrien"}),
        ("Anna-Maria van der Berg", {"anna", "maria", "annamaria", "van", "der", "berg"}),
        ("P-1042", {"p", "1042", "p1042"}),
        ("1.60", {"1", "60", "160"}),
        (" -- ", set()),
    ],
)
def test_a_name_is_found_by_its_parts_and_by_all_of_it(name, words):
    assert words_of(name) == words


@pytest.mark.parametrize("typed", ["07700 900", "+44 7700", "0044 7700", "7700900142", "(07700)"])
def test_a_phone_is_found_with_and_without_its_country(typed):
    (asked,) = asked_words(typed)
    assert begins_one_of(asked, phone_words("+44 7700 900142"))


@pytest.mark.parametrize("typed", ["900142", "0", "1234"])
def test_a_phone_is_not_found_by_its_middle(typed):
    (asked,) = asked_words(typed)
    assert not begins_one_of(asked, phone_words("+44 7700 900142"))


def test_nobody_is_found_by_a_phone_they_do_not_have():
    assert phone_words(None) == frozenset()
    assert phone_words("none") == frozenset()


@pytest.mark.parametrize("typed", ["", "   ", "--", "'"])
def test_signs_alone_ask_for_nothing(typed):
    assert asked_words(typed) == ()


def test_each_word_asks_for_a_beginning_of_its_own():
    assert asked_words("Jö Mül") == (frozenset({"jo"}), frozenset({"mul"}))


def test_a_number_with_letters_is_one_word_and_a_double_name_is_two():
    assert asked_words("P-1042") == (frozenset({"p1042"}),)
    assert asked_words("O'Brien") == (frozenset({"o"}), frozenset({"brien"}))
    assert asked_words("Valo 1.60") == (frozenset({"valo"}), frozenset({"160"}))


def test_digits_with_leading_zeros_ask_for_both_readings():
    assert asked_words("0042") == (frozenset({"0042", "42"}),)
    assert asked_words("000") == (frozenset({"000"}),)

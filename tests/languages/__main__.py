"""Writes the template anew, brings the catalogues up to it and compiles them: `make strings`."""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tests.languages.texts import LANGUAGES, POT, catalogue_file, template


def main() -> None:
    made = template()
    _write(POT, made)
    for language in LANGUAGES:
        file = catalogue_file(language)
        catalogue = _read(file, language)
        catalogue.update(made, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        _write(file, catalogue)
        with file.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, catalogue)
        missing = sum(1 for each in catalogue if each.id and not all(_strings(each.string)))
        sys.stdout.write(f"{language}: {len(catalogue)} texts, {missing} without translation\n")


def _read(file: Path, language: str) -> Catalog:
    if not file.exists():
        return Catalog(locale=language)
    with file.open("rb") as opened:
        return read_po(opened, locale=language)


def _write(file: Path, catalogue: Catalog) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as opened:
        write_po(opened, catalogue, sort_output=True, include_lineno=False, width=98)


def _strings(string: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string or ("",))


if __name__ == "__main__":
    main()

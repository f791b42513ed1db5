"""Reading TOML into the dataclasses, so strictly that a slip is named by file and key."""

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from pathlib import Path
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

from .slips import DATE, SORTS, CatalogueError, place_in
from .words import OneOf, Words

T = TypeVar("T")


def read(path: Path, shape: type[T]) -> T:
    """The file as a dataclass of this shape."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except UnicodeDecodeError as error:
        raise CatalogueError(path, "", "not-text") from error
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(path, "", "not-toml", where=place_in(error)) from error
    except OSError as error:
        raise CatalogueError(path, "", "unreadable") from error
    found: T = _Reader(path).table(table, shape, "")
    return found


class _Reader:
    def __init__(self, file: Path) -> None:
        self.file = file

    def refuse(self, key: str, code: str, **facts: object) -> CatalogueError:
        return CatalogueError(self.file, key, code, **facts)

    def table(self, found: object, shape: Any, at: str) -> Any:
        if not isinstance(found, dict):
            raise self.refuse(at, "not-a-table")
        expected: dict[str, Field[Any]] = {field.name: field for field in fields(shape)}
        for name in found.keys() - expected.keys():
            raise self.refuse(_under(at, name), "unknown-key", shape=shape.__name__)
        hints = get_type_hints(shape, include_extras=True)
        values = {}
        for name, field in expected.items():
            if name in found:
                values[name] = self.value(found[name], hints[name], _under(at, name))
            elif field.default is MISSING:
                raise self.refuse(_under(at, name), "missing")
        if shape is Words and any(not text.strip() for text in values.values()):
            raise self.refuse(at, "no-words")
        return shape(**values)

    def value(self, found: object, hint: Any, at: str) -> Any:
        if get_origin(hint) is Annotated:
            plain, *marks = get_args(hint)
            value = self.value(found, plain, at)
            for mark in marks:
                self.check_codes(value, mark, at)
            return value
        if get_origin(hint) is UnionType:  # `X | None`: TOML has no null, so what is there is an X
            hint = next(each for each in get_args(hint) if each is not NoneType)
        if is_dataclass(hint):
            return self.table(found, hint, at)
        if get_origin(hint) is tuple:
            return self.sequence(found, get_args(hint)[0], at)
        if get_origin(hint) is Mapping:
            return self.mapping(found, get_args(hint)[1], at)
        return self.plain(found, hint, at)

    def sequence(self, found: object, hint: Any, at: str) -> tuple[Any, ...]:
        if not isinstance(found, list):
            raise self.refuse(at, "not-a-list")
        return tuple(self.value(each, hint, f"{at}[{_label(each, i)}]") for i, each in enumerate(found))

    def mapping(self, found: object, hint: Any, at: str) -> Mapping[str, Any]:
        if not isinstance(found, dict):
            raise self.refuse(at, "not-a-table")
        return MappingProxyType({k: self.value(v, hint, _under(at, k)) for k, v in found.items()})

    def plain(self, found: object, hint: Any, at: str) -> Any:
        if hint is float and type(found) is int:
            return float(found)
        if type(found) is not hint:
            raise self.refuse(at, "wrong-sort", found=repr(found), wanted=SORTS.get(hint, DATE))
        return found

    def check_codes(self, value: object, mark: object, at: str) -> None:
        if not isinstance(mark, OneOf):
            return
        for each in value if isinstance(value, tuple) else (value,):
            if each not in mark.codes:
                raise self.refuse(at, "unknown-code", found=repr(each), codes=", ".join(filter(None, mark.codes)))


def _under(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name


def _label(each: object, index: int) -> str:
    # People find `forums[styringsgruppe]` faster than `forums[0]`.
    return str(each["key"]) if isinstance(each, dict) and "key" in each else str(index)

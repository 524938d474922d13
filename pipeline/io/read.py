"""From paths to articles: which files count, in which order, and what they say.

`find` lists the files under files, folders, globs and addresses of stores; `Files` gives the same one by one.
`article.py` decodes one article, `containers.py` opens files that hold many, `stores.py` reaches object stores.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from glob import glob, has_magic
from heapq import merge
from itertools import starmap
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.io import stores
from pipeline.io.article import HTML_SHARE, LIMIT, READERS, Source, decode, read
from pipeline.io.containers import Corpus, holds_articles, is_dataset
from pipeline.io.stores import is_address

__all__ = ["HTML_SHARE", "LIMIT", "READERS", "Corpus", "Files", "Source", "decode", "find", "read", "skipped"]


def find(paths: Iterable[Path | str]) -> list[Source]:
    """All files of articles under the paths, in order; see `Files`. Raises ReadError as `Files.of` does."""
    return list(Files.of(paths))


def skipped(paths: Iterable[Path | str]) -> Iterator[Path]:
    """Files in the given folders that are passed over because they hold no articles."""
    for path in _spread(paths):
        if path.is_dir() and not is_dataset(path):
            yield from (Path(str(source.path)) for source in _walk(path) if not _counts(source))


@dataclass(frozen=True, slots=True)
class Files:
    """The files of articles under some paths, in the order of their names under the given folders.

    A file named as such counts whatever its suffix. In folders count the suffixes in `READERS`, archives, and files of
    rows that have a column of articles; hidden files do not, and links to folders are not followed. A file found twice
    counts once; two files of one name under different folders are told apart by their full path.
    """

    paths: tuple[Path, ...]
    addresses: tuple[str, ...] = ()

    @classmethod
    def of(cls, given: Iterable[Path | str]) -> Files:
        """Raises ReadError for a path or address that does not exist or a glob that matches nothing."""
        there = list(given)
        addresses = dict.fromkeys(str(address) for address in there if is_address(address))
        for address in addresses:
            next(stores.files(address), None)
        paths = {_real(path): path for path in reversed(list(_spread(there)))}
        return cls(tuple(path for real, path in paths.items() if not _is_found(real, paths)), tuple(addresses))

    def __iter__(self) -> Iterator[Source]:
        folders = [path for path in self.paths if path.is_dir() and not is_dataset(path)]
        named = sorted(Source(path.name, path) for path in self.paths if path not in folders)
        found = (filter(_counts, _walk(folder)) for folder in folders)
        stored = (filter(_counts, starmap(Source, stores.files(address))) for address in self.addresses)
        last, targets = "", set[Path]()
        for source in merge(named, *found, *stored, key=lambda source: (source.name, source.path.as_posix())):
            if (
                isinstance(source.path, Path)
                and source.path.is_symlink()
                and (target := _real(source.path)) != source.path.absolute()
            ):
                if target in targets or (target.exists() and _is_found(target, map(_real, folders))):
                    continue
                targets.add(target)
            yield source if source.name != last else replace(source, name=source.path.as_posix())
            last = source.name


def _is_found(real: Path, folders: Iterable[Path]) -> bool:
    """Whether a walk through one of the folders comes upon the file or folder."""
    return any(
        folder in real.parents
        and not any(part.startswith(".") for part in real.relative_to(folder).parts)
        and (real.is_dir() or _counts(Source(real.name, real)))
        for folder in folders
    )


def _counts(source: Source) -> bool:
    return source.held is not None or source.path.suffix.lower() in READERS or holds_articles(source.path)


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _meant(path: Path) -> str:
    """What stands beside the path under nearly its name, or what to do."""
    there = path.parent.is_dir() and os.access(path.parent, os.R_OK)
    close = get_close_matches(path.name, sorted(os.listdir(path.parent)) if there else [], n=1)
    return f"did you mean {path.parent / close[0]}?" if close else "check the path"


def _spread(paths: Iterable[Path | str]) -> Iterator[Path]:
    """The paths with globs resolved, in sorted order."""
    for given in paths:
        if is_address(given):
            continue
        path = Path(given)
        if path.exists():
            yield path
        elif has_magic(str(given)) and (matches := sorted(glob(str(given), recursive=True))):
            yield from map(Path, matches)
        else:
            raise ReadError(f"{given}: no such file or folder, and no glob that matches one; {_meant(path)}")


def _walk(folder: Path, prefix: str = "") -> Iterator[Source]:
    """All files under a folder that are not hidden, in the order of their names: only one folder of each level is
    held at a time. A folder that cannot be listed is a source that cannot be read."""
    try:
        with os.scandir(folder) as entries:
            there = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries if _is_walked(entry)]
    except OSError as error:
        name = prefix.rstrip("/") or folder.name
        yield Source(name, folder, ReadError(f"{name}: cannot be listed ({error.strerror}); check its rights"))
        return
    for name, inside in sorted(there, key=lambda entry: entry[0] + "/" * entry[1]):
        path = folder / name
        if inside and not is_dataset(path):
            yield from _walk(path, f"{prefix}{name}/")
        else:
            yield Source(prefix + name, path)


def _is_walked(entry: os.DirEntry[str]) -> bool:
    return not entry.name.startswith(".") and not (entry.is_symlink() and os.path.isdir(entry.path))

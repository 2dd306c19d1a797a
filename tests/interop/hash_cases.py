"""Assets and archives of every kind, hashed by us and by Pulumi's Go SDK."""

import io
import json
import tarfile
import zipfile
from pathlib import Path
from typing import Any

from sandbox.engine.values.hashing import archive_hash, asset_hash
from sandbox.engine.values.model import ARCHIVE, ASSET, SIGNATURE
from tests.interop.golang import Go

Value = dict[str, Any]


def asset(**fields: Any) -> Value:
    return {SIGNATURE: ASSET, **fields}


def archive(**fields: Any) -> Value:
    return {SIGNATURE: ARCHIVE, **fields}


def make_files(base: Path) -> None:
    """A folder with what archives meet: nesting, odd names, empty files, packed files, Pulumi's own bookkeeping."""
    files = {
        "code/app.py": b"print('hello')\n",
        "code/empty.txt": b"",
        "code/b/inner.py": b"x = 1\n" * 100,
        "code/b-side.py": b"y = 2\n",
        "code/b.py": b"z = 3\n",
        "code/.hidden": b"h",
        "code/.pulumi/stacks/dev.json": b"{}",
        "code/block.bin": bytes(512),
        "code/one-more.bin": bytes(513),
        "text.txt": "gr\u00fc\u00dfe\n".encode(),
    }
    for name, data in files.items():
        path = base / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (base / "nothing").mkdir()
    with zipfile.ZipFile(base / "packed.zip", "w") as packed:
        packed.writestr("in/zip.txt", "zipped")
    for name, mode in (("packed.tar", "w"), ("packed.tar.gz", "w:gz"), ("packed.tgz", "w:gz")):
        with tarfile.open(base / name, mode) as tar:  # type: ignore[call-overload]  # the mode is one of the literals above
            member = tarfile.TarInfo("in/tar.txt")
            member.size = 3
            tar.addfile(member, io.BytesIO(b"tar"))


def cases(base: Path) -> dict[str, Value]:
    text, file = asset(text="hello"), asset(path="code/app.py")
    long = "/".join(["folder" * 5] * 6)
    return {
        "asset of text": text,
        "asset of no text": asset(text=""),
        "asset of text beyond ASCII": asset(text="K\u014dkua \U0001f33a"),
        "asset of a file": file,
        "asset of a file URI": asset(uri=(base / "text.txt").as_uri()),
        "archive of nothing": archive(assets={}),
        "archive of one text": archive(assets={"a.txt": text}),
        "archive of texts, sorted by bytes": archive(
            assets={"b": text, "B": text, "a/c": text, "a-b": text, "\u00e9": text}
        ),
        "archive of a text and a file": archive(assets={"x/y.txt": text, "app.py": file}),
        "archive with a name of 100 bytes": archive(assets={"n" * 100: text}),
        "archive with a name of 101 bytes": archive(assets={"n" * 101: text}),
        "archive with a name to be split": archive(assets={f"{long}/{'n' * 60}": text}),
        "archive with a name too long to split": archive(assets={f"{'p' * 160}/{'n' * 110}": text}),
        "archive with a long name beyond ASCII": archive(assets={f"\u00fc{'n' * 120}/\u65e5\u672c": text}),
        "archive of a folder": archive(path="code"),
        "archive of an empty folder": archive(path="nothing"),
        "archive of a folder, absolute": archive(path=str(base / "code")),
        "archive file, zip": archive(path="packed.zip"),
        "archive file, tar": archive(path="packed.tar"),
        "archive file, tar.gz": archive(path="packed.tar.gz"),
        "archive file URI": archive(uri=(base / "packed.zip").as_uri()),
        "archives within an archive": archive(
            assets={
                "code": archive(path="code"),
                "zip": archive(path="packed.zip"),
                "tar": archive(path="packed.tar"),
                "tgz": archive(path="packed.tgz"),
                "deep": archive(assets={"er": archive(assets={"t.txt": text})}),
            }
        ),
    }


def compare_hashes(go: Go, work: Path) -> list[tuple[str, bool, str]]:
    base = work / "hashes"
    make_files(base)
    found = cases(base)
    question = work / "hashes.json"
    rows = [{"name": name, "value": value, "base": str(base)} for name, value in found.items()]
    question.write_text(json.dumps(rows), encoding="utf-8")
    theirs = go.read(work, "hashes", question)["hashes"]
    result = []
    for name, value in found.items():
        ours = (asset_hash if value[SIGNATURE] == ASSET else archive_hash)(value, base)
        equal = ours == theirs[name]
        result.append((f"hash: {name}", equal, ours[:16] if equal else f"ours {ours}, Pulumi's {theirs[name]}"))
    return result

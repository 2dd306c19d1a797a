"""The tables in our Kinds against the classes of the real provider's SDK, read as source: importing it takes seconds."""

from __future__ import annotations

import ast
import functools
import importlib.util
import re
from pathlib import Path

import pytest

from sandbox.providers.classic.catalog import kinds

TOKENS = sorted(kinds())


@functools.cache
def sdk() -> Path:
    found = importlib.util.find_spec("pulumi_aws")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent


def module_of(token: str) -> Path:
    _, middle, _ = token.split(":")
    folder, name = middle.split("/")
    folder = {"lambda": "lambda_"}.get(folder, folder)
    return sdk() / folder / (re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower() + ".py")


def wire_name(function: ast.FunctionDef) -> str | None:
    for decorator in function.decorator_list:
        if "pulumi.getter" in ast.unparse(decorator):
            given = re.search(r"name='(\w+)'", ast.unparse(decorator))
            return given[1] if given else function.name
    return None


def getters(node: ast.ClassDef) -> dict[str, str]:
    """Python name -> wire name."""
    functions = [entry for entry in node.body if isinstance(entry, ast.FunctionDef)]
    return {entry.name: name for entry in functions if (name := wire_name(entry))}


@functools.cache
def real(token: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """(inputs, required inputs, outputs that are no inputs)."""
    classes = [n for n in ast.parse(module_of(token).read_text(encoding="utf-8")).body if isinstance(n, ast.ClassDef)]
    arguments, resource = classes[0], classes[-1]
    names = getters(arguments)
    init = next(n for n in arguments.body if isinstance(n, ast.FunctionDef) and n.name == "__init__")
    required = {
        a.arg for a, default in zip(init.args.kwonlyargs, init.args.kw_defaults, strict=True) if default is None
    }
    outputs = set(getters(resource).values()) - set(names.values())
    return frozenset(names.values()), frozenset(names[name] for name in required), frozenset(outputs)


@pytest.mark.parametrize("token", TOKENS)
def test_every_input_that_we_take_is_one_of_the_real_provider(token: str) -> None:
    assert kinds()[token].shape.inputs - real(token)[0] == frozenset()


@pytest.mark.parametrize("token", TOKENS)
def test_the_same_inputs_are_required(token: str) -> None:
    assert kinds()[token].shape.required == real(token)[1]


@pytest.mark.parametrize("token", TOKENS)
def test_the_same_outputs_are_computed(token: str) -> None:
    assert kinds()[token].shape.computed == real(token)[2]


@pytest.mark.parametrize("token", TOKENS)
def test_what_replaces_is_an_input_and_defaults_are_of_inputs(token: str) -> None:
    shape = kinds()[token].shape
    assert shape.replaces | shape.documents | set(shape.defaults) <= shape.inputs

"""Does the code keep to the house: rooms that know each other by their models only, and modules that stay small?"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import listingkit
from listingkit.findings import rules

HOUSE = Path(listingkit.__file__).parent
ROOMS = ("catalog", "shots", "photos", "images", "listing")
MODULES = sorted(HOUSE.rglob("*.py"))
LONGEST = 300


def imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            found.update(name.name for name in node.names)
    return {name for name in found if name.startswith("listingkit.")}


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_know_each_other_by_their_models_only(room):
    # The ledger is the photos room's book, in which the images room writes its renditions.
    allowed = {"model", "ledger"}
    for file in (HOUSE / room).glob("*.py"):
        for name in imports(file):
            _, other, *rest = name.split(".")
            if other in ROOMS and other != room and rest:
                assert rest[0] in allowed, f"{file.name} imports {name}"


def test_modules_stay_small_and_say_which_question_they_answer():
    for file in MODULES:
        text = file.read_text(encoding="utf-8")
        assert text.count("\n") <= LONGEST, f"{file} has more than {LONGEST} lines"
        assert ast.get_docstring(ast.parse(text)), f"{file} has no docstring"


def test_every_finding_code_is_raised_and_every_raised_code_is_declared():
    sources = {file: file.read_text(encoding="utf-8") for file in MODULES}
    declared = set(rules())
    unraised = {code for code in declared if not any(f'"{code}"' in text for text in sources.values())}
    assert unraised == set()
    areas = {code.split(".")[0] for code in declared}
    for file, text in sources.items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "finding" and node.args:
                code = node.args[0]
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    assert code.value in declared, f"{file.name} raises {code.value}"
                    assert code.value.split(".")[0] in areas


def test_core_never_prints_exits_or_reads_the_clock_or_the_environment():
    forbidden = {
        "print",
        "exit",
        "sys.exit",
        "os.environ",
        "os.getenv",
        "time.time",
        "datetime.now",
        "date.today",
        "sys.argv",
    }
    for file in MODULES:
        if file.parent.name == "cli" or file.name == "__main__.py":
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call | ast.Attribute):
                name = ast.unparse(node.func if isinstance(node, ast.Call) else node)
                assert not any(name == bad or name.endswith(f".{bad}") for bad in forbidden), f"{file}: {name}"

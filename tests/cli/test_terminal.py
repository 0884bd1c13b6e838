"""Is the terminal spoken to as a terminal and a pipe as a pipe: width, colour, progress, completion?"""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.builders.shop import shop

ESCAPE = re.compile(r"\x1b\[([0-9;]*)m")
COMMAND = [sys.executable, "-m", "listingkit"]


def in_a_terminal(*words: str, columns: int = 80, **more: str) -> str:
    """What is seen in a terminal of that width."""
    if sys.platform == "win32":
        pytest.skip("Windows has no pseudo terminals in the standard library")
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    plain = {key: value for key, value in os.environ.items() if key not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS"}}
    environment = {**plain, "TERM": "xterm-256color", **more}
    with subprocess.Popen([*COMMAND, *words], stdin=theirs, stdout=theirs, stderr=theirs, env=environment):
        os.close(theirs)
        seen = b""
        while True:
            try:
                data = os.read(ours, 4096)
            except OSError:  # the other end has closed
                break
            if not data:
                break
            seen += data
    os.close(ours)
    return seen.decode()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return str(shop(tmp_path_factory.mktemp("terminal"), photos=[]))


def coloured(text: str) -> bool:
    """Whether anything has a colour; bold and dim are none."""
    codes = [int(code) for found in ESCAPE.findall(text) for code in found.split(";") if code]
    return any(30 <= code <= 38 or 40 <= code <= 48 or 90 <= code <= 107 for code in codes)


def test_colour_helps_in_a_terminal_and_goes_where_it_is_not_wanted(folder):
    assert coloured(in_a_terminal("check", folder))
    assert not coloured(in_a_terminal("check", folder, NO_COLOR="1"))


@pytest.mark.parametrize("words", [("stores",), ("stores", "aliexpress"), ("plan",), ("check",)], ids=" ".join)
def test_nothing_is_wider_than_the_terminal(folder, words):
    command = words if words[0] == "stores" else (*words, folder)
    for line in in_a_terminal(*command).splitlines():
        assert len(ESCAPE.sub("", line).rstrip("\r")) <= 80, line


def test_a_pipe_gets_no_progress_and_no_escapes(tmp_path):
    made = shop(tmp_path)
    told = subprocess.run([*COMMAND, "images", str(made)], capture_output=True, text=True, check=True, encoding="utf-8")
    assert "\x1b" not in told.stdout + told.stderr
    assert "\r" not in told.stdout + told.stderr
    assert told.stderr.count("\n") <= 1


@pytest.mark.parametrize(("begun", "expected"), [("listingkit me", "merge"), ("listingkit plan --lea", "--learned")])
def test_the_shell_completes_commands_and_flags(begun, expected):
    words = begun.split()
    asked = {"_LISTINGKIT_COMPLETE": "complete_bash", "COMP_WORDS": begun, "COMP_CWORD": str(len(words) - 1)}
    code = "import sys; sys.argv[0] = 'listingkit'; from listingkit.cli.app import app; app(prog_name='listingkit')"
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env={**os.environ, **asked}
    )
    assert told.stdout.split() == [expected]

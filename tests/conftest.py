"""What every test may use: the judges' way of not being there, and the golden cases' option."""

from __future__ import annotations

import os
import signal
from collections.abc import Generator

import pytest
from hypothesis import settings

from judges import Missing

# No test is answered by an earlier run, or leaves something in a person's cache, but for tests/test_unchanged.py.
os.environ["SCAFFOLD_NO_CACHE"] = "1"

# No test asserts on time. In CI the examples are always the same ones: a change is judged by what it does, and new
# examples are looked for by hand and on laptops.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer ``--update-golden``."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the golden cases' want/ and diagnostics.txt from what scaffold does now (refused in CI)",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to bend the expectations where they are to hold."""
    if config.getoption("--update-golden") and os.environ.get("CI"):
        raise pytest.UsageError("--update-golden is refused where CI is set: golden files are reviewed, not made there")


@pytest.fixture(scope="session", autouse=True)
def _signals() -> None:
    """Runs in the background have signals ignored, and so would every process that a test starts and interrupts."""
    for name, handler in (("SIGINT", signal.default_int_handler), ("SIGHUP", signal.SIG_DFL)):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, handler)


def _absent(reason: Missing) -> None:
    """A judge that isn't there: a failure in CI, elsewhere a skip that says why."""
    if os.environ.get("CI"):
        pytest.fail(f"missing in CI: {reason}", pytrace=False)
    pytest.skip(str(reason))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None]:
    """Fixtures may ask for judges."""
    try:
        return (yield)
    except Missing as reason:
        _absent(reason)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """Tests may ask for judges."""
    try:
        return (yield)
    except Missing as reason:
        _absent(reason)

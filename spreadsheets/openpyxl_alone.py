"""openpyxl, for a process that only reads: it loads numpy where it finds it, threads and all, for nothing."""

import sys
from types import ModuleType
from typing import cast

sys.modules["numpy"] = cast("ModuleType", None)

import openpyxl  # noqa: E402 - after that

__all__ = ["openpyxl"]

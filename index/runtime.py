"""OpenVINO, kept from reporting home."""

from __future__ import annotations

import sys
from types import ModuleType


def import_openvino() -> ModuleType:
    """Import OpenVINO (0.3 s).

    It reports each of its imports to its makers unless the package that sends the report cannot be
    imported; an entry without a module in ``sys.modules`` is how Python is told that.
    """
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type] # None has this meaning here
    import openvino  # noqa: PLC0415 - a command that runs no model need not wait for it

    module: ModuleType = openvino
    return module

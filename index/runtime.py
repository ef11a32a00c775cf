"""OpenVINO, kept from reporting home, and alone on the processors."""

from __future__ import annotations

import sys
from types import ModuleType

from threadpoolctl import threadpool_limits


def import_openvino() -> ModuleType:
    """Import OpenVINO (0.3 s).

    It reports each of its imports to its makers unless the package that sends the report cannot be
    imported; an entry without a module in ``sys.modules`` is how Python is told that.
    """
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type] # None has this meaning here
    # numpy's threads wait for more by turning in a circle, and take the processors from the model: in an ingest
    # it is then 1.6 times as slow. What numpy works out here is small.
    threadpool_limits(limits=1, user_api="blas")
    import openvino  # noqa: PLC0415 - a command that runs no model need not wait for it

    module: ModuleType = openvino
    return module

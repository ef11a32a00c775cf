"""Everything that an evaluation came to as JSON, for other programs."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict

from assistant.evaluation.evaluation import Evaluated


def as_json(evaluated: Evaluated) -> str:
    """Give everything that an evaluation came to as JSON, for other programs."""
    comparison = evaluated.comparison
    said: dict[str, object] = {
        "asked_at": evaluated.asked_at.astimezone(dt.UTC).isoformat(timespec="seconds"),
        "snapshot": evaluated.snapshot,
        "worse": evaluated.is_worse,
        "run": evaluated.run.model_dump(mode="json"),
        "comparison": comparison
        and {
            "failing": [one.id for one in comparison.failing],
            "changes": [
                {
                    "id": one.id,
                    "direction": one.direction,
                    "accepted": one.accepted,
                    "before": one.old.model_dump(mode="json"),
                    "now": one.new.model_dump(mode="json"),
                    "cause": asdict(evaluated.causes[one.id]) if one.id in evaluated.causes else None,
                }
                for one in comparison.changes
            ],
            "measures": [
                {
                    "name": one.measure.name,
                    "before": one.old,
                    "now": one.new,
                    "worse": one.worse,
                    "better": one.better,
                    "questions": one.questions,
                    "probability": one.probability if one.measure.tested else None,
                    "detectable": one.detectable if one.measure.tested else None,
                    "significant": one.significant,
                }
                for one in comparison.drifts
            ],
            "moved": comparison.moved,
            "articles": dict(zip(("gone", "new", "changed"), comparison.articles, strict=True)),
            "not_compared": sorted({*comparison.only_old, *comparison.only_new}),
        },
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"

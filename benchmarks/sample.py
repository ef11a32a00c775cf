"""A smaller folder of news and questions out of a larger one: what answers a question, and others by chance.

python benchmarks/sample.py ../shared/newsbench /tmp/sample --articles 300
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # run as a file, this knows only its own folder

from benchmarks.peers import chosen


def main() -> None:
    """Write the folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("into", type=Path)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    given.into.mkdir(parents=True, exist_ok=True)
    with (given.into / "articles.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(one) + "\n" for one in chosen(given.folder, given.articles, given.seed))
    shutil.copy(given.folder / "questions.jsonl", given.into)


if __name__ == "__main__":
    main()

"""Takes the pictures of the chat page and of an evaluation's report anew, light and dark, on a desk and on a phone.

    python -m docs.screenshots [FOLDER]

The page is the real one, served over the sample articles from a data folder made for this. Needs Chromium on the
PATH, or its place in the environment variable CHROMIUM. Pictures whose colours have not changed are left alone.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image, ImageChops
from playwright.sync_api import Browser, FilePayload, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
CACHE = ROOT / ".cache"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
READY = re.compile(r"Dateline is ready: (\S+?)/?(?: |$)", re.MULTILINE)
PATIENCE = 60_000
"""Milliseconds; on an idle machine nothing takes more than two seconds."""
WINDOWS = {"desk": {"width": 1280, "height": 860}, "phone": {"width": 360, "height": 740}}
SCHEMES = ("light", "dark")
COLOURS = 128
"""Of a picture: the page has a dozen, the rest are the edges of letters."""
STEP, FEW = 24, 20
"""Pictures are the same if at most so FEW pixels differ by more than STEP in a channel: browsers draw the edges of
letters a little otherwise each time, and the smallest sign has more pixels than that."""

ANSWERED = "What did Spain pledge and when?"
PARTLY = "How much did Portugal pledge to Ukraine, and how many shells will it send?"
UNKNOWN = "What did Japan pledge to Ukraine?"
DIFFERING = "How many people were injured in the collapse of the Merrin viaduct?"
TIMELINE = "What happened in the Skarhaven port strike?"
FERRY = """# Ferry to Eastfield runs again

The ferry between Fennick and Eastfield runs again from Monday, four months after it lost its rudder. It leaves on the
hour from six in the morning; the last boat back is at ten. A ticket costs 3 crowns.
"""
CLUB = """Rowing club has a new boathouse

The rowing club of Fennick opened its new boathouse on Sunday. Forty boats lie in it.
"""

STATEMENT = "A span of the Merrin viaduct fell and injured 14 people."
DRAFT = """# Briefing: pledges of May 2024

On 27 May 2024 Madrid promised Kyiv €1bn of military aid for that year. The agreement runs for ten years. King Carlos
received the Ukrainian president at Barajas airport.

Belgium promised 31 F-16 jets, the first of them before the end of the year. Under an accord signed on 28 May 2024,
Portugal will give at least 126 million euros. A new museum of glass opened in Fennick last spring.

What comes next?
"""

Scene = Callable[[Page], None]


def ask(page: Page, question: str) -> None:
    """Ask, and wait until the answer is whole."""
    turns = page.locator("#conversation .turn")
    before = turns.count()
    page.get_by_label("Your question").fill(question)
    page.get_by_label("Your question").press("Enter")
    expect(turns.nth(before).get_by_role("button", name="Ask again")).to_be_visible()
    expect(page.get_by_label("Your question")).to_have_value("")


def welcome(page: Page) -> None:
    """Show what somebody sees who opens the page."""
    expect(page.locator("#examples button").first).to_be_visible()


def answered(page: Page) -> None:
    """Show an answer with its source."""
    ask(page, ANSWERED)


def partly(page: Page) -> None:
    """Show that one half of a question has no answer."""
    ask(page, PARTLY)


def not_found(page: Page) -> None:
    """Show that the articles do not say."""
    ask(page, UNKNOWN)


def differing(page: Page) -> None:
    """Show reports that give different figures."""
    ask(page, DIFFERING)


def timeline(page: Page) -> None:
    """Show what happened with something, day by day."""
    ask(page, TIMELINE)


def cite(page: Page) -> None:
    """Show what bears a statement, and what says otherwise."""
    page.get_by_role("tab", name="Cite").click()
    box = page.get_by_label("Your statement")
    box.fill(STATEMENT)
    box.press("Enter")
    expect(page.locator("#citing-statement-said")).to_have_text(STATEMENT)
    expect(page.locator(".find").first).to_be_visible()


def audit(page: Page) -> None:
    """Show what the articles say to a draft."""
    page.get_by_role("tab", name="Audit").click()
    page.get_by_label("Your draft").fill(DRAFT)
    page.get_by_role("button", name="Audit", exact=True).click()
    expect(page.locator("#auditing .audit.audit-live")).to_be_visible()


def article(page: Page) -> None:
    """Show the article of a source, its quote marked."""
    ask(page, ANSWERED)
    page.get_by_role("button", name="Read the article").first.click()
    expect(page.locator("dialog.reader[open]")).to_be_visible()


def articles(page: Page) -> None:
    """Show the list of articles."""
    page.get_by_role("tab", name="Articles").click()
    expect(page.locator("#listing tbody tr").first).to_be_visible()


def upload(page: Page) -> None:
    """Show the report on files that were brought."""
    articles(page)
    before = page.locator("#collection").inner_text()
    files: list[FilePayload] = [
        {"name": "ferry-runs-again.md", "mimeType": "text/markdown", "buffer": FERRY.encode()},
        {"name": "boathouse.txt", "mimeType": "text/plain", "buffer": CLUB.encode()},
        {"name": "timetable.xlsx", "mimeType": "application/octet-stream", "buffer": b"PK"},
    ]
    page.get_by_label("Choose files").set_input_files(files)
    expect(page.get_by_role("group", name="Report on your files")).to_be_visible()
    expect(page.locator("#collection")).not_to_have_text(before)


SCENES: tuple[Scene, ...] = (
    welcome,
    answered,
    partly,
    not_found,
    differing,
    timeline,
    article,
    cite,
    audit,
    articles,
    upload,
)


@contextlib.contextmanager
def serving(data_dir: Path) -> Iterator[str]:
    """Serve the sample articles from a new data folder; give the address."""
    program = str(Path(sys.executable).with_name("dateline"))
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    environment |= {"DATELINE_DATA_DIR": str(data_dir), "PYTHONUNBUFFERED": "1", "COLUMNS": "200"}
    environment["DATELINE_KEEP_SNAPSHOTS"] = "100"  # each upload makes one, and the first is returned to
    (CACHE / "models").mkdir(parents=True, exist_ok=True)
    (data_dir / "models").symlink_to(CACHE / "models")  # converting the model takes half a minute
    subprocess.run([program, "ingest", "articles"], cwd=ROOT, env=environment, check=True, capture_output=True)
    log = data_dir / "serve.log"
    with log.open("w") as said:
        process = subprocess.Popen([program, "serve", "--port", "0"], env=environment, stdout=said, stderr=said)
        try:
            begun = time.monotonic()
            while not (ready := READY.search(log.read_text(encoding="utf-8"))):
                if process.poll() is not None or time.monotonic() - begun > PATIENCE / 1000:
                    raise SystemExit(f"The server did not start:\n{log.read_text(encoding='utf-8')}")
                time.sleep(0.1)
            yield ready.group(1)
        finally:
            process.terminate()
            process.wait()


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Open the browser."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        raise SystemExit("No browser: install chromium, or name one in the environment variable CHROMIUM.")
    # As root Chromium has no sandbox. Letters are drawn without the hints of the machine's own settings.
    arguments = ["--font-render-hinting=none", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()


def taken(browser: Browser, url: str, scene: Scene, window: str, scheme: str) -> bytes:
    """Give a picture of a scene as PNG."""
    context = browser.new_context(
        viewport=WINDOWS[window],  # type: ignore[arg-type] # a TypedDict of Playwright's
        color_scheme=scheme,  # type: ignore[arg-type] # one of its literals
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="UTC",
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(url)
    expect(page.locator("#collection")).not_to_be_empty()
    welcome(page)
    scene(page)
    page.mouse.move(0, 0)
    picture = page.screenshot(animations="disabled")
    context.close()
    return picture


def report(browser: Browser, data_dir: Path, scheme: str) -> bytes:
    """Give a picture of an evaluation's report: the sample's questions, with a threshold that answers too much."""
    page_file = data_dir / "report.html"
    if not page_file.exists():
        program = str(Path(sys.executable).with_name("dateline"))
        changed = {"DATELINE_DATA_DIR": str(data_dir), "DATELINE_ANSWER_THRESHOLD": "0.4"}
        command = [program, "eval", "--html", str(page_file)]
        subprocess.run(command, env=os.environ | changed, cwd=ROOT, check=False, capture_output=True)
    page = browser.new_page(viewport=WINDOWS["desk"], color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(page_file.as_uri())
    picture = page.screenshot(animations="disabled")
    page.close()
    return picture


def small(picture: bytes) -> Image.Image:
    """Give a picture with few colours."""
    return Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)


def same(new: Image.Image, path: Path) -> bool:
    """Tell whether a picture looks as one that was taken before."""
    if not path.exists():
        return False
    with Image.open(path) as old:
        if old.size != new.size:
            return False
        difference = ImageChops.difference(old.convert("RGB"), new.convert("RGB"))
    most = ImageChops.lighter(ImageChops.lighter(*difference.split()[:2]), difference.split()[2])
    return sum(most.histogram()[STEP + 1 :]) <= FEW


def keep(picture: bytes, path: Path) -> None:
    """Write a picture, unless it looks as the one that is there."""
    smaller = small(picture)
    if not same(smaller, path):
        smaller.save(path, optimize=True)
        sys.stdout.write(f"{path.name} written, {path.stat().st_size // 1000} kB\n")


def main() -> None:
    """Take all pictures, and say which have changed."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES
    folder.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=PATIENCE)
    with tempfile.TemporaryDirectory() as data, serving(Path(data)) as url, chromium() as browser:
        current = Path(data) / "CURRENT"
        sample = current.read_text(encoding="utf-8")
        for scene, window, scheme in itertools.product(SCENES, WINDOWS, SCHEMES):
            current.write_text(sample, encoding="utf-8")
            path = folder / f"{scene.__name__.replace('_', '-')}-{window}-{scheme}.png"
            keep(taken(browser, url, scene, window, scheme), path)
        current.write_text(sample, encoding="utf-8")
        for scheme in SCHEMES:
            keep(report(browser, Path(data), scheme), folder / f"evaluation-desk-{scheme}.png")


if __name__ == "__main__":
    main()

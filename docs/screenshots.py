"""Takes the pictures in docs/images from the real app: ``python docs/screenshots.py [PICTURE ...]``.

Needs the test extra and Debian's Chromium. The plans are solved and the questions answered first, so that all of it
takes a quarter of an hour. With ``--keep FOLDER`` the solved plans stay there for the next time.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageOps

sys.path.insert(0, str(Path(__file__).parents[1]))

from playwright.sync_api import Page, sync_playwright

from docs import picture_plans
from docs.screens import IMAGES, PICTURES, Picture
from teamform.store import Store
from tests.ui.conftest import ARGS, CHROMIUM, start_server, stop_server
from tests.ui.journey import settle

WIDE, NARROW, TALLEST = 1280, 320, 1750
"""Points of a computer's and of a phone's screen, and the most that a picture is tall."""
SHARP, COLOURS, LARGEST, EDGE = 1.5, (48, 32), 195_000, "#b1b4b6"
PATIENCE = 900
"""Seconds for which an answer is waited for; without it there is no picture."""
WHOLE = "p,h1,h2,h3,tr,li,dl>div,button,input,label,canvas,.tf-inset,details:not([open]),[data-testid=stForm]"
"""What a picture is never cut through."""
ENDS = """([whole, limit]) => {
  const main = document.querySelector('[data-testid=stMainBlockContainer]');
  const boxes = which => [...main.querySelectorAll(which)].filter(e => e.checkVisibility({visibilityProperty: true}))
    .map(e => e.getBoundingClientRect()).filter(b => b.height > 1);
  const all = main.querySelector('[data-testid=stVerticalBlock]').getBoundingClientRect();
  const bottom = 2 + Math.max(all.bottom, ...boxes(whole).map(b => b.bottom));
  if (bottom <= limit) return bottom;
  let at = limit, through;
  while ((through = boxes(whole).filter(b => b.top < at - 1 && b.bottom > at + 1)).length)
    at = Math.min(...through.map(b => b.top));
  return at - 2;
}"""
"""Where what the page shows ends, or a gap above the limit."""


def take(page: Page, url: str, picture: Picture, about: dict[str, str]) -> None:
    """One picture: go there, press what is to be pressed, wait for the answer, and keep what it shows."""
    width = WIDE if picture.wide else NARROW
    page.set_viewport_size({"width": width, "height": 900})
    address = "&".join([*(f"{name}={value}" for name, value in about.items()), *filter(None, [picture.query])])
    page.goto(f"{url}/{picture.page}?{address}")
    settle(page, 1500)
    for text in picture.press:
        page.locator("button, summary").filter(has_text=text).first.click()
        settle(page)
    if picture.until:
        page.get_by_text(picture.until).first.wait_for(timeout=PATIENCE * 1000)
    if picture.of != "run":
        page.locator('p[role="status"]', has_text="Working").first.wait_for(state="hidden", timeout=PATIENCE * 1000)
    page.mouse.move(0, 0)
    for _ in range(2):  # what comes with the answer, such as a form, makes the page taller
        page.wait_for_timeout(1500)
        height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        page.set_viewport_size({"width": width, "height": int(height) + 20})
    page.wait_for_timeout(1000)
    page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]')", timeout=PATIENCE * 1000)
    heading = page.get_by_role("heading", name=picture.top, exact=True).first if picture.top else None
    start = heading.bounding_box()["y"] - 12 if heading else 0
    end = page.evaluate(ENDS, [WHOLE, start + TALLEST])
    path = IMAGES / f"{picture.name}.png"
    page.screenshot(path=path, clip={"x": 0, "y": start, "width": width, "height": end - start})
    _small(path)


def _small(path: Path) -> None:
    """Give a picture a margin below and an edge, and as many colours as it may have bytes for."""
    taken = Image.open(path).convert("RGB")
    whole = Image.new("RGB", (taken.width, taken.height + round(24 * SHARP)), "white")
    whole.paste(taken)
    whole = ImageOps.expand(whole, 1, EDGE)
    for colours in COLOURS:
        _reduced(whole, colours).save(path, optimize=True)
        if path.stat().st_size < LARGEST:
            break
    print(f"{path.name}: {whole.width} x {whole.height}, {path.stat().st_size // 1000} kB", flush=True)


def _reduced(picture: Image.Image, colours: int) -> Image.Image:
    """The picture in a few colours: the commonest as they are, since shades of cells must stay apart, and some others.

    Each pixel gets the nearest of them: Pillow itself takes one that is only near, also for white.
    """
    codes = np.asarray(picture).astype(np.int64) @ (1 << 16, 1 << 8, 1)
    found, places, counts = np.unique(codes, return_inverse=True, return_counts=True)
    parts = np.stack([found >> 16, found >> 8 & 255, found & 255], axis=1)
    others = picture.quantize(colours // 2, Image.Quantize.MAXCOVERAGE).getpalette() or []
    palette = np.concatenate([parts[np.argsort(-counts)[: colours // 2]], np.reshape(others, (-1, 3))])
    nearest = [int(((palette - part) ** 2).sum(axis=1).argmin()) for part in parts]
    reduced = Image.fromarray(np.array(nearest, dtype=np.uint8)[places.reshape(codes.shape)], "P")
    reduced.putpalette(palette.astype(np.uint8).tobytes())
    return reduced


def plans(folder: Path, database: str) -> dict[str, dict[str, str]]:
    """What the addresses say: of plans that were kept, or of new ones."""
    kept = folder / "plans.json"
    if not kept.exists():
        with Store(database) as store:
            kept.write_text(json.dumps(picture_plans.seed(store)))
    found: dict[str, dict[str, str]] = json.loads(kept.read_text())
    return found


def take_all(folder: Path, wanted: set[str]) -> None:
    """Take every picture, or those that are wanted; the run comes last, since it takes its share of the machine."""
    database = f"sqlite:///{folder}/pictures.db"
    process, url = start_server(folder, database)
    try:
        about: dict[str, Any] = plans(folder, database)
        picture_plans.import_files(folder)
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=CHROMIUM, args=ARGS)
            page = browser.new_page(device_scale_factor=SHARP)
            for picture in sorted(PICTURES, key=lambda each: each.of == "run"):
                if wanted and picture.name not in wanted:
                    continue
                if picture.of == "run":
                    with Store(database) as store:
                        about["run"] = picture_plans.run(store, about["round"]["plan"])
                take(page, url, picture, about[picture.of])
            browser.close()
    finally:
        stop_server(process)


def main() -> None:
    """Take the pictures that are asked for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("pictures", nargs="*")
    asked.add_argument("--keep", type=Path)
    given = asked.parse_args()
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        (given.keep or Path(folder)).mkdir(parents=True, exist_ok=True)
        take_all(given.keep or Path(folder), set(given.pictures))


if __name__ == "__main__":
    main()

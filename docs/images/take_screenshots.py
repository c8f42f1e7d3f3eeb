"""Take the pictures of the page, beside this file, from a running `trekbot serve`.

    python docs/images/take_screenshots.py [http://127.0.0.1:8000] ["What should I learn before feature stores?"]

It needs `playwright` and a Chromium, the one that CHROMIUM names or the first on the PATH.
"""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

FOLDER = Path(__file__).parent
SIZES = {"page-wide.png": (1280, 800), "page-narrow.png": (390, 844)}


def main(address: str = "http://127.0.0.1:8000", question: str = "What should I learn before feature stores?") -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, size in SIZES.items():
            take(browser, address, question, FOLDER / name, size)
        browser.close()


def take(browser: Browser, address: str, question: str, picture: Path, size: tuple[int, int]) -> None:
    """Ask the question on a screen of the given width and height, and keep what a learner then sees."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, device_scale_factor=1.5)
    page.goto(address)
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
    page.locator(".tb-small").wait_for()
    page.wait_for_timeout(1000)  # for the browser's own fading and scrolling
    page.screenshot(path=picture)
    page.close()
    print(picture)


if __name__ == "__main__":
    main(*sys.argv[1:])

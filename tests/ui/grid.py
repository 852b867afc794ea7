"""Driving an editable table, which is painted on a canvas: its hidden accessible table says what is selected."""

from __future__ import annotations

ROW, HEADER = 35 * 17 / 16, 36 * 17 / 16
"""Heights that go with the base font size of 17."""


def grid(page, nth: int = 0):
    """The nth table of the page."""
    found = page.locator('[data-testid="stDataFrame"]').nth(nth)
    found.wait_for(state="visible")
    return found


def _column(table, header: str) -> int:
    head = table.locator('[role="columnheader"]').filter(has_text=header).first
    head.wait_for(state="attached")
    return int(head.get_attribute("aria-colindex"))


def cell(table, row: int, header: str):
    """A cell by its place."""
    column = _column(table, header)
    return table.locator(f'[role="row"][aria-rowindex="{row + 2}"] [role="gridcell"][aria-colindex="{column}"]')


def _selected(table, row: int) -> int | None:
    """The column of the cell that is selected in a row; None while there is none."""
    chosen = table.locator(f'[role="row"][aria-rowindex="{row + 2}"] [role="gridcell"][aria-selected="true"]').first
    return int(chosen.get_attribute("aria-colindex")) if chosen.count() else None


def select(page, table, row: int, header: str):
    """Select a cell and be sure that it is the one."""
    canvas = table.locator("canvas").first
    canvas.scroll_into_view_if_needed()
    want = _column(table, header)
    for _ in range(6):
        box = canvas.bounding_box()
        page.mouse.click(box["x"] + 70, box["y"] + HEADER + ROW * (row + 0.5))
        for _ in range(20):  # the accessible table follows a little later; the click lands in the first column
            if _selected(table, row) == 1:
                break
            page.wait_for_timeout(20)
        if page.locator("#portal input, #portal textarea").count():  # a click on a selected cell opens its editor
            page.keyboard.press("Escape")
            page.wait_for_timeout(100)
        for _ in range(40):
            now = _selected(table, row)
            if now is None:
                break
            if now == want:
                return cell(table, row, header)
            page.keyboard.press("ArrowRight" if want > now else "ArrowLeft")
            for _ in range(20):
                if _selected(table, row) != now:
                    break
                page.wait_for_timeout(20)
    raise AssertionError(f"cannot select row {row}, {header}")


def edit(page, table, row: int, header: str, text: str) -> None:
    """Type into a cell, as a person does."""
    select(page, table, row, header)
    page.keyboard.press("Enter")
    box = page.locator("#portal textarea, #portal input:not([disabled])").first
    box.wait_for(timeout=8000)
    box.fill(text)
    page.wait_for_timeout(80)
    page.keyboard.press("Enter")
    box.wait_for(state="detached", timeout=8000)

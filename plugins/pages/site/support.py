"""Support: how readers can support an archive, with a code by which a telephone reads the address."""

from __future__ import annotations

from itertools import groupby

from plugins.archive.model.site import Support
from plugins.pages.view_models import Link, QrCode, SupportBox

QUIET_ZONE = 4
"""Modules that stay white around a code (ISO/IEC 18004, 9.1)."""


def support_box(support: Support | None) -> SupportBox | None:
    """Return the box of an archive; None when it asks for no support."""
    if support is None:
        return None
    link, address = support.link, support.address
    return SupportBox(
        support.text,
        Link(link.text, link.url) if link else None,
        address.label if address else "",
        address.value if address else "",
        qr_code(address.value) if address else None,
    )


def qr_code(text: str) -> QrCode:
    """Return the QR code of a text, of which 15 % may be hidden or dirty (level M)."""
    import segno  # which few archives need

    rows = segno.make(text, micro=False, error="m").matrix
    return QrCode(len(rows) + 2 * QUIET_ZONE, "".join(_runs(row, y) for y, row in enumerate(rows, QUIET_ZONE)))


def _runs(row: bytearray, y: int) -> str:
    """Return the dark modules of a row as rectangles, one for each run."""
    path, x = "", QUIET_ZONE
    for dark, run in groupby(row):
        width = len(list(run))
        path += f"M{x} {y}h{width}v1h-{width}z" if dark else ""
        x += width
    return path

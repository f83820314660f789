"""Support box: how readers can support an archive, with a QR code of the address."""

from __future__ import annotations

from itertools import groupby

from plugins.archive.model.site import Support
from plugins.pages.view_models import Link, QrCode, SupportBox

QUIET_ZONE = 4
"""White modules around a QR code (ISO/IEC 18004, 9.1)."""


def support_box(support: Support | None) -> SupportBox | None:
    """Return the support box of a site; None if its settings have none."""
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
    """Return the QR code of a text, readable with up to 15 % damage (level M)."""
    import segno  # used by few archives

    rows = segno.make(text, micro=False, error="m").matrix
    return QrCode(len(rows) + 2 * QUIET_ZONE, "".join(_runs(row, y) for y, row in enumerate(rows, QUIET_ZONE)))


def _runs(row: bytearray, y: int) -> str:
    """Return the path of the dark modules of a row: one rectangle per run."""
    path, x = "", QUIET_ZONE
    for dark, run in groupby(row):
        width = len(list(run))
        path += f"M{x} {y}h{width}v1h-{width}z" if dark else ""
        x += width
    return path

"""Files that editors and file managers leave next to the files they edit or show; they are not part of an archive."""

from __future__ import annotations

import re

VIM_TEST_FILE, VIM_STEP = 4913, 123
"""Vim tests whether it can write a folder with a file named 4913, or a number that is larger by a multiple of 123."""
_NAMES = re.compile(
    r"\.#.*"  # Emacs: lock of a file with unsaved changes, a symbolic link
    r"|#.*#"  # Emacs: unsaved changes
    r"|.*~"  # Emacs, Vim, gedit, nano: backup
    r"|\..*\.sw[a-z]"  # Vim: unsaved changes
    r"|\..*\.(kate-swp|un~)"  # Kate: unsaved changes; Vim: history
    r"|.*___jb_(tmp|old)___"  # JetBrains: while it saves
    r"|\.goutputstream-.*"  # gedit: while it saves
    r"|\.~lock\..*#|~\$.*"  # LibreOffice and Microsoft Office: lock of an open file
    r"|\._.*|\.DS_Store|\.(nfs|fuse_hidden).*"  # macOS: attributes of a file; Linux: open file that was removed
    r"|Thumbs\.db|ehthumbs\.db|desktop\.ini",  # Windows: thumbnails, view of a folder
    re.DOTALL,
)


def is_editor_file(name: str) -> bool:
    """Return whether a file name is that of a file to pass over.

    Copies that someone keeps on purpose or has to look at, such as `x.md.orig` of a merge, are not passed over.
    """
    if _NAMES.fullmatch(name):
        return True
    if not (name.isascii() and name.isdigit()):
        return False
    return int(name) >= VIM_TEST_FILE and (int(name) - VIM_TEST_FILE) % VIM_STEP == 0

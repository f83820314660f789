"""Images in HTML: sizes and smaller copies."""

from plugins.archive.images import Image
from plugins.archive.urls import Urls
from plugins.pages.report.page import DISPLAYED_WIDTH, add_image_sizes


def test_images_get_width_and_height() -> None:
    """Images are matched by file name; unknown images stay unchanged."""
    images = {"a b.png": Image(4, 3, b"")}
    html = '<img src="/reports/x/a%20b.png" alt="w"> <img src="/reports/x/c.png" alt="b.png">'
    wanted = '<img src="/reports/x/a%20b.png" width="4" height="3" alt="w"> <img src="/reports/x/c.png" alt="b.png">'
    assert add_image_sizes(html, images, "x", Urls()) == wanted
    assert add_image_sizes(html, {}, "x", Urls()) == html


def test_resized_copies_are_in_srcset() -> None:
    """`srcset` has each smaller copy with its width, and the image itself."""
    images = {"a,b.png": Image(900, 3, b"", (480, 640))}
    html = add_image_sizes('<img src="/y/reports/x/a%2Cb.png" alt="w">', images, "x", Urls("https://example.org/y"))
    srcset = "/y/pictures/480/x/a%2Cb.png 480w, /y/pictures/640/x/a%2Cb.png 640w, /y/reports/x/a%2Cb.png 900w"
    size = f'width="900" height="3" srcset="{srcset}" sizes="{DISPLAYED_WIDTH}"'
    assert html == f'<img src="/y/reports/x/a%2Cb.png" {size} alt="w">'

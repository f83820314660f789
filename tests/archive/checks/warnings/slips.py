"""Mistakes in bodies, each with its message and the body after the remedy; and ordinary texts without mistakes."""

from typing import NamedTuple

from plugins.archive.document import read_report
from plugins.archive.problems import Problem
from plugins.archive.urls import Urls

PATH = "reports/2020/2020-01-02-sample.md"
FRONT_MATTER = "title: A title\ndate: 2020-01-02\nregion: land\nsummary: A summary.\n"
BODY_LINE = 8
"""The first line of a body below `FRONT_MATTER`."""


class Slip(NamedTuple):
    """A text with a mistake, its position (line of the text and column), its message, and the text after the remedy."""

    faulty: str
    line: int
    column: int
    message: str
    corrected: str


def problems_of(front_matter: str, body: str) -> list[Problem]:
    """Return errors and warnings of a report."""
    problems: list[Problem] = []
    report = read_report(PATH, f"---\n{front_matter}---\n\n{body}\n".encode(), Urls(), problems)
    return [*problems, *(report.warnings if report else ())]


TABLE = "| a | b |\n| --- | --- |\n| 1 | 2 |"
SLIPS = [
    Slip("x <!-- TODO -->", 1, 3, "the comment '<!-- TODO' would be published", "x"),
    Slip("x\n\n<!--\nA. B.\n-->\n\ny", 3, 1, "remove it, from <!-- to -->", "x\n\ny"),
    Slip("<<<<<<< HEAD\n\nOne.\n\n=======\n\nTwo.\n\n>>>>>>> x", 1, 1, "is a mark of Git", "One."),
    Slip("a\n<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> x", 2, 1, "two versions of the text conflict", "a\nOne."),
    Slip(
        "a [b](my file.pdf) c",
        1,
        3,
        "its address contains a space — write %20",
        "a [b](2020-01-02-sample/my%20file.pdf)",
    ),
    Slip(
        "![b](my photo.png)",
        1,
        1,
        "is not an image: its address contains a space",
        "![b](2020-01-02-sample/my%20photo.png)",
    ),
    Slip("[b](https://a.org/b c)", 1, 1, "(https://a.org/b%20c)", "[b](https://a.org/b%20c)"),
    Slip("[b](https://a.org/b", 1, 1, "its ')' is missing", "[b](https://a.org/b)"),
    Slip("[b](https://a.org/\nb)", 1, 1, "write the whole address on one line", "[b](https://a.org/b)"),
    Slip('[b](https://a.org "t)', 1, 1, "the quote after its address is not closed", '[b](https://a.org "t")'),
    Slip("b](https://a.org/)", 1, 2, "the '[' before its words is missing", "[b](https://a.org/)"),
    Slip(
        "![b](2020-01-02-sample/b.png \u201cA map\u201d)",
        1,
        1,
        'typographic quotes — write (2020-01-02-sample/b.png "A map")',
        '![b](2020-01-02-sample/b.png "A map")',
    ),
    Slip(
        "[b](2020-01-02-sample/b.pdf the whole report)",
        1,
        1,
        'not in quotes — put them in straight quotes: (2020-01-02-sample/b.pdf "the whole report")',
        '[b](2020-01-02-sample/b.pdf "the whole report")',
    ),
    Slip(
        "see [b] (https://a.org)",
        1,
        5,
        "the space between ] and ( — write [b](https://a.org)",
        "see [b](https://a.org)",
    ),
    Slip("see (b)[https://a.org]", 1, 5, "wrong order — write [b](https://a.org)", "see [b](https://a.org)"),
    Slip("see (https://a.org)[b]", 1, 5, "wrong order — write [b](https://a.org)", "see [b](https://a.org)"),
    Slip("see [b][https://a.org]", 1, 5, "in square brackets — write [b](https://a.org)", "see [b](https://a.org)"),
    Slip("see [b][c]", 1, 5, "there is no line '[c]: https://…'", "see [b][c]\n\n[c]: https://a.org"),
    Slip(
        "see\n\n[c]: https://a.org",
        3,
        1,
        "nothing refers to the address '[c]: https://a.org'",
        "see [b][c]\n\n[c]: https://a.org",
    ),
    Slip("see [[x]]", 1, 5, "write [words](x.md)", "see [words](x.md)"),
    Slip("see ![[x.png]]", 1, 5, "write ![words](x.png)", "see ![words](2020-01-02-sample/x.png)"),
    Slip("see <www.a.org>", 1, 5, "write <https://www.a.org>", "see <https://www.a.org>"),
    Slip("! [b](2020-01-02-sample/b.png)", 1, 1, "because of the space after !", "![b](2020-01-02-sample/b.png)"),
    Slip("a[^9] b", 1, 2, "the footnote '[^9]' has no text", "a[^9] b\n\n[^9]: Note."),
    Slip("a\n\n[^1] : Note", 3, 1, "is not a footnote: ':' must follow ]", "a[^1]\n\n[^1]: Note"),
    Slip("a\n\n[^1] Note", 3, 1, "is not a footnote: ':' must follow ]", "a[^1]\n\n[^1]: Note"),
    Slip("a\n\n[^1]: Note", 3, 1, "the footnote [^1] is not used", "a[^1]\n\n[^1]: Note"),
    Slip("##Heading", 1, 1, "the space after ## is missing — write '## Heading'", "## Heading"),
    Slip("a\n##Heading", 2, 1, "write '## Heading' after an empty line", "a\n\n## Heading"),
    Slip("##\u00a0Heading", 1, 1, "the space after ## is not a plain one", "## Heading"),
    Slip("#Background", 1, 1, "write '## Background'", "## Background"),
    Slip("####### Heading", 1, 1, "it has more than six #", "###### Heading"),
    Slip("A paragraph.\n---\nb", 1, 1, "makes a heading of the paragraph", "A paragraph.\n\n---\n\nb"),
    Slip("title: B\n---\nb", 1, 1, "is below the front matter", "b"),
    Slip("-one\n-two", 1, 1, "the space after the sign is missing — write '- '", "- one\n- two"),
    Slip("1.one\n2.two", 1, 1, "the space after the number is missing", "1. one\n2. two"),
    Slip("\u2022 one\n\u2022 two", 1, 1, "write '- ' before each item", "- one\n- two"),
    Slip("\u2013 one\n\u2013 two", 1, 1, "its dash is not a hyphen", "- one\n- two"),
    Slip("-\u00a0one", 1, 1, "the space after the sign is not a plain one", "- one"),
    Slip("a\n2. two\n3. three", 2, 1, "no empty line is before the list", "a\n\n2. two\n3. three"),
    Slip("- [ ] ask A.", 1, 3, "check boxes are not supported", "- ask A."),
    Slip("a\tb\n1\t2", 1, 1, "has tabs between its words", TABLE),
    Slip("| a | b |\n| 1 | 2 |", 1, 1, "the line of dashes is missing", TABLE),
    Slip("a | b\n1 | 2", 1, 1, "the line of dashes is missing", TABLE),
    Slip("| a | b |\n|---|\n| 1 | 2 |", 1, 1, "it has 2 cells, and the line of dashes has 1", TABLE),
    Slip("| a | b |\n| \u2014 | \u2014 |\n| 1 | 2 |", 1, 1, "is not made of hyphens", TABLE),
    Slip("+---+---+\n| a | b |\n+---+---+", 1, 1, "this form of table is not supported", TABLE),
    Slip("a **b c", 1, 3, "is not bold: one of its two ends is missing", "a **b** c"),
    Slip("a ** b ** c", 1, 3, "is not bold, because of the space inside", "a **b** c"),
    Slip("a *b * c", 1, 3, "is not emphasised, because of the space inside", "a *b* c"),
    Slip("a ~~b~~", 1, 3, "struck-out text is not supported — remove it", "a"),
    Slip("a ==b==", 1, 3, "highlighting is not supported", "a **b**"),
    Slip("a {{< figure >}}", 1, 3, "the code of a template", "a"),
    Slip("> [!NOTE]\n> b", 1, 3, "call-outs are not supported", "> b"),
    Slip("a <b>b</b>", 1, 3, "readers see the HTML '<b>' as text — write **words**", "a **b**"),
    Slip("a<br>b", 1, 2, "write a backslash at the end of the line", "a\\\nb"),
    Slip('<p class="MsoNormal">a</p>', 1, 1, "HTML of a word processor", "a"),
    Slip("<!--[if gte mso 9]><xml></xml><![endif]-->a", 1, 1, "paste it as plain text", "a"),
    Slip("```\ncode", 1, 1, "add a line '```' where the code ends", "```\ncode\n```"),
    Slip("> ~~~\n> code", 1, 1, "add a line '~~~' where the code ends", "> ~~~\n> code\n> ~~~"),
    Slip("a\n\n    ## Heading", 3, 1, "is shown as code, because the line begins with four spaces", "a\n\n## Heading"),
    Slip("Kha\u200bled spoke", 1, 4, "the hidden character U+200B at 'Khaled'", "Khaled spoke"),
    Slip("the \u0430maq agency", 1, 5, "the word '\u0430maq' mixes two scripts", "the amaq agency"),
    Slip("Homs\u200e is", 1, 5, "the hidden character U+200E", "Homs is"),
    Slip("see [x](other)", 1, 5, "has no ending, so it is not a file — write other.md", "see [x](other.md)"),
    Slip("see [x](www.a.org)", 1, 5, "without https:// — write https://www.a.org", "see [x](https://www.a.org)"),
    Slip("see [x](a@b.org)", 1, 5, "write mailto:a@b.org", "see [x](mailto:a@b.org)"),
    Slip("see [x](http//b.org)", 1, 5, "write https://b.org", "see [x](https://b.org)"),
    Slip("see [x](/reports/2020-01-01-a/)", 1, 5, "link to the file: 2020-01-01-a.md", "see [x](2020-01-01-a.md)"),
    Slip("see [x](C:\\a.pdf)", 1, 5, "is a file on your computer", "see [x](2020-01-02-sample/a.pdf)"),
    Slip("see [x](a.html)", 1, 5, "has another ending than .md — write a.md", "see [x](a.md)"),
]
ORDINARY = [
    "At 5 * 3 metres, 2 < 3 and x > y; it cost 4 $ (about 3 \u20ac) & more.",
    "He wrote [sic] (see below) and [\u2026] (p. 5). As reported,[1] [2] it fell [emphasis added].",
    "The files snake_case_name and __init__ of C:\\temp, and the pattern 2**8.",
    "Marked with * are estimates. 500* people; M**** A. was named.",
    "A hashtag: #Aleppo, issue #12.\n#SaveAleppo was used.",
    "#SaveAleppo",
    "\\*\\*not bold\\*\\*, \\[x\\](y z), \\<b>, \\## no heading, \\[^1\\], &lt;!-- no comment --&gt;",
    "`[x](a b)`, `<!-- c -->`, `**`, `[[x]]`, ``a | b``",
    "```\n<!-- comment -->\n[x](a b) **\n##Heading\n| a | b |\n<<<<<<< HEAD\n=======\n>>>>>>> x\n```",
    "    for x in range(3):\n        print(x)",
    "\\[x](y) and \U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "- one\n- two\n\n1. one\n2. two\n\n* three\n+ four",
    TABLE,
    "Term\n:   its meaning",
    "a[^1] and ^[a note] and [b][c]\n\n[^1]: Note.\n\n[c]: https://a.org",
    "[a](https://a.org/b_(c)), <https://a.org/x>, [a **b**](https://a.org), **[c](https://a.org)**",
    '![A map](2020-01-02-sample/a.png "It\'s a map | A. B.")',
    "\u2014 Who goes there?\n\n\u2014 A friend.",
    "-5 degrees at night\n-7 degrees in the morning",
    "1.5 million people\n2.3 million more",
    "Heading\n-------\n\ntext",
    "\u062f\u0631 \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u0648 \u0628\u0650\u200f (1)",
    "\u0915\u094d\u200d\u0937 \u0936\u094d\u0930\u0940\u200c",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 \u2764\ufe0f 1\ufe0f\u20e3 \U0001f1f8\U0001f1fe",
    "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35\u200b\u0e0a\u0e32\u0e27\u0e42\u0e25\u0e01",
    "\u1781\u17d2\u1798\u17c2\u179a\u200b\u1797\u17b6\u179f\u17b6",
    "\u041c\u043e\u0441\u043a\u0432\u0430, \u0391\u03b8\u03ae\u03bd\u03b1, 5 \u03bcm",
    "C\u00f4te d\u2019Ivoire, caf\u00e9",
    "\u201cQuoted,\u201d he said. \u00abOui\u00bb, \u201eja\u201c, na\u00efve co\u00adoperation.",
    "A|B testing, either/or, and/or | one bar in a line.",
    "Line one\\\nline two  \nline three",
    "> A quote\n> of two lines\n\n***\n\nEnd.",
    "Call +1 (555) 0100 at 10:30; see Article 5(1)(a) and x[i](t).".replace("x[i](t)", "f(x)[i]"),
    "Use a < b, <redacted>, <name of source>, and 3 <5.",
    "The law of 1.1.2018.\nIn 2018. Then more.",
    "~5 km away, approx. ~~ 10 == ten, {x}, 100%.",
    "[A. B.]: he said so.",
    "Wait! [This](https://a.org) matters.",
]

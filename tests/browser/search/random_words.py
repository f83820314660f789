"""Random texts in several scripts, the words in them, and words that are in none of them."""

from collections.abc import Iterator, Mapping
from random import Random

ALPHABETS = {
    "latin": "aábcdđeéèfghiïjklłmnñoöøpqrsßtuüvwxyzæþ",
    "arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآةىئؤءپچگیک",
    "cyrillic": "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў",
    "han": "的一是不了人我在有他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小",
    "thai": "กขคงจฉชซญดตถทนบปผพฟมยรลวสหอ",
    "devanagari": "कखगघचछजझटठडढतथदधनपफबभमयरलवशसह",
}
MARKS = {"thai": ["", "", "ี", "ุ", "่", "ี่", "า", "ำ"], "devanagari": ["", "", "ा", "ी", "ु", "ू", "े", "ं", "्र"]}
PLAIN = "abcdefghijklmnopqrstuvwxyz"
UNSPACED = ("han", "thai")
SEPARATORS = [" ", " ", " ", ", ", "–", "/", "’", ". "]
WORDS, LETTERS = 60, (3, 9)
"""Words in a text, and letters in a word."""


def random_word(script: str, random: Random) -> str:
    marks = MARKS.get(script, [""])
    length = random.randint(*LETTERS)
    return "".join(random.choice(ALPHABETS[script]) + random.choice(marks) for _ in range(length))


def random_body(script: str, seed: int) -> str:
    random = Random(f"{script} {seed}")
    separators = ["", "", "", "、", " "] if script in UNSPACED else SEPARATORS
    return "".join(random_word(script, random) + random.choice(separators) for _ in range(WORDS))


def words_in(bodies: Mapping[str, str], number: int) -> list[tuple[str, str]]:
    """Return random words of random texts, each with the name of the text; of unspaced texts parts of words."""
    random = Random("words")
    names = sorted(bodies)
    return [(name, _word(bodies[name], name, random)) for name in random.choices(names, k=number)]


def _word(body: str, name: str, random: Random) -> str:
    parts = body.replace("–", " ").replace("/", " ").replace("’", " ").replace("、", " ").split()
    word = random.choice(parts).strip(".,")
    if not name.startswith(UNSPACED) or len(word) < 4:
        return word
    marks = "".join(MARKS["thai"])
    starts = [index for index, letter in enumerate(word) if letter not in marks]
    start, end = sorted(random.sample([*starts, len(word)], 2))
    return word[start:end]


def words_nowhere(bodies: Mapping[str, str], number: int) -> list[str]:
    """Return words that are in no text, not even with another ending: random ones, and words with more letters."""
    random = Random("nowhere")
    texts = "\n".join(bodies.values())
    longer = [f"{word}zq{random_word('latin', random)}" for _, word in words_in(bodies, number // 2)]
    others = _new_words(texts, random)
    return [*longer, *(next(others) for _ in range(number - len(longer)))]


def _new_words(texts: str, random: Random) -> Iterator[str]:
    while True:
        script = random.choice([*ALPHABETS])
        word = random_word(script, random) if script in UNSPACED else "".join(random.choices(PLAIN, k=8))
        if word[:4] not in texts:
            yield word

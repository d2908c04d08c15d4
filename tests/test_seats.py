"""What several teachers at once must still keep: each costs only their own part, and nothing that was said is lost."""

from convergio_jupyter.core.schema import Question
from convergio_jupyter.dispatch import Dispatcher
from convergio_jupyter.providers import breaker
from convergio_jupyter.providers.resilience import Patience, Resilience

from .helpers import collect, scripted_engine, with_engine
from .test_teamwork import FACULTY, Talking, asked, ends, texts


class Narrow(Talking):
    """A model on this computer, which answers as many at once as its kind does: one by MLX, four by Ollama."""

    def __init__(self, name, **more):
        super().__init__(**more)
        self.id, self._place = name, "local"


def test_who_hangs_on_a_model_that_answers_one_at_a_time_costs_only_their_own_part(tmp_path):
    question = Question(text="@euclide @leonardo @curie Why?", turn="t")
    events = asked(tmp_path, Narrow("mlx", hung=("euclide",)), question, panel_seconds=1)
    assert {end.teacher for end in ends(events).values() if end.reason == "error"} == {"euclide"}
    assert {"I am leonardo. More.", "I am curie. More."} <= set(texts(events).values())


def test_who_fails_on_a_model_that_answers_four_at_a_time_costs_only_their_own_part(tmp_path, monkeypatch):
    monkeypatch.setattr(breaker, "SHORTEST", 0.5)  # a tenth of all times, so that the test is soon over
    failing = ("euclide", "feynman", "manzoni")
    names = [name for name, one in FACULTY.items() if one.kind == "teacher"]
    question = Question(text=" ".join(f"@{name}" for name in names) + " Why?", turn="t")
    engine = scripted_engine(tmp_path, Narrow("ollama", failing=failing))
    patience = Patience(first_delay=0.05, longest_delay=0.8, longest_retry_after=4.0)
    engine.dispatcher = Dispatcher(engine.providers, Resilience(patience))
    events = with_engine(engine, lambda engine: collect(engine, question))
    assert {end.teacher for end in ends(events).values() if end.reason == "error"} == set(failing)

"""In a debate everybody hears what was answered last, however long the first answers are; so does who converges."""

from dataclasses import replace

from .test_teamwork import ASKED, Talking, asked, who


class Wordy(Talking):
    """First answers that are as long as an answer may be, then a short one in each round."""

    def _say(self, call):
        if "discussion with other teachers" in call.messages[0].text:
            return "I CHANGED MY MIND."
        if "<answer id=" in call.messages[-1].text:
            return super()._say(call)
        return f"I am {who(call)}. " + "perspective " * 550


def talk(tmp_path):
    provider = Wordy()
    asked(tmp_path, provider, replace(ASKED, debate=2))
    said = [(call.messages[0].text, call.messages[-1].text) for call in provider.calls]
    debates = [read for told, read in said if "discussion with other teachers" in told]
    return debates, next(read for told, read in said if "Bring their answers together" in told)


def test_each_round_hears_what_the_one_before_answered(tmp_path):
    debates, _ = talk(tmp_path)
    assert [read.count("CHANGED") for read in debates] == [0, 0, 2, 2]


def test_who_brings_a_debate_together_reads_how_it_ended(tmp_path):
    assert talk(tmp_path)[1].count("CHANGED") >= 2

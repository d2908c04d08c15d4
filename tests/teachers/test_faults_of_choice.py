"""Every candidate has a reason."""

from convergio_jupyter.teachers import choose


def test_every_candidate_that_may_be_meant_has_a_reason():
    likely = [each for each in choose("Why does ice float on water?") if each.confidence >= 0.01]
    assert len(likely) > 1
    assert all(each.reason for each in likely)


def test_the_best_comes_first_also_where_somebody_talks_already():
    found = choose("What is a sonnet?", current="jenny")
    assert found[0].confidence == max(each.confidence for each in found)

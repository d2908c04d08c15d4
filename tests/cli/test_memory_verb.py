"""What people write after ``convergio memory`` is answered by a clear sentence."""

from .test_cli import convergio


def said(result):
    return result.stdout + result.stderr


def test_a_talk_without_a_name_is_not_forgotten_with_words_about_parameters():
    result = convergio("memory", "forget", "talk-")
    assert "disremember" not in said(result)
    assert "parameters" not in said(result)


def test_one_fact_is_not_many(tmp_path):
    here = {"CONVERGIO_DATA_DIR": str(tmp_path), "CONVERGIO_SCRIPTED": "Hi."}
    convergio("memory", "add", "I like examples", **here)
    assert said(convergio("memory", "export", str(tmp_path / "a"), **here)) == f"One fact is in {tmp_path}/a.\n"
    convergio("memory", "add", "I learn at night", **here)
    italian = convergio("memory", "export", str(tmp_path / "b"), CONVERGIO_LANGUAGE="it", **here)
    assert said(italian) == f"2 ricordi sono in {tmp_path}/b.\n"
    convergio("memory", "forget", "1", **here)
    assert "forgotten: one fact, and" in said(convergio("memory", "forget", "all", **here))

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


def test_what_is_too_personal_is_refused_with_the_next_step(tmp_path):
    here = {"CONVERGIO_DATA_DIR": str(tmp_path), "CONVERGIO_SCRIPTED": "Hi."}
    result = convergio("memory", "add", "My phone is 333 1234567, I like dogs", **here)
    assert said(result).startswith("No phone number, address, account number or password is remembered. Leave it out")
    assert result.returncode == 1
    assert said(convergio("memory", "add", "I like dogs", **here)).startswith("Remembered as number 1")
    italian = convergio("memory", "correct", "1", "La mia mail è sara@example.org", "--lang", "it", **here)
    assert said(italian).startswith("Nessun numero di telefono")
    assert "I like dogs" in said(convergio("memory", **here))

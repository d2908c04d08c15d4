"""What people write after ``convergio memory`` is answered by a clear sentence."""

from .test_cli import convergio


def said(result):
    return result.stdout + result.stderr


def test_a_talk_without_a_name_is_not_forgotten_with_words_about_parameters():
    result = convergio("memory", "forget", "talk-")
    assert "disremember" not in said(result)
    assert "parameters" not in said(result)

"""What keeps a question from being asked as it is."""

from __future__ import annotations

from .base import ConvergioError


class QuestionError(ConvergioError):
    """The question cannot be asked as it is."""

    owner_mends = False


class EmptyQuestion(QuestionError):
    code = "empty_question"
    message = "There is no question yet."
    remedy = "Write what you want to know, then send it."


class QuestionTooLong(QuestionError):
    code = "question_too_long"
    message = "The question has {length} characters; {limit} is the most that fits."
    remedy = "Shorten it, or ask about one part at a time."


class TooManyPictures(QuestionError):
    code = "too_many_pictures"
    message = "There are too many pictures, or they are too large: {most} of about half a megabyte fit."
    remedy = "Ask about fewer of them at a time, or make them smaller."


class AlreadyAsked(QuestionError):
    code = "already_asked"
    message = "A question with this id was asked before."
    remedy = "Give each question an id of its own."


class UnknownTeacher(QuestionError):
    code = "unknown_teacher"
    message = "There is no teacher called “{name}”."
    remedy = "Choose one of: {known}."


class UnknownConversation(QuestionError):
    code = "unknown_conversation"
    message = "This conversation is no longer here."
    remedy = "Start a new one and ask again."


class UnknownFact(QuestionError):
    code = "unknown_fact"
    message = "Nothing that is remembered has the number {id}."
    remedy = "Look at the numbers with `%convergio memory` or `convergio memory`."


class UnknownOption(QuestionError):
    code = "unknown_option"
    message = "“{name}” is not something Convergio knows."
    remedy = "{hint}"


class WrongOption(QuestionError):
    code = "wrong_option"
    message = "“{name}” does not fit, or needs something behind it."
    remedy = "{hint}"


class UnknownVariable(QuestionError):
    code = "unknown_variable"
    message = "There is no variable called “{name}” in this notebook."
    remedy = "Run the cell that defines it, or check the spelling."


class CannotLend(QuestionError):
    code = "cannot_lend"
    message = "The variable “{name}” ({kind}) cannot be described."
    remedy = "Lend a part of it that can be printed, for example a number, a text or a table."


class CannotRead(QuestionError):
    code = "cannot_read"
    message = "The file “{name}” cannot be read: {why}."
    remedy = "Lend a file with text: plain text, Markdown, CSV, a program, a notebook or a PDF that is not locked."

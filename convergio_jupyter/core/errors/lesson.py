"""What keeps a lesson's exercise from being checked or helped with."""

from __future__ import annotations

from .base import ConvergioError


class LessonError(ConvergioError):
    """Something about a lesson. The next step is for whoever works on it, also on somebody else's host."""

    owner_mends = False


class NoLessonSaid(LessonError):
    code = "no_lesson_said"
    message = "This notebook has not said yet which lesson it is."
    remedy = "In a lesson run its first cell with code; in any other notebook write `%convergio lesson ID` first."


class NothingTried(LessonError):
    code = "nothing_tried"
    message = "No answer to an exercise was run here yet."
    remedy = "Run yours first, or name an exercise: {known}."


class NoKey(LessonError):
    code = "no_key"
    message = "There is no key here for “{lesson}”, so nothing can be checked."
    remedy = "Ask who gave you the lesson, or set CONVERGIO_KEYS_DIR to the folder that `convergio lesson build` wrote."


class ExerciseUnfit(LessonError):
    code = "exercise_unfit"
    message = "This cannot be checked: something is wrong with the right answer that belongs to it."
    remedy = "Tell whoever gave you the lesson; it does not count as an attempt."


class CheckStopped(LessonError):
    code = "check_stopped"
    message = "The check was stopped, and does not count."
    remedy = "Change your answer if you like, and check it again."


class NoHintLeft(LessonError):
    code = "no_hint_left"
    message = "There is no further hint for this exercise."
    remedy = "Try once more with the hints you have, or ask a teacher about your own attempt."


class SolutionLater(LessonError):
    code = "solution_later"
    message = "The solution is shown after {after} attempts of your own; there were {count}."
    remedy = "Try again, or take a hint."


class SolutionNever(LessonError):
    code = "solution_never"
    message = "Whoever wrote this lesson does not show its solutions."
    remedy = "Take a hint, or ask a teacher about your own attempt."


class ExamNow(LessonError):
    code = "exam_now"
    message = "This belongs to an exam now, so nobody helps with it."
    remedy = "Do what you can, check your answers, and ask about them afterwards."


class AiPaused(LessonError):
    code = "ai_paused"
    message = "Whoever leads this class has paused the teachers for a moment."
    remedy = "Go on by yourself, or listen; hints and checks work as before."


class NoSuchClass(LessonError):
    code = "no_such_class"
    message = "There is no class with this code."
    remedy = "Look at the code once more, or ask whoever leads the class."


class NotInClass(LessonError):
    code = "not_in_class"
    message = "You are not in this class any more."
    remedy = "Load the page again, and join with the code of the class."


class NicknameTaken(LessonError):
    code = "nickname_taken"
    message = "Somebody in this class is called {name} already."
    remedy = "Choose another name; if it is you, write your return code, too."


class NicknameUnfit(LessonError):
    code = "nickname_unfit"
    message = "This is no name that others could read."
    remedy = "Write 1 to {most} letters or digits."


class ReturnCodeUnfit(LessonError):
    code = "return_code_unfit"
    message = "This nickname and this return code do not belong together."
    remedy = "Look at both once more, or ask whoever leads the class for the code; who is new here leaves it empty."


class NoLessons(LessonError):
    code = "no_lessons"
    message = "There is no lesson in {path}."
    remedy = "Make one with `convergio lesson new NAME`, or name another folder."


class LessonUnfit(LessonError):
    code = "lesson_unfit"
    message = "The lesson {path} cannot be built yet; things to mend: {count}."
    remedy = "Run `convergio lesson check` on it: that says what is wrong, where, and how to mend it."


class LessonTwice(LessonError):
    code = "lesson_twice"
    message = "Two lessons of the course have the id {id}: {first} and {second}."
    remedy = "Give one of them another id, or take one away; a translation has the same id and another language."


class LeadersOnly(LessonError):
    code = "leaders_only"
    message = "This is for whoever leads the class."
    remedy = "Open the address that the terminal showed where the classroom was started."


class NoSuchCard(LessonError):
    code = "no_such_card"
    message = "This card is not in your deck any more."
    remedy = "Go on with the next one."


class PreviewWithheld(LessonError):
    code = "preview_withheld"
    message = "The preview would show something of the key, so it is not shown. {why}"
    remedy = "Mend it in the cell that the findings name, then ask for the preview again."


class DraftUnfit(LessonError):
    code = "draft_unfit"
    message = "No draft passed the checks in {tries} tries. The last one: {why}"
    remedy = "Say more closely what it is about, ask a better model, or write it yourself."

"""The verbs that ask the engine, which runs in this process; the process is sealed when nothing may leave."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, replace
from typing import Any

from ..client import Client, connect
from ..core.codec import from_dict, to_dict
from ..core.errors import ConvergioError, WrongOption
from ..core.events import Done, Event, Failed, Progress
from ..core.i18n import Phrase, choose_language, prefer_language, translate
from ..core.schema import Question, Receipt
from ..core.values import dollars, wishes
from ..privacy import seal_process
from ..settings import Settings, variable_of
from ..tools.reading import files
from . import teacher
from .interrupts import asked

OK, FAILED = 0, 1


def run(options: argparse.Namespace) -> int:
    """Does what ``options`` say; returns the exit status."""
    explains = options.verb == "settings" or (options.verb == "doctor" and not options.conformance)
    settings = Settings(forgiving=explains)
    lang = options.lang or settings.language
    prefer_language(lang)
    if settings.local_only or settings.faults:  # what is wrong may be what keeps everything here
        seal_process()
    if options.verb == "settings":
        return _settings(settings, as_json=options.json)
    if options.verb == "teacher":
        return teacher.run(settings, options)
    if options.verb == "lesson":
        from . import lesson

        return lesson.run(settings, options)
    settings.language = lang  # the engine says in it why it refuses something
    client = connect(settings)
    try:
        return _VERBS[options.verb](client, options)
    finally:
        client.close()


def _ask(client: Client, options: argparse.Namespace) -> int:
    question = _question(options)
    if options.json:
        return _print_events(client, question)
    from ..notebook.asking import asker, can_ask
    from ..notebook.showing import show

    lang = choose_language(options.lang)
    events = asked(client, replace(question, permits=can_ask()))
    reply = show(events, lang, rich=False, allow=asker(client.call, lang))
    return FAILED if reply.error else OK


def _question(options: argparse.Namespace) -> Question:
    return Question(
        text=sys.stdin.read() if options.text == ["-"] else " ".join(options.text),
        teacher=options.teacher,
        model=options.model,
        **wishes(private=options.private, eu=options.eu, best=options.best),
        lang=options.lang,
        max_tokens=options.max_tokens,
        course=options.course,
        debate=options.debate,
        attachments=tuple(map(files.read, options.files)),
    )


def _route(client: Client, options: argparse.Namespace) -> int:
    """Which model would answer, and why; nobody is asked."""
    question = _question(options)
    if options.json:
        receipt = from_dict(Receipt, client.call("route", question=to_dict(question)))
        print(json.dumps(asdict(receipt), ensure_ascii=False, indent=2))  # whole: what is empty tells something, too
        return OK
    from ..notebook import api

    print(repr(api.route(question, client)))
    return OK


def _print_events(client: Client, question: Question) -> int:
    last: Event | None = None
    try:
        for last in asked(client, question):
            print(json.dumps(to_dict(last), ensure_ascii=False), flush=True)
    except ConvergioError as error:  # no engine at all; the last line is an error all the same
        last = Failed(turn=question.turn, seq=0, error=error.info(choose_language(question.lang)))
        print(json.dumps(to_dict(last), ensure_ascii=False), flush=True)
    return FAILED if isinstance(last, Failed) else OK


def _doctor(client: Client, options: argparse.Namespace) -> int:
    if options.conformance:
        return _conformance(client, options)
    from ..notebook import api

    found = api.findings(choose_language(), client)
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for check in found["checks"]:
            print(f"{api.mark_of(check)} {check['message']}")
            if check["remedy"]:
                print(f"    {check['remedy']}")
    return OK if found["ok"] else FAILED


def _conformance(client: Client, options: argparse.Namespace) -> int:
    """One short call for each check, so that a slow model is seen to be at work."""
    lang = choose_language()
    plan = client.call("conformance", model=options.model, lang=lang)
    report: dict[str, list[dict[str, Any]]] = {}
    _say_costs(plan["costs"], lang)
    for skipped in [] if options.json else plan["skipped"]:
        print(f"{skipped['model']}: {skipped['message']}")
    for model in plan["models"]:
        report[model] = []
        if not options.json:
            print(model)
        for check in plan["checks"]:
            for found in client.call("conformance", model=model, check=check, lang=lang)["findings"]:
                report[model].append(found)
                if not options.json:
                    _print_finding(found)
    made = [found for findings in report.values() for found in findings if not found.get("skipped")]
    ok = bool(made) and all(found["ok"] for found in made)
    if options.json:
        print(json.dumps({"ok": ok, "models": report, "skipped": plan["skipped"]}, ensure_ascii=False, indent=2))
    elif not report:
        print(translate("No model is ready to be examined.", lang))
    return OK if ok else FAILED


def _say_costs(costs: dict[str, int], lang: str) -> None:
    """Who is asked that is not on this computer, and the most it costs: before the first call, and on no pipe."""
    if costs:
        text = "Not on this computer, and asked now: {names}. All checks together cost {sum} at most."
        names, most = ", ".join(costs), dollars(sum(costs.values()), lang)
        print(translate(text, lang, names=names, sum=most), file=sys.stderr, flush=True)


def _print_finding(found: dict[str, Any]) -> None:
    mark = "–" if found.get("skipped") else "✓" if found["ok"] else "✗"
    print(f"  {mark} {found['message']}", flush=True)
    if not found["ok"] and found["detail"]:
        print(f"      {found['detail']}", flush=True)


def _models(client: Client, options: argparse.Namespace) -> int:
    if options.action == "install":
        return _install(client, options)
    if options.action == "stop":
        return _stop()
    return _table("models", client, options)


def _install(client: Client, options: argparse.Namespace) -> int:
    lang = choose_language()
    for event in client.install_model(lang=lang, force=options.force):
        if options.json:
            print(json.dumps(to_dict(event), ensure_ascii=False), flush=True)
        elif isinstance(event, Progress):
            _progress(event)
        elif isinstance(event, Failed):
            print(f"\n{event.error.message} {event.error.remedy}", file=sys.stderr)
        elif isinstance(event, Done):
            print("\n" + translate("The demo model is here. Ask something.", lang))
        if isinstance(event, Failed):
            return FAILED
    return OK


def _stop() -> int:
    from ..providers.workers import host

    stopped = sum(host.stop(folder) for folder in host.run_dirs(Settings().data_path))  # all of them
    print(
        translate("The local model was stopped." if stopped else "The local model was not running.", choose_language())
    )
    return OK


def _progress(event: Progress) -> None:
    share = f"{100 * (event.done or 0) // event.total:3d} %" if event.total else "   "
    end = "" if sys.stdout.isatty() else "\n"
    if sys.stdout.isatty() or event.done in (0, event.total):
        print(f"{chr(13) if sys.stdout.isatty() else ''}{share} {event.message}", end=end, flush=True)


def _table(name: str, client: Client, options: argparse.Namespace) -> int:
    if options.json:
        print(json.dumps(client.call(name), ensure_ascii=False, indent=2))
        return OK
    from ..notebook import api

    print(repr(getattr(api, name)(choose_language(), client)))
    return OK


def _teachers(client: Client, options: argparse.Namespace) -> int:
    return _table("teachers", client, options)


def _usage(client: Client, options: argparse.Namespace) -> int:
    return _table("usage", client, options)


def _calibration(client: Client, options: argparse.Namespace) -> int:
    """How a course's promised share of cloud answers is kept."""
    if options.json:
        print(json.dumps(client.call("calibration", course=options.course), indent=2))
        return OK
    from ..notebook import api

    print(api.calibration(options.course, choose_language(), client))
    return OK


def _memory(client: Client, options: argparse.Namespace) -> int:
    """What is remembered, and what becomes of it."""
    from ..notebook import memory

    rest = " ".join(options.words).strip()
    if options.json and not (options.action == "export" and rest):
        print(json.dumps(memory.act(options.action, rest, client), ensure_ascii=False, indent=2))
    else:
        print(repr(memory.show(options.action, rest, choose_language(), client)))
    return OK


def _token(client: Client, options: argparse.Namespace) -> int:
    """Makes, lists and revokes the tokens of other programs."""
    lang = choose_language()
    if options.action == "list":
        return _table("tokens", client, options)
    if options.action is None:
        raise WrongOption(name="token", hint=Phrase("Choose one of: {known}.", known="create, list, revoke"))
    if options.action == "create":
        found = client.call("create_token", name=options.name, scopes=options.scope or ["ask"], days=options.days)
        text = translate("{secret}\nKeep it; it is not shown again. Its id is {id}.", lang, **found)
    else:
        found = client.call("revoke_token", id=options.id)
        text = translate("The token “{name}” opens nothing any more.", lang, name=found["name"])
    print(json.dumps(found, ensure_ascii=False, indent=2) if options.json else text)
    return OK


def _settings(settings: Settings, *, as_json: bool) -> int:
    """Every setting, and beside it what was wrong with what was set; then what is set and is no setting."""
    lang = choose_language()
    wrong: dict[str, list[str]] = {}
    for fault in settings.faults:
        info = fault.info(lang)
        wrong.setdefault(fault.setting, []).append(f"{info.message} {info.remedy}")
    rows = settings.explain()
    if as_json:
        keys = ("name", "value", "source", "help", "problem")
        found = [dict(zip(keys, (*row, " ".join(wrong.get(row[0], []))), strict=True)) for row in rows]
        found += [dict(zip(keys, ("", "", "", "", problem), strict=True)) for problem in wrong.get("", [])]
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return FAILED if wrong else OK
    width = max(len(row[0]) for row in rows)
    for name, value, source, help_text in rows:
        print(f"{name.ljust(width)}  {value or '–'}  ({translate(source, lang)})")
        variable = f"{variable_of(name)}: " if "." not in name else ""  # rules of courses and teachers have none
        print(f"{' ' * width}  {variable}{translate(help_text, lang)}")
        for problem in wrong.get(name, []):
            print(f"{' ' * width}  ✗ {problem}")
    for problem in wrong.get("", []):
        print(f"✗ {problem}")
    return FAILED if wrong else OK


def _mcp(client: Client, options: argparse.Namespace) -> int:
    """Serves teachers and tools to the program that started this one."""
    from ..mcp.server import serve

    serve(client, Settings())
    return OK


_VERBS = {
    "mcp": _mcp,
    "ask": _ask,
    "route": _route,
    "doctor": _doctor,
    "models": _models,
    "teachers": _teachers,
    "usage": _usage,
    "memory": _memory,
    "token": _token,
    "calibration": _calibration,
}

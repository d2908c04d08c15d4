"""Turns that several surfaces follow, and the calls around them."""

import asyncio
import base64

import pytest

from convergio_jupyter.completions import Completion
from convergio_jupyter.core import OWNER
from convergio_jupyter.core.errors import (
    CannotRead,
    DownloadFailed,
    PolicyError,
    TokenIsLocal,
    UnknownOption,
    WorkerFailed,
)
from convergio_jupyter.core.schema import Question
from convergio_jupyter.core.values import Message
from convergio_jupyter.engine import Engine
from convergio_jupyter.providers.embedded import model
from convergio_jupyter.providers.scripted import ScriptedProvider
from convergio_jupyter.session import Session, question_from
from convergio_jupyter.settings import Settings

from .helpers import Listener, scripted_engine, with_service


def slow(text="word " * 30, delay=0.002):
    return ScriptedProvider(text, delay=delay)


def test_asking_twice_with_one_id_asks_once(tmp_path):
    provider = slow()

    async def work(service):
        one, two, three = Listener(), Listener(), Listener()
        question = Question(text="Why?", turn="t")
        service.turns.ask(question, one)
        await one.first_text()
        service.turns.ask(question, two)
        await asyncio.gather(one.ended(), two.ended())
        service.turns.ask(question, three)
        await three.ended()
        return one, two, three

    one, two, three = with_service(scripted_engine(tmp_path, provider), work)
    assert one.events == two.events
    assert (three.text, three.events[-1]["reason"]) == (one.text, "complete")
    assert len(provider.calls) == 1


def test_an_ended_turn_leaves_nothing_in_memory(tmp_path):
    async def work(service):
        for number in range(3):
            listener = Listener()
            service.turns.ask(Question(text="Why?", turn=f"t{number}"), listener)
            await listener.ended()
        await asyncio.sleep(0)
        return len(service.turns._turns)

    assert with_service(scripted_engine(tmp_path), work) == 0


def test_a_turn_of_an_earlier_process_is_replayed_from_what_is_kept(tmp_path):
    async def once(service):
        listener = Listener()
        service.turns.ask(Question(text="Why?", turn="t"), listener)
        return await listener.ended()

    first = with_service(scripted_engine(tmp_path), once)
    other = ScriptedProvider("something else")
    second = with_service(scripted_engine(tmp_path, other), once)
    assert other.calls == []
    assert [event["text"] for event in second if event["type"] == "text"] == ["One two three."]
    assert second[-1] | {"seq": 0} == first[-1] | {"seq": 0}


def test_a_second_page_sees_the_question_and_every_word(tmp_path):
    async def work(service):
        asker, follower, late = Listener(), Listener(), Listener()
        service.turns.ask(Question(text="one", turn="1"), asker)
        conversation = (await asker.ended())[0]["conversation"]
        service.turns.follow(conversation, follower)
        service.turns.ask(Question(text="two", turn="2", conversation=conversation), asker)
        await follower.first_text()
        service.turns.follow(conversation, late)
        await asyncio.gather(follower.ended(), late.ended())
        return follower.events, late.events

    follower, late = with_service(scripted_engine(tmp_path, slow()), work)
    assert follower == late
    assert follower[0]["question"]["text"] == "two"
    assert [event["seq"] for event in follower] == list(range(len(follower)))


def test_a_page_that_goes_away_does_not_stop_the_answer(tmp_path):
    async def work(service):
        gone, stays = Listener(), Listener()
        service.turns.ask(Question(text="one", turn="1"), gone)
        await gone.first_text()
        seen = len(gone.events)
        service.turns.leave(gone)
        service.turns.follow(gone.events[0]["conversation"], stays)
        await stays.ended()
        return seen, len(gone.events), stays.events[-1]

    seen, after, last = with_service(scripted_engine(tmp_path, slow()), work)
    assert seen == after
    assert last["reason"] == "complete"


def test_a_surface_that_breaks_takes_nobody_else_down(tmp_path):
    def broken(event):
        raise OSError("the page is gone")

    async def work(service):
        service.turns.ask(Question(text="Why?", turn="t"), broken)
        listener = Listener()
        service.turns.ask(Question(text="Why?", turn="t"), listener)
        return await listener.ended()

    assert with_service(scripted_engine(tmp_path), work)[-1]["reason"] == "complete"


def test_closing_the_host_keeps_what_came(tmp_path):
    async def work(service):
        listener = Listener()
        service.turns.ask(Question(text="one", turn="1"), listener)
        await listener.first_text()
        await service.turns.close()
        return await service.call("conversation", {"id": listener.events[0]["conversation"]})

    page = with_service(scripted_engine(tmp_path, slow("word " * 5_000)), work)
    assert page["messages"][1]["status"] == "cancelled"
    assert page["messages"][1]["text"].startswith("word")


def test_calls_answer_in_json_and_wrong_ones_say_what_is_wrong(tmp_path):
    async def work(service):
        home = await service.call("home", {"lang": "it"})
        with pytest.raises(UnknownOption, match="surprise"):
            await service.call("surprise", {})
        with pytest.raises(UnknownOption, match="conversation"):
            await service.call("conversation", {})
        with pytest.raises(UnknownOption):
            await service.call("conversation", {"id": "x", "limit": "many"})
        return home, await service.call("doctor", {"lang": "en"}), await service.call("usage", {})

    home, doctor, usage = with_service(scripted_engine(tmp_path), work)
    assert [card["id"] for card in home["teachers"]][:3] == ["euclide", "feynman", "manzoni"]
    assert home["teachers"][0]["subject"] == "matematica"
    assert "notice" not in home
    assert {check["id"] for check in doctor["checks"]} >= {"data", "space", "runtime", "model"}
    assert usage == {"rows": [], "days": [], "budgets": [], "plan": None, "spent_micro": 0, "month_micro": 0}


@pytest.mark.parametrize(
    ("setting", "system", "wish", "expected"),
    [
        ("", "C.UTF-8", "", "it"),  # nobody says anything: whoever reads does
        ("", "en_US.UTF-8", "", "en"),
        ("en", "it_IT.UTF-8", "", "en"),
        ("en", "en_US.UTF-8", "it", "it"),
    ],
)
def test_the_first_screen_is_in_the_language_that_somebody_chose(
    setting, system, wish, expected, tmp_path, monkeypatch
):
    monkeypatch.setenv("LC_ALL", "")
    monkeypatch.setenv("LANG", system)
    engine = scripted_engine(tmp_path, language=setting)
    asked = {"lang": wish, "browser": "it-IT"}
    home = with_service(engine, lambda service: service.call("home", asked))
    assert home["lang"] == expected
    assert home["teachers"][0]["subject"] == {"it": "matematica", "en": "mathematics"}[expected]


def test_a_visitor_sees_the_budget_of_visitors_and_not_the_one_of_the_house(tmp_path):
    async def work(service):
        mine, theirs = [await service.call("usage", {"lang": "it"}, account) for account in ("me", "visitor:1")]
        return mine["budgets"], theirs["budgets"]

    mine, theirs = with_service(scripted_engine(tmp_path, budget_month=9, budget_user_month=2), work)
    assert [each["limit_micro"] for each in mine] == [9_000_000, 2_000_000]
    assert theirs == [mine[1]]
    assert theirs[0]["name"] == "Il tuo budget di questo mese per i modelli nel cloud"


def test_installing_reports_progress_to_all_who_ask_and_runs_once(tmp_path, monkeypatch):
    runs = []

    def install(folder, report, *, force):
        runs.append(folder)
        report("downloading", 0, 10)
        report("converting", 5, 5)

    monkeypatch.setattr(model, "install", install)

    async def work(service):
        one, two = Listener(), Listener()
        service.install_model("1", one)
        service.install_model("2", two)
        await asyncio.gather(one.ended(), two.ended())
        return one.events, two.events

    one, two = with_service(scripted_engine(tmp_path), work)
    assert len(runs) == 1
    assert [event["type"] for event in one] == ["progress", "progress", "done"]
    assert {event["turn"] for event in two} == {"2"}


@pytest.mark.parametrize(("settings", "code"), [({"local_only": True}, "local_only"), ({}, "download_failed")])
def test_an_installation_that_fails_says_so(settings, code, tmp_path, monkeypatch):
    def install(folder, report, *, force):
        raise DownloadFailed()

    monkeypatch.setattr(model, "install", install)

    async def work(service):
        listener = Listener()
        service.install_model("1", listener)
        return await listener.ended()

    assert with_service(scripted_engine(tmp_path, **settings), work)[-1]["error"]["code"] == code


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"op": "dance"},
        {"op": "call", "id": 1, "method": "nothing"},
        {"op": "ask"},
        {"op": "ask", "question": {"text": 7}},
        {"op": "ask", "question": {"text": "x", "turn": "x" * 101}},
        {"op": "ask", "question": {"text": "x", "course": "x" * 201}},
    ],
)
def test_a_session_answers_whatever_it_is_sent(message, tmp_path):
    async def work(service):
        replies = asyncio.Queue()
        session = Session(service, replies.put_nowait)
        session.receive(message)
        return await asyncio.wait_for(replies.get(), 5)

    reply = with_service(scripted_engine(tmp_path), work)
    assert reply["error"]["message"]


@pytest.mark.parametrize(
    "message", [[1], "x", 7, None, {"op": "ask", "question": [1]}, {"op": "call", "params": [1], "id": 3}]
)
def test_a_session_survives_nonsense(message, tmp_path):
    async def work(service):
        replies = asyncio.Queue()
        Session(service, replies.put_nowait).receive(message)
        return await asyncio.wait_for(replies.get(), 5)

    assert with_service(scripted_engine(tmp_path), work)["error"]["message"]


def test_what_is_wrong_with_a_message_is_said_in_its_language(tmp_path):
    async def work(service):
        replies = asyncio.Queue()
        session = Session(service, replies.put_nowait)
        for message in (
            {"op": "dance", "lang": "it"},
            {"op": "ask", "question": {"text": 7, "lang": "it"}},
            {"op": "ask", "question": {"text": "x", "lesson": "x" * 201, "lang": "it"}},
            {"op": "call", "method": "nothing", "params": {"lang": "it"}},
            {"op": "call", "method": "conversation", "params": {"lang": "it"}},
        ):
            session.receive(message)
        return [(await asyncio.wait_for(replies.get(), 5))["error"]["remedy"] for _ in range(5)]

    for remedy in with_service(scripted_engine(tmp_path), work):
        assert remedy.startswith(("Non ", "Usa ", "Le ", "I suoi "))


def examined(engine, **parameters):
    return with_service(engine, lambda service: service.call("conformance", parameters))


@pytest.mark.parametrize(
    "rule", [{"local_only": True}, {"region": "eu"}, {"block": "cloud:*"}, {"allow": "scripted:*"}]
)
def test_what_the_rules_refuse_is_not_examined_and_is_named(rule, tmp_path):
    cloud = ScriptedProvider("x", place="cloud", name="cloud")
    found = examined(scripted_engine(tmp_path / "a", ScriptedProvider("x"), cloud, **rule))
    assert found["models"] == ["scripted:script"]
    assert [each["model"] for each in found["skipped"]] == ["cloud:script"]
    with pytest.raises(PolicyError):
        examined(scripted_engine(tmp_path / "b", cloud, **rule), model="cloud:script", check="order")
    assert cloud.calls == []


def test_examining_a_model_is_paid_and_stays_within_the_budget(tmp_path):
    cloud = ScriptedProvider("one two three", place="cloud", name="cloud")

    async def work(service):
        plan = await service.call("conformance", {"model": "cloud:script"})
        found = await service.call("conformance", {"model": "cloud:script", "check": "huge"})
        rows = (await service.call("usage", {}))["rows"]
        held = await service.engine.store.fetch("SELECT * FROM held")
        return plan, found, rows, held

    plan, found, rows, held = with_service(scripted_engine(tmp_path / "a", cloud), work)
    assert found["findings"][0]["ok"]
    assert (rows[0]["teacher"], rows[0]["answers"]) == ("checks", 1)
    assert 0 < rows[0]["cost_micro"] <= plan["costs"]["cloud:script"]
    assert held == []
    assert cloud.calls[0].size < 10_000

    poor = scripted_engine(tmp_path / "b", cloud, budget_day=0.000_01)
    finding = examined(poor, model="cloud:script", check="order")["findings"][0]
    assert finding["skipped"]
    assert "budget" in finding["message"]
    assert len(cloud.calls) == 1


def test_the_owner_sees_what_each_token_has_spent(tmp_path):
    async def work(service):
        made = [await service.call("create_token", {"name": name, "scopes": ["ask"]}) for name in ("idle", "busy")]
        account = f"token:{made[1]['id']}"
        asked = Completion(id="1", model="cloud:script", messages=(Message("user", "Why?"),))
        async for _ in service.completions.stream(asked, account=account):
            pass
        listed = {row["name"]: row["month_micro"] for row in await service.call("tokens", {})}
        return listed, await service.call("usage", {}, account)

    cloud = ScriptedProvider("one two three", place="cloud", name="cloud")
    listed, usage = with_service(scripted_engine(tmp_path, cloud), work)
    assert listed["idle"] == 0
    assert listed["busy"] == usage["month_micro"] > 0


def test_a_token_for_this_computer_says_so_where_a_cloud_is_wished(tmp_path):
    async def ask(service):
        asked = Completion(id="1", model="cloud:script", messages=(Message("user", "Why?"),), local_only=True)
        return [part async for part in service.completions.stream(asked, account="token:1")]

    cloud = ScriptedProvider("There.", place="cloud", name="cloud")
    with pytest.raises(TokenIsLocal):
        with_service(scripted_engine(tmp_path, ScriptedProvider("Here."), cloud), ask)
    assert cloud.calls == []


def test_the_owner_sees_what_all_spend_and_a_visitor_only_their_own(tmp_path):
    async def work(service):
        for number, account in enumerate(("me", "visitor:1", "token:2")):
            question = Question(text="Why?", turn=str(number), quality="best")
            async for _ in service.engine.ask(question, account=account):
                pass
        accounts = ("me", "visitor:1")
        return [(await service.call("usage", {}, each), await service.call("home", {}, each)) for each in accounts]

    cloud = ScriptedProvider("one two three", place="cloud", name="cloud")
    (all_, home), (mine, own) = with_service(scripted_engine(tmp_path, cloud, budget_month=5), work)
    assert all_["month_micro"] == all_["budgets"][0]["spent_micro"] == home["spent_micro"] == 3 * mine["month_micro"]
    assert {row["account"] for row in all_["days"]} == {"me", "visitor:1", "token:2"}
    assert {row["account"] for row in mine["days"]} == {"visitor:1"}
    assert own["spent_micro"] == mine["month_micro"] > 0


def test_visitors_cannot_see_stop_or_replay_each_others_turns(tmp_path):
    async def work(service):
        mine, theirs = Listener(), Listener()
        one, two = Session(service, mine, "visitor:1"), Session(service, theirs, "visitor:2")
        one.receive({"op": "ask", "question": {"text": "My secret", "turn": "t"}})
        await mine.first_text()
        two.receive({"op": "follow", "conversation": mine.events[0]["conversation"]})
        two.receive({"op": "cancel", "turn": "t"})
        two.receive({"op": "install_model", "turn": "i"})
        await mine.ended()
        two.receive({"op": "ask", "question": {"text": "Mine", "turn": "t"}})
        await theirs.ended()
        return mine.events, theirs.events

    mine, theirs = with_service(scripted_engine(tmp_path, slow()), work)
    assert mine[-1]["reason"] == "complete"
    assert "My secret" not in str(theirs)


def test_a_visitor_cannot_choose_a_dearer_model(tmp_path):
    provider = ScriptedProvider("ok")

    async def work(service):
        listener = Listener()
        question = {"text": "Why?", "turn": "t", "model": "nobody:dear", "max_tokens": 10**6, "quality": "best"}
        Session(service, listener, "visitor:1").receive({"op": "ask", "question": question})
        return await listener.ended()

    dear = ScriptedProvider("dear", place="cloud", name="cloud")
    assert with_service(scripted_engine(tmp_path, provider, dear), work)[-1]["type"] == "done"
    assert provider.calls[0].max_tokens < 2_000
    assert dear.calls == []


def test_a_visitor_allows_no_tool_to_reach_out_from_the_host():
    wish = {"text": "Hi", "permits": True}
    assert question_from(wish, OWNER).permits
    assert not question_from(wish, "visitor:1").permits


def test_a_visitor_learns_nothing_of_the_host_and_gets_no_button_that_would_be_refused(tmp_path):
    async def work(service):
        listener = Listener()
        Session(service, listener, "visitor:1").receive({"op": "ask", "question": {"text": "Why?", "turn": "t"}})
        failed = (await listener.ended())[-1]
        home = await service.call("home", {}, "visitor:1")
        return failed["error"], home, await service.call("doctor", {}, "visitor:1")

    error, home, found = with_service(Engine.from_settings(Settings(data_dir=str(tmp_path))), work)
    assert (error["code"], error.get("action", "")) == ("no_model", "")
    assert error["remedy"] == home["notice"]["remedy"] == "Tell whoever opened this classroom."
    assert home["visitor"] is True
    assert found["checks"] == []


def test_what_a_visitor_is_told_of_an_error_names_nothing_of_the_host(tmp_path):
    error = WorkerFailed(detail="/home/teacher/secret/model.gguf")

    async def work(service):
        listener = Listener()
        Session(service, listener, "visitor:1").receive({"op": "ask", "question": {"text": "Why?", "turn": "t"}})
        models = await service.call("models", {}, "visitor:1")
        return (await listener.ended())[-1]["error"], models

    found, models = with_service(scripted_engine(tmp_path, ScriptedProvider(error)), work)
    assert (found["code"], found["action"]) == ("worker_failed", "retry")
    assert "secret" not in str(found)
    assert "convergio doctor" not in str(found)
    assert not any(card.get("note") for card in models)


def test_a_route_is_told_without_asking_anybody(tmp_path):
    here, there = ScriptedProvider("Here."), ScriptedProvider("There.", place="cloud", name="cloud")

    async def work(service):
        with pytest.raises(UnknownOption):
            await service.call("route", {"question": {"text": "Why?"}}, "visitor:1")
        return [
            await service.call("route", {"question": {"text": "Why?", **wish}})
            for wish in ({}, {"quality": "best"}, {"quality": "best", "region": "eu"})
        ]

    plain, best, eu = with_service(scripted_engine(tmp_path, here, there), work)
    assert (plain["rule"], best["rule"], eu["rule"]) == ("platform", "quality", "best_here")
    assert [each.get("refused", "") for each in eu["candidates"]] == ["", "region"]
    assert best["alternative"] == "script"
    assert here.calls == there.calls == []


def test_a_turn_that_cannot_be_read_is_answered_all_the_same(tmp_path):
    async def work(service):
        engine = service.engine
        await engine.conversations_of("me").begin("c", Question(text="Why?", turn="t", conversation="c"), "euclide")
        await engine.store.write(lambda tx: tx.execute("UPDATE messages SET extra = 'not JSON'"))
        listener = Listener()
        Session(service, listener).receive({"op": "ask", "question": {"text": "Why?", "turn": "t"}})
        return (await listener.ended())[-1]

    last = with_service(scripted_engine(tmp_path), work)
    assert (last["type"], last["error"]["code"]) == ("error", "internal")


def test_a_turn_that_lost_its_process_is_ended_for_whoever_waits(tmp_path, monkeypatch):
    monkeypatch.setattr("convergio_jupyter.session.STALE_SECONDS", -0.9)
    monkeypatch.setattr("convergio_jupyter.memory.conversations.STALE_SECONDS", -1)

    async def work(service):
        conversations = service.engine.conversations_of("me")
        await conversations.begin("c", Question(text="Why?", turn="lost", conversation="c"), "euclide")
        await conversations.save("lost", "Because", "running")
        listener = Listener()
        session = Session(service, listener)
        session.receive({"op": "cancel", "turn": "lost"})
        first = list(await listener.ended())
        session.receive({"op": "cancel", "turn": "never heard of"})
        return first[-1], (await listener.ended())[-1]

    lost, unknown = with_service(scripted_engine(tmp_path), work)
    assert (lost["type"], lost["error"]["code"]) == ("error", "gateway_lost")
    assert unknown["reason"] == "cancelled"


@pytest.mark.parametrize("status", ["complete", "length", "cancelled"])
def test_a_turn_that_ended_earlier_is_told_as_it_ended(status, tmp_path):
    async def work(service):
        conversations = service.engine.conversations_of("me")
        await conversations.begin("c", Question(text="Why?", turn="t", conversation="c"), "euclide")
        await conversations.save("t", "Because", status)
        listener = Listener()
        Session(service, listener).receive({"op": "cancel", "turn": "t"})
        return (await listener.ended())[-1]["reason"]

    assert with_service(scripted_engine(tmp_path), work) == status


def test_cancelling_right_after_asking(tmp_path):
    async def work(service):
        listener = Listener()
        session = Session(service, listener)
        session.receive({"op": "ask", "question": {"text": "Why?", "turn": "t"}})
        session.receive({"op": "cancel", "turn": "t"})
        return await listener.ended()

    assert with_service(scripted_engine(tmp_path, slow()), work)[-1]["reason"] == "cancelled"


def test_a_session_asks_cancels_and_calls(tmp_path):
    async def work(service):
        listener = Listener()
        session = Session(service, listener)
        session.receive({"op": "ask", "question": {"text": "Why?", "turn": "t"}})
        await listener.first_text()
        session.receive({"op": "cancel", "turn": "t"})
        events = list(await listener.ended())
        session.close()
        return events

    events = with_service(scripted_engine(tmp_path, slow("word " * 5_000)), work)
    assert events[-1]["reason"] == "cancelled"


def test_what_models_can_do_is_the_owners_business(tmp_path):
    async def work(service):
        plan = await service.call("conformance", {})
        one = await service.call("conformance", {"model": "scripted:script", "check": "order", "lang": "it"})
        with pytest.raises(UnknownOption):
            await service.call("conformance", {}, "visitor:1")
        return plan, one

    plan, one = with_service(scripted_engine(tmp_path), work)
    assert (plan["models"], plan["costs"]) == (["scripted:script"], {})
    assert one["findings"] == [
        {"id": "order", "ok": True, "skipped": False, "message": "Una risposta arriva in ordine.", "detail": ""}
    ]


def test_a_file_becomes_what_a_question_can_carry(tmp_path):
    async def work(service):
        sent = {"name": "a.txt", "data": base64.b64encode(b"The rose is red.").decode()}
        read = await service.call("extract", sent)
        with pytest.raises(CannotRead):
            await service.call("extract", {"name": "a.bin", "data": base64.b64encode(b"\0\0").decode()})
        with pytest.raises(UnknownOption):
            await service.call("extract", {"name": "a.txt", "data": "no base64!"})
        return read

    read = with_service(scripted_engine(tmp_path), work)
    assert read == {"kind": "file", "label": "a.txt", "text": "The rose is red."}


def test_a_pdf_waits_its_turn_for_the_processes_that_calculate_and_a_text_does_not(tmp_path):
    def sent(data):
        return {"name": "a.pdf", "data": base64.b64encode(data).decode()}

    async def work(service):
        line = service.engine.lines["elsewhere"]
        others = [line.join("visitor:1"), line.join("visitor:1")]
        pdf = asyncio.create_task(service.call("extract", sent(b"%PDF-1.4 nothing")))
        text = await service.call("extract", sent(b"a text"))
        waited = not pdf.done()
        line.leave(others[0])
        with pytest.raises(CannotRead):
            await pdf
        return text["text"], waited

    assert with_service(scripted_engine(tmp_path), work) == ("a text", True)


def test_a_click_reaches_only_ones_own_turn(tmp_path):
    async def work(service):
        with pytest.raises(UnknownOption):
            await service.call("permit", {"turn": "t", "call": "c", "click": "always"})
        return await service.call("permit", {"turn": "t", "call": "c", "click": "once"})

    assert with_service(scripted_engine(tmp_path), work) == {"taken": False}

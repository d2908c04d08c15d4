"""PostgreSQL: a lost connection is said and got over, and the address with its password is never shown."""

import asyncio
import random

import pytest

from convergio_jupyter.core.errors import StoreBroken, StoreTooNew, WrongSetting
from convergio_jupyter.settings import Settings
from convergio_jupyter.store import open_store

from ..databases import open_in

ADD = "INSERT INTO totals (key, micro, questions) VALUES (?, 1, 0)"


@pytest.mark.parametrize("url", ["postgresql://u:s3cret@127.0.0.1:9/x", "postgresql://u:s3c@ret@h:s3cret/x", "s3cret"])
def test_a_password_is_in_no_error(url, tmp_path):
    with pytest.raises(StoreBroken) as caught:
        open_store(tmp_path, url)
    assert "ret" not in f"{caught.value} {caught.value.info()}".replace("secret", "")
    assert caught.value.__suppress_context__


def test_a_password_is_in_no_list_of_settings(tmp_path):
    shown = str(Settings(database_url="postgresql://u:s3cret@h/x").explain())
    assert "s3cret" not in shown
    assert "••••" in shown
    with pytest.raises(WrongSetting) as caught:
        Settings(database_url=["s3cret"])
    assert "s3cret" not in f"{caught.value} {caught.value.info()}"


@pytest.mark.parametrize("each_database", ["postgres"], indirect=True)
def test_data_of_a_newer_version_is_not_touched(each_database, tmp_path):
    async def main():
        store = open_in(tmp_path)
        await store.write(lambda tx: tx.execute("INSERT INTO convergio_version VALUES (?)", (99,)))
        store.close()

    asyncio.run(main())
    with pytest.raises(StoreTooNew):
        open_in(tmp_path)


@pytest.mark.parametrize("each_database", ["postgres"], indirect=True)
def test_a_lost_connection_is_said_and_got_over(each_database, tmp_path):
    async def main():
        store, other = open_in(tmp_path), open_in(tmp_path)
        await store.write(lambda tx: tx.execute(ADD, ("a",)))
        await store.fetch("SELECT 1 AS one")
        others = "SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity WHERE datname = current_database()"
        await other.write(lambda tx: tx.fetch(f"{others} AND pid <> pg_backend_pid()"))
        with pytest.raises(StoreBroken):
            await store.write(lambda tx: tx.execute(ADD, ("b",)))
        await store.write(lambda tx: tx.execute(ADD, ("c",)))
        kept = await store.fetch("SELECT key FROM totals ORDER BY key")
        store.close()
        other.close()
        return [row["key"] for row in kept]

    assert asyncio.run(main()) == ["a", "c"]


@pytest.mark.parametrize("each_database", ["postgres"], indirect=True)
def test_a_job_that_the_database_cannot_do_fails_alone_and_keeps_the_connection(each_database, tmp_path):
    long = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=20_000))  # too much for an index

    async def main():
        store = open_in(tmp_path)
        asked = "SELECT pg_backend_pid() AS pid"
        before = await store.write(lambda tx: tx.fetch(asked)[0]["pid"])
        jobs = [store.write(lambda tx, key=key: tx.execute(ADD, (key,))) for key in ("a", long, "b")]
        results = await asyncio.gather(*jobs, return_exceptions=True)
        after = await store.write(lambda tx: tx.fetch(asked)[0]["pid"])
        kept = await store.fetch("SELECT key FROM totals ORDER BY key")
        store.close()
        return before == after, results, [row["key"] for row in kept]

    same, results, kept = asyncio.run(main())
    assert same
    assert isinstance(results[1], StoreBroken)
    assert (results[0], results[2], kept) == (1, 1, ["a", "b"])

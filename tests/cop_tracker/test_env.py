"""Broken settings are refused with one sentence; good ones are read."""

import re
from pathlib import Path

import pytest

from cop_tracker import env
from cop_tracker.secret_key import earlier_keys, secret_key


@pytest.mark.parametrize("value", ["0", "65536", "-1", "eight", "80.5", "٨٠"])
def test_a_port_that_is_none_is_refused(monkeypatch, value):
    monkeypatch.setenv("PORT", value)

    with pytest.raises(env.BrokenSettingError, match="The setting PORT is broken"):
        env.port()


@pytest.mark.parametrize(
    ("value", "rate"),
    [("60/min", "60/min"), ("5/s", "5/s"), ("off", None), ("OFF", None), ("", "60/min")],
)
def test_a_rate_is_read(monkeypatch, value, rate):
    monkeypatch.setenv("TOOLS_RATE", value)

    assert env.rate("TOOLS_RATE", "60/min") == rate


@pytest.mark.parametrize("value", ["sixty", "0/min", "60", "60/fortnight", "-1/min"])
def test_a_rate_that_is_none_is_refused(monkeypatch, value):
    monkeypatch.setenv("TOOLS_RATE", value)

    with pytest.raises(env.BrokenSettingError, match="TOOLS_RATE"):
        env.rate("TOOLS_RATE", "60/min")


def test_a_socket_in_the_database_address_is_decoded(monkeypatch):
    monkeypatch.setenv(
        "DATABASE_URL", "postgresql://me:s%40y@/name?host=%2Frun%2Fpg&sslmode=require"
    )

    found = env.database("DATABASE_URL", "", pooled=False)

    assert (found["HOST"], found["NAME"], found["PASSWORD"]) == ("/run/pg", "name", "s@y")
    assert found["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize(
    "value", ["mysql://me@host/name", "postgresql://host:port/x", "postgresql://h"]
)
def test_a_database_address_that_is_none_is_refused(monkeypatch, value):
    monkeypatch.setenv("DATABASE_URL", value)

    with pytest.raises(env.BrokenSettingError, match="DATABASE_URL"):
        env.database("DATABASE_URL", "", pooled=False)


@pytest.mark.parametrize(
    ("broker", "cache"),
    [
        ("redis+socket:///tmp/x%20y/b.sock", "unix:///tmp/x y/b.sock?db=1"),
        ("redis://:secret@host:6379/0", "redis://:secret@host:6379/0"),
        ("amqp://host", None),
    ],
)
def test_the_cache_lives_beside_a_redis_broker(broker, cache):
    assert env.cache_address(broker) == cache


def test_a_broker_of_an_unknown_kind_is_refused(monkeypatch):
    monkeypatch.setenv("CELERY_BROKER_URL", "sqs://queue")

    with pytest.raises(env.BrokenSettingError, match="CELERY_BROKER_URL"):
        env.broker("CELERY_BROKER_URL", "")


def test_the_secret_key_is_made_once_and_readable_by_its_owner_alone(monkeypatch, tmp_path: Path):
    monkeypatch.delenv("SECRET_KEY", raising=False)

    first, second = secret_key(tmp_path), secret_key(tmp_path)

    assert first == second
    assert len(first) >= 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_earlier_keys_are_read_and_a_short_one_refused(monkeypatch):
    monkeypatch.setenv("SECRET_KEY_FALLBACKS", f" {'a' * 50}, {'b' * 60},")
    assert earlier_keys() == ["a" * 50, "b" * 60]
    monkeypatch.setenv("SECRET_KEY_FALLBACKS", f"{'a' * 50},short")
    with pytest.raises(env.BrokenSettingError, match="SECRET_KEY_FALLBACKS"):
        earlier_keys()


def test_a_short_secret_key_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "short")

    with pytest.raises(env.BrokenSettingError, match="SECRET_KEY"):
        secret_key(tmp_path)


def test_every_variable_read_is_explained_and_no_other():
    explained = set(re.findall(r"^(\w+)=", Path(".env.example").read_text(), re.MULTILINE))
    source = "".join(p.read_text() for p in Path("cop_tracker").rglob("*.py"))
    calls = r'(?:env\.\w+|environ(?:\.get)?)[([]"([A-Z_]+)"'
    read = set(re.findall(calls, source)) | {"PORT", "SECRET_KEY", "SECRET_KEY_FALLBACKS"}
    described = set(re.findall(r"\$\{([A-Z_]+)", Path("docker-compose.yml").read_text()))

    assert explained == (read | described) - {"DJANGO_SETTINGS_MODULE"}

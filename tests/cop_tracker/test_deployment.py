"""The description of a server: nothing without a health check, nothing with a known password."""

import re
from pathlib import Path

import yaml

COMPOSE = Path("docker-compose.yml").read_text()
SERVICES = yaml.safe_load(COMPOSE)["services"]
ONE_SHOT = {"prepare-volumes", "migrate"}


def test_it_describes_every_part():
    assert set(SERVICES) - ONE_SHOT == {"web", "worker", "timetable", "database", "broker"}


def test_everything_that_keeps_running_has_a_health_check():
    assert [n for n, s in SERVICES.items() if n not in ONE_SHOT and "healthcheck" not in s] == []


def test_no_password_has_a_default():
    secrets = re.findall(r"\$\{(SECRET_KEY|\w*PASSWORD)([^}]*)\}", COMPOSE)

    assert {(name, rest[:2]) for name, rest in secrets if not rest.startswith(":?")} == {
        ("EMAIL_HOST_PASSWORD", ":-")
    }


def test_what_must_survive_lies_in_volumes():
    assert SERVICES["database"]["volumes"] == ["database:/var/lib/postgresql/data"]
    assert SERVICES["broker"]["volumes"] == ["broker:/data"]
    assert "evidence:/evidence" in SERVICES["web"]["volumes"]


def test_the_image_is_not_run_as_root():
    assert "USER tracker" in Path("Dockerfile").read_text()


def test_only_the_migration_knows_the_owner_of_the_tables():
    owners = {n for n, s in SERVICES.items() if "DATABASE_OWNER_URL" in s.get("environment", {})}

    assert owners == {"migrate"}
    assert SERVICES["database"]["environment"]["POSTGRES_USER"] == "owner"
    assert SERVICES["web"]["environment"]["DATABASE_URL"].startswith("postgresql://tracker:")

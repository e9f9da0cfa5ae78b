"""The verifier: RFC 8032, one fixed form, and every way to alter a package."""

from __future__ import annotations

import ast
import io
import os
import shutil
import struct
import subprocess
import sys
import zipfile
from contextlib import nullcontext
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from obligations.packages.exports import archive, verify_package
from obligations.packages.exports.archive import Source
from obligations.packages.exports.verify_package import Refused, check, signed

PROGRAM = Path(verify_package.__file__)
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = PRIVATE.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

# RFC 8032, section 7.1: public key, message, signature.
RFC_8032 = {
    "TEST 1": (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    "TEST 2": (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    "TEST 3": (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    "TEST SHA(abc)": (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
        "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ),
}


@pytest.mark.parametrize("name", RFC_8032)
def test_the_vectors_of_rfc_8032_hold(name):
    key, message, signature = map(bytes.fromhex, RFC_8032[name])

    assert signed(key, message, signature)
    assert not signed(key, message + b"x", signature)


def test_signatures_are_judged_as_a_library_judges_them():
    for number in range(20):
        private, message = Ed25519PrivateKey.generate(), os.urandom(number)
        public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        signature = private.sign(message)
        assert signed(public, message, signature)
        for place in (0, 31, 32, 63):
            wrong = bytearray(signature)
            wrong[place] ^= 1
            assert not signed(public, message, bytes(wrong))


def test_a_scalar_beyond_the_order_is_no_second_signature():
    key, message, signature = map(bytes.fromhex, RFC_8032["TEST 2"])
    scalar = int.from_bytes(signature[32:], "little") + verify_package.ORDER

    assert not signed(key, message, signature[:32] + scalar.to_bytes(32, "little"))


def manifest_of(held: dict[str, bytes], /, **changed) -> dict:
    listed = [
        {"path": name, "size": len(content), "sha256": sha256(content).hexdigest()}
        for name, content in held.items()
    ]
    return {
        "format": verify_package.FORMAT,
        "key_id": verify_package.key_id(PUBLIC),
        "files": listed,
        "missing": [],
        "redactions": [],
        "counts": {"files": len(listed), "missing": 0, "redactions": 0},
    } | changed


def made(files=None, *, put=None, manifest=None, private=PRIVATE, write=None) -> bytes:
    """A package; ``put`` adds files after it was signed, None takes one away."""
    files = {"files/001-a.txt": b"One.", "files/002-b.bin": bytes(300)} if files is None else files
    text = verify_package.canonical(manifest_of(files) if manifest is None else manifest)
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    signature = {
        "algorithm": "Ed25519",
        "signs": "manifest.json",
        "key_id": verify_package.key_id(public),
        "public_key": public.hex(),
        "signature": private.sign(text).hex(),
    }
    everything = files | {
        "manifest.json": text,
        "signature.json": verify_package.canonical(signature),
    }
    everything = {n: c for n, c in (everything | (put or {})).items() if c is not None}
    return (write or written)(everything)


def written(files: dict[str, bytes]) -> bytes:
    sink = io.BytesIO()
    archive.write([source(*one) for one in files.items()], sink, noted=lambda _: None)
    return sink.getvalue()


def source(name: str, content: bytes) -> Source:
    digest = sha256(content).hexdigest()
    return Source(name, name, len(content), digest, lambda: nullcontext(io.BytesIO(content)))


def problem(package: bytes, pinned=None) -> str:
    with pytest.raises(Refused) as refused:
        check(io.BytesIO(package), pinned)
    return str(refused.value)


def test_a_package_that_was_not_altered_holds():
    said = check(io.BytesIO(made()))

    assert said[0] == "Archive: every byte of 4 files and their headers is accounted for."
    assert said[-2].startswith("Key: not compared.")


def test_any_altered_byte_is_found():
    package = made()

    for place in range(len(package)):
        altered = bytearray(package)
        altered[place] ^= 0x01
        assert problem(bytes(altered)), place


def test_any_cut_and_anything_added_is_found():
    package = made()

    for length in range(0, len(package), 7):
        assert problem(package[:length])
    assert problem(package + b"\0")
    assert problem(b"\0" + package)


@pytest.mark.parametrize(
    ("package", "told"),
    [
        (made(put={"files/001-a.txt": None}), "files/001-a.txt of the manifest is not in"),
        (made(put={"files/003-c.txt": b"More."}), "files/003-c.txt is not in the manifest"),
        (made(put={"files/001-a.txt": b"Two."}), "The bytes of files/001-a.txt are not those"),
        (made(put={"signature.json": None}), "signature.json is missing"),
        (made(put={"manifest.json": b"{}"}), "no package of the form"),
        (made(put={"manifest.json": b'{"a": 1}'}), "not in the form that is signed"),
        (made(put={"manifest.json": b"[" * 100_000}), "is not JSON"),
        (made(manifest=manifest_of({}, format="other")), "no package of the form"),
        (made({}, manifest=manifest_of({}, counts={})), "The counts of the manifest"),
        (made({}, manifest=manifest_of({}, key_id="0" * 16)), "names another key"),
        (made({}, manifest=manifest_of({}, files=[{}])), "without path"),
        (made({}, manifest=manifest_of({}, missing=None)), "lacks its list"),
        (made({"../evil": b"x"}), "a name no package has"),
        (made({"files/../../evil": b"x"}), "a name no package has"),
        (made({"/etc/passwd": b"x"}), "a name no package has"),
        (made({"files\\evil": b"x"}), "a name no package has"),
        (made({"files/CON.": b"x"}), "a name no package has"),
        (b"", "does not begin as one"),
        (b"PK\x03\x04", "ends in the middle"),
    ],
)
def test_what_is_missing_extra_or_a_trick_is_named(package, told):
    assert told in problem(package)


def test_a_file_that_stands_twice_is_found():
    one = written({"files/001-a.txt": b"x"})
    header = one[: one.index(b"PK\x01\x02")]
    entry = verify_package.Entry("files/001-a.txt", 1, zipfile.crc32(b"x"))
    twice = [entry, entry._replace(offset=len(header))]
    package = header * 2 + verify_package.directory(twice, 2 * len(header))

    assert "stands twice" in problem(package)


def test_another_writers_archive_is_refused_even_with_the_same_files():
    def with_times(files):
        sink = io.BytesIO()
        with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as opened:
            for name in sorted(files):
                opened.writestr(name, files[name])
        return sink.getvalue()

    assert "not as a package writes it" in problem(made(write=with_times))


def test_a_declared_size_beyond_the_archive_is_refused_before_it_is_read():
    entry = verify_package.Entry("files/001-bomb.bin", 2**40, 0)
    package = verify_package.local_header(entry)

    assert "1099511627776 bytes; the archive has fewer" in problem(package)


def test_a_manifest_of_absurd_size_is_refused():
    entry = verify_package.Entry("manifest.json", verify_package.MOST_TEXT + 1, 0)
    package = verify_package.local_header(entry) + bytes(verify_package.MOST_TEXT + 1)

    assert "larger than any package needs" in problem(package)


def test_another_key_is_told_apart():
    other = Ed25519PrivateKey.generate()
    manifest = manifest_of(
        {},
        key_id=verify_package.key_id(
            other.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        ),
    )
    forged = made({}, manifest=manifest, private=other)

    assert check(io.BytesIO(forged))
    assert "not with a key you gave" in problem(forged, [PUBLIC])
    assert "Key: it is one of the keys you gave." in check(io.BytesIO(made()), [bytes(32), PUBLIC])


@pytest.mark.parametrize("key", [b"\1" + bytes(31), bytes(32), b"\xec" + b"\xff" * 30 + b"\x7f"])
def test_a_key_that_any_signature_fits_is_refused(key):
    """Keys of order 1, 4 and 2: the neutral point is a signature of every message by them."""
    neutral = b"\1" + bytes(31)

    assert not signed(key, b"Any message.", neutral + bytes(32))
    assert not signed(key, b"Another.", key + bytes(32))


def test_keys_are_read_in_three_spellings():
    pem = PRIVATE.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    assert verify_package.keys_in(pem.decode()) == [PUBLIC]
    assert verify_package.keys_in(PUBLIC.hex()) == [PUBLIC]
    assert verify_package.keys_in(f'{{"results": [{{"public_key": "{PUBLIC.hex()}"}}]}}') == [
        PUBLIC
    ]
    assert verify_package.keys_in("nothing") == []
    assert verify_package.keys_in("-----BEGIN PUBLIC KEY-----\n!\n") == []


def test_sizes_beyond_four_gigabytes_have_their_fields(monkeypatch):
    monkeypatch.setattr(verify_package, "LIMIT", 100)
    package = made()

    assert check(io.BytesIO(package))
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        assert opened.testzip() is None
        assert opened.getinfo("files/002-b.bin").file_size == 300
        assert struct.pack("<I", 0x06064B50) in package


def interpreters():
    found = {sys.executable}
    for name in ("python3.8", "python3.10", "python3.12", "python3.13"):
        usual = shutil.which(name)
        built = sorted(Path.home().glob(f".pyenv/versions/{name[6:]}.*/bin/python3"))
        # A shim may stand for a version that is not there.
        found |= {str(one) for one in (usual, *built) if one and "shims" not in str(one)}
    return sorted(found)


@pytest.mark.parametrize("python", interpreters())
def test_the_program_runs_alone_and_says_what_it_found(python, tmp_path):
    (tmp_path / "verify_package.py").write_bytes(PROGRAM.read_bytes())
    (tmp_path / "good.zip").write_bytes(made())
    (tmp_path / "bad.zip").write_bytes(made().replace(b"One.", b"Two."))
    (tmp_path / "key").write_text(PUBLIC.hex())
    (tmp_path / "other").write_text("00" * 32)
    (tmp_path / "no-key").write_text("nothing")

    def run(*arguments):
        command = [python, "-I", "verify_package.py", *arguments]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.stderr == ""
        return done.returncode, done.stdout

    good, bad = run("good.zip", "--key", "key"), run("bad.zip")
    assert good[0] == 0
    assert "It does not show who holds the key" in good[1].replace("\n", " ")
    assert bad[0] == 1
    assert bad[1].startswith("FAILED  The bytes of files/001-a.txt were changed")
    assert run("good.zip", "--key", "other")[0] == 1
    assert run("good.zip", "--key", "no-key")[0] == 2
    assert run("absent.zip")[0] == 2


def test_the_program_is_written_for_python_3_8():
    assert ast.parse(PROGRAM.read_text(), feature_version=(3, 8))


def test_two_processes_write_the_same_bytes():
    program = """
import sys
from hashlib import sha256
sys.path.insert(0, ".")
from tests.obligations.packages.test_verifier import made
print(sha256(made()).hexdigest())
"""
    found = {
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }

    assert found == {sha256(made()).hexdigest() + "\n"}

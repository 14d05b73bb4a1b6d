"""`sipdesk manifest build`: the same zip each time, or one sentence and no zip."""

import os
from pathlib import Path

import pytest

from manifest import package
from manifest.details import Unusable, details
from manifest.package import ICONS
from service.__main__ import main
from tests.manifest.conftest import APP_ID, ARGUMENTS, Build, files_in

DETAILS = details(APP_ID, "sip.example.org", version="1.0.0", organisation="SIP Desk")


def test_it_says_what_it_has_made(build: Build, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build() == 0
    assert capsys.readouterr().out == f"{out} is ready for upload: version 1.0.0 of the app {APP_ID}.\n"


def test_it_needs_no_settings(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("SIPDESK_")]:
        monkeypatch.delenv(name)
    assert build() == 0


def test_the_same_arguments_make_the_same_bytes(build: Build, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert build() == 0
    first = out.read_bytes()
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setattr("time.time", lambda: 2e9)
    assert build(app_id=APP_ID.upper()) == 0
    assert out.read_bytes() == first
    assert build(version="1.0.1") == 0
    assert out.read_bytes() != first


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"app_id": "sip-desk"}, "--app-id must be the app id of the bot's registration"),
        ({"app_id": "{" + APP_ID + "}"}, "--app-id must be"),
        ({"app_id": APP_ID.replace("-", "")}, "--app-id must be"),
        ({"app_id": "00000000-0000-0000-0000-000000000000"}, "a GUID and not zero"),
        ({"domain": "http://sip.example.org"}, "--domain must be a host name"),
        ({"domain": "https://sip.example.org"}, "without https://"),
        ({"domain": "sip.example.org/api"}, "without https://, port or path, not “sip.example.org/api”"),
        ({"domain": "sip.example.org:443"}, "--domain must be"),
        ({"domain": "sip.example.org\n"}, "--domain must be"),
        ({"domain": "*.example.org"}, "--domain must be"),
        ({"domain": "localhost"}, "--domain must be"),
        ({"domain": "192.0.2.7"}, "--domain must be"),
        ({"domain": "sip-.example.org"}, "--domain must be"),
        ({"domain": "sïp.example.org"}, "--domain must be"),
        ({"domain": "a." * 126 + "org"}, "--domain must be"),
        ({"domain": ""}, "--domain must be"),
        (
            {"sharepoint": "https://trust.sharepoint.com"},
            "--sharepoint must be a host name such as trust.sharepoint.com",
        ),
        ({"sharepoint": "*.sharepoint.com"}, "--sharepoint must be"),
        ({"sharepoint": "trust.sharepoint.com:/sites/SIP"}, "--sharepoint must be"),
        ({"version": "1.0"}, "--version must be three numbers such as 1.0.1, not “1.0”"),
        ({"version": "v1.0.0"}, "--version must be"),
        ({"version": "01.0.0"}, "--version must be"),
        ({"version": "1.0.0-pilot"}, "--version must be"),  # semantic, and refused by Teams
        ({"organisation": " "}, "--organisation must be"),
        ({"organisation": "A" * 33}, "--organisation must be a name of 1 to 32 characters"),
        ({"organisation": "A\nB"}, "--organisation must be"),
        ({"privacy": "http://example.org/p"}, "--privacy must be a web address that begins with https://"),
        ({"terms": "example.org/terms"}, "--terms must be a web address that begins with https://"),
        ({"terms": "https://example.org/a b"}, "--terms must be"),
        ({"terms": "https://example.org/" + "a" * 2048}, "--terms must be"),
    ],
)
def test_what_teams_would_refuse_is_refused_in_a_sentence(
    build: Build, out: Path, capsys: pytest.CaptureFixture[str], changes: dict[str, str], sentence: str
) -> None:
    out.write_bytes(b"the last good one")
    assert build(**changes) == 2
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.err.rstrip("\n").endswith(".")
    assert said.out == ""
    assert out.read_bytes() == b"the last good one"


def test_only_a_zip_is_written(build: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(out=str(tmp_path / "sip-desk.txt")) == 2
    assert "--out must name a file that ends in .zip" in capsys.readouterr().err
    assert build(out=str(tmp_path / "nowhere" / "sip-desk.zip")) == 2
    assert "sip-desk.zip cannot be written (No such file or directory)." in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("argument", ["--app-id", "--domain", "--out"])
def test_what_must_be_said_is_asked_for(argument: str, capsys: pytest.CaptureFixture[str]) -> None:
    given = ARGUMENTS | {"--out": "sip-desk.zip"}
    del given[argument]
    with pytest.raises(SystemExit, match="2"):
        main(["manifest", "build", *(word for pair in given.items() for word in pair)])
    assert argument in capsys.readouterr().err


def test_icons_of_ones_own_are_taken_if_they_fit(tmp_path: Path, out: Path) -> None:
    for name in ("color.png", "outline.png"):
        (tmp_path / name).write_bytes((ICONS / name).read_bytes() + b"own")
    package.build(DETAILS, out, tmp_path)
    assert files_in(out)["color.png"].endswith(b"own")


@pytest.mark.parametrize(
    ("color", "sentence"),
    [
        (None, r"The icon .*color\.png cannot be read \(No such file or directory\)\."),
        (b"GIF89a", r"The icon .*color\.png must be a PNG of 192 by 192 pixels\."),
        ((ICONS / "outline.png").read_bytes(), "must be a PNG of 192 by 192 pixels"),
    ],
)
def test_an_icon_that_is_missing_or_wrong(tmp_path: Path, out: Path, color: bytes | None, sentence: str) -> None:
    icons = tmp_path / "icons"
    icons.mkdir()
    (icons / "outline.png").write_bytes((ICONS / "outline.png").read_bytes())
    if color is not None:
        (icons / "color.png").write_bytes(color)
    with pytest.raises(Unusable, match=sentence):
        package.build(DETAILS, out, icons)
    assert not out.exists()

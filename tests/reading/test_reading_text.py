"""Plain text and Markdown: every Unicode form, and one sentence for each way in which a file cannot be read."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import InputError
from extract.reading import Limits, read, read_all, walk
from extract.reading.decoding import decode

TEXT = "Căn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2021\r\ncủa Thủ tướng Chính phủ;\n"


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-32-le", b"\xff\xfe\x00\x00"),
    ],
)
def test_unicode_in_every_form(tmp_path: Path, encoding: str, mark: bytes) -> None:
    file = tmp_path / "plan.txt"
    file.write_bytes(mark + TEXT.encode(encoding))
    source = read(file)
    assert source.text == TEXT
    assert source.source.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert (source.source.path, source.source.characters) == (str(file), len(TEXT))


def test_markdown_by_its_name(tmp_path: Path) -> None:
    file = tmp_path / "plan.md"
    file.write_text(TEXT, encoding="utf-8")
    assert read(file).source.media_type == "text/markdown"


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode(), "x")[0] == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "holds no words"),
        (bytes(range(256)) * 40, "is not a text or a document"),
        (b"\x7fELF\x02\x01\x01\x00\x00", "is a program, not a document"),
        (b"K\xe1\xba\xbf ho\n\xff\xfe\xfd", "line 2: byte 0xff is no UTF-8"),
        (b"\xff\xfe" + "Kế".encode("utf-16-le")[:-1], "is damaged at byte 2"),
    ],
)
def test_what_is_no_text_ends_in_one_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "plan.txt"
    file.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read(file)
    message = str(caught.value)
    assert words in message
    assert message.startswith(str(file))
    assert "\n" not in message


def test_missing_folder_and_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        read(tmp_path / "none.txt")
    with pytest.raises(InputError, match="a folder with nothing to read"):
        read(tmp_path)
    (tmp_path / "a.txt").write_text("Kế hoạch")
    with pytest.raises(InputError, match="is a folder, not a file"):
        read(tmp_path)
    with pytest.raises(InputError, match="no possible file name"):
        read("a\0b")


def test_too_large_names_the_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "line.txt"
    file.write_text("x" * 2_000_001)
    with pytest.raises(InputError, match=r"more than the limit of 2,000,000; .*CANCU_MAX_CHARACTERS"):
        read(file, Limits(characters=2_000_000))
    with pytest.raises(InputError, match=r"limit of 1 MB; .*CANCU_MAX_MEGABYTES"):
        read(file, Limits(megabytes=1))
    monkeypatch.setenv("CANCU_MAX_MEGABYTES", "0")
    with pytest.raises(InputError, match="positive whole number"):
        read(file)


def test_folders_are_walked_in_order_and_once(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", ".git/x.txt", "~$plan.docx", "data.csv", "empty/.keep"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("Kế hoạch")
    expected = [tmp_path / name for name in ("a.txt", "b/1.txt", "b/2.txt")]
    assert list(walk([tmp_path, tmp_path / "a.txt"])) == expected
    assert list(walk([tmp_path / "data.csv", tmp_path / "empty", tmp_path / "none"])) == [
        tmp_path / "data.csv", tmp_path / "empty", tmp_path / "none",
    ]  # fmt: skip


def test_a_bad_file_does_not_stop_the_good_ones(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("Kế hoạch một")
    (tmp_path / "2.txt").write_bytes(b"\0\1\2")
    (tmp_path / "3.txt").write_text("Kế hoạch ba")
    read_ones = [item if isinstance(item, InputError) else item.text for item in read_all([tmp_path])]
    assert [type(item) for item in read_ones] == [str, InputError, str]

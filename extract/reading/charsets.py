"""The encodings that a page or a Rich Text file may name: those of the web and of Windows, and no other.

Python knows many more under such names, some of which are no encodings of texts: ``unicode_escape`` makes lone
surrogates, ``punycode`` takes time in the square of its input.
"""

from __future__ import annotations

#: Codec of Python -> the names by which pages call it (https://encoding.spec.whatwg.org/#names-and-labels).
_LABELS = {
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8",
    "utf-16-le": "utf-16 utf-16le unicode ucs-2 iso-10646-ucs-2 csunicode unicodefeff",
    "utf-16-be": "utf-16be unicodefffe",
    "cp1250": "windows-1250 cp1250 x-cp1250",
    "cp1251": "windows-1251 cp1251 x-cp1251",
    "cp1252": "windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso_8859-1 iso88591 latin1 l1 ascii us-ascii",
    "cp1253": "windows-1253 cp1253 x-cp1253",
    "cp1254": "windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 iso_8859-9 latin5 l5",
    "cp1255": "windows-1255 cp1255 x-cp1255",
    "cp1256": "windows-1256 cp1256 x-cp1256",
    "cp1257": "windows-1257 cp1257 x-cp1257",
    "cp1258": "windows-1258 cp1258 x-cp1258",
    "cp874": "windows-874 cp874 dos-874 iso-8859-11 iso8859-11 tis-620",
    "cp866": "ibm866 cp866 866 csibm866",
    "iso-8859-2": "iso-8859-2 iso8859-2 iso_8859-2 latin2 l2",
    "iso-8859-3": "iso-8859-3 iso8859-3 iso_8859-3 latin3 l3",
    "iso-8859-4": "iso-8859-4 iso8859-4 iso_8859-4 latin4 l4",
    "iso-8859-5": "iso-8859-5 iso8859-5 iso_8859-5 cyrillic",
    "iso-8859-6": "iso-8859-6 iso8859-6 iso_8859-6 arabic",
    "iso-8859-7": "iso-8859-7 iso8859-7 iso_8859-7 greek",
    "iso-8859-8": "iso-8859-8 iso8859-8 iso_8859-8 hebrew iso-8859-8-i logical",
    "iso-8859-10": "iso-8859-10 iso8859-10 latin6 l6",
    "iso-8859-13": "iso-8859-13 iso8859-13",
    "iso-8859-14": "iso-8859-14 iso8859-14",
    "iso-8859-15": "iso-8859-15 iso8859-15 iso_8859-15 l9",
    "iso-8859-16": "iso-8859-16",
    "koi8-r": "koi8-r koi8 koi koi8_r",
    "koi8-u": "koi8-u koi8-ru",
    "mac-roman": "macintosh mac x-mac-roman",
    "mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "gb18030": "gb18030 gbk gb2312 gb_2312-80 x-gbk chinese",
    "big5hkscs": "big5 big5-hkscs cn-big5 x-x-big5",
    "euc-jp": "euc-jp x-euc-jp",
    "iso2022-jp": "iso-2022-jp",
    "cp932": "shift_jis shift-jis sjis x-sjis ms_kanji windows-31j ms932",
    "cp949": "euc-kr ks_c_5601-1987 ks_c_5601-1989 ksc5601 korean windows-949",
}
_CODECS = {label: codec for codec, labels in _LABELS.items() for label in labels.split()}

_CODEPAGES = frozenset(  # of Windows and of DOS, as Rich Text numbers them
    (437, 737, 775, 850, 852, 855, 857, 858, 860, 861, 862, 863, 864, 865, 866, 869, 874, 932, 936, 949, 950, 1125)
) | frozenset(range(1250, 1259))  # fmt: skip
_UTF8_CODEPAGE = 65_001

#: \fcharset of a font in Rich Text: the codec of its bytes.
OF_FONTS = {
    77: "mac-roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254", 163: "cp1258",
    177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip


def codec_of(label: str) -> str | None:
    """The codec for a name that a page gives its encoding, in any case; None for what is none of the web's."""
    return _CODECS.get(label.strip().lower())


def codec_of_codepage(number: int | None) -> str | None:
    """The codec for the number of a code page; None for what is none of Windows and DOS."""
    if number == _UTF8_CODEPAGE:
        return "utf-8"
    return f"cp{number}" if number in _CODEPAGES else None

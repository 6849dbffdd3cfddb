"""A pool of real documents, annotated blind by two readers, and how well they are read.

    python -m benchmarks.pool CLONES FOLDER                  lays the documents out and measures all of them
    python -m benchmarks.pool CLONES FOLDER --only roles     letterheads, verdicts, changes, ..., eleventh, twelfth
    python -m benchmarks.pool --texts FOLDER                 the excerpts, which lie there as e01.txt, e02.txt, ...
    python -m benchmarks.pool --texts FOLDER --drawn fresh-excerpts    a later set of them: h01.txt, h02.txt, ...

``manifest.csv`` has the place of each document (repository, commit, path, sha256) and the hash of its text as it was
decoded then. ``reader-1.jsonl`` and ``reader-2.jsonl`` have what each reader found, a document a line: offsets in that
text, numbers, days, issuers, roles. Nothing of the texts is kept here; titles and names of signers are offsets, too.
``CLONES`` holds a clone of each repository, as ``owner/name`` or ``owner+name``. A document whose text is decoded
otherwise now is told and left out, for the offsets count in the text of then.

The documents ``f01`` to ``f53``, and those drawn after them, ``g01`` to ``g19`` and ``h01`` to ``h86`` (``clauses``),
were read in one passage each, and annotated with roles, with what is stated and (but for ``h``) with the parts that are
named right before an act, no more; what the extractor finds outside the passage is left aside.

``k01`` to ``k87`` and ``l01`` to ``l56`` (``twice``) were drawn by a program and read in one passage each by two
readers who knew nothing of the extractor but the rules of the annotation; of these, type and day stand where the words
do. ``n01`` to ``n87``, with pages, letters and plans that speak of changes, and ``o01`` to ``o59``, denser ones, were
drawn and read in the same way (``fifth``), and ``p01`` to ``p96`` and ``q001`` to ``q120`` after them (``sixth``);
``u001`` to ``u090`` (``seventh``, one reader), ``v001`` to ``v139`` (``eighth``), ``x001`` to ``x150`` (``ninth``),
``y001`` to ``y150`` (``tenth``) and ``z001`` to ``z100`` (``eleventh``) are of documents in none before; ``w101`` to
``w150`` (``twelfth``) are the rest of the eleventh draw, which stayed sealed until all was landed.
What ends but for a part that is kept has the scope "except", which is measured as a part's.

``excerpts.csv`` and ``excerpts.jsonl`` are a second set, in the same form, of one reader: beginnings of documents as
public pages and files give them, with the address of each (where a repository has it: repository, commit and path),
mostly papers of the Party, the Front and communes; ``later-excerpts`` (f01 to f41), ``fresh-excerpts`` (h01 to h45),
``fifth-excerpts`` (m01 to m27), ``sixth-excerpts`` (n01 to n58), ``seventh-excerpts`` (p01 to p51), ``eighth-excerpts``
(q01 to q55), ``ninth-excerpts`` (r01 to r50), ``tenth-excerpts`` (s01 to s89), ``eleventh-excerpts`` (t01
to t59), ``twelfth-excerpts`` (w01 to w60), ``thirteenth-excerpts`` (z01 to z60), ``fourteenth-excerpts`` (v01 to v60)
and ``fifteenth-excerpts`` (j01 to j52) are further ones, from the fifth on, but for the tenth, with those
of a second reader beside them (``fifth-excerpts-second``); of a longer PDF of the thirteenth and fourteenth the first
two pages were decoded, and some texts of the fifteenth are beginnings of pages, retyped from what a search gave of
them. What is measured stands in a column a kind, and in one without what the reader had wrong (``excerpts-slips.csv``).

What is a mention is decided as docs/extraction.md says under "What is declined", in all draws from the twelfth on.

How the reader of the fresh ones decided, before anything was run: digits that recognition spoilt are no number,
unless the rest can only be read in one way ("1145})TB-ĐHTĐ"); a day that it spoilt leaves month or year; who stands
in capitals over the recitals of a decision has issued it; a director who proposes speaks for the department, one who
issues for himself; templates with a letterhead are documents; a law whose years of application are told ("10 năm thực
hiện Luật") is cited; in pages of questions "Căn cứ vào Điều 24 Luật" cites; what names no type in the table ("TỔNG
HỢP Ý KIẾN NHẬN XÉT", "PHÂN CÔNG NHIỆM VỤ") is all title; what a page leaves out ("KẾ HOẠCH" and its subject) is no
title.

Prints how far the readers agree, which is the measure of what can be asked for, and the figures of the extractor
against each of them.
"""

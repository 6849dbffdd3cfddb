/* The search of pages that no server stands behind: the index came with the page, as scripts. */
"use strict";

const SHOWN = 50;

/* Without accents and case, đ as d, and without the spaces that people put into numbers. */
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d")
  .toLowerCase().replace(/\s*([-/.])\s*/g, "$1").replace(/\s+/g, " ").trim();
const plain = (text) => text.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();

const entries = (window.cancuIndex ?? []).map(([file, label, title, level, province, cited]) => {
  const said = [label, title, province].filter(Boolean).join(" ");
  return { file, label, title, level, province, cited, folded: fold(said), said: plain(said) };
});

/* Whether a word of the text begins so: "7/kh" is not in "17/kh", "lap" not in "thanhlap". */
function begins(text, part) {
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    if (at === 0 || !/[\p{L}\d]/u.test(text[at - 1])) return true;
  }
  return false;
}

/* Those that hold every word: first those that hold it as it was typed, accents and all, then the most cited. */
function found(words) {
  const parts = fold(words).split(" ").filter(Boolean);
  const typed = plain(words);
  if (!parts.length) return [];
  const exact = (one) => Number(begins(one.said, typed));
  return entries.filter((one) => parts.every((part) => begins(one.folded, part)))
    .sort((a, b) => exact(b) - exact(a) || b.cited - a.cited || a.label.localeCompare(b.label, "vi"));
}

function entry(one) {
  const line = document.createElement("li");
  line.className = "entry";
  const add = (className, ...content) => {
    const made = document.createElement("p");
    made.className = className;
    made.append(...content);
    line.append(made);
  };
  const link = document.createElement("a");
  link.className = "document";
  link.href = one.file;
  link.textContent = one.label;
  add("entry-name", link);
  if (one.title && !one.label.includes(one.title)) add("entry-title", one.title);
  const level = document.querySelector(`#levels [data-level="${one.level}"]`)?.textContent;
  add("faint", [level, one.province].filter(Boolean).join(" · "));
  return line;
}

function show(words) {
  const hits = found(words);
  const count = document.getElementById("count");
  const { some, none } = count.dataset;
  count.textContent = words.trim() === "" ? "" : (hits.length ? some : none).replace("{count}", hits.length).replace("{words}", () => words);
  document.getElementById("entries").replaceChildren(...hits.slice(0, SHOWN).map(entry));
  document.getElementById("more").hidden = hits.length <= SHOWN;
}

const input = document.getElementById("q");
input.value = new URLSearchParams(location.search).get("q") ?? "";
input.addEventListener("input", () => {
  history.replaceState(null, "", `?${new URLSearchParams({ q: input.value })}`);
  show(input.value);
});
input.form.addEventListener("submit", (event) => { event.preventDefault(); show(input.value); });
show(input.value);

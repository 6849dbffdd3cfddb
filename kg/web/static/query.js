/* The field for a query becomes an editor (YASQE) that colours SPARQL and completes prefixes and variables, no more: it
   asks nobody for names of classes, keeps nothing in the browser, and sends the form as the field does. */
"use strict";

const field = document.getElementById("query");
const known = JSON.parse(field.dataset.prefixes);
const { prefixes } = Yasqe.Autocompleters;
Yasqe.defaults.autocompleters = ["prefixes", "variables"];
Yasqe.registerAutocompleter({
  ...prefixes,
  persistenceId: null,
  get: () => Object.entries(known).map(([prefix, iri]) => `${prefix}: <${iri}>`).sort(),
}, false);

const place = document.createElement("div");
field.after(place);
const editor = new Yasqe(place, {
  value: field.value,
  persistenceId: null,
  showQueryButton: false,
  createShareableLink: null,
  consumeShareLink: null,
  resizeable: false,
  editorHeight: "17rem",
  extraKeys: { Tab: false, "Shift-Tab": false, "Ctrl-Enter": send, "Cmd-Enter": send },
});
const declared = editor.getPrefixesFromQuery();
for (const [prefix, iri] of Object.entries(known)) {
  if (!declared[prefix] && editor.getValue().includes(`${prefix}:`)) editor.addPrefixes({ [prefix]: iri });
}
const typed = editor.getInputField();
typed.setAttribute("aria-label", field.labels[0].textContent);
field.labels[0].addEventListener("click", () => editor.focus());
field.required = false;
field.hidden = true;
editor.on("changes", () => { field.value = editor.getValue(); });

function send() {
  field.form.requestSubmit();
}

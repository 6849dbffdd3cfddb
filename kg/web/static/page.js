/* What a page gains by a script; each works without. */
"use strict";

/* A citation that an address names is shown in the middle, and takes the focus. */
function showMarked() {
  const name = decodeURIComponent(location.hash.slice(1));
  const mark = name && document.getElementById(name);
  if (mark && mark.tagName === "MARK") {
    mark.scrollIntoView({ block: "center" });
    mark.focus({ preventScroll: true });
  }
}

/* A file dropped on the form of the check is the file that is sent. */
function takeDropped(form) {
  const file = form.querySelector("input[type=file]");
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    if (event.dataTransfer.files.length) {
      file.files = event.dataTransfer.files;
    }
  });
}

addEventListener("hashchange", showMarked);
addEventListener("DOMContentLoaded", () => {
  showMarked();
  document.querySelectorAll("form[enctype='multipart/form-data']").forEach(takeDropped);
});

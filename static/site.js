// Makes quicker what already works without it: copying, and keeping the place when the language is switched.
"use strict";

const { copy, copied } = document.body.dataset;

/** Puts text on the clipboard and says so on the button. */
async function put(text, button) {
  await navigator.clipboard.writeText(text);
  const before = button.textContent;
  button.textContent = copied;
  setTimeout(() => { button.textContent = before; }, 2000);
}

// A copy button for each note to hand over. Without the clipboard there is none, and the text can be selected.
if (navigator.clipboard) {
  for (const place of document.querySelectorAll("[data-copies]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = copy;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", () => put(document.getElementById(place.dataset.copies).value, button));
    place.append(button);
  }
  for (const anchor of document.querySelectorAll(".anchor")) {
    anchor.addEventListener("click", () => navigator.clipboard.writeText(anchor.href).catch(() => {}));
  }
}

// The language switch keeps the anchor, which the server never sees.
for (const link of document.querySelectorAll("a.switch")) {
  link.addEventListener("click", () => { link.hash = location.hash; });
}

// "/" goes to the paste box, as it goes to the search elsewhere.
const box = document.getElementById("paste");
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && box && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    box.focus();
  }
});

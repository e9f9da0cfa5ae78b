// Keys of a page that lists them in its dialog of keys. Each can be switched off there (WCAG 2.1.4).
"use strict";

const KEYS_OFF = "keys-off";

function keysAreOn() {
  try {
    return localStorage.getItem(KEYS_OFF) === null;
  } catch {
    return true;
  }
}

function switchKeys(on) {
  try {
    if (on) localStorage.removeItem(KEYS_OFF);
    else localStorage.setItem(KEYS_OFF, "yes");
  } catch {
    // Where nothing can be kept, the choice holds for this page.
  }
}

function isTyping(target) {
  return target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], dialog") !== null;
}

function moveInRows(by) {
  const rows = [...document.querySelectorAll("[data-key-rows] .row-link")];
  if (!rows.length) return false;
  const here = rows.indexOf(document.activeElement?.closest("tr")?.querySelector(".row-link"));
  const next = rows[here < 0 ? (by > 0 ? 0 : rows.length - 1) : here + by];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return true;
}

function act(key) {
  if (key === "?") return document.querySelector("[data-keys-dialog]")?.showModal() ?? true;
  const place = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (place?.matches("a, button")) place.click();
  else if (place) {
    const field = place.matches("[tabindex]") ? place : place.querySelector("input:not([type=hidden]), textarea, a, button, summary");
    (field ?? place).focus();
    place.scrollIntoView({ block: "nearest" });
  } else if (key === "j") return moveInRows(1);
  else if (key === "k") return moveInRows(-1);
  else return false;
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.key.length !== 1 || isTyping(event.target) || !keysAreOn()) return;
  if (document.querySelector("dialog[open]")) return;
  if (act(event.key) !== false) event.preventDefault();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keys-open]")) document.querySelector("[data-keys-dialog]")?.showModal();
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-keys-switch]")) switchKeys(event.target.checked);
});

function prepareKeys() {
  for (const box of document.querySelectorAll("[data-keys-switch]")) box.checked = keysAreOn();
}

prepareKeys();

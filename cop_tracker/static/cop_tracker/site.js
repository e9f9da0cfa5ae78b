// Comforts on top of pages that work without a script. Nothing here is needed to do the work.
"use strict";

const root = document.documentElement;

// Theme: the server reads the cookie, so that no page flashes in the wrong colours.
function isDark() {
  const chosen = root.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

// Read anew each time: after another sign-in in this browser, what the page came with is worth nothing.
function csrfToken() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] ?? "";
}

function showTheme() {
  for (const label of document.querySelectorAll("[data-theme-label]")) {
    const { toLight, toDark } = label.dataset;
    label.textContent = isDark() ? toLight : toDark;
  }
}

function switchTheme() {
  root.dataset.theme = isDark() ? "light" : "dark";
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `theme=${root.dataset.theme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  showTheme();
  if (!root.dataset.themeKept) return;
  // The account keeps it too, so that it is there on another device.
  const body = new URLSearchParams({ theme: root.dataset.theme });
  fetch(root.dataset.themeKept, { method: "POST", body, headers: { "X-CSRFToken": csrfToken() } });
}

function openMenus() {
  return document.querySelectorAll("details.menu[open]");
}

function say(text) {
  const toast = document.getElementById("toast");
  toast.replaceChildren();
  const callout = document.createElement("div");
  callout.className = "callout tone-bad";
  const body = document.createElement("p");
  body.className = "callout-body";
  body.textContent = text;
  callout.append(body);
  toast.append(callout);
  setTimeout(() => callout.remove(), 12000);
}

async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy);
  button.classList.add("is-copied");
  setTimeout(() => button.classList.remove("is-copied"), 1500);
}

// In steps of 1024, as the server's pages write sizes, and in the language of the page.
function readableSize(bytes) {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];
  let [count, step] = [bytes, 0];
  for (; count >= 1024 && step < units.length - 1; step += 1) count /= 1024;
  const style = { style: "unit", unit: units[step], unitDisplay: step ? "short" : "long" };
  const digits = { minimumFractionDigits: step ? 1 : 0, maximumFractionDigits: step ? 1 : 0 };
  return new Intl.NumberFormat(root.lang, { ...style, ...digits }).format(count);
}

function showChosen(zone, input) {
  const names = [...input.files].map((file) => `${file.name} (${readableSize(file.size)})`);
  zone.querySelector("[data-drop-chosen]").textContent = names.join(", ");
}

function takeFiles(zone, files) {
  const input = zone.querySelector("input[type=file]");
  if (!files.length || !input) return;
  input.files = files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function within(part, selector) {
  return [...(part.matches?.(selector) ? [part] : []), ...part.querySelectorAll(selector)];
}

// Runs for the whole page once, and again for every fragment htmx brings in.
function prepare(part) {
  for (const button of within(part, "[data-copy]")) button.hidden = !navigator.clipboard;
  within(part, "[data-focus]")[0]?.focus();
  showTheme();
}

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  if (event.target.closest("[data-theme-switch]")) switchTheme();
  if (event.target.closest("[data-print]")) print();
  const copier = event.target.closest("[data-copy]");
  if (copier) copy(copier);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  }
  if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
    const search = document.querySelector("[data-search]");
    if (search?.offsetParent) {
      event.preventDefault();
      search.select();
    }
  }
});

document.addEventListener("change", (event) => {
  const zone = event.target.closest("[data-file-drop]");
  if (zone && event.target.type === "file") showChosen(zone, event.target);
});

for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const zone = event.target.closest?.("[data-file-drop]");
    if (!zone) return;
    event.preventDefault();
    zone.querySelector(".file-drop-zone").classList.toggle("is-over", kind === "dragover");
    if (kind === "drop") takeFiles(zone, event.dataTransfer.files);
  });
}

// Pasted files go where the person is, else to the first place for files, which opens for them.
document.addEventListener("paste", (event) => {
  if (!event.clipboardData.files.length) return;
  const zones = [...document.querySelectorAll("[data-file-drop]")];
  const form = document.activeElement.closest("form");
  const zone = zones.find((one) => form?.contains(one)) ?? zones.find((one) => one.checkVisibility()) ?? zones[0];
  if (!zone) return;
  const folded = zone.closest("details");
  if (folded) folded.open = true;
  takeFiles(zone, event.clipboardData.files);
});

document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) prepare(event.detail.elt);
});

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = csrfToken();
});

document.addEventListener("htmx:sendError", () => {
  say(document.getElementById("toast").dataset.unreachable);
});

// A refusal is a whole page with its reason; shown in place of a fragment it would nest pages.
function reasonIn(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  return page.querySelector("[data-reason]")?.textContent.trim();
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const reason = event.detail.xhr.status === 422 && reasonIn(event.detail.xhr.responseText);
  if (!reason) return;
  event.detail.shouldSwap = false;
  say(reason);
});

document.addEventListener("htmx:responseError", (event) => {
  const { status, responseText } = event.detail.xhr;
  const told = document.getElementById("toast").dataset;
  say(reasonIn(responseText) ?? told[status] ?? told.failed);
});

prepare(document);

// Comforts of the board of duties: choosing several, and moving by keys while a duty has the focus.
"use strict";

function rowsOf(form) {
  return [...form.querySelectorAll("tbody .row-link")];
}

function boxes(form) {
  return [...form.querySelectorAll("input[name=duty]")];
}

function countChosen(form) {
  const all = boxes(form);
  const chosen = all.filter((box) => box.checked);
  const bar = form.querySelector("[data-choosing-bar]");
  if (!bar) return;
  bar.classList.toggle("is-active", chosen.length > 0);
  const told = bar.querySelector("[data-chosen-count]");
  const said = chosen.length === 1 ? told.dataset.one : told.dataset.several.replace("{}", chosen.length);
  told.textContent = chosen.length ? said : "";
  bar.querySelector("[data-chosen-hint]").hidden = chosen.length > 0;
  for (const box of all) box.closest("tr").setAttribute("aria-selected", String(box.checked));
  const every = form.querySelector("[data-choose-all]");
  every.checked = chosen.length === all.length;
  every.indeterminate = chosen.length > 0 && chosen.length < all.length;
}

function step(form, from, by) {
  const rows = rowsOf(form);
  const next = rows[rows.indexOf(from) + by];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

// Shift and a click choose everything between the last box and this one.
let last = null;

document.addEventListener("click", (event) => {
  const box = event.target.closest("input[name=duty]");
  if (!box) return;
  const all = boxes(box.form);
  if (event.shiftKey && last?.isConnected) {
    const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
    for (const between of all.slice(from, to + 1)) between.checked = box.checked;
  }
  last = box;
  countChosen(box.form);
});

document.addEventListener("change", (event) => {
  const every = event.target.closest("[data-choose-all]");
  if (!every) return;
  for (const box of boxes(every.form)) box.checked = every.checked;
  countChosen(every.form);
});

// Keys act only while a row of the table has the focus, so that they never fire by accident.
document.addEventListener("keydown", (event) => {
  const link = event.target.closest("[data-choosing] tbody .row-link");
  if (!link || event.ctrlKey || event.metaKey || event.altKey) return;
  const form = link.closest("[data-choosing]");
  if (event.key === "j" || event.key === "ArrowDown") step(form, link, 1);
  else if (event.key === "k" || event.key === "ArrowUp") step(form, link, -1);
  else if (event.key === "x") link.closest("tr").querySelector("input[name=duty]")?.click();
  else return;
  event.preventDefault();
});

function prepareBoard() {
  const form = document.querySelector("[data-choosing]");
  if (!form) return;
  countChosen(form);
}

document.addEventListener("htmx:load", prepareBoard);
prepareBoard();

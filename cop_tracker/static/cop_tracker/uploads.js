// Sends chosen files in pieces (tus 1.0.0), two at a time, and goes on after a broken connection.
// Without this script the plain form sends them whole. Stands on site.js.
"use strict";

(() => {
  const PIECE = 8 * 1024 * 1024; // bytes
  const AT_ONCE = 2;
  const TRIES = 8;
  const LONGEST_WAIT = 30; // seconds
  const SILENCE = 60; // seconds without a byte, after which a connection counts as broken
  const ENDS = ["whole", "failed", "cancelled", "offered"];
  const jobs = [];
  const language = document.documentElement.lang;

  const sleep = (seconds) =>
    new Promise((wake) => {
      setTimeout(wake, seconds * 1000);
      addEventListener("online", wake, { once: true });
    });

  function duration(seconds) {
    const [unit, count] = seconds < 90 ? ["second", seconds] : seconds < 5400 ? ["minute", seconds / 60] : ["hour", seconds / 3600];
    const style = { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: unit === "hour" ? 1 : 0 };
    return new Intl.NumberFormat(language, style).format(Math.max(1, count));
  }

  function word(zone, name, values = {}) {
    const text = zone.querySelector("[data-upload-words]").content.querySelector(`[data-word=${name}]`).textContent;
    return text.replace(/{(\w+)}/g, (whole, key) => values[key] ?? whole);
  }

  const part = (job, name) => job.row.querySelector(`[data-part=${name}]`);
  const button = (job, name) => job.row.querySelector(`[data-do=${name}]`);
  const isRunning = (job) => !ENDS.includes(job.state);
  const ofZone = (zone) => jobs.filter((job) => job.zone === zone && job.state !== "cancelled");

  function show(job, state, said = word(job.zone, state)) {
    job.state = state;
    part(job, "state").textContent = said;
    part(job, "bar").value = job.size ? job.offset / job.size : 0;
    part(job, "bar").hidden = state === "whole";
    if (state !== "sending") part(job, "pace").textContent = "";
    job.row.classList.toggle("is-whole", state === "whole");
    job.row.classList.toggle("is-failed", state === "failed");
    button(job, "retry").hidden = state !== "failed" || !job.file;
    button(job, "use").hidden = state !== "offered" || job.offset < job.size;
    if (state === "whole") part(job, "stop").textContent = word(job.zone, "remove");
    settle(job.zone);
  }

  const fail = (job, name, said) => show(job, "failed", said || word(job.zone, name));

  function makeJob(zone, name, bytes) {
    const row = zone.querySelector("[data-upload-row]").content.firstElementChild.cloneNode(true);
    const job = { zone, row, size: bytes, offset: 0, id: null, file: null, state: "waiting", samples: [] };
    part(job, "name").textContent = name;
    part(job, "which").textContent = `: ${name}`;
    part(job, "size").textContent = readableSize(bytes);
    zone.querySelector("[data-upload-list]").append(row);
    row.addEventListener("click", (event) => {
      const wanted = event.target.closest("[data-do]")?.dataset.do;
      if (wanted === "cancel") cancel(job);
      if (wanted === "retry") start(job);
      if (wanted === "use") whole(job);
    });
    jobs.push(job);
    return job;
  }

  // The mark of a file: its first and last bytes, so that another one of the same name is not mixed in.
  async function fingerprint(file) {
    const ends = [file.slice(0, 1 << 20), file.slice(Math.max(0, file.size - (1 << 20)))];
    const bytes = await new Blob(ends).arrayBuffer();
    if (!crypto.subtle) return String(file.lastModified);
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return `${file.lastModified}-${[...digest].map((one) => one.toString(16).padStart(2, "0")).join("")}`;
  }

  function encoded(text) {
    return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  }

  function ask(method, url, headers = {}) {
    const own = { "Tus-Resumable": "1.0.0", "X-CSRFToken": csrfToken(), Accept: "application/json" };
    return fetch(url, { method, headers: { ...own, ...headers } });
  }

  // What went wrong for good; an empty text means that trying again may help.
  async function refusal(job, answer) {
    const names = { 401: "signedOut", 413: "large", 507: "full" };
    if (names[answer.status]) return word(job.zone, names[answer.status]);
    const mayPass = !answer.isFinal && [404, 408, 409, 410, 425, 429].includes(answer.status);
    if (answer.status < 400 || answer.status >= 500 || mayPass) return "";
    const told = await answer.json().catch(() => null);
    return told?.detail || word(job.zone, "refused");
  }

  async function open(job) {
    const pairs = { filename: job.file.name, provider: job.zone.dataset.owner, fingerprint: job.mark };
    const metadata = Object.entries(pairs).map(([name, value]) => `${name} ${encoded(value)}`).join(",");
    const answer = await ask("POST", job.zone.dataset.uploads, { "Upload-Length": String(job.size), "Upload-Metadata": metadata });
    // Nothing is begun yet that bytes could fail to follow: too much is open, and the answer says so.
    if (!answer.ok) throw Object.assign(answer, { isFinal: answer.status === 409 });
    job.id = (await answer.json()).id;
    job.offset = 0;
  }

  const address = (job) => `${job.zone.dataset.uploads}${job.id}/`;

  async function look(job) {
    const answer = await ask("HEAD", address(job));
    if (answer.status === 404 || answer.status === 410) {
      await open(job);
    } else if (answer.ok) {
      job.offset = Number(answer.headers.get("Upload-Offset"));
    } else {
      throw answer;
    }
  }

  function pace(job, sent) {
    const now = performance.now() / 1000;
    const done = job.offset + sent;
    job.samples = [...job.samples.filter(([at]) => now - at < 6), [now, done]];
    const [since, before] = job.samples[0];
    part(job, "bar").value = done / job.size;
    if (now - since < 1 || now - (job.told ?? 0) < 0.5) return;
    job.told = now;
    const rate = Math.max(1, (done - before) / (now - since));
    const values = { done: readableSize(done), size: readableSize(job.size), rate: readableSize(rate), left: duration((job.size - done) / rate) };
    part(job, "pace").textContent = word(job.zone, "pace", values);
  }

  // One piece; fetch tells nothing of what is sent, so the older request does it.
  function put(job, bytes) {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      let timer = 0;
      const alive = () => {
        clearTimeout(timer);
        timer = setTimeout(() => request.abort(), SILENCE * 1000);
      };
      job.request = request;
      request.open("PATCH", address(job));
      const headers = { "Tus-Resumable": "1.0.0", "Upload-Offset": String(job.offset), "X-CSRFToken": csrfToken() };
      for (const [name, value] of Object.entries({ ...headers, "Content-Type": "application/offset+octet-stream" })) {
        request.setRequestHeader(name, value);
      }
      request.upload.addEventListener("progress", (event) => {
        alive();
        pace(job, event.loaded);
      });
      request.addEventListener("loadend", () => {
        clearTimeout(timer);
        resolve(request);
      });
      alive();
      request.send(bytes);
    });
  }

  async function send(job) {
    if (job.id) await look(job);
    else await open(job);
    while (job.offset < job.size && job.state !== "cancelled") {
      show(job, "sending");
      const bytes = await job.file.slice(job.offset, job.offset + PIECE).arrayBuffer().catch(() => null);
      if (!bytes?.byteLength) return fail(job, "unreadable");
      if (job.offset + bytes.byteLength === job.size && job.size > PIECE) show(job, "checking");
      const request = await put(job, bytes);
      if (job.state === "cancelled") return;
      if (request.status !== 204) throw answerOf(request);
      job.offset = Number(request.getResponseHeader("Upload-Offset"));
      job.tries = 0;
    }
    if (job.state !== "cancelled") await whole(job);
  }

  function answerOf(request) {
    const body = request.responseText || "{}";
    return { status: request.status, ok: false, json: async () => JSON.parse(body) };
  }

  async function persist(job) {
    job.tries = 0;
    while (job.state !== "cancelled") {
      try {
        return await send(job);
      } catch (error) {
        if (job.state === "cancelled") return;
        // What is no answer is a connection that broke, or something in between that spoke for the server.
        const said = typeof error.status === "number" ? await refusal(job, error) : "";
        if (said) return fail(job, "refused", said);
        job.tries += 1;
        if (job.tries > TRIES) return fail(job, "lost");
        if (error.status !== 409) {
          show(job, "broken");
          await sleep(Math.min(LONGEST_WAIT, 2 ** (job.tries - 1)));
        }
      }
    }
  }

  // One window of the browser sends an upload at a time; the server holds the same line for others.
  async function alone(job) {
    if (!navigator.locks) return persist(job);
    return navigator.locks.request(`upload ${job.name} ${job.size} ${job.mark}`, { ifAvailable: true }, (lock) =>
      lock ? persist(job) : fail(job, "elsewhere"));
  }

  async function whole(job) {
    const answer = await ask("GET", address(job)).catch(() => null);
    const told = answer?.ok ? await answer.json().catch(() => null) : null;
    job.offset = job.size;
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name: "uploads", value: job.id });
    job.row.append(input);
    show(job, "whole");
    if (!told?.same_bytes?.length) return;
    part(job, "state").append(` ${word(job.zone, "same")} `);
    for (const one of told.same_bytes.slice(0, 3)) {
      const link = document.createElement("a");
      Object.assign(link, { href: `/evidence/${one.id}/`, textContent: one.title, target: "_blank" });
      part(job, "state").append(link, " ");
    }
  }

  async function start(job) {
    show(job, "waiting");
    if (jobs.filter((one) => one.isActive).length >= AT_ONCE) return;
    job.isActive = true;
    try {
      await alone(job);
    } catch (error) {
      reportError(error);
      if (job.state !== "cancelled") fail(job, "refused");
    } finally {
      job.isActive = false;
      next();
    }
  }

  function next() {
    const waiting = jobs.find((one) => one.state === "waiting" && one.file && !one.isActive);
    if (waiting) start(waiting);
  }

  function cancel(job) {
    const wasKnown = job.id && job.state !== "cancelled";
    job.state = "cancelled";
    job.request?.abort();
    job.row.remove();
    if (wasKnown) ask("DELETE", address(job)).catch(() => {});
    settle(job.zone);
    const list = job.zone.querySelector("[data-upload-list]");
    (list.querySelector("button:not([hidden])") ?? job.zone.querySelector("input[type=file]")).focus();
  }

  async function take(zone, files) {
    for (const file of files) {
      const mark = await fingerprint(file).catch(() => "");
      const same = ofZone(zone).find((job) => job.mark === mark && job.size === file.size && job.name === file.name);
      const isSingle = !zone.querySelector("input[type=file]").multiple;
      if (same && same.state !== "offered") {
        note(zone, `${file.name}: ${word(zone, "twice")}`);
        continue;
      }
      if (isSingle && ofZone(zone).some((job) => job !== same && job.state !== "offered")) {
        note(zone, word(zone, "one"));
        continue;
      }
      const job = same ?? makeJob(zone, file.name, file.size);
      Object.assign(job, { file, mark, name: file.name });
      if (!file.size) fail(job, "empty");
      else if (job.offset === job.size && job.id) whole(job);
      else start(job);
    }
  }

  function note(zone, text) {
    zone.querySelector("[data-upload-note]").textContent = text;
  }

  // A form that was sent before its files had arrived is sent again when they have.
  function settle(zone) {
    const form = zone.closest("form");
    if (!form?.dataset.waits || ofZone(zone).some(isRunning)) return;
    delete form.dataset.waits;
    if (ofZone(zone).some((job) => job.state === "failed")) note(zone, word(zone, "failed"));
    else form.requestSubmit();
  }

  document.addEventListener("submit", (event) => {
    const zone = event.target.querySelector("[data-uploads]");
    if (!zone || event.defaultPrevented) return;
    const own = ofZone(zone);
    if (own.some(isRunning)) {
      event.preventDefault();
      event.target.dataset.waits = "yes";
      note(zone, word(zone, "queued"));
    } else if (own.some((job) => job.state === "failed")) {
      event.preventDefault();
      note(zone, word(zone, "failed"));
    }
  });

  addEventListener("beforeunload", (event) => {
    if (jobs.some(isRunning)) event.preventDefault();
  });

  document.addEventListener("change", (event) => {
    const zone = event.target.closest("[data-uploads]");
    if (!zone || event.target.type !== "file" || !event.target.files.length) return;
    const files = [...event.target.files];
    event.target.value = "";
    zone.querySelector("[data-drop-chosen]").textContent = "";
    note(zone, "");
    take(zone, files);
  });

  // What was begun and not recorded is offered again, at the first place for files of this page.
  async function offer() {
    const zone = document.querySelector("[data-uploads]");
    if (!zone) return;
    const answer = await ask("GET", zone.dataset.uploads).catch(() => null);
    const told = answer?.ok ? await answer.json().catch(() => null) : null;
    for (const one of told?.results ?? []) {
      const isHere = document.querySelector(`[data-kept="${one.id}"]`) || jobs.some((job) => job.id === one.id);
      if (one.provider !== zone.dataset.owner || isHere) continue;
      const job = makeJob(zone, one.file_name, one.size);
      Object.assign(job, { id: one.id, offset: one.offset, mark: one.fingerprint, name: one.file_name });
      const values = { done: readableSize(one.offset), size: readableSize(one.size) };
      show(job, "offered", one.offset < one.size ? word(zone, "part", values) : word(zone, "earlier"));
    }
    if (ofZone(zone).length && zone.closest("details")) zone.closest("details").open = true;
  }

  offer();
})();

// The reference weighs five times what a page may: it comes when somebody asks for it.
const asked = document.querySelector("[data-reference]");

function loadReference() {
  asked.disabled = true;
  asked.setAttribute("aria-busy", "true");
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: asked.dataset.style }));
  for (const src of [asked.dataset.bundle, asked.dataset.script]) {
    // In order: the second draws with what the first brings.
    document.head.append(Object.assign(document.createElement("script"), { src, async: false }));
  }
  const drawn = document.getElementById("swagger-ui");
  new MutationObserver((_, observer) => {
    if (!drawn.querySelector(".opblock-tag")) return;
    observer.disconnect();
    asked.closest("[data-reference-offer]").remove();
    drawn.focus();
  }).observe(drawn, { childList: true, subtree: true });
}

asked.addEventListener("click", loadReference, { once: true });
// An address into the reference is a wish to see it.
if (location.hash.startsWith("#/")) loadReference();

// Connects the library's passkey ceremonies to our forms: data-passkey names the ceremony, and
// data-passkey-ids what it needs, so that no script stands inside a page.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  for (const place of document.querySelectorAll("[data-passkey]")) {
    const ceremony = window.allauth.webauthn.forms[place.dataset.passkey];
    ceremony({ ids: JSON.parse(place.dataset.passkeyIds) });
  }
  for (const hidden of document.querySelectorAll("[data-passkey-button]")) {
    hidden.hidden = !window.PublicKeyCredential;
  }
});

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const told of document.querySelectorAll("[data-passkey-problem]")) told.hidden = false;
});

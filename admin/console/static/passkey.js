// Passkeys: asks the browser for what the page's form needs, and sends the form. Without it there is no such form.
"use strict";
(() => {
  if (!window.PublicKeyCredential || !navigator.credentials) return;
  const read = (text) => {
    const plain = text.replace(/-/g, "+").replace(/_/g, "/");
    return Uint8Array.from(atob(plain.padEnd(Math.ceil(plain.length / 4) * 4, "=")), (sign) => sign.charCodeAt(0));
  };
  const write = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const ask = async (form) => {
    const answer = await fetch(form.dataset.passkey, { credentials: "same-origin", redirect: "error" });
    if (!answer.ok) throw new Error("no challenge");
    const asked = await answer.json();
    asked.challenge = read(asked.challenge);
    for (const known of [...(asked.excludeCredentials ?? []), ...(asked.allowCredentials ?? [])]) known.id = read(known.id);
    if (asked.user) {
      asked.user.id = read(asked.user.id);
      return navigator.credentials.create({ publicKey: asked });
    }
    return navigator.credentials.get({ publicKey: asked });
  };

  const pack = (made) => {
    const said = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (made.response[name]) said[name] = write(made.response[name]);
    }
    return JSON.stringify({ id: made.id, rawId: write(made.rawId), type: made.type, response: said });
  };

  const sayWhy = (form, error) => {
    const why = {
      InvalidStateError: "This device or key holds a passkey of yours already.",
      NotAllowedError: "Nothing was sent: it was stopped, or took too long. You can try again.",
    };
    const place = form.querySelector("[role=status]");
    place.textContent = why[error.name] ?? "That did not work. You can try again, or sign in another way.";
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const button = form.querySelector("button");
      button.disabled = true;
      try {
        form.elements.credential.value = pack(await ask(form));
        form.submit();
      } catch (error) {
        sayWhy(form, error);
        button.disabled = false;
      }
    });
  }
  for (const beside of document.querySelectorAll("[data-with-passkey]")) beside.hidden = false;
  for (const instead of document.querySelectorAll("[data-without-passkey]")) instead.hidden = true;
})();

// "This phone is mine": starts the worker that keeps answers, and ends it on every page that is not so.
const ready = document.getElementById("ready");
const offer = document.getElementById("mine");
const workers = navigator.serviceWorker;
const can = workers && window.indexedDB && window.caches && crypto.subtle;

if (offer) offer.hidden = !can;
if (ready && !can) say(false);
if (can) {
  workers.addEventListener("message", ({ data }) => {
    if (data === "sent") tell();
    else if (ready) say(data);
  });
  if (document.body.dataset.mine) keep();
  else workers.getRegistration().then((found) => found?.active?.postMessage({ act: "wipe" }));
}

function say(isReady) {
  ready.textContent = isReady ? ready.dataset.ready : ready.dataset.not;
  delete ready.dataset.waits;
}

// What waited has reached us. A page somebody may be typing on is left as it is, without the note.
function tell() {
  if (document.getElementById("now")) document.querySelector("#now .notice")?.remove();
  else location.reload();
}

async function keep() {
  try {
    await workers.register("/sw.js");
    const [token, form] = ["token", "form"].map((name) => document.querySelector(`[name=${name}]`)?.value);
    const { lang: language } = document.documentElement;
    (await workers.ready).active.postMessage({ act: "prepare", token, language, form });
  } catch {
    if (ready) say(false);
  }
  addEventListener("online", () => workers.controller?.postMessage({ act: "send" }));
}

// On every page. The pages work without any script; what scripts add is shown only where this one runs.
// No words stand in a script: they come from the page, in the language of the page.
document.documentElement.classList.add("scripted");

// "Leave this page quickly", by its button or by Escape three times: first nothing is left to read, then
// another page stands in the place of this one, also in the list of pages that Back goes through.
// Whatever else keeps words on the screen or in memory listens for `say:leave`.
// Escape also stops a page from loading, so the last one, and those that follow, are kept from the browser.
const LEAVE_WITHIN_MS = 5000;
const out = document.querySelector(".leave");
let escapes = [];

function leave() {
  if (document.body.dataset.left) return;
  document.body.dataset.left = "yes";
  document.dispatchEvent(new Event("say:leave"));
  document.title = "";
  document.body.replaceChildren();
  location.replace(out.href);
}

out?.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});
out && addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.repeat) return;
  escapes = [...escapes.filter((at) => event.timeStamp - at < LEAVE_WITHIN_MS), event.timeStamp];
  if (escapes.length < 3) return;
  event.preventDefault();
  leave();
}, true);

// The keyboard and the screen reader begin with what is to be put right, or else with the question.
const begin = document.querySelector("main > .faults, #now .notice, #now .note, #now h1");
if (begin) {
  begin.tabIndex = -1;
  begin.focus({ preventScroll: true });
}

// In few words two keys are enough, as a switch has them: Tab goes to every choice, Space takes it.
addEventListener("keydown", (event) => {
  const at = event.target;
  if (event.key !== "Tab" || at.type !== "radio" || !at.closest(".simple")) return;
  const group = [...at.form.elements[at.name]];
  const next = group[group.indexOf(at) + (event.shiftKey ? -1 : 1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
});

// A page that was left shows nothing when the browser brings it back: it is asked for anew, by who is there now.
addEventListener("pagehide", () => (document.body.hidden = true));
addEventListener("pageshow", (event) => event.persisted && location.reload());

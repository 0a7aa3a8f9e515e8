// Coding by keyboard: a key ticks its theme, Enter goes on. They act only while the form has the focus, so
// that no key of somebody's own (a screen reader's, say) is taken. Without scripts everything is there to press.
"use strict";
const form = document.querySelector("form[data-coding]");
form.focus({ preventScroll: true });
form.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const held = event.target.closest("button, a");
  if (event.key === "Enter" && held) return;
  const wanted = [...form.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key);
  if (!wanted) return;
  event.preventDefault();
  wanted.click();
  if (wanted.type === "checkbox") wanted.focus();
});

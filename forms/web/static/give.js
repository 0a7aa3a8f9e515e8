// Shared by what draws, photographs and records: a picture or a sound goes into the question's own form,
// as if it had been chosen there, and takes the same way as any other file.
let works = 0;
let pressed;

document.addEventListener("change", (event) => settle(event.target));
document.addEventListener(
  "submit",
  (event) => {
    if (!works) return;
    event.preventDefault();
    event.stopPropagation();
    pressed = event.submitter;
    document.dispatchEvent(new Event("say:finish"));
  },
  true,
);

// Begins with the question on the page, and with each that a chat brings.
export function onQuestion(begin) {
  begin(document.getElementById("now"));
  document.addEventListener("say:question", (event) => begin(event.detail));
}

// A tool comes to the place that is kept for it, where the browser can put files into a form.
export function bring(name, now) {
  const place = now.querySelector(`[data-tool=${name}]`);
  if (!place || !window.DataTransfer) return null;
  const tool = document.getElementById(name).content.firstElementChild.cloneNode(true);
  if ("first" in place.dataset) tool.dataset.first = "";
  place.replaceWith(tool);
  return tool;
}

// The form waits for this: whoever presses Next at once loses nothing.
export async function hold(work) {
  works++;
  try {
    return await work;
  } finally {
    works--;
    if (!works && pressed) {
      const again = pressed;
      pressed = null;
      setTimeout(() => again.click());
    }
  }
}

export function put(input, blob, name) {
  const chosen = new DataTransfer();
  if (blob) chosen.items.add(new File([blob], name, { type: blob.type }));
  input.files = chosen.files;
  settle(input);
}

export function show(element, blob) {
  URL.revokeObjectURL(element.src);
  if (blob) element.src = URL.createObjectURL(blob);
  else element.removeAttribute("src");
}

export function swap(tool, when) {
  for (const part of tool.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== when;
}

// No more is given than is taken, or all of it would be refused.
function settle(changed) {
  const form = changed.form;
  const inputs = [...form.querySelectorAll("[type=file]")];
  if (!inputs.length) return;
  const full = inputs.filter((input) => input.files.length).length >= form.querySelector("[data-room]").dataset.room;
  for (const input of inputs) {
    input.disabled = full && !input.files.length;
    const opener = input.closest(".tool")?.querySelector(".open");
    if (opener) opener.disabled = input.disabled;
  }
}

// The conversation as a chat, for who wants it: the same pages, asked for and shown in bubbles.
// What is shown comes from the server each time; nothing is kept on the device but the choice, in this tab.
const tools = document.getElementById("chat");
const find = (what) => document.querySelector(what);
const now = () => document.getElementById("now");
const talk = document.createElement("ol");
let chatting = false;
let busy = false;

const memory = {
  key: "say-way",
  get way() { try { return sessionStorage.getItem(this.key); } catch { return null; } },
  set way(name) { try { sessionStorage.setItem(this.key, name); } catch { /* for this page alone, then */ } },
};

function start() {
  chatting = true;
  document.body.classList.add("chat");
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = tools.dataset.style;
  document.head.append(style);
  talk.id = "talk";
  talk.setAttribute("aria-live", "polite");
  talk.setAttribute("aria-label", tools.dataset.name);
  const honest = tools.querySelector(".honest");
  honest.hidden = false;
  find(".top").append(honest);
  now().before(talk);
  choose();
  dress(now());
  if (now().dataset.before > 0) turn(location.href, {}, 0);
}

// Only the other way is offered.
function choose() {
  for (const button of tools.querySelectorAll("[data-way]")) button.hidden = (button.dataset.way === "chat") === chatting;
}

// One turn: ask for a page as any form or link would, and say how many exchanges are still shown.
async function turn(address, options = {}, holds = talk.children.length) {
  if (busy) return;
  busy = true;
  now().setAttribute("aria-busy", "true");
  let answer, html;
  try {
    answer = await fetch(address, { ...options, headers: { "Say-Chat": holds } });
    html = await answer.text();
  } catch {
    answer = null;
  }
  busy = false;
  now().removeAttribute("aria-busy");
  if (answer) show(answer, new DOMParser().parseFromString(html, "text/html"), holds);
  else tell([tools.dataset.away]);
}

function show(answer, read, holds) {
  const next = read.getElementById("now");
  if (!next) return leave(answer, read);
  const kept = Math.min(holds, next.dataset.before);
  while (talk.children.length > kept) talk.lastElementChild.remove();
  talk.append(...(read.getElementById("talk")?.children ?? []));
  const faults = read.querySelector("main > .faults");
  if (faults) next.prepend(faults);
  now().replaceWith(next);
  bring(read.head);
  document.title = read.title;
  if (new URL(answer.url).pathname !== location.pathname) history.pushState(null, "", answer.url);
  dress(next);
  const heading = next.querySelector("h1");
  heading.tabIndex = -1;
  ((innerHeight > 544 && talk.lastElementChild) || next).scrollIntoView();
  heading.focus();
}

// What this question needs and none before it did: its scripts and its style.
function bring(head) {
  for (const part of head.querySelectorAll("script[src], link[rel=stylesheet]")) {
    const address = part.src ? `script[src="${part.getAttribute("src")}"]` : `link[href="${part.getAttribute("href")}"]`;
    if (find(address)) continue;
    const made = document.createElement(part.localName);
    for (const { name, value } of part.attributes) made.setAttribute(name, value);
    document.head.append(made);
  }
}

// Whatever is no question: another page is gone to, a refusal is said beside the form, which stays.
function leave(answer, read) {
  const said = [...read.querySelectorAll("main > h1, main > .lead")].map((part) => part.textContent);
  if (answer.ok) location.assign(answer.url);
  else if (said.length < 2) location.assign(find(".name").href);
  else tell(said, read.querySelectorAll("main > .acts > a"));
}

function tell(sentences, links = []) {
  const told = document.createElement("div");
  told.className = "bubble told";
  told.setAttribute("role", "alert");
  for (const part of [...sentences, ...links]) {
    const line = document.createElement("p");
    line.append(part);
    told.append(line);
  }
  now().querySelector(".told")?.remove();
  now().append(told);
  told.scrollIntoView({ block: "nearest" });
}

// Where one press is the whole answer, each choice becomes a button that sends it.
function dress(next) {
  const choices = next.querySelectorAll("input[type=radio][name=answer]");
  for (const input of choices) {
    const label = input.closest("label");
    const button = document.createElement("button");
    Object.assign(button, { name: "answer", value: input.value, className: `${label.className} reply`, id: input.id });
    button.setAttribute("aria-pressed", input.checked);
    input.remove();
    button.append(...label.childNodes);
    label.replaceWith(button);
  }
  if (choices.length) next.querySelector("[name=act][value=next]").hidden = true;
  // Next to the words stands what sends them; a picture or a voice note comes after.
  if (next.querySelector("textarea")) next.querySelector(".acts").after(...next.querySelectorAll(".files"));
  document.dispatchEvent(new CustomEvent("say:question", { detail: next }));
}

document.addEventListener("click", (event) => {
  const way = event.target.closest("[data-way]")?.dataset.way;
  const link = event.target.closest("#talk a, #now .back");
  if (way) memory.way = way;
  if (way && tools) {
    if (way === "chat") start();
    else location.reload();
  }
  if (link && chatting && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    turn(link.href);
  }
});

document.addEventListener("submit", (event) => {
  if (!chatting || !now().contains(event.target) || !("submitter" in event)) return;
  event.preventDefault();
  const form = event.target;
  const given = new FormData(form);
  if (event.submitter?.name) given.append(event.submitter.name, event.submitter.value);
  const body = form.enctype === "multipart/form-data" ? given : new URLSearchParams(given);
  turn(form.action, { method: "POST", body });
});

// On the page before question 1 there are only the buttons.
if (!tools) for (const button of document.querySelectorAll("[data-way]")) button.hidden = false;
else {
  tools.hidden = false;
  choose();
  addEventListener("popstate", () => (chatting ? turn(location.href) : location.reload()));
  // What was said does not stay behind in a page that is put aside.
  for (const left of ["pagehide", "say:leave"]) {
    (left === "pagehide" ? window : document).addEventListener(left, () => {
      if (!chatting) return;
      talk.replaceChildren();
      find("main")?.replaceChildren();
    });
  }
  if (memory.way === "chat") start();
}

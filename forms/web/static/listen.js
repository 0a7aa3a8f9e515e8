// Reads a question, or what is said before the first, aloud, by a voice of this device: nothing that is read goes anywhere else.
let stop = () => {};

function begin(now) {
  stop();
  const place = now.querySelector("[data-tool=listen]");
  const voice = place && choose(place.closest("[lang]").lang.toLowerCase());
  if (!voice) return;
  const button = document.getElementById("listen").content.firstElementChild.cloneNode(true);
  const say = (on) => {
    for (const part of button.querySelectorAll("[data-when]")) part.hidden = (part.dataset.when === "on") !== on;
  };
  let left = 0;
  place.replaceWith(button);
  say(false);
  stop = () => {
    left = 0;
    speechSynthesis.cancel();
    say(false);
  };
  button.addEventListener("click", () => {
    if (left) return stop();
    speechSynthesis.cancel();
    const texts = read(now);
    left = texts.length;
    say(left > 0);
    for (const text of texts) {
      const said = new SpeechSynthesisUtterance(text);
      said.voice = voice;
      said.lang = voice.lang;
      said.rate = 0.9;
      said.onend = said.onerror = () => left && --left === 0 && say(false);
      speechSynthesis.speak(said);
    }
  });
}

function choose(lang) {
  const tag = (voice) => voice.lang.replace("_", "-").toLowerCase();
  const own = speechSynthesis
    .getVoices()
    .filter((voice) => voice.localService && tag(voice).split("-")[0] === lang.split("-")[0]);
  return own.find((voice) => tag(voice) === lang) || own[0];
}

// What is said before the first; or the question as it stands: what is said before it, itself, the hint, the choices in order, the ends of a scale.
function read(now) {
  const parts = ".say li, .note, h1, .hint, .ends > span, .choice:not(.none) > span, .faces .step > span, .row > label";
  return [...now.querySelectorAll(parts)]
    .filter((part) => !part.closest(".files, .tool, .hear, [hidden]"))
    .map((part) => part.textContent.trim().replace(/\s+/g, " "))
    .filter(Boolean);
}

if (window.speechSynthesis) {
  const question = () => begin(document.querySelector("#now, #said"));
  question();
  speechSynthesis.addEventListener?.("voiceschanged", question);
  document.addEventListener("say:question", question);
  addEventListener("pagehide", () => stop());
}

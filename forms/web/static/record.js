// A voice note, recorded on the page: begun, ended, listened to, deleted, and only then given.
import { bring, hold, onQuestion, put, show, swap } from "./give.js";

const type = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"].find((one) =>
  window.MediaRecorder?.isTypeSupported(one),
);
let recorder;

const stop = () => recorder?.state === "recording" && recorder.stop();
addEventListener("pagehide", stop);
// Somebody pressed Next: what was said so far goes along.
document.addEventListener("say:finish", stop);

onQuestion((now) => {
  stop();
  const tool = type && navigator.mediaDevices?.getUserMedia && bring("record", now);
  if (tool) begin(tool);
});

function begin(tool) {
  const find = (part) => tool.querySelector(part);
  const other = tool.nextElementSibling;
  const [opener, ender, time, audio, fault, said, input] =
    [".open", "[data-do=stop]", ".time", "audio", ".fault", "[role=status]", "[type=file]"].map(find);

  // The field for a recording that is there already waits until it is wanted.
  function offer(shown) {
    other.hidden = !shown;
    find("[data-do=choose]").hidden = shown;
  }

  function tell(what) {
    if (what) offer(true);
    fault.hidden = !what;
    fault.textContent = fault.dataset[what] || "";
  }

  async function record() {
    tell("");
    opener.disabled = true;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      try {
        await hold(listen(stream));
      } finally {
        for (const track of stream.getTracks()) track.stop();
      }
    } catch (error) {
      tell(error.name === "NotAllowedError" ? "refused" : "none");
    } finally {
      opener.disabled = false;
    }
  }

  async function listen(stream) {
    const parts = [];
    recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 48000 });
    const ended = new Promise((done) => (recorder.onstop = done));
    recorder.ondataavailable = (event) => parts.push(event.data);
    recorder.start(1000);
    swap(tool, "live");
    ender.focus();
    const began = Date.now();
    let shown;
    const count = () => {
      const seconds = Math.floor((Date.now() - began) / 1000);
      if (seconds === shown) return;
      shown = seconds;
      time.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      if (seconds === tool.dataset.most - 30) said.textContent = said.dataset.soon;
      if (seconds >= tool.dataset.most) stop();
    };
    count();
    const clock = setInterval(count, 200);
    await ended;
    clearInterval(clock);
    const voice = new Blob(parts, { type: type.split(";")[0] });
    if (!tool.isConnected) return;
    if (!voice.size) {
      swap(tool, "ready");
      tell("none");
      opener.focus();
      return;
    }
    put(input, voice, "voice");
    show(audio, voice);
    swap(tool, "heard");
    said.textContent = said.dataset.ended;
    audio.focus();
  }

  opener.addEventListener("click", record);
  ender.addEventListener("click", stop);
  find("[data-do=away]").addEventListener("click", () => {
    put(input);
    show(audio);
    swap(tool, "ready");
    said.textContent = said.dataset.away;
    opener.focus();
  });
  find("[data-do=choose]").addEventListener("click", () => {
    offer(true);
    other.querySelector("input").focus();
  });
  offer(false);
  swap(tool, "ready");
}

// A photo is looked at, made smaller and rid of place and time before it leaves.
import { bring, hold, onQuestion, put, show } from "./give.js";

// Pixels of the longer side: a page photographed whole can still be read.
const MOST = 2000;
const SMALL_PNG = 1e6;

onQuestion((now) => {
  if (matchMedia("(pointer: coarse)").matches) bring("camera", now);
  if (window.DataTransfer) for (const input of now.querySelectorAll("[type=file][accept^=image]")) dress(input);
});

function dress(input) {
  const shown = document.getElementById("photographed").content.firstElementChild.cloneNode(true);
  const picture = shown.querySelector("img");
  input.closest("p, .tool").after(shown);
  input.addEventListener("change", async () => {
    const file = input.files[0];
    const made = file && (await hold(remake(file).catch(() => null)));
    // What this browser cannot read goes as it is: we look at it when it comes.
    if (made) put(input, made, made.type === "image/png" ? "picture.png" : "photo.jpg");
    show(picture, made);
    shown.hidden = !made;
  });
  shown.querySelector("button").addEventListener("click", () => {
    put(input);
    show(picture);
    shown.hidden = true;
    input.focus();
  });
}

async function remake(file) {
  const image = new Image();
  show(image, file);
  await image.decode();
  const { naturalWidth: width, naturalHeight: height } = image;
  const scale = Math.min(1, MOST / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const pen = canvas.getContext("2d", { alpha: false });
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  show(image);
  const type = file.type === "image/png" && file.size < SMALL_PNG ? file.type : "image/jpeg";
  return new Promise((done) => canvas.toBlob(done, type, 0.85));
}

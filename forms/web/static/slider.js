// A scale of numbers as a slider, and as a number to type: both press the same buttons, which stay.
// Nothing is chosen until something is touched.
function begin(now) {
  const place = now.querySelector("[data-tool=slider]");
  const radios = [...now.querySelectorAll(".steps [type=radio]")];
  if (!radios.length) now.querySelector(".slider")?.remove();
  if (!place || !radios.length) return;
  const tool = document.getElementById("slider").content.firstElementChild.cloneNode(true);
  const [range, typed] = tool.querySelectorAll("input");
  const numbers = radios.map((radio) => +radio.value);
  const question = now.querySelector("legend").textContent.trim();
  const last = numbers.length - 1;

  function show() {
    const chosen = radios.find((radio) => radio.checked);
    range.classList.toggle("untouched", !chosen);
    if (chosen) range.value = chosen.value;
    range.setAttribute("aria-valuetext", chosen ? chosen.value : range.dataset.none);
    if (chosen || document.activeElement !== typed) typed.value = chosen ? chosen.value : "";
    if (chosen || !typed.value) typed.removeAttribute("aria-invalid");
  }

  function choose(value) {
    const radio = radios[numbers.indexOf(value)];
    for (const one of radios) one.checked = one === radio;
    (radio || radios[0]).dispatchEvent(new Event("change", { bubbles: true }));
  }

  Object.assign(range, { min: numbers[0], max: numbers[last], step: numbers[1] - numbers[0] });
  range.value = numbers[Math.floor(last / 2)];
  range.setAttribute("aria-label", question);
  range.addEventListener("input", () => choose(+range.value));
  // A tap on the thumb where it stands chooses that number, as a tap anywhere else does.
  range.addEventListener("click", () => choose(+range.value));
  range.addEventListener("keydown", (event) => event.key === " " && choose(+range.value));
  typed.addEventListener("input", () => {
    const value = typed.value.trim();
    const number = /^\d+$/.test(value) ? +value : NaN;
    typed.setAttribute("aria-invalid", value !== "" && !numbers.includes(number));
    choose(number);
  });
  for (const radio of radios) radio.addEventListener("change", show);
  place.replaceWith(tool);
  show();
}

begin(document.getElementById("now"));
document.addEventListener("say:question", (event) => begin(event.detail));

// A day chosen in the device's own calendar fills the three boxes, which stay; and the other way round.
function begin(now) {
  const place = now.querySelector("[data-tool=date]");
  if (!place) return;
  const tool = document.getElementById("date").content.firstElementChild.cloneNode(true);
  const calendar = tool.querySelector("input");
  const boxes = ["year", "month", "day"].map((name) => now.querySelector(`[name=${name}]`));
  const copy = () => {
    calendar.value = boxes.map((box, n) => box.value.trim().padStart(n ? 2 : 4, "0")).join("-");
  };
  calendar.addEventListener("change", () => {
    if (calendar.value) calendar.value.split("-").forEach((part, n) => (boxes[n].value = +part));
  });
  for (const box of boxes) box.addEventListener("input", copy);
  place.replaceWith(tool);
  copy();
}

begin(document.getElementById("now"));
document.addEventListener("say:question", (event) => begin(event.detail));

// Paper and pens: with a finger, a mouse, or the arrow keys and the space bar.
import { bring, hold, onQuestion, put, show, swap } from "./give.js";

onQuestion((now) => {
  const tool = bring("draw", now);
  if (tool) begin(tool);
});

function begin(tool) {
  const find = (part) => tool.querySelector(part);
  const [canvas, nib, said, board, opener] = ["canvas", ".nib", "[role=status]", ".board", ".open"].map(find);
  const [input, picture] = ["[type=file]", "img"].map(find);
  const words = tool.closest("form").querySelector("textarea");
  const pen = canvas.getContext("2d", { alpha: false });
  const side = canvas.width;
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  // A line is { ink, width, points }; null is a fresh sheet, so that it can be undone.
  const lines = [];
  let line = null;
  let at = [side / 2, side / 2];
  let kept = 0;

  const seen = () => lines.slice(lines.lastIndexOf(null) + 1);
  const say = (what) => (said.textContent = said.dataset[what]);
  const chosen = (kind) => find(`[data-${kind}][aria-pressed=true]`).dataset[kind];

  function trace({ ink, width, points }, from = 0) {
    pen.strokeStyle = ink;
    pen.lineWidth = width;
    pen.lineCap = pen.lineJoin = "round";
    pen.beginPath();
    pen.moveTo(...points[from]);
    for (let n = from; n < points.length; n++) {
      const [x, y] = points[n];
      const [a, b] = points[n + 1] || [x + 0.1, y];
      pen.quadraticCurveTo(x, y, (x + a) / 2, (y + b) / 2);
    }
    pen.stroke();
  }

  function paint() {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, side, side);
    for (const one of seen()) trace(one);
  }

  function start(point) {
    line = { ink: chosen("ink"), width: +chosen("width"), points: [point] };
    lines.push(line);
    trace(line);
  }

  function extend(point) {
    line.points.push(point);
    trace(line, line.points.length - 2);
  }

  function finish() {
    if (!line) return;
    line = null;
    keep();
  }

  async function keep() {
    paint();
    const turn = ++kept;
    const blob = await hold(new Promise((done) => (seen().length ? canvas.toBlob(done, "image/png") : done(null))));
    if (turn !== kept) return;
    put(input, blob, "drawing.png");
    show(picture, blob);
    swap(tool, blob ? "drawn" : "empty");
  }

  function spot(event) {
    const edge = canvas.getBoundingClientRect();
    return [((event.clientX - edge.left) * side) / edge.width, ((event.clientY - edge.top) * side) / edge.height];
  }

  canvas.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button) return;
    canvas.setPointerCapture(event.pointerId);
    finish();
    nib.hidden = true;
    start(spot(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (line && event.isPrimary && event.buttons) {
      for (const one of event.getCoalescedEvents?.() || [event]) extend(spot(one));
    }
  });
  for (const end of ["pointerup", "pointercancel", "blur"]) canvas.addEventListener(end, finish);

  canvas.addEventListener("keydown", (event) => {
    const way = ways[event.key];
    if (!way && event.key !== " ") return;
    event.preventDefault();
    nib.hidden = false;
    if (way) {
      at = at.map((place, n) => Math.min(side, Math.max(0, place + way[n] * (event.shiftKey ? 10 : 50))));
      if (line) extend(at);
      if (at.some((place) => place === 0 || place === side)) say("edge");
    } else {
      if (line) finish();
      else start(at);
      say(line ? "down" : "up");
    }
    nib.style.insetInlineStart = `${(at[0] * 100) / side}%`;
    nib.style.insetBlockStart = `${(at[1] * 100) / side}%`;
  });

  const does = {
    undo() {
      lines.pop();
      keep();
      say("undone");
    },
    clear() {
      lines.push(null);
      keep();
      say("cleared");
    },
    done() {
      open(false);
      opener.focus();
    },
    words() {
      open(false);
      words.focus();
    },
    open() {
      open(board.hidden);
      if (!board.hidden) canvas.focus();
    },
    away() {
      lines.length = 0;
      keep();
      open(false);
      opener.focus();
    },
  };

  function open(wide) {
    board.hidden = !wide;
    picture.parentNode.hidden = wide || !seen().length;
    opener.setAttribute("aria-expanded", wide);
  }

  tool.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    finish();
    if (button.dataset.do) does[button.dataset.do]();
    else for (const other of button.parentNode.children) other.setAttribute("aria-pressed", other === button);
  });

  for (const one of tool.querySelectorAll("[data-ink]")) one.style.setProperty("--pen", one.dataset.ink);
  if (!words) find("[data-do=words]").remove();
  swap(tool, "empty");
  paint();
  if ("first" in tool.dataset) {
    words?.before(tool);
    open(true);
  }
}

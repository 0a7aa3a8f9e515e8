// Putting things in order by tapping them in order; the lists behind them carry the places.
function begin(now) {
  const place = now.querySelector("[data-tool=rank]");
  if (!place) return;
  const lists = [...now.querySelectorAll(".ranking select")];
  const tool = document.getElementById("rank").content.firstElementChild.cloneNode(true);
  const order = lists.filter((list) => list.value).sort((one, other) => one.value - other.value);
  const buttons = lists.map((list) => {
    const button = document.createElement("button");
    const number = document.createElement("b");
    const name = document.createElement("span");
    name.textContent = list.labels[0].textContent;
    Object.assign(button, { type: "button", className: "choice" });
    button.append(number, name);
    button.addEventListener("click", () => {
      if (order.includes(list)) order.splice(order.indexOf(list), 1);
      else order.push(list);
      show();
    });
    list.parentNode.hidden = true;
    return button;
  });

  function show() {
    lists.forEach((list, n) => {
      const at = order.indexOf(list) + 1;
      list.value = at || "";
      buttons[n].firstChild.textContent = at || "";
      buttons[n].setAttribute("aria-pressed", at > 0);
    });
  }

  now.querySelector(".ranking > .hint").hidden = true;
  tool.append(...buttons);
  place.replaceWith(tool);
  show();
}

begin(document.getElementById("now"));
document.addEventListener("say:question", (event) => begin(event.detail));

/**
 * Ticking off the numbered steps of 现在先做 and 步骤: a help for the eye while the page is open, nothing is saved.
 * Without this module they are plain numbered lists.
 */
for (const heading of document.querySelectorAll("#do-now, #steps, #one-hour")) {
  let list = heading.nextElementSibling;
  while (list && !list.matches("ol, h2")) list = list.nextElementSibling;
  if (list && list.matches("ol")) equip(list);
}

function equip(list) {
  [...list.children].forEach((step, at) => {
    const tick = document.createElement("button");
    tick.type = "button";
    tick.className = "tick";
    tick.setAttribute("aria-label", `第 ${at + 1} 步做完了`);
    tick.setAttribute("aria-pressed", "false");
    tick.addEventListener("click", () => {
      tick.setAttribute("aria-pressed", String(step.classList.toggle("done")));
    });
    step.prepend(tick);
  });
}

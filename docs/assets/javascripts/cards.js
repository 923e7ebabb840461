/**
 * Unfolds the card behind a reference (law, figure, channel) right under the paragraph it stands in. The cards lie at the
 * end of the page already: nothing is fetched, and without this module the references are plain links to them.
 */
const open = new Map();
const LONG = 6;

foldList(document.querySelector(".cards > ol"));

for (const link of document.querySelectorAll(".ref-law, .ref-fig, .ref-channel")) {
  const card = document.getElementById(link.hash.slice(1));
  if (!card) continue;
  link.setAttribute("role", "button");
  link.setAttribute("aria-expanded", "false");
  link.addEventListener("click", (event) => {
    event.preventDefault();
    if (open.has(link)) fold(link);
    else unfold(link, card);
  });
  link.addEventListener("keydown", (event) => {
    if (event.key === " ") {
      event.preventDefault();
      link.click();
    }
    if (event.key === "Escape" && open.has(link)) fold(link);
  });
}

/** A long list of sources is folded on the screen, never on paper; a link to one of them opens it. */
function foldList(list) {
  if (!list || list.children.length <= LONG || list.contains(document.querySelector(":target"))) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn";
  button.textContent = `展开 ${list.children.length} 条依据`;
  button.addEventListener("click", () => {
    list.hidden = false;
    button.remove();
    list.parentNode.querySelector("h2").focus();
  });
  list.parentNode.querySelector("h2").tabIndex = -1;
  list.hidden = true;
  list.before(button);
}

function unfold(link, card) {
  const copy = document.createElement("div");
  copy.className = "card-copy";
  copy.setAttribute("role", "group");
  copy.setAttribute("aria-label", `${link.textContent} 的依据`);
  for (const node of card.childNodes) copy.append(node.cloneNode(true));
  copy.append(closer(link));
  copy.addEventListener("keydown", (event) => {
    if (event.key === "Escape") fold(link);
  });
  place(link, copy);
  open.set(link, copy);
  link.setAttribute("aria-expanded", "true");
}

/** Behind the paragraph; behind the table or the list of facts as a whole; at the end of a list item or box. */
function place(link, copy) {
  const whole = link.closest(".scroll, dl, .choices");
  const paragraph = link.closest("p, h2, h3, h4");
  if (whole) whole.after(copy);
  else if (paragraph) paragraph.after(copy);
  else link.closest("li, dd, div").append(copy);
}

function closer(link) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "tool";
  button.textContent = "收起";
  button.addEventListener("click", () => fold(link));
  return button;
}

function fold(link) {
  open.get(link).remove();
  open.delete(link);
  link.setAttribute("aria-expanded", "false");
  link.focus();
}

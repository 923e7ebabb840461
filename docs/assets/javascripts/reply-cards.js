/**
 * <reply-cards>: finds the card for what a collector has just said. All cards are in the page; without this module they are
 * a list to read and to print.
 */
import { button, field, make, statusLine } from "./device/dom.js";

/** Letters and digits only, in half width: what is compared. */
export function folded(text) {
  return text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** How well words fit what was typed: 1 when all of it stands in them, else the share of its pairs of characters. */
export function likeness(typed, words) {
  const wanted = folded(typed);
  const given = folded(words);
  if (!wanted) return 1;
  if (given.includes(wanted)) return 1;
  const pairs = [...wanted].slice(1).map((character, at) => [...wanted][at] + character);
  return pairs.length ? pairs.filter((pair) => given.includes(pair)).length / pairs.length : 0;
}

const ENOUGH = 0.34;
const LONGEST = 60;

class ReplyCards extends HTMLElement {
  connectedCallback() {
    if (this.cards) return;
    this.cards = [...this.querySelectorAll("li[data-words]")];
    this.status = statusLine();
    this.input = make("input", { type: "search", maxLength: LONGEST });
    this.input.addEventListener("input", () => this.show());
    this.prepend(field("对方刚才说了什么", this.input, "打几个字，例如：上门、通讯录、坐牢"), this.status,
      make("p", { className: "actions" }, button("打印成小卡片", () => this.print())));
    this.show();
  }

  show() {
    const typed = this.input.value;
    const likely = this.cards.map((card) => likeness(typed, card.dataset.words));
    const best = Math.max(...likely);
    this.cards.forEach((card, at) => (card.hidden = likely[at] < Math.max(ENOUGH, best / 2)));
    const shown = this.cards.filter((card) => !card.hidden).length;
    for (const group of this.querySelectorAll(".reply-group")) {
      group.hidden = [...group.querySelectorAll("li[data-words]")].every((card) => card.hidden);
    }
    this.status.textContent = !folded(typed) ? `共 ${this.cards.length} 句。` : shown
      ? `找到 ${shown} 句。`
      : "没有这一句。先别答应任何事，问清对方是谁，记下来。";
  }

  /** The cards that are shown go on paper in the size of a bank card. */
  print() {
    document.body.classList.add("wallet");
    addEventListener("afterprint", () => document.body.classList.remove("wallet"), { once: true });
    print();
  }
}

customElements.define("reply-cards", ReplyCards);

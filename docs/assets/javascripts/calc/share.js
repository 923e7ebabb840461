/** What one can take along: text with all that it assumes, paper, tables, a link whose part behind # no server gets. */
import { copyFrom } from "../copy.js";
import { typed } from "./form.js";

const WARNING = "链接在地址栏里了，里面有你填的内容，谁拿到谁能看。打开以后，地址栏里的内容会自动去掉。";
const say = (element, words) => {
  element.one("[data-said]").textContent = words;
};

async function copy(element, words, more = "") {
  const place = Object.assign(element.one(".copy"), { textContent: words, hidden: false });
  say(element, (await copyFrom(place)) + more);
}

export function summary(element) {
  const given = element.controls().filter(({ value }) => value).map((control) => {
    const [chosen] = control.selectedOptions || [];
    return `${control.labels[0].textContent.trim()}：${chosen ? chosen.text : typed(control)}`;
  });
  const parts = [element.one("h3").textContent, ...given, element.one(".headline").textContent, element.one(".told").innerText];
  copy(element, [...parts, location.origin + location.pathname].join("\n"));
}

export function paper() {
  print();
}

export async function table(element) {
  await new Promise((done) => setTimeout(done, 150)); // until a long plan is written out
  const cell = ({ textContent }) => `"${textContent.replace(/"/g, '""').replace(/,(?=\d{3})| 元$/g, "").replace(/^[=+@]|^-(?!\d)/, "'$&")}"`;
  const rows = [...element.querySelectorAll(".told tr")].map((row) => [...row.cells].map(cell).join(","));
  const href = URL.createObjectURL(new Blob([`\ufeff${rows.join("\r\n")}`], { type: "text/csv" }));
  Object.assign(document.createElement("a"), { href, download: `${element.name}.csv` }).click();
}

export function link(element) {
  history.replaceState(history.state, "", `#${element.name}?${encodeURIComponent(JSON.stringify(element.typed()))}`);
  copy(element, location.href, WARNING);
}

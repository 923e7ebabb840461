/** What one can take along from an answer: text to copy, paper, its tables as CSV, a link. Nothing leaves the device by itself. */
const ELSEWHERE = "这里用不了：点右上角“…”，在浏览器打开。";
const WARNING = "链接已经放进地址栏，里面有你填的内容，谁拿到谁能看。打开一次以后，地址栏里的内容会自动去掉。";

/** Show words to copy; shell.js copies what the button beside them names. */
function offer(element, words, said = "") {
  Object.assign(element.one(".copy"), { textContent: words, hidden: false });
  element.one("[data-said]").textContent = said;
  element.one("[data-copy]").hidden = false;
}

/** The answer with what was typed and what it assumes. */
export function summary(element) {
  const typed = element.controls().filter(({ value }) => value).map((control) => {
    const value = control.type === "checkbox" ? (control.checked ? "是" : "否") : control.selectedOptions ? control.selectedOptions[0].text : control.value;
    return `${control.labels[0].textContent.trim()}：${value}`;
  });
  const parts = [element.one("h3").textContent, ...typed, element.one(".headline").textContent, element.one(".told").innerText];
  offer(element, [...parts, location.origin + location.pathname].join("\n"));
}

const elsewhere = (element) => {
  const inside = /MicroMessenger/i.test(navigator.userAgent);
  if (inside) element.one("[data-said]").textContent = ELSEWHERE;
  return inside;
};

export function paper(element) {
  if (!elsewhere(element)) print();
}

export function table(element) {
  if (elsewhere(element)) return;
  const cell = ({ textContent }) => `"${textContent.replace(/"/g, '""').replace(/,(?=\d{3})| 元$/g, "").replace(/^[=+@]|^-(?!\d)/, "'$&")}"`;
  const rows = [...element.querySelectorAll(".told tr")].map((row) => [...row.cells].map(cell).join(","));
  const url = URL.createObjectURL(new Blob([`\ufeff${rows.join("\r\n")}`], { type: "text/csv" }));
  Object.assign(document.createElement("a"), { href: url, download: `${element.name}.csv` }).click();
}

/** The address of this page with what was typed behind #, where no server gets it. */
export function link(element) {
  history.replaceState(history.state, "", `#${element.name}?${encodeURIComponent(JSON.stringify(element.typed()))}`);
  offer(element, location.href, WARNING);
}

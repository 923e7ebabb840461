/**
 * 离线保存, on the page about/offline/: says how much there is to fetch and what stays on the device, saves only after that, and
 * removes all of it in one tap. Where nothing can be saved it says why and leads to the files per section on the same page.
 */
import { button, make, statusLine } from "./device/dom.js";
import { askToKeep } from "./device/backup.js";
import { forget, offer, refusal, save, saved, switchOver } from "./device/site-copy.js";

const STAYS = [
  "存下来的，是这个网站的全部页面、搜索和工具，对谁都一样，不含你填的东西。",
  "翻看这台手机的人，能打开它，也能在浏览器的设置里看到这个网址占了地方。",
  "网上改了，这一份不会自己变；页面上会提醒你有新版，由你决定什么时候换。",
];
const FULL = "没有存成：空间不够。已经下的都删掉了。";
const BROKEN = "没有存完，可能断网了，或者网站刚好在更新。已经下的留着，再点一次接着下。";

const said = statusLine();
const state = make("div", {});
const box = make("div", { className: "box", id: "offline-box" }, state, said);

/** 2.1 MB, as phones count it. */
const mb = (bytes) => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;

/** Show what is saved and what can be done; `message` is read out. */
async function show(message) {
  const copies = await saved();
  const whole = copies.filter((one) => one.whole).pop();
  const words = whole ? `这台设备上存着 ${whole.day} 的一份，约 ${mb(whole.bytes)}。断网也能打开，搜索和工具都能用。` : "还没有存。先看要多大、会留下什么，再决定。";
  const ask = button(whole ? "看有没有新版" : "离线保存", () => look(whole), "btn main");
  const drop = button("删掉离线的一份", remove);
  state.replaceChildren(make("p", { className: "box-title", textContent: words }), make("p", { className: "actions" }, ask, ...(copies.length ? [drop] : [])));
  said.textContent = message;
}

/** Say what saving means; nothing is saved yet. */
async function look(whole) {
  const why = refusal();
  if (why) return refuse(why);
  said.textContent = "正在看有多大……";
  let found;
  try {
    found = await offer();
  } catch (error) {
    return refuse("没有取到清单：可能断网了，也可能这里只是预览。");
  }
  if (whole && whole.version === found.version) return show("已经是最新的一份。");
  const download = found.download ? `这次要下载约 ${mb(found.download)}` : `这次最多要下载 ${mb(found.bytes)}`;
  const size = `${download}，存下来占约 ${mb(found.bytes)}（${found.files} 个文件，${found.day} 的版本）。`;
  state.replaceChildren(make("p", { className: "box-title", textContent: size }), make("ul", {}, ...STAYS.map((textContent) => make("li", { textContent }))),
    make("p", { className: "actions" }, button("保存", () => run(found, whole), "btn main"), button("不存", () => show(""))));
  said.textContent = "";
  state.querySelector("button").focus();
  return undefined;
}

function refuse(why) {
  said.replaceChildren(`${why}可以改为下载 `, make("a", { href: "#sections", textContent: "每一栏一个文件" }), "，一样能离线看。");
}

async function run(found, whole) {
  const bar = make("progress", { max: found.packs.length, value: 0 });
  bar.setAttribute("aria-label", "已经存下的部分");
  state.replaceChildren(bar);
  said.textContent = "正在保存，先不要关掉这一页……";
  try {
    await save(found, (done) => (bar.value = done));
  } catch (error) {
    return show(refusal() || (error.name === "QuotaExceededError" ? FULL : BROKEN));
  }
  if (!whole) return show(`存好了。${await askToKeep()}`);
  if (await switchOver()) return location.reload();
  return show("新版存好了。关掉本站别的页面以后，再打开就是新版。");
}

async function remove() {
  await forget();
  await show("删掉了：离线的页面和后台程序都不在这台设备上了。");
}

let last = document.getElementById("save");
while (last.nextElementSibling && last.nextElementSibling.tagName !== "H2") last = last.nextElementSibling;
last.after(box);
show("");

/**
 * The only module that touches the browser's storage. Everything stays on this device, under keys that start with `zj:`.
 * In private mode nothing is written: values live in memory until the page is left. What was saved before stays readable
 * until it is wiped. Values are anything JSON can hold.
 */
const PREFIX = "zj:";
const PRIVATE = PREFIX + "private";
const REFUSED = "没有存上：浏览器不让网页保存，或者空间满了。请复制或打印留底。";
const memory = new Map();

/** The saved value, or null. Never throws: blocked storage and broken values read as null. */
export function get(key) {
  if (memory.has(key)) return memory.get(key);
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key));
  } catch (error) {
    return null;
  }
}

/** Save a value; `{ok, message}` says where it went. A refusal keeps the value in memory for this page. */
export function set(key, value) {
  if (isPrivate()) {
    memory.set(key, value);
    return { ok: true, message: "无痕模式：没有保存，离开这一页就没有了。" };
  }
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
    memory.delete(key);
    return { ok: true, message: "已存在这台设备上，没有发给任何人。" };
  } catch (error) {
    memory.set(key, value);
    return { ok: false, message: REFUSED };
  }
}

/** Forget one value. */
export function remove(key) {
  memory.delete(key);
  try {
    localStorage.removeItem(PREFIX + key);
  } catch (error) {
    // Blocked storage holds nothing to remove.
  }
}

/** Everything saved on the device, as {key: value}. */
export function all() {
  const saved = {};
  for (const key of savedKeys()) saved[key] = get(key);
  return saved;
}

/** Forget everything, private mode included; returns how many values were removed. */
export function wipe() {
  const keys = savedKeys();
  keys.forEach(remove);
  memory.clear();
  setPrivate(false);
  return keys.length;
}

/** All saved values as a text that `importText` reads back. */
export function exportText() {
  return JSON.stringify({ format: PREFIX + "1", values: all() }, null, 1);
}

/** Take over an exported text; nothing is changed unless the whole text can be read. */
export function importText(text) {
  let values;
  try {
    const data = JSON.parse(text);
    values = data.format === PREFIX + "1" ? data.values : null;
  } catch (error) {
    values = null;
  }
  if (!values || typeof values !== "object") return { ok: false, message: "读不懂这段内容：请整段粘贴从本站导出的文字。" };
  const refused = Object.keys(values).find((key) => !set(key, values[key]).ok);
  return refused ? { ok: false, message: REFUSED } : { ok: true, message: `已导入 ${Object.keys(values).length} 项。` };
}

/** Whether private mode is on (for this tab, until it is closed). */
export function isPrivate() {
  if (memory.has(PRIVATE)) return true;
  try {
    return sessionStorage.getItem(PRIVATE) === "1";
  } catch (error) {
    return false;
  }
}

/** Switch private mode. The switch itself is remembered by the tab only. */
export function setPrivate(on) {
  try {
    if (on) sessionStorage.setItem(PRIVATE, "1");
    else sessionStorage.removeItem(PRIVATE);
  } catch (error) {
    if (on) memory.set(PRIVATE, true);
  }
  if (!on) memory.delete(PRIVATE);
}

function savedKeys() {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => key.slice(PREFIX.length));
  } catch (error) {
    return [];
  }
}

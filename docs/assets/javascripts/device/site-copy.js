/**
 * A copy of the whole site on the device: one cache per version, and the worker (sw.js) that answers from it. The only module
 * that touches caches and workers, and only when the reader asks. What there is to save is written by hooks/offline.py.
 */
import { isPrivate } from "../store.js";

const PREFIX = "zj:site:";
const ROOT = new URL("../../../", import.meta.url).href;
const PARTS = ROOT + "offline/";
const NOTE = PARTS + "version.json";

/** Why nothing can be saved here, in words; empty where it can. */
export function refusal() {
  if (location.protocol === "file:") return "这一份已经在电脑里了，不用再存。";
  if (isPrivate()) return "现在是“什么都不存”的状态，所以没有保存。想保存，先到隐私页点“恢复保存”。";
  if (!window.isSecureContext) return "网址不是 https 开头的，浏览器不让网页离线保存。";
  if (!navigator.serviceWorker || !window.caches) return "这个浏览器没有离线保存的功能。";
  return "";
}

/** What there is to save: {version, day, bytes, files, packs, types, download (bytes to fetch, or null where nobody says)}. */
export async function offer() {
  const answer = await fetch(NOTE, { cache: "no-store" });
  if (!answer.ok) throw new Error(`${answer.status} ${NOTE}`);
  const note = await answer.json();
  const sizes = await Promise.all(note.packs.map(async (sum) => {
    const { headers } = await fetch(address(sum), { method: "HEAD", cache: "no-store" });
    return Number(headers.get("Content-Length"));
  }));
  return { ...note, download: sizes.every(Boolean) ? sizes.reduce((sum, size) => sum + size, 0) : null };
}

/** The saved copies: [{version, day, bytes, files, whole}], oldest first; one that is not whole was broken off. */
export async function saved() {
  const found = [];
  try {
    for (const name of await names()) {
      const note = await (await caches.open(name)).match(NOTE);
      found.push(note ? { ...(await note.json()), whole: true } : { version: name.slice(PREFIX.length), whole: false });
    }
  } catch (error) {
    // Storage closed to pages holds nothing.
  }
  return found;
}

/** Save what `offer` gave; `tell(done, all)` after each part. Parts that a broken-off attempt has saved are not fetched again. */
export async function save(note, tell) {
  if (refusal()) throw new Error(refusal());
  const whole = (await saved()).filter((one) => one.whole).map((one) => PREFIX + one.version);
  const name = PREFIX + note.version;
  for (const old of await names()) if (old !== name && !whole.includes(old)) await caches.delete(old);
  try {
    const cache = await caches.open(name);
    for (const [at, sum] of note.packs.entries()) {
      if (!(await cache.match(address(sum)))) await keep(cache, sum, await fetched(sum), note.types);
      tell(at + 1, note.packs.length);
    }
    await navigator.serviceWorker.register(`${ROOT}sw.js`, { updateViaCache: "none" });
    await cache.put(NOTE, new Response(JSON.stringify(note)));
  } catch (error) {
    if (error.name === "QuotaExceededError") await caches.delete(name);
    throw error;
  }
}

/** Ask the worker to answer from the newest copy; whether it does, or waits until other pages of this site are closed. */
export function switchOver() {
  const { controller } = navigator.serviceWorker;
  if (!controller) return Promise.resolve(true);
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = ({ data }) => resolve(data);
    controller.postMessage("switch", [channel.port2]);
  });
}

/** Remove every copy and the worker. */
export async function forget() {
  try {
    await Promise.all((await names()).map((name) => caches.delete(name)));
    const worker = navigator.serviceWorker && (await navigator.serviceWorker.getRegistration(ROOT));
    if (worker) await worker.unregister();
  } catch (error) {
    // Storage closed to pages holds nothing to remove.
  }
}

async function names() {
  return window.caches ? (await caches.keys()).filter((name) => name.startsWith(PREFIX)) : [];
}

const address = (sum) => `${PARTS}${sum}.txt`;

/** A part of the site, if its bytes are those that were announced. */
async function fetched(sum) {
  const answer = await fetch(address(sum), { cache: "no-store" });
  if (!answer.ok) throw new Error(`${answer.status} ${address(sum)}`);
  const data = await answer.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (!found.startsWith(sum)) throw new Error(`sum ${address(sum)}`);
  return new Uint8Array(data);
}

/** Put the files of a part into the cache: its first line lists [path, size], their bytes follow one after the other. */
async function keep(cache, sum, data, types) {
  const end = data.indexOf(10);
  let start = end + 1;
  for (const [path, size] of JSON.parse(new TextDecoder().decode(data.subarray(0, end)))) {
    const headers = { "Content-Type": types[path.slice(path.lastIndexOf("."))] };
    await cache.put(ROOT + path.replace(/(^|\/)index\.html$/, "$1"), new Response(data.slice(start, start + size), { headers }));
    start += size;
  }
  await cache.put(address(sum), new Response(""));
}

/*
 * Answers from the copy of the site that a reader has saved (about/offline/); nobody else ever gets this worker.
 *
 * A copy is one cache per version, filled by device/site-copy.js; it counts once its note is there, which is written last.
 * Every page that is open is answered from the oldest whole copy; a newer one takes its place only while no page
 * is open, so that a page never gets modules or data of another version. Nothing is saved here but that a newer
 * version was seen, and nothing is asked of the network but that and what the copy does not hold.
 */
"use strict";

const PREFIX = "zj:site:";
const ROOT = self.registration.scope;
const OUTSIDE = ROOT + "offline/"; // what copies are made of is no part of them
const NOTE = OUTSIDE + "version.json";
const SEEN = OUTSIDE + "newer.json";
const START = '<div class="lead">';

addEventListener("install", () => self.skipWaiting());
addEventListener("message", ({ data, ports }) => data === "switch" && switchIfAlone().then((done) => ports[0].postMessage(done)));
addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && url.startsWith(ROOT) && !url.startsWith(OUTSIDE)) event.respondWith(answer(event));
});

/** The whole copies, oldest first: [{name, cache, note}]. */
async function copies() {
  const found = [];
  for (const name of await caches.keys()) {
    const cache = name.startsWith(PREFIX) && (await caches.open(name));
    const note = cache && (await cache.match(NOTE));
    if (note) found.push({ name, cache, note: await note.json() });
  }
  return found;
}

const openPages = async () => (await self.clients.matchAll({ type: "window" })).length;
const forgetAllBut = (newest, whole) => Promise.all(whole.filter((one) => one !== newest).map(({ name }) => caches.delete(name)));

/** The copy that answers now. `waiting` is a newer one that does not answer yet. */
async function current(opening) {
  const whole = await copies();
  const newest = whole[whole.length - 1];
  if (whole.length < 2 || !opening || (await openPages())) return { copy: whole[0], waiting: whole.length > 1 };
  await forgetAllBut(newest, whole);
  return { copy: newest, waiting: false };
}

/** A page that has just saved a newer copy asks for it: yes, unless other pages are open. */
async function switchIfAlone() {
  if ((await openPages()) > 1) return false;
  const whole = await copies();
  await forgetAllBut(whole[whole.length - 1], whole);
  return true;
}

async function answer(event) {
  const opening = event.request.mode === "navigate";
  const { copy, waiting } = await current(opening);
  if (!copy) return fetch(event.request);
  const address = event.request.url.replace(/[?#].*$/, "").replace(/\/index\.html$/, "/");
  const found = await copy.cache.match(address);
  if (!opening) return found || fetch(event.request);
  event.waitUntil(lookForNewer(copy));
  if (!found && (await copy.cache.match(`${address}/`))) return Response.redirect(`${address}/`);
  return found ? page(found, 200, copy, waiting) : page(await copy.cache.match(`${ROOT}404.html`), 404, copy, waiting);
}

/** What is opened: a saved page with a line that says that it is one, and whether there is a newer version; other files as they are. */
async function page(saved, status, { cache, note }, waiting) {
  if (!saved.headers.get("Content-Type").startsWith("text/html")) return saved;
  const newer = await cache.match(SEEN);
  const link = `<a href="${ROOT}about/offline/">离线保存</a>`;
  let words = `<p class="soft small">这是存在这台设备上的一份（${note.day}）。</p>`;
  if (newer) words = `<div class="late"><p>这是存在这台设备上的旧版（${note.day}），网上有新版（${(await newer.json()).day}）：${link}</p></div>`;
  if (waiting) words = `<div class="late"><p>新版已经存好。关掉本站打开着的所有页面，再打开就是新版。</p></div>`;
  const html = (await saved.text()).replace(START, () => START + words);
  return new Response(html, { status, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

/** Once per opened page: is there another version on the network? Without a network nothing is learnt. */
async function lookForNewer({ cache, note }) {
  try {
    const online = await (await fetch(NOTE, { cache: "no-cache" })).json();
    if (online.version === note.version) await cache.delete(SEEN);
    else if (/^\d{4}-\d\d-\d\d$/.test(online.day)) await cache.put(SEEN, new Response(JSON.stringify(online)));
  } catch (error) {
    // Offline, or an answer that is not ours (a hotel's sign-in page).
  }
}

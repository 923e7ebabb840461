/*
 * Search in the site, without a server: search("停息挂账") gives [{title, url, kind, text, marks}, …], best first.
 *
 * The index is written by hooks/search.py, which says how its files look. Every rule about words (which characters
 * are the same, what is a token, weights) is data in search/meta.json: nothing of it is repeated here.
 *
 * Nothing is fetched before the first call; then search/meta.json once, one small file per token of the query, one
 * per page shown, and the text of those pages whose title, aliases and headings do not hold the query. Without a
 * network it works as far as these files are at hand.
 */

const MOST_TOKENS = 16; // fetched for one query; a longer sentence is judged by its most telling ones
const MOST_TYPED = 1000; // characters of the query that are looked at,
const MOST_CHARACTERS = 80; // and that are left of it after folding
const SNIPPET = 64; // characters
const MYTHS = "fact-check"; // pages that quote what is wrong: only their short answer is shown
const URGENT = 2; // the highest tier: a page for people in despair, one of whose aliases stands in the query

/**
 * Return {search, stats} over the index that `read(path, fresh)` gives as text (paths like "search/meta.json").
 * `home` is put before each page's address.
 */
export function searchIn(read, home) {
  let files = new Map();
  const used = { requests: 0, bytes: 0, paths: [] };

  async function fetched(path, fresh) {
    const text = await read(path, fresh);
    used.requests += 1;
    used.bytes += size(text);
    used.paths.push(path);
    return JSON.parse(text);
  }

  function file(path, fresh = false) {
    if (!files.has(path)) files.set(path, fetched(path, fresh));
    return files.get(path);
  }

  async function run(query, limit, fresh) {
    const meta = prepared(await file("search/meta.json", fresh));
    const plan = planned(meta, query);
    const part = (kind, number) => file(`search/${meta.version}/${kind}/${number}.json`);
    const shards = [...new Set(plan.tokens.map((token) => shardOf(token.text, meta.shards)))];
    const loaded = await Promise.all(shards.map((shard) => part("tokens", shard)));
    const found = ranked(meta, plan, new Map(shards.map((shard, i) => [shard, loaded[i]])));
    const pages = await confirmed(meta, plan, found, limit, part);
    return pages.map((page) => shown(meta, plan, page, home));
  }

  /** Resolve to at most `limit` results; reject if the index cannot be read. */
  async function search(query, { limit = 5 } = {}) {
    try {
      return await run(query, limit, false);
    } catch {
      files = new Map(); // the site was published anew meanwhile, or the network failed: once more from the start
      return run(query, limit, true);
    }
  }

  return { search, stats: () => ({ ...used, paths: [...used.paths] }) };
}

async function readHere(path, fresh) {
  const answer = await fetch(new URL(`../../${path}`, import.meta.url), fresh ? { cache: "reload" } : {});
  if (!answer.ok) throw new Error(`${answer.status} ${path}`);
  return answer.text();
}

let here = null;

function site() {
  here = here ?? searchIn(readHere, new URL("../../", import.meta.url).href);
  return here;
}

/** Search this site: at most `limit` results {title, url, kind, text, marks: [[start, end], …] in text}. */
export function search(query, options) {
  return site().search(query, options);
}

/** What has been fetched so far: {requests, bytes (uncompressed), paths}. */
export function stats() {
  return site().stats();
}

// ---- words: the rules come from meta.json ----

/** Bytes of a text in UTF-8. */
function size(text) {
  let bytes = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 0x80) bytes += 1;
    else bytes += code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 2 : 3; // half a pair counts half of four
  }
  return bytes;
}

function prepared(meta) {
  if (meta.fold) return meta;
  meta.pieces = new RegExp(meta.piece, "g");
  meta.fold = new Map();
  for (let i = 0; i < meta.pairs.length; i += 2) meta.fold.set(meta.pairs[i], meta.pairs[i + 1]);
  for (const [first, last, step] of meta.ranges) {
    for (let code = first; code <= last; code += 1) {
      meta.fold.set(String.fromCharCode(code), String.fromCharCode(code + step));
    }
  }
  return meta;
}

function fold(meta, text) {
  let out = "";
  for (let i = 0; i < text.length; i += 1) out += meta.fold.get(text[i]) ?? text[i];
  return out;
}

const isWord = (character) => character.charCodeAt(0) < 128;

/** What counts of `text`, and for each character of it where it stands in `text`. */
function squeezed(meta, text) {
  let out = "";
  const places = [];
  for (const match of fold(meta, text).matchAll(meta.pieces)) {
    if (out && isWord(out[out.length - 1]) && isWord(match[0][0])) {
      out += " ";
      places.push(match.index - 1);
    }
    for (let i = 0; i < match[0].length; i += 1) places.push(match.index + i);
    out += match[0];
  }
  return { out, places };
}

/** Tokens of a squeezed text with their places: [[token, start], …]. */
function tokensOf(meta, text) {
  const found = [];
  for (const match of text.matchAll(meta.pieces)) {
    const run = match[0];
    if (isWord(run[0]) || run.length === 1) found.push([run, match.index]);
    else for (let i = 0; i + 1 < run.length; i += 1) found.push([run.slice(i, i + 2), match.index + i]);
  }
  return found;
}

function shardOf(token, shards) {
  let value = 0;
  for (let i = 0; i < token.length; i += 1) value = (Math.imul(value, 31) + token.charCodeAt(i)) >>> 0;
  return ((value ^ (value >>> 15)) & (shards - 1)) >>> 0;
}

// ---- the plan: which tokens to ask for, and how much each one says ----

/** The query as typed and, if a known slip is in it, as meant: the latter first. */
function variantsOf(meta, query) {
  const typed = squeezed(meta, String(query).slice(0, MOST_TYPED)).out.slice(0, MOST_CHARACTERS);
  let meant = typed;
  for (const [wrong, right] of meta.corrections) meant = meant.split(wrong).join(right);
  return meant === typed ? [typed] : [meant, typed];
}

/** For each character how much it says: particles and phrases of asking say little. */
function telling(meta, text) {
  const little = meta.weights.particle;
  const says = [...text].map((character) => (meta.particles.includes(character) ? little : 1));
  for (const phrase of meta.asking) {
    for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
      for (let i = at; i < at + phrase.length; i += 1) says[i] = little;
    }
  }
  return says;
}

function planned(meta, query) {
  const variants = variantsOf(meta, query);
  const known = new Map();
  variants.forEach((text, variant) => {
    const says = telling(meta, text);
    const all = tokensOf(meta, text);
    const pairs = all.filter(([token]) => token.length > 1 || isWord(token));
    for (const [token, at] of pairs.length ? pairs : all) {
      const weight = (variant ? 0.5 : 1) * says[at] * (isWord(token[0]) ? 1 : says[at + token.length - 1]);
      const entry = known.get(token) ?? { text: token, weight: 0, spots: [] };
      entry.weight = Math.max(entry.weight, weight);
      entry.spots.push([variant, at]);
      known.set(token, entry);
    }
  });
  const tokens = [...known.values()].sort((a, b) => b.weight - a.weight).slice(0, MOST_TOKENS);
  return { variants, tokens };
}

// ---- ranking ----

/** All pages with a token of the query: {page, tier, score}, best first. */
function ranked(meta, plan, shards) {
  const entries = plan.tokens.map(({ text }) => entryOf(meta, shards.get(shardOf(text, meta.shards)), text));
  const rarities = entries.map((entry) => rarity(meta, entry.pages.length));
  const worths = new Map(plan.tokens.map((token, i) => [token.text, token.weight * rarities[i]]));
  const scores = new Map();
  const scoreOf = (page) => {
    if (!scores.has(page)) scores.set(page, blank(page, plan));
    return scores.get(page);
  };
  plan.tokens.forEach((token, i) => {
    const worth = worths.get(token.text);
    for (const [page, fields] of entries[i].pages) addToken(meta, scoreOf(page), token, worth, fields);
    for (const [phrase, pages] of Object.entries(entries[i].phrases)) {
      const share = likeness(plan, token, phrase);
      if (share) for (const page of pages) addPhrase(meta, scoreOf(page), plan, phrase, share, worths);
    }
  });
  const asked = plan.variants.map((_, variant) => plan.tokens.filter((token) => inVariant(token, variant)).length);
  const all = [...worths.values()].reduce((sum, worth) => sum + worth, 0);
  const priors = priorsOf(meta, plan);
  return [...scores.values()]
    .map((score) => ({ page: score.page, tier: tierOf(score, asked), score: total(meta, score, all, priors) }))
    .sort((a, b) => b.tier - a.tier || b.score - a.score || a.page - b.page);
}

function blank(page, plan) {
  return { page, sum: 0, covered: 0, extra: 0, urgent: false, held: plan.variants.map(() => 0) };
}

/** A token's pages and the titles and aliases that begin with it. `constructor` is a word like any other. */
function entryOf(meta, shard, token) {
  const entry = Object.prototype.hasOwnProperty.call(shard, token) ? shard[token] : "";
  const [posting, phrases] = Array.isArray(entry) ? entry : [entry, {}];
  return { pages: decoded(meta, posting), phrases };
}

/** [[page, fields], …] of a posting; see _encode in hooks/search.py. */
function decoded(meta, posting) {
  const pairs = [];
  let fields = 0;
  let page = -1;
  let tens = 0;
  for (const sign of posting) {
    const code = sign.charCodeAt(0);
    if (code >= 97) {
      page += tens * 26 + code - 97 + 1;
      tens = 0;
      pairs.push([page, fields]);
    } else if (code >= 48 && code <= 57) {
      tens = tens * 10 + code - 48;
    } else {
      fields = meta.fields.indexOf(sign);
      page = -1;
    }
  }
  return pairs;
}

/** How rare a token is (as in BM25), rounded so that every engine gives the same number. */
function rarity(meta, count) {
  const rare = Math.floor(Math.log(1 + (meta.pages - count + 0.5) / (count + 0.5)) * 1000 + 0.5) / 1000;
  return Math.max(0.01, rare);
}

const inVariant = (token, variant) => token.spots.some(([of]) => of === variant);

function addToken(meta, score, token, worth, fields) {
  score.sum += worth * impact(meta.weights, fields);
  score.covered += worth;
  if (fields & 31) score.held = score.held.map((count, variant) => count + (inVariant(token, variant) ? 1 : 0));
}

/** What a token is worth by the fields that hold it; their bits are explained at _postings in hooks/search.py. */
function impact(weights, fields) {
  if (!(fields & 31)) return fields ? weights.near : weights.far; // a synonym
  return (
    (fields & 16 ? weights.title : 0) +
    (fields & 8 ? weights.alias : 0) +
    (fields & 4 ? weights.head : 0) +
    weights.body[fields & 3]
  );
}

function addPhrase(meta, score, plan, phrase, share, worths) {
  const weight = tokensOf(meta, phrase).reduce((sum, [token]) => sum + (worths.get(token) ?? 0), 0);
  score.extra += share * weight * meta.weights.phrase;
  score.urgent = score.urgent || (share === 1 && meta.kinds[score.page] === meta.urgent);
}

/** 1 if the page has all tokens of the query as typed or as meant, so that the words may stand there as they are. */
function tierOf(score, asked) {
  if (score.urgent) return URGENT;
  return score.held.some((count, variant) => count && count === asked[variant]) ? 1 : 0;
}

/** What each kind of page counts for this query: more if a word of the query asks for the kind. */
function priorsOf(meta, plan) {
  const asks = (words) => words.some((word) => plan.variants.some((text) => text.includes(word)));
  return meta.priors.map((prior, kind) => prior * (asks(meta.wishes[kind]) ? meta.weights.wish : 1));
}

/** The sum of all tokens, less if many are missing, and whole aliases on top. */
function total(meta, score, all, priors) {
  const share = meta.weights.loose + (1 - meta.weights.loose) * (score.covered / all);
  return (score.sum * share + score.extra) * priors[meta.kinds.charCodeAt(score.page) - 97];
}

/** 1 if a title or alias stands in the query where the token does, half if one character of it differs, else 0. */
function likeness(plan, token, phrase) {
  let best = 0;
  for (const [variant, at] of token.spots) {
    const part = plan.variants[variant].slice(at, at + phrase.length);
    if (part === phrase) return 1;
    if (part.length === phrase.length && phrase.length > 2 && unlike(part, phrase) === 1) best = 0.5;
  }
  return best;
}

function unlike(a, b) {
  let count = 0;
  for (let i = 0; i < a.length; i += 1) count += a[i] === b[i] ? 0 : 1;
  return count;
}

// ---- what is shown: pages are read for the results only, their texts only where nothing else holds the query ----

/**
 * Read the first `limit` pages and see whether they hold the query as it stands, or only its pairs. For each that
 * disappoints look at one more that may hold it, so that no page with the exact words is pushed out by one without;
 * it then stands by its score alone.
 */
async function confirmed(meta, plan, found, limit, part) {
  const read = [];
  let wanted = limit;
  while (read.length < found.length && wanted > 0) {
    const batch = found.slice(read.length, read.length + wanted);
    read.push(...(await Promise.all(batch.map((result) => page(meta, plan, result, part)))));
    const held = read.filter((one, i) => one.tier > 0 || found[i].tier === 0).length;
    const more = found.length > read.length && found[read.length].tier > 0 && read.length < 2 * limit;
    wanted = more ? limit - held : 0;
  }
  return read.sort((a, b) => b.tier - a.tier || b.score - a.score).slice(0, limit); // sort is stable
}

/** A page with its true tier; its text is read only if it can decide something. */
async function page(meta, plan, result, part) {
  const head = { ...(await part("pages", result.page)), score: result.score };
  const named = [head.title, ...head.aliases, head.description, ...head.headings];
  const tier = result.tier === URGENT ? URGENT : result.tier && holds(meta, plan, named) ? 1 : 0;
  if (tier || !result.tier) return { ...head, tier, lines: [head.description] };
  const lines = (await part("texts", result.page)).split("\n");
  return { ...head, tier: holds(meta, plan, lines) ? 1 : 0, lines: [head.description, ...lines] };
}

function holds(meta, plan, lines) {
  return lines.some((line) => {
    const { out } = squeezed(meta, line);
    return plan.variants.some((variant) => out.includes(variant));
  });
}

function shown(meta, plan, page, home) {
  let best = { worth: -1, line: "", marks: [] };
  for (const line of page.kind === MYTHS ? [page.description] : page.lines) {
    const match = matched(meta, plan, line);
    if (match.worth > best.worth) best = { ...match, line };
  }
  const { text, marks } = cut(best.line, best.marks);
  return { title: page.title, url: home + page.url, kind: page.kind, text, marks };
}

/** How much of the query stands in a line, and where. The query as it stands counts more than all its parts. */
function matched(meta, plan, line) {
  const { out, places } = squeezed(meta, line);
  for (const variant of plan.variants) {
    const at = variant ? out.indexOf(variant) : -1;
    if (at >= 0) return { worth: Infinity, marks: [[places[at], places[at + variant.length - 1] + 1]] };
  }
  const weights = new Map(plan.tokens.map((token) => [token.text, token.weight]));
  const seen = new Set();
  const marks = [];
  for (const [token, at] of tokensOf(meta, out)) {
    if (!((weights.get(token) ?? 0) > meta.weights.particle)) continue;
    seen.add(token);
    marks.push([places[at], places[at + token.length - 1] + 1]);
  }
  let worth = 0;
  for (const token of seen) worth += weights.get(token);
  return { worth, marks: joined(marks) };
}

function joined(marks) {
  const out = [];
  for (const [start, end] of marks) {
    const last = out[out.length - 1];
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else out.push([start, end]);
  }
  return out;
}

/** At most SNIPPET characters of a line around its first mark, the marks moved along. */
function cut(line, marks) {
  if (line.length <= SNIPPET) return { text: line, marks };
  const first = marks.length ? marks[0][0] : 0;
  const start = Math.max(0, Math.min(first - 12, line.length - SNIPPET));
  const end = Math.min(line.length, start + SNIPPET);
  const before = start > 0 ? "…" : "";
  const moved = marks
    .filter(([from, to]) => from >= start && to <= end)
    .map(([from, to]) => [from - start + before.length, to - start + before.length]);
  return { text: before + line.slice(start, end) + (end < line.length ? "…" : ""), marks: moved };
}

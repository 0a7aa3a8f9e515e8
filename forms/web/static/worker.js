// On a phone whose owner said it is theirs: answers as the pages do while there is no network, by the same
// rules (handed ahead by /conversation/ahead), and sends what waits, in order, when there is one again.
const PLACE = "/conversation";
const PATIENCE = 12000;
// As long as the cookie: after that nobody can go on with the draft, and nothing of it stays here.
const FORTNIGHT = 14 * 24 * 3600 * 1000;
let line = Promise.resolve();
// One thing at a time: two tabs never overwrite each other's answers.
const inTurn = (act) => {
  const done = line.then(act);
  line = done.catch(() => {});
  return done;
};

// --- what lies on the phone: sealed with a key that no page and no script can read out
function use(mode, act) {
  return new Promise((yes, no) => {
    const asked = indexedDB.open("say", 1);
    // Only looking makes nothing: what was wiped stays gone.
    asked.onupgradeneeded = () => (mode === "readonly" ? asked.transaction.abort() : asked.result.createObjectStore("kept"));
    asked.onerror = () => (mode === "readonly" ? yes() : no(asked.error));
    asked.onsuccess = () => {
      const work = asked.result.transaction("kept", mode, { durability: "strict" });
      const got = act(work.objectStore("kept"));
      work.oncomplete = () => (asked.result.close(), yes(got.result));
      work.onabort = () => (asked.result.close(), no(work.error));
    };
  });
}
const get = (name) => use("readonly", (kept) => kept.get(name));
const put = (name, value) => use("readwrite", (kept) => kept.put(value, name));

async function load(name) {
  const [held, key] = [await get(name), await get("key")];
  if (!held || !key) return null;
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv: held.iv }, key, held.sealed)));
}

async function save(name, value) {
  let key = await get("key");
  if (!key) await put("key", (key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"])));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(JSON.stringify(value)));
  await put(name, { iv, sealed });
}

async function wipe() {
  await use("readwrite", (kept) => kept.clear());
  await new Promise((yes) => {
    const gone = indexedDB.deleteDatabase("say");
    gone.onsuccess = gone.onerror = gone.onblocked = yes;
  });
  await caches.delete("say");
  await registration.unregister();
}

async function prepare({ token, language, form }) {
  const [held, known] = [await load("said"), await load("pack")];
  if (known && (waits(held) || (known.token === token && known.language === language && [undefined, known.form].includes(form)))) return true;
  const answer = await fetch(`${PLACE}/ahead`);
  if (!answer.ok) return false;
  const { said, ...pack } = await answer.json();
  await (await caches.open("say")).addAll(pack.files);
  await save("said", { ...said, queue: [], send: false });
  await save("pack", { ...pack, until: Date.now() + FORTNIGHT });
  return true;
}

// --- the same rules as forms/route.py and forms/answers.py
const waits = (said) => Boolean(said.send) || said.queue.length > 0;
const address = (row) => (row ? `${PLACE}/${row.n}` : `${PLACE}/check`);

function parse(row, given) {
  const typed = (given.answer ?? []).map((one) => one.trim()).filter(Boolean);
  if (row.kind === "date") {
    const parts = ["day", "month", "year"].map((part) => (given[part]?.[0] ?? "").trim());
    if (!parts.some(Boolean)) return null;
    const [day, month, year] = parts.map(Number);
    const iso = `${parts[2]}-${parts[1].padStart(2, "0")}-${parts[0].padStart(2, "0")}`;
    const made = new Date(Date.UTC(year, month - 1, day));
    return /^\d{4}-\d\d-\d\d$/.test(iso) && made.getUTCMonth() === month - 1 && year > 99 ? iso : undefined;
  }
  if (row.kind === "rank") {
    const places = row.options.map(([value], n) => [given[`place-${n + 1}`]?.[0]?.trim(), value]).filter(([place]) => place);
    return places.length ? places.sort(([a], [b]) => a - b).map(([, value]) => value) : null;
  }
  if (!typed.length) return null;
  if (row.kind === "text") return typed.join("\n");
  if (row.kind === "select_multiple") return row.options.map(([value]) => value).filter((value) => typed.includes(value));
  if (row.kind === "select_one") return typed[0];
  const figure = typed[0].replace(/[ ,]/g, "");
  if (!/^[+-]?\d{1,9}$/.test(figure)) return undefined;
  const fits = row.kind !== "range" || (figure >= row.low && figure <= row.high && (figure - row.low) % row.step === 0);
  return fits ? Number(figure) : undefined;
}

const valueOf = (row, said) => (said.answers[row.n] ? parse(row, said.answers[row.n]) ?? "" : null);
const all = (pack, said) => Object.fromEntries(pack.rows.filter((row) => row.n in said.answers).map((row) => [row.key, valueOf(row, said)]));

function findFault(pack, said, row, value) {
  if (value === undefined) return row.faults.bad;
  if (row.kind === "text" && [...value].length > pack.longest) return row.faults.long;
  return row.constraint && value !== "" && !holds(row.constraint, all(pack, said), value) ? row.faults.constraint : "";
}

function findRoute(pack, said) {
  const known = {};
  return pack.rows.filter((row) => {
    if (!row.relevant.every((condition) => holds(condition, known))) return false;
    if (row.n in said.answers) known[row.key] = valueOf(row, said);
    return true;
  });
}
const listAsked = (pack, said) => findRoute(pack, said).filter((row) => row.kind !== "note");

function needs(pack, said, row) {
  if (!(row.n in said.answers) || said.refused === row.n) return true;
  const value = valueOf(row, said);
  return value === null ? row.required : Boolean(findFault(pack, said, row, value));
}
const findPosition = (pack, said) => listAsked(pack, said).find((row) => needs(pack, said, row));

// Takes what a page sent; returns what is wrong with it, if anything.
function take(pack, said, row, given, queued) {
  const act = given.act?.[0] ?? "next";
  const keep = (of, entry) => {
    said.answers[of.n] = entry;
    said.send = false;
    if (said.refused === of.n) said.refused = 0;
    if (queued) said.queue = [...said.queue.filter((n) => n !== of.n), of.n];
  };
  if (act === "skip") {
    if (row.required) return row.faults.required;
    if (!said.files[row.n]) keep(row, null);
    return "";
  }
  const value = parse(row, given);
  const fault = value === null ? "" : findFault(pack, said, row, value);
  if (fault) return fault;
  if (value !== null || said.files[row.n]) keep(row, given);
  if (queued && (given.file || /^(add|remove-.*)$/.test(act))) return pack.words.needs;
  if (value === null && act === "next" && !said.files[row.n]) return given.file ? (keep(row, given), "") : row.faults.empty;
  for (let here; act === "all" && (here = findPosition(pack, said)) && !here.required && !(here.n in said.answers); ) keep(here, null);
  return "";
}

// --- sending what waits: each answer to the page it was given on; the same answer twice is the same answer
async function sync(pack, said) {
  const post = (place, entry) => {
    const body = new URLSearchParams({ token: pack.token, revision: "kept", form: pack.form });
    for (const [name, values] of Object.entries(entry)) if (name !== "file") for (const value of values) body.append(name, value);
    return within(fetch(place, { method: "POST", body, redirect: "manual" }));
  };
  try {
    for (const n of [...said.queue]) {
      const answer = await post(`${PLACE}/${n}`, { ...(said.answers[n] ?? {}), act: [said.answers[n] ? "next" : "skip"] });
      if (!isTaken(answer, said)) {
        if (answer.status === 422) said.refused = n;
        await save("said", said);
        return false;
      }
      said.queue = said.queue.filter((other) => other !== n);
      await save("said", said);
    }
    if (said.send) {
      const answer = await post(`${PLACE}/check`, said.send);
      if (!isTaken(answer, said)) return false;
      if (answer.status !== 409) await wipe();
      else await save("said", { ...said, send: (said.send = false) });
    }
  } catch {
    return false;
  }
  return true;
}

function isTaken(answer, said) {
  if (answer.status >= 500 || answer.status === 429) return false;
  said.lost = [403, 404, 410].includes(answer.status);
  // 409: it was understood, and how things are now is told on its page; nothing is lost.
  return answer.type === "opaqueredirect" || answer.ok || answer.status === 409;
}

const within = (asked) => Promise.race([asked, new Promise((_, no) => setTimeout(no, PATIENCE))]);

// --- the pages
const escape = (words) => String(words).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt()};`);
const fill = (page, values) => page.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
const send = (html, status = 200) => new Response(html, { status, headers: { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" } });
const go = (place) => Response.redirect(place, 303);

function label(pack, said, row) {
  const value = valueOf(row, said);
  const names = Object.fromEntries(row.options);
  const words = (Array.isArray(value) ? value : [value]).map((one) => names[one] ?? one).join(pack.words.comma);
  const day = row.kind === "date" && value ? new Date(value).toLocaleDateString(pack.language, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }) : "";
  return escape(value === null ? pack.words.skipped : [day || words, said.files[row.n]].filter(Boolean).join("\n"));
}

const list = (pack, said, rows, entry) =>
  rows.map((row) => fill(entry, { asked: escape(row.label), said: label(pack, said, row), address: address(row) })).join("");

function showQuestion(pack, said, row, holdsTalk, fault, given) {
  const asked = listAsked(pack, said);
  const place = asked.indexOf(row);
  const route = findRoute(pack, said);
  const notes = [];
  for (let n = route.indexOf(row) - 1; n >= 0 && route[n].kind === "note"; n--) notes.unshift(`<p class="note">${escape(route[n].label)}</p>`);
  const numbers = { 90000: place, 90001: place + 1, 90002: asked.length };
  const back = place ? address(asked[place - 1]) : PLACE;
  const ready = (html) => fill(html, { back, token: pack.token, waiting: pack.words[waits(said) ? "kept" : "away"] }).replace(/9000[012]/g, (number) => numbers[number]);
  const held = given ?? said.answers[row.n] ?? {};
  let html = ready(row.now);
  if (!place || place + 1 === asked.length || row.n in said.answers) html = html.replace(/<p><button[^>]*value="all"[^]*?<\/p>/, "");
  html = html
    .replace(/(<input type="(?:radio|checkbox)"[^>]* name="([^"]*)" value="([^"]*)")( checked)?/g, (all, tag, name, value) => (!held[name] ? all : held[name].includes(value) ? `${tag} checked` : tag))
    .replace(/(name="(day|month|year|answer)" value=)""/g, (_, tag, name) => `${tag}"${escape(held[name]?.[0] ?? "")}"`)
    .replace(/<select[^>]* name="([^"]*)"[^]*?<\/select>/g, (all, name) => all.replace(`value="${held[name]?.[0] || "-"}"`, "$& selected"))
    .replace("</textarea>", () => `${escape(held.answer?.join("\n") ?? "")}</textarea>`)
    .replace("<form", () => `${notes.join("")}${fault ? fill(pack.fault, { fault: escape(fault) }) : ""}<form`);
  // Who may hear it is said in the closed line too.
  const heard = held.sharing && html.match(new RegExp(`name="sharing" value="${held.sharing[0]}"[^>]*> <span>(.*?)</span>`))?.[1];
  if (heard) html = html.replace(/(<summary>[^]*?<strong>)[^<]*/, (_, line) => line + heard);
  const talk = holdsTalk === null ? "" : `<ol id="talk">${list(pack, said, asked.slice(holdsTalk, place), pack.exchange)}</ol>`;
  return send(fill(ready(pack.shell), { now: talk + html }), fault ? 422 : 200);
}

function serve(pack, said, request, path, row, given) {
  const here = findPosition(pack, said);
  if (path.startsWith("/help")) return send(pack.help);
  if (said.lost) return send(fill(pack.lost, { list: list(pack, said, listAsked(pack, said), pack.entry) }));
  if (row && listAsked(pack, said).includes(row)) {
    const talk = request.headers.get("Say-Chat");
    return showQuestion(pack, said, row, talk === null ? null : Number(talk), given?.fault, given);
  }
  if (path === `${PLACE}/check` && !here) {
    return send(fill(pack.check, { list: list(pack, said, listAsked(pack, said), pack.entry) }));
  }
  if (path === PLACE || path === `${PLACE}/check` || row) return go(said.send ? `${PLACE}/kept` : address(here));
  return send(pack.kept);
}

// --- what comes in
async function read(request) {
  const given = {};
  for (const [name, value] of await request.clone().formData()) {
    if (typeof value === "string") (given[name] ??= []).push(value);
    else if (value.size) given.file = ["yes"];
  }
  return given;
}

async function answer(request, path) {
  const pack = await load("pack");
  if (pack && Date.now() > pack.until) await wipe();
  if (!pack || Date.now() > pack.until) return fetch(request);
  const said = await load("said");
  const isPost = request.method === "POST";
  const row = pack.rows.find((one) => `${PLACE}/${one.n}` === path && one.kind !== "note");
  const all = isPost ? await read(request) : null;
  const { token, revision, form, act, ...fields } = all ?? {};
  const given = { ...fields, ...(act ? { act } : {}) };
  const isOurs = isPost && (row || path === `${PLACE}/check`);
  if (!isOurs || !(waits(said) || revision?.[0] === "kept")) {
    if (waits(said) && (await sync(pack, said)) && !(await load("pack"))) return go(`${PLACE}/sent`);
    if (!waits(said) || !isOurPlace(path)) {
      try {
        const link = /^\/([sp]\/.*)?$/i.test(path);
        if (link && waits(said) && !said.lost) return send(pack.kept);
        const came = await within(fetch(request));
        if (came.status >= 500) throw came;
        const isDone = came.type === "opaqueredirect" || came.redirected;
        if (isPost && row && isDone) {
          take(pack, said, row, given, false);
          await save("said", said);
        }
        const isLeft = isPost ? /\/(delete|mine)$/.test(path) : /\/(sent|stopped)$/.test(path) && came.ok && !came.redirected;
        if (isLeft || (link && (isPost || isDone))) await wipe();
        return came;
      } catch {
        // no network: as below
      }
    }
  }
  if (isPost && path === `${PLACE}/mine`) {
    await wipe();
    return send(pack.gone);
  }
  if (!isOurs) return serve(pack, said, request, path, row, null);
  return takeHere(pack, said, request, path, row, given);
}

const isOurPlace = (path) => path === PLACE || /^\/conversation\/(\d+|check|kept|sent|stopped)$/.test(path);

async function takeHere(pack, said, request, path, row, given) {
  const act = given.act?.[0];
  if (row) {
    const fault = take(pack, said, row, { ...given }, true);
    await save("said", said);
    if (fault && !(act === "stop" && fault === row.faults.empty)) return serve(pack, said, request, path, row, { ...given, fault });
  } else if (act === "send" && !findPosition(pack, said)) {
    said.send = given;
    await save("said", said);
  }
  const isSynced = await sync(pack, said);
  if (isSynced && !(await load("pack"))) return go(`${PLACE}/sent`);
  registration.sync?.register("say").catch(() => {});
  if (act === "stop" || said.send) return go(`${PLACE}/kept`);
  return go(address(findPosition(pack, said)));
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(clients.claim()));
self.addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (origin !== location.origin) return;
  if (pathname.startsWith("/static/")) event.respondWith(caches.match(event.request).then((found) => found ?? fetch(event.request)));
  else if (/^\/($|[sp]\/|conversation|help)/i.test(pathname)) event.respondWith(inTurn(() => answer(event.request, pathname)));
});

const sendWaiting = () =>
  inTurn(async () => {
    const [pack, said] = [await load("pack"), await load("said")];
    if (pack && waits(said) && (await sync(pack, said))) for (const page of await clients.matchAll()) page.postMessage("sent");
  });
self.addEventListener("sync", (event) => event.waitUntil(sendWaiting()));
self.addEventListener("message", (event) => {
  const acts = { prepare: () => inTurn(() => prepare(event.data)).then((is) => event.source.postMessage(is ? "ready" : "")), send: sendWaiting, wipe: () => inTurn(wipe) };
  event.waitUntil(acts[event.data.act]?.());
});

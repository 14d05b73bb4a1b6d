// What happened, newest first: what people did, how the bot took it, and every call that it made.

import { get } from "./wire.js";
import { byId, el, seconds } from "./words.js";

const SHOWN = 300;
const KINDS = { told: "People", connector: "Teams", graph: "Graph", files: "Files", levers: "Levers", refresh: "Refreshes" };
const DID = { click: "presses", refresh: "sees a card again:", submit: "presses (old client)", message: "writes", file: "sends", install: "gets the app", uninstall: "takes the app out", dialog: "opens a dialog", "dialog sent": "sends a dialog", search: "searches for", link: "pastes a link:" };

export class Timeline {
  constructor(nameOf) {
    this.nameOf = nameOf;
    this.off = new Set(["refresh"]);
    this.failed = new Map(); // method and path → how often it was tried without success
  }

  async load() {
    this.failed.clear();
    const events = await get("/timeline");
    const checks = Object.entries(KINDS).map(([kind, name]) => el("label", {}, el("input", { type: "checkbox", checked: !this.off.has(kind), onchange: (event) => this.toggle(kind, event.target.checked) }), name));
    const list = el("ol", { id: "happened", reversed: true });
    byId("timeline").replaceChildren(el("h2", {}, "What happened"), el("fieldset", { class: "filters" }, el("legend", { class: "hidden" }, "Shown"), ...checks), list);
    list.append(...events.map((event) => this.line(event)).reverse().slice(0, SHOWN));
    if (!events.length) list.append(el("li", { class: "empty" }, "Nothing has happened yet."));
  }

  add(event) {
    const list = byId("happened");
    if (!list || !["call", "told", "levers"].includes(event.kind)) return;
    list.querySelector(".empty")?.remove();
    list.prepend(this.line(event));
    while (list.children.length > SHOWN) list.lastChild.remove();
  }

  toggle(kind, on) {
    if (on) this.off.delete(kind);
    else this.off.add(kind);
    for (const line of byId("happened").querySelectorAll(`[data-kind="${kind}"]`)) line.hidden = !on;
  }

  line(event) {
    const { kind, words, detail, good, note } = event.kind === "call" ? this.call(event) : event.kind === "told" ? this.told(event) : this.lever(event);
    return el("li", { class: good ? "" : "bad", "data-kind": kind, hidden: this.off.has(kind) },
      el("time", { datetime: event.at }, seconds(event.at)), el("span", { class: `kind ${kind}` }, KINDS[kind]),
      el("span", { class: "what", title: detail }, words), el("span", { class: "outcome" }, note));
  }

  call(event) {
    const kind = event.service === "upload" || event.service === "download" ? "files" : event.service;
    const key = `${event.method} ${event.path}`;
    const tries = (this.failed.get(key) ?? 0) + 1;
    const good = event.status < 400;
    if (good || event.status === 404) this.failed.delete(key);
    else this.failed.set(key, tries);
    const again = tries > 1 ? `, try ${tries}` : "";
    const expected = event.status === 404 && event.method === "GET";
    const note = `${expected ? "404, not there" : good ? event.status : `${event.status}${meaning(event.status)}`}${again} · ${Math.round(event.ms)} ms`;
    const plain = meant(event.method, event.path);
    const path = `${event.method} ${short(event.path)}`;
    return { kind, words: plain || path, detail: event.path, good: good || expected, note: plain ? `${note} · ${path}` : note };
  }

  told(event) {
    const good = event.status !== null && event.status < 400;
    const reached = event.status === null ? "no answer" : good ? `${event.status}` : `${event.status}, refused`;
    const tries = event.tries > 1 ? ` after ${event.tries} tries` : "";
    const about = event.about && (event.what === "message" || event.title) ? `“${event.title || event.about}”` : event.about;
    return { kind: event.what === "refresh" ? "refresh" : "told", words: `${this.nameOf(event.person)} ${DID[event.what] ?? event.what} ${about}`.trim(), detail: event.about, good, note: `${reached}${tries} · ${Math.round(event.ms)} ms` };
  }

  lever(event) {
    return { kind: "levers", words: `${event.what} ${event.about}`.trim(), detail: "", good: true, note: "" };
  }
}

function meaning(status) {
  return { 401: ", not signed in", 403: ", not allowed", 404: ", not there", 409: ", is there already", 412: ", changed meanwhile", 423: ", locked", 429: ", throttled", 503: ", down" }[status] ?? ", failed";
}

// What a call is for, in words; the first that fits.
const MEANT = [
  [/getSchedule/, "looks who has time"], [/^GET .*\/calendar(View)?\b/, "reads a calendar"], [/^GET .*\/events/, "looks at an entry"], [/^POST .*\/events$/, "enters a meeting"], [/^PATCH .*\/events/, "changes a meeting"], [/^POST .*\/cancel/, "calls a meeting off"], [/^DELETE .*\/events/, "deletes an entry"],
  [/^POST .*\/subscriptions/, "asks to be told of changes"], [/^PATCH .*\/subscriptions/, "goes on being told of changes"], [/^(GET|DELETE) .*\/subscriptions/, "looks after being told of changes"],
  [/^POST .*\/conversations$/, "opens a chat"], [/^POST .*\/activities/, "sends a message"], [/^PUT .*\/activities/, "updates a message"], [/^DELETE .*\/activities/, "takes a message back"],
  [/^POST .*\/invite/, "lets somebody open the file"], [/^DELETE .*\/permissions\//, "takes access away"], [/^PATCH .*\/permissions\//, "changes access"], [/^GET .*\/permissions/, "looks who has access"],
  [/^POST .*\/children/, "makes a folder"], [/^GET .*\/children/, "looks into a folder"], [/^PUT .*\/content/, "stores a file"], [/^GET .*content\?.*format=pdf/, "asks for the file as PDF"], [/^GET .*\/content/, "reads a file"],
  [/^PATCH .*\/fields/, "fills in columns"], [/createUploadSession/, "begins an upload"], [/^PUT .*\/upload\//, "stores part of a file"], [/^GET .*\/chat-files\//, "fetches what was sent in chat"], [/^GET .*\/download\//, "reads a file"],
  [/^GET .*\/users/, "looks somebody up"], [/^GET .*\/lists\/[^/]*\/items/, "looks for a file in the library"], [/^DELETE .*\/items/, "removes a file"], [/^PATCH .*\/items/, "renames or moves a file"], [/^GET .*\/(items|root)/, "looks at a file or folder"], [/^GET .*\/(drives|sites|lists)/, "finds the libraries"],
];

function meant(method, path) {
  return MEANT.find(([pattern]) => pattern.test(`${method} ${path}`))?.[1];
}

// A path without what nobody reads: ids.
function short(path) {
  const decoded = path.replace(/%20/g, " ").replace(/^\/v[13](\.0)?/, "");
  return decoded.replace(/(\/drives|\/sites|\/items|\/conversations|\/activities|\/users|\/download|\/upload|\/chat-files|\/lists|\/permissions|\/members|\/events|\/subscriptions)\/[^/:?]{12,}/g, "$1/…").replace(/\?.*$/, "?…");
}

// The app's message extension: look for something, choose it, and its card goes into the chat as one's own message; or
// choose an action, and a dialog opens.

import { showDialog } from "./dialog.js";
import { outcome } from "./pressing.js";
import { at, get, post } from "./wire.js";
import { byId, el } from "./words.js";

const PAUSE = 250; // milliseconds without a key before anybody is asked
const PAGE = 25;
let commands = [];

export async function loadExtension() {
  commands = await get("/extension.json");
}

export function extensionMenu(place, chat) {
  const actions = commands.filter((one) => one.type === "action");
  return [
    el("button", { type: "button", onclick: () => new Search(place).open() }, "Search SIP Desk"),
    ...actions.map((one) => el("button", { type: "button", onclick: () => act(place, chat, one) }, one.title)),
  ];
}

const ask = (place, what, body) => post(at(place, `/play/${place.person.id}/extension/${what}`), body);

async function act(place, chat, command) {
  const body = { command: command.id, theme: chat.theme() };
  const shown = await outcome(() => ask(place, "open", body));
  const dialog = shown.dialog ?? { title: command.title, said: shown.said.text };
  showDialog({ place, dialog, chat, send: (data) => ask(place, "submit", { ...body, data }) });
}

class Search {
  constructor(place) {
    this.place = place;
    this.searches = commands.filter((one) => one.type === "query");
    this.command = this.searches[0].id;
    this.asked = 0;
    this.box = byId("extension");
    this.words = el("input", { type: "text", role: "searchbox", id: "extension-words", autocomplete: "off", maxlength: "200" });
    this.list = el("ul", { class: "found" });
    this.state = el("p", { class: "found-state", role: "status" });
    this.more = el("button", { type: "button", class: "quiet", hidden: true, onclick: () => this.ask(this.list.children.length) }, "More");
  }

  open() {
    const choice = (one) => el("label", {}, el("input", { type: "radio", name: "extension-command", value: one.id, checked: one.id === this.command, onchange: () => { this.command = one.id; this.ask(); } }), one.title);
    this.words.addEventListener("input", () => {
      clearTimeout(this.waits);
      this.waits = setTimeout(() => this.ask(), PAUSE);
    });
    this.words.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown") return;
      event.preventDefault();
      this.list.querySelector("button")?.focus();
    });
    this.list.addEventListener("keydown", (event) => this.step(event));
    this.box.replaceChildren(
      el("div", { class: "dialog-head" }, el("h2", { id: "extension-title" }, "Search SIP Desk"), el("button", { type: "button", onclick: () => this.box.close() }, "Close")),
      el("fieldset", { class: "filters" }, el("legend", { class: "hidden" }, "What to look for"), ...this.searches.map(choice)),
      el("label", { for: "extension-words" }, "School, town, URN, term or year"), this.words,
      this.state, this.list, this.more);
    this.box.showModal();
    this.words.focus();
    this.ask();
  }

  step(event) {
    const buttons = [...this.list.querySelectorAll("button")];
    const next = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!next) return;
    event.preventDefault();
    (buttons[buttons.indexOf(document.activeElement) + next] ?? (next < 0 ? this.words : null))?.focus();
  }

  // Only the answer to what was asked last is shown.
  async ask(skip = 0) {
    const number = ++this.asked;
    const body = { command: this.command, words: this.words.value, skip };
    const shown = await ask(this.place, "query", body).catch((problem) => ({ shows: "error", text: problem.message }));
    if (number !== this.asked) return;
    const results = shown.results ?? [];
    const held = this.list.contains(document.activeElement) || document.activeElement === this.more;
    if (!skip) this.list.replaceChildren();
    this.list.append(...results.map((one) => this.result(one)));
    this.more.hidden = results.length < PAGE;
    const count = this.list.children.length;
    this.state.textContent = shown.text ?? `${count} found. Choose one to put it into the chat.`;
    this.state.classList.toggle("error", shown.shows === "error");
    if (held && skip) this.list.children[skip]?.querySelector("button").focus();
  }

  result(one) {
    return el("li", {}, el("button", { type: "button", onclick: () => this.insert(one.sent) }, el("span", { class: "found-title" }, one.title), el("span", { class: "found-line" }, one.text)));
  }

  async insert(sent) {
    try {
      await ask(this.place, "insert", { sent });
      this.box.close();
      byId("message-words")?.focus();
    } catch (problem) {
      this.state.textContent = problem.message;
      this.state.classList.add("error");
    }
  }
}

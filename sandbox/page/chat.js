// One person's chat with the bot.

import { asText, canDraw, draw } from "./cards.js";
import { toHtml } from "./markdown.js";
import { avatar } from "./people.js";
import { get, post } from "./wire.js";
import { announce, byId, clock, day, el, icon } from "./words.js";

const AT_ONCE = 25; // messages that are drawn before the page is shown; older ones follow while nobody waits
const REFRESH_AGAIN = 60_000;

export class Chat {
  constructor({ theme, open }) {
    this.theme = theme;
    this.open = open;
    this.person = null;
    this.drawn = new Map(); // message id → { as, item }
    this.said = new Map(); // message id → what stands beside it after a press
    this.asked = new Map();
    this.seen = new IntersectionObserver((entries) => {
      for (const entry of entries) if (entry.isIntersecting) this.refresh(entry.target.dataset.message);
    });
  }

  async show(person) {
    const other = this.person?.id !== person.id;
    this.person = person;
    if (other) this.forget();
    await this.load(other);
  }

  forget() {
    this.seen.disconnect();
    this.drawn.clear();
    this.said.clear();
    byId("messages").replaceChildren();
    byId("typing").hidden = true;
  }

  redraw() {
    this.seen.disconnect();
    this.drawn.clear();
    if (this.chat) this.draw(true);
  }

  async load(toEnd = false) {
    const person = this.person;
    const chat = await get(`/chats/${person.id}`);
    if (person !== this.person) return; // somebody else was chosen meanwhile
    this.chat = chat;
    this.draw(toEnd);
    if (document.visibilityState === "visible" && chat.messages.some((one) => !one.read)) await post(`/chats/${person.id}/read`);
  }

  draw(toEnd) {
    const list = byId("messages");
    const scroller = byId("scroller");
    const atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80;
    const first = this.drawn.size === 0;
    const held = document.activeElement?.closest?.("[data-message]")?.dataset.message;
    const wait = [];
    const items = this.chat.messages.map((message, index) => {
      const later = first ? index < this.chat.messages.length - AT_ONCE : this.drawn.get(message.id)?.later === true;
      if (first && later) wait.push(message);
      return this.item(message, later);
    });
    const days = this.withDays(items);
    if (days.length !== list.children.length || days.some((one, index) => one !== list.children[index])) list.replaceChildren(...days);
    if (items.length === 0) list.replaceChildren(el("li", { class: "empty" }, `Nothing has been said in this chat yet.`));
    if (held && !document.activeElement?.closest?.("[data-message]")) list.querySelector(`[data-message="${held}"]`)?.focus({ preventScroll: true });
    if (toEnd || atEnd) scroller.scrollTop = scroller.scrollHeight;
    this.drawLater(wait.reverse());
  }

  // Older messages, from the newest backwards, a few at a time.
  drawLater(messages) {
    if (messages.length === 0) return;
    const person = this.person;
    (globalThis.requestIdleCallback ?? setTimeout)(() => {
      if (person !== this.person) return;
      for (const message of messages.splice(0, 10)) {
        const old = this.drawn.get(message.id);
        if (old?.later) old.item.replaceWith(this.item(message));
      }
      this.drawLater(messages);
    });
  }

  withDays(items) {
    const found = [];
    let last = "";
    this.chat.messages.forEach((message, index) => {
      const on = day(message.at);
      if (on !== last) found.push(this.dayLine(on));
      last = on;
      found.push(items[index]);
    });
    return found;
  }

  dayLine(on) {
    const key = `day ${on}`;
    if (!this.drawn.has(key)) this.drawn.set(key, { item: el("li", { class: "day" }, el("span", {}, on)) });
    return this.drawn.get(key).item;
  }

  item(message, later = false) {
    const { personal, read, ...shown } = message;
    const as = JSON.stringify([shown, this.theme(), this.said.get(message.id)]);
    const before = this.drawn.get(message.id);
    if (before?.as === as && before.later === later) return before.item;
    const item = later ? this.outline(message) : this.whole(message, before?.cards);
    if (!before && this.drawn.size > 0 && message.from === "bot" && !message.read) announce(`SIP Desk: ${message.summary || message.text}`);
    this.drawn.set(message.id, { as, item, later, cards: item.cards ?? new Map() });
    return item;
  }

  outline(message) {
    return el("li", { class: "message outline", "data-message": message.id }, el("p", {}, message.summary || message.text));
  }

  whole(message, before = new Map()) {
    const mine = message.from !== "bot";
    const who = mine ? message.from_name : "SIP Desk";
    const body = el("div", { class: "bubble" });
    if (message.deleted) body.append(el("p", { class: "gone" }, "This message has been deleted."));
    if (message.text) body.append(this.text(message.text));
    for (const file of message.files) body.append(el("p", { class: "file" }, icon("clip"), " ", file));
    const cards = new Map();
    for (const card of message.cards) {
      const as = JSON.stringify([card, this.theme()]);
      cards.set(as, before.get(as) ?? this.card(message, card)); // the same card stays, with what was typed into it
      body.append(cards.get(as));
    }
    if (mine && !body.childNodes.length) body.append(el("p", { class: "gone" }, "pressed a button"));
    const said = this.said.get(message.id);
    if (said) body.append(el("p", { class: `beside ${said.kind}`, role: said.kind === "error" ? "alert" : "status" }, said.text));
    const about = [clock(message.at), message.edits > 0 && !message.deleted ? "Edited" : ""].filter(Boolean).join(" · ");
    const item = el("li", { class: mine ? "message mine" : "message", "data-message": message.id, tabindex: "-1" },
      mine ? null : el("span", { class: "avatar bot", "aria-hidden": "true" }, "SD"),
      el("div", { class: "said" }, el("p", { class: "by" }, el("span", { class: mine ? "hidden" : "name" }, who), " ", el("time", { datetime: message.at }, about)), body));
    item.cards = cards;
    this.seen.observe(item);
    return item;
  }

  text(words) {
    const box = el("div", { class: "text" });
    box.innerHTML = toHtml(words); // toHtml escapes everything that it is given
    return box;
  }

  card(message, content) {
    const name = content.fallbackText || message.summary || "Card";
    const box = el("div", { class: "card", role: "group", "aria-label": `Card: ${name}` });
    if (!canDraw()) {
      box.append(asText(content));
      return box;
    }
    const { element, warnings } = draw(content, { theme: this.theme(), pressed: (action) => this.press(message, action) });
    box.append(element);
    for (const warning of warnings) console.warn(`Card ${message.id}: ${warning}`);
    return box;
  }

  async press(message, action) {
    if (action.type === "Action.OpenUrl") return this.open(action.url);
    const began = performance.now();
    const box = this.drawn.get(message.id).item.querySelector(".card");
    box?.setAttribute("aria-busy", "true");
    this.said.delete(message.id);
    const answer = await this.outcome(() => post(`/play/${this.person.id}/press`, { activity_id: message.id, action, platform: "Web" }));
    box?.removeAttribute("aria-busy");
    if (answer) this.said.set(message.id, answer);
    await this.load();
    if (answer) announce(answer.text);
    const took = performance.now() - began;
    (globalThis.pressTimes ??= []).push(took);
    return took;
  }

  // What stands beside a card after a press: nothing where a card came back.
  async outcome(act) {
    try {
      const shown = await act();
      if (shown.shows === "message") return { kind: "info", text: shown.text };
      if (shown.shows === "error") return { kind: "error", text: shown.text };
      if (shown.delivered === false) return { kind: "error", text: "Unable to reach app. Please try again." };
      return null;
    } catch (problem) {
      return { kind: "error", text: problem.message };
    }
  }

  // As a client does on seeing a card that asks for it, and at most once in a minute.
  async refresh(id) {
    const message = this.chat.messages.find((one) => one.id === id);
    const wanted = message?.cards[0]?.refresh;
    if (!wanted?.action || (wanted.userIds && !wanted.userIds.includes(this.chat.mri))) return;
    const key = `${this.person.id} ${message.id}`;
    if (Date.now() - (this.asked.get(key) ?? 0) < REFRESH_AGAIN) return;
    this.asked.set(key, Date.now());
    await post(`/play/${this.person.id}/refresh`, { activity_id: message.id }).catch(() => null);
  }

  typing() {
    byId("typing").hidden = false;
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => { byId("typing").hidden = true; }, 4000);
  }
}

export function heading(person, place, role) {
  byId("chat-title").replaceChildren("SIP Desk ", el("span", { class: "tag" }, "App"));
  byId("chat-person").replaceChildren(avatar(person.name), `You are ${person.name}, ${role}${place ? ` · ${place}` : ""}`);
}

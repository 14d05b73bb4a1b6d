// A chat as one person sees it: the newest messages first, earlier ones when somebody comes near them.

import { Card } from "./message_card.js";
import { messageItem } from "./message.js";
import { at, get, post } from "./wire.js";
import { announce, byId, day, el, scroller } from "./words.js";

const PAGE = 6; // messages that are asked for at once
const NEAR = "600px";

export class Chat {
  constructor({ theme, open }) {
    this.theme = theme;
    this.open = open;
    this.place = null; // { person, channel }: whose eyes, and where
    this.messages = [];
    this.drawn = new Map(); // message id → { as, item, cards }
    this.asked = new Map(); // when a card was last refreshed
    this.loading = Promise.resolve();
    this.stale = Infinity; // the oldest message that has changed since it was loaded
    const root = scroller() === byId("scroller") ? byId("scroller") : null;
    this.seen = new IntersectionObserver((entries) => {
      for (const entry of entries) if (entry.isIntersecting) this.card(entry.target.dataset.message)?.refresh();
    });
    this.near = new IntersectionObserver((entries) => { if (entries.some((one) => one.isIntersecting)) this.earlier(); }, { root, rootMargin: `${NEAR} 0px 0px` });
    this.earlierLine = el("li", { class: "earlier" }, el("button", { type: "button", class: "quiet", onclick: () => this.earlier() }, "Earlier messages"));
  }

  show(place) {
    const other = this.place?.person.id !== place.person.id || this.place?.channel !== place.channel;
    if (other) {
      this.place = place;
      this.forget();
    }
    this.stale = 0;
    return this.load(other);
  }

  forget() {
    this.seen.disconnect();
    this.drawn.clear();
    this.messages = [];
    byId("messages").replaceChildren();
    byId("typing").hidden = true;
  }

  redraw() {
    this.seen.disconnect();
    this.drawn.clear();
    this.draw({ toEnd: true });
  }

  // Something has happened to a message: it is loaded anew, with all that follow it.
  note(id) {
    this.stale = Math.min(this.stale, Number(id));
  }

  changed(id) {
    this.note(id);
    return this.load();
  }

  load(toEnd = false) {
    return this.inTurn(() => this.loadChanged(toEnd));
  }

  // One answer after another: an older one never replaces a newer one.
  inTurn(what) {
    const done = this.loading.catch(() => null).then(what);
    this.loading = done;
    return done;
  }

  async loadChanged(toEnd) {
    if (this.stale === Infinity) return;
    const since = this.messages.length ? Math.max(this.stale, Number(this.messages[0].id)) : null;
    this.stale = Infinity;
    const place = this.place;
    const chat = await this.ask(place, since === null ? { newest: PAGE } : { since });
    if (place !== this.place) return; // somebody else was chosen meanwhile
    this.messages = [...this.messages.filter((one) => since !== null && Number(one.id) < since), ...chat.messages];
    this.draw({ toEnd });
    this.read();
  }

  // What is seen counts as read, and nobody waits for that.
  read() {
    const unread = this.messages.filter((one) => !one.read);
    if (this.place.channel || document.visibilityState !== "visible" || !unread.length) return;
    for (const one of unread) one.read = true;
    post(`/chats/${this.place.person.id}/read`).catch(() => null);
  }

  earlier() {
    const oldest = this.messages[0]?.id;
    return this.inTurn(async () => {
      const place = this.place;
      if (oldest !== this.messages[0]?.id || oldest === this.first) return;
      const chat = await this.ask(place, { newest: PAGE, before: oldest });
      if (place !== this.place) return;
      this.messages = [...chat.messages, ...this.messages];
      this.draw({ above: true });
    });
  }

  async ask(place, query) {
    const chat = await get(at(place, `/chats/${place.person.id}`, query));
    if (place === this.place) Object.assign(this, { first: chat.first, mri: chat.mri });
    return chat;
  }

  draw({ toEnd = false, above = false }) {
    const list = byId("messages");
    const box = scroller();
    const fromEnd = box.scrollHeight - box.scrollTop;
    const atEnd = fromEnd - box.clientHeight < 80;
    const held = document.activeElement?.closest?.("[data-message]")?.dataset.message;
    const lines = this.lines();
    if (lines.length !== list.children.length || lines.some((one, index) => one !== list.children[index])) list.replaceChildren(...lines);
    if (held && !document.activeElement?.closest?.("[data-message]")) list.querySelector(`[data-message="${held}"]`)?.focus({ preventScroll: true });
    if (toEnd || atEnd) box.scrollTop = box.scrollHeight;
    else if (above) box.scrollTop = box.scrollHeight - fromEnd;
    this.near.disconnect(); // again, so that it tells of a line that is near still
    if (this.earlierLine.isConnected) this.near.observe(this.earlierLine);
  }

  lines() {
    if (this.messages.length === 0) return [el("li", { class: "empty" }, "Nothing has been said here yet. “How to play”, above, says how a report’s story goes.")];
    const found = this.messages[0].id === this.first ? [] : [this.earlierLine];
    let last = "";
    for (const message of this.messages) {
      const on = day(message.at);
      if (on !== last) found.push(this.dayLine(on));
      last = on;
      found.push(this.item(message));
    }
    return found;
  }

  dayLine(on) {
    const key = `day ${on}`;
    if (!this.drawn.has(key)) this.drawn.set(key, { item: el("li", { class: "day" }, el("span", {}, on)) });
    return this.drawn.get(key).item;
  }

  item(message) {
    const { personal, read, ...shown } = message;
    const as = JSON.stringify([shown, this.theme()]);
    const before = this.drawn.get(message.id);
    if (before?.as === as) return before.item;
    const cards = this.cards(message, before?.cards ?? new Map());
    const item = messageItem(message, [...cards.values()].map((card) => card.box));
    this.drawn.set(message.id, { as, item, cards });
    this.seen.observe(item);
    if (!before && !read && message.from === "bot" && message.id === this.messages.at(-1).id) announce(`SIP Desk: ${message.summary || message.text || message.cards[0]?.fallbackText || "a card"}`);
    return item;
  }

  // The same card stays, with what was typed into it, and what was said beside it.
  cards(message, before) {
    const place = this.place;
    return new Map(message.cards.map((content) => {
      const as = JSON.stringify([content, this.theme()]);
      return [as, before.get(as) ?? new Card({ chat: this, place, message, content, said: [...before.values()][0]?.said })];
    }));
  }

  card(id) {
    return [...(this.drawn.get(id)?.cards?.values() ?? [])][0];
  }

  typing() {
    byId("typing").hidden = false;
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => { byId("typing").hidden = true; }, 4000);
  }
}

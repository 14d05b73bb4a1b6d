// A card in a chat: drawn, pressed, refreshed, searched in; and what stands beside it after a press.

import { asText, canDraw, draw } from "./cards.js";
import { showDialog } from "./dialog.js";
import { beside } from "./message.js";
import { outcome, press, search } from "./pressing.js";
import { at, post } from "./wire.js";
import { announce, el } from "./words.js";

const REFRESH_AGAIN = 60_000;

export class Card {
  constructor({ chat, place, message, content, said }) {
    Object.assign(this, { chat, place, message, content });
    const name = content.fallbackText || message.summary || "Card";
    this.drawing = el("div", { class: "card", role: "group", "aria-label": `Card: ${name}` });
    this.beside = el("div");
    this.box = el("div", { class: "card-and-said" }, this.drawing, this.beside);
    this.say(said ?? null);
    if (!canDraw()) {
      this.drawing.append(asText(content));
      return;
    }
    const pressed = (action) => this.press(action);
    const searched = (query) => search(this.place, this.message, query);
    const { element, warnings } = draw(content, { theme: chat.theme(), pressed, searched });
    this.drawing.append(element);
    for (const warning of warnings) console.warn(`Card ${message.id}: ${warning}`);
  }

  say(said) {
    this.said = said;
    this.beside.replaceChildren(...beside(said));
  }

  async press(action) {
    if (action.type === "Action.OpenUrl") return this.chat.open(action.url);
    const began = performance.now();
    this.drawing.setAttribute("aria-busy", "true");
    this.say(null);
    const shown = await outcome(() => press(this.place, this.message, action, this.chat.theme()));
    this.drawing.removeAttribute("aria-busy");
    if (shown.dialog) showDialog({ place: this.place, message: this.message, dialog: shown.dialog, chat: this.chat });
    await this.chat.changed(this.message.id).catch(() => null); // the line of events says when the sandbox is gone
    const now = this.box.isConnected ? this : this.chat.card(this.message.id) ?? this; // the bot may have redrawn it meanwhile
    now.say(shown.said);
    if (shown.said) announce(shown.said.text);
    (globalThis.pressTimes ??= []).push(performance.now() - began);
  }

  // As a client does on seeing a card that asks for it, and at most once in a minute.
  async refresh() {
    const wanted = this.content.refresh;
    if (!wanted?.action || (wanted.userIds && !wanted.userIds.includes(this.chat.mri))) return;
    const key = `${this.place.person.id} ${this.message.id}`;
    if (Date.now() - (this.chat.asked.get(key) ?? 0) < REFRESH_AGAIN) return;
    this.chat.asked.set(key, Date.now());
    await post(at(this.place, `/play/${this.place.person.id}/refresh`), { activity_id: this.message.id }).catch(() => null);
  }
}

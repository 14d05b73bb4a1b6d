// One entry of a calendar in a dialog, with what Outlook lets its person do; also a new entry, and a new time.

import { details, kindOf, SHOWN_AS, subjectOf } from "./entry.js";
import { field, timeForm } from "./time_form.js";
import { post } from "./wire.js";
import { announce, byId, el } from "./words.js";

export class Appointment {
  // `closed` is called with the key of the button that opened it.
  constructor(closed) {
    this.box = byId("appointment");
    this.box.addEventListener("close", () => closed(this.key));
  }

  open(person, entry) {
    Object.assign(this, { key: entry.id, entry, person, comment: el("input", { name: "comment", autocomplete: "off" }) });
    this.draw();
  }

  // What stands there by now. A form that is being filled in stays.
  refresh(entries) {
    if (!this.box.open || !this.entry) return;
    const now = entries.find((one) => one.id === this.entry.id);
    if (!now) {
      this.box.close();
      announce("That entry is no longer here.");
    } else if (JSON.stringify(now) !== JSON.stringify(this.entry)) {
      this.entry = now;
      if (!this.box.querySelector("form")) this.draw();
    }
  }

  draw() {
    const { entry } = this;
    const held = this.box.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const problem = el("p", { class: "problem", role: "alert" });
    const act = (words, name, said, body = {}) => el("button", { type: "button", "data-key": name, class: name === "accept" ? "primary" : null,
      onclick: () => this.act(name, { comment: this.comment.value, ...body }, said).catch((refused) => { problem.textContent = refused.message; }) }, words);
    const ask = (words, key, what) => el("button", { type: "button", "data-key": key, onclick: what }, words);
    const move = ask("Move", "move", () => this.ask("Move", [["Move", (slot) => this.act("move", slot, "Moved.")]]));
    const propose = ask("Propose a new time", "propose", () => this.ask("Propose a new time", proposals((body) => this.act("propose", body, "Proposed."))));
    const answers = [act("Accept", "accept", "Accepted."), act("Tentative", "tentative", "Answered: tentative."), act("Decline", "decline", "Declined."), propose];
    const buttons = entry.mine ? [move, entry.invited.length ? act("Cancel the meeting", "cancel", "Cancelled.") : act("Delete", "delete", "Deleted.")]
      : entry.cancelled ? [act("Remove from calendar", "delete", "Removed.")] : answers;
    const writes = !entry.cancelled && entry.invited.length > 0;
    const moveTo = (slot) => this.act("move", slot, "Moved.").catch((refused) => { problem.textContent = refused.message; });
    this.show(subjectOf(entry), kindOf(entry), ...details(entry, moveTo),
      writes ? el("div", { class: "time-form" }, field(entry.mine ? "A word to those invited, when you cancel" : "A word to the organiser", this.comment)) : null,
      problem, el("div", { class: "buttons" }, ...buttons));
    if (held) this.box.querySelector(`[data-key="${CSS.escape(held)}"]`)?.focus();
  }

  ask(title, buttons) {
    this.show(`${title}: ${subjectOf(this.entry)}`, "", timeForm({ ...this.entry, buttons, back: () => this.draw() }));
    this.box.querySelector("input").focus();
  }

  async act(name, body, said) {
    await post(`/calendars/${this.person.id}/${encodeURIComponent(this.entry.id)}/${name}`, body);
    this.done(said);
  }

  // A new entry of the person's own.
  create(person, day) {
    const kinds = Object.entries(SHOWN_AS).map(([name, words]) => el("option", { value: name }, words));
    const enter = async (values) => {
      await post(`/calendars/${person.id}`, values);
      this.done("Entered.");
    };
    this.form("new", `New appointment of ${person.name}`, { start: `${day}T09:00`, end: `${day}T10:00` }, [["Enter", enter]],
      [field("Subject", el("input", { name: "subject", autocomplete: "off" })), field("Where", el("input", { name: "location", autocomplete: "off" })), field("Show as", el("select", { name: "show_as" }, ...kinds))]);
  }

  // A new time, proposed by mail; `slot` is what was asked for.
  propose(letter, slot) {
    const send = async (body) => {
      await post(`/letters/${letter.number}/propose`, body);
      this.done("Proposed.");
    };
    this.form(`propose-${letter.number}`, `Propose a new time: ${letter.subject}`, slot, proposals(send));
  }

  form(key, title, slot, buttons, more = []) {
    Object.assign(this, { key, entry: null });
    this.show(title, "", timeForm({ ...slot, more, buttons, back: () => this.box.close() }));
    this.box.querySelector("input").focus();
  }

  show(title, kind, ...parts) {
    this.box.replaceChildren(
      el("div", { class: "dialog-head" }, el("h2", { id: "appointment-title", class: kind }, title), el("button", { type: "button", "data-key": "close", onclick: () => this.box.close() }, "Close")),
      ...parts.filter(Boolean));
    if (!this.box.open) this.box.showModal();
  }

  done(said) {
    this.box.close();
    announce(said);
  }
}

// As in Outlook: with a new time goes either of two answers.
const proposals = (send) => [["Tentative, and propose", send], ["Decline, and propose", (slot) => send({ ...slot, decline: true })]];

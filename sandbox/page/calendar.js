// The calendar of whoever is chosen, a week at a time; or their post, where they have no mailbox.

import { Appointment } from "./appointment.js";
import { fromTo, inLondon, mondayOf, plusDays } from "./days.js";
import { drawLetters, slotOf } from "./letters.js";
import { drawMails } from "./mails.js";
import { get, post } from "./wire.js";
import { announce, byId, el } from "./words.js";
import { drawWeek } from "./week.js";

const SEEN = {
  nothing: "Nor does it see when they are busy: they share nothing.",
  times: "It sees when they are busy, as colleagues do.",
  subjects: "It sees when they are busy, and with what, as colleagues do.",
};
const UNREAD = {
  closed: (shares) => `SIP Desk may not open this calendar. ${SEEN[shares]}`,
  away: () => "This mailbox is away: SIP Desk cannot open it for now. Its person sees it as ever.",
};

export class Calendar {
  // `now` gives the stand-in's time, `nameOf` the name that belongs to a mail address.
  constructor({ now, nameOf }) {
    Object.assign(this, { now, nameOf, person: null, weeks: 0 });
    this.appointment = new Appointment((key) => this.focus(key));
  }

  get monday() {
    return plusDays(mondayOf(inLondon(this.now())), 7 * this.weeks);
  }

  async load() {
    const { person, monday } = this;
    if (!person) return;
    const mailbox = (await get("/control/mailboxes"))[person.id];
    const none = mailbox.state === "none";
    const [found, mails] = await Promise.all([get(none ? "/letters" : `/calendars/${person.id}?from=${monday}&to=${plusDays(monday, 7)}`), get(`/mails?to=${encodeURIComponent(person.mail)}`)]);
    if (person !== this.person || monday !== this.monday) return; // somebody else, or another week, is wanted by now
    const held = document.activeElement?.closest?.("#calendar [data-key]")?.dataset.key;
    byId("calendar").replaceChildren(...(none ? this.post(found) : this.week(found, mailbox)), drawMails(mails));
    if (held) this.focus(held);
    this.appointment.refresh(none ? [] : found);
  }

  week(entries, mailbox) {
    const { person, monday } = this;
    const today = inLondon(this.now()).slice(0, 10);
    const button = (key, words, what) => el("button", { type: "button", "data-key": key, onclick: what }, words);
    return [
      el("h2", {}, `Calendar of ${person.name}`),
      UNREAD[mailbox.state] ? el("p", { class: "beside" }, UNREAD[mailbox.state](mailbox.shares)) : null,
      el("div", { class: "buttons", role: "group", "aria-label": "Week" },
        button("earlier", "Earlier", () => this.turn(this.weeks - 1)), button("today", "Today", () => this.turn(0)), button("later", "Later", () => this.turn(this.weeks + 1)),
        button("new", "New appointment", () => this.appointment.create(person, this.weeks ? monday : today))),
      el("h3", { class: "which-week" }, fromTo(monday, plusDays(monday, 4)), el("span", { class: "small" }, { "-1": " last week", 0: " this week", 1: " next week" }[this.weeks] ?? "")),
      drawWeek(monday, today, entries, (entry) => this.appointment.open(person, entry)),
    ].filter(Boolean);
  }

  post(letters) {
    const { person, nameOf } = this;
    const answer = (letter, act, words) => post(`/letters/${letter.number}/${act}`).then(() => announce(`Answered: ${words}.`), (refused) => announce(refused.message));
    return [
      el("h2", {}, `Post of ${person.name}`),
      el("p", { class: "small" }, `${person.name} has no mailbox in this trust: invitations come by mail, and SIP Desk cannot see whether there is time.`),
      drawLetters(letters, person.mail, { nameOf, answer, propose: (letter) => this.appointment.propose(letter, slotOf(letter)) }),
    ];
  }

  async turn(weeks) {
    this.weeks = weeks;
    try {
      await this.load();
      announce(`The week of ${fromTo(this.monday, plusDays(this.monday, 4))}`);
    } catch (problem) {
      announce(problem.message);
    }
  }

  focus(key) {
    const box = byId("calendar");
    (box.querySelector(`[data-key="${CSS.escape(key)}"]`) ?? box).focus({ preventScroll: true });
  }
}

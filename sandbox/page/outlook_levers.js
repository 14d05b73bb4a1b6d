// Levers of the calendar side: whose mailbox can be read, and how word of changes reaches SIP Desk.

import { get, post } from "./wire.js";
import { el } from "./words.js";

const MAILBOXES = {
  open: "In the scope: SIP Desk opens it",
  closed: "Outside the scope: shut for SIP Desk",
  away: "Away: cannot be opened for now",
  none: "No mailbox: invitations come by mail",
};
const SHARES = { nothing: "Nothing", times: "When they are busy", subjects: "Subjects and places too" };
const HOURS = {
  usual: "Monday to Friday, 08:00 to 17:00",
  part_week: "Tuesday to Thursday, 08:00 to 17:00",
  mornings: "Monday to Friday, 08:00 to 13:00",
  made_up_zone: "As usual, in a time zone made by hand",
  far_away: "By the clock of the Pacific: never opened",
};
const NOTICES = {
  works: ["At once", {}],
  late: ["A minute late", { delay_seconds: 60 }],
  twice: ["Twice", { copies: 2 }],
  lost: ["Lost", { lost: true }],
};

// Of the chosen person. `act` does something, and shows a refusal.
export async function outlookBoxes(person, act) {
  const [mailboxes, manners] = await Promise.all([get("/control/mailboxes"), get("/control/notifications")]);
  const now = manners.lost ? "lost" : manners.held ? "other" : manners.copies > 1 ? "twice" : manners.delay_seconds ? "late" : "works";
  const notices = Object.fromEntries(Object.entries(NOTICES).map(([name, [words]]) => [name, words]));
  const own = person && mailboxes[person.id];
  const change = (what) => act(() => post(`/control/mailboxes/${person.id}`, what));
  return [
    own && box(`Mailbox of ${person.name}`, "mailbox", MAILBOXES, own.state, own.state !== own.at_first, (state) => change({ state })),
    own && own.state !== "none" && box(`What others see of ${person.name}’s time`, "shares", SHARES, own.shares, own.shares === "nothing", (shares) => change({ shares })),
    own && own.state !== "none" && box(`Working hours of ${person.name}`, "hours", HOURS, own.hours, false, (hours) => change({ hours })),
    box("Word of changes in calendars", "notices", notices, now, now !== "works", (name) => act(() => post("/control/notifications", NOTICES[name][1]))),
  ].filter(Boolean);
}

function box(title, name, choices, now, broken, set) {
  const radios = Object.entries(choices).map(([value, words]) => el("label", {}, el("input", { type: "radio", name, value, checked: value === now, onchange: () => set(value) }), words));
  return el("fieldset", { class: broken ? "broken" : "" }, el("legend", {}, title), ...radios);
}

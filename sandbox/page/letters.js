// The post of a person without a mailbox in this trust: invitations come by mail, and are answered from there.

import { inLondon, span } from "./days.js";
import { ANSWERS } from "./entry.js";
import { el, moment } from "./words.js";

const KINDS = { invitation: "Invitation", update: "Changed", cancellation: "Cancelled", answer: "Answer" };
const ACTS = { accept: "Accept", tentative: "Tentative", decline: "Decline" };

export const slotOf = (letter) => ({ start: inLondon(letter.start_at), end: inLondon(letter.end_at) });

// `letters` are everybody's, oldest first. Only the newest about a meeting can be answered.
export function drawLetters(letters, mail, { nameOf, answer, propose }) {
  const own = letters.filter((one) => one.recipient === mail.toLowerCase());
  const newest = new Map(own.map((one) => [one.uid, one]));
  const said = new Map(letters.filter((one) => one.sender === mail.toLowerCase() && one.kind === "answer").map((one) => [one.uid, one]));
  const rows = own.reverse().map((letter) => {
    const last = newest.get(letter.uid) === letter;
    const reply = said.get(letter.uid);
    const id = `letter-${letter.number}`;
    const button = (key, words, what) => el("button", { type: "button", "data-key": `${key}-${letter.number}`, "aria-describedby": id, onclick: what }, words);
    return el("li", { class: `letter ${letter.kind === "cancellation" ? "cancelled" : ""}` },
      el("h3", { id }, el("span", { class: "tag" }, KINDS[letter.kind]), ` ${letter.subject}`),
      el("p", {}, span(slotOf(letter)), letter.location ? `, ${letter.location}` : ""),
      el("p", { class: "small" }, `From ${nameOf(letter.sender)}, ${moment(letter.at)}`),
      letter.comment ? el("p", { class: "entry-words" }, ANSWERS[letter.comment] ?? letter.comment) : null,
      letter.words && letter.kind !== "cancellation" ? el("p", { class: "entry-words" }, letter.words) : null,
      last && reply?.number > letter.number ? el("p", { class: "label" }, `You answered: ${ANSWERS[reply.comment] ?? reply.comment}`) : null,
      last && ["invitation", "update"].includes(letter.kind)
        ? el("div", { class: "buttons" }, ...Object.entries(ACTS).map(([act, words]) => button(act, words, () => answer(letter, act, words))), button("propose", "Propose a new time", () => propose(letter))) : null);
  });
  return rows.length ? el("ul", { class: "letters" }, ...rows) : el("p", { class: "empty" }, "No post has come yet.");
}

// What is said of an entry in a calendar.

import { span } from "./days.js";
import { el } from "./words.js";

export const ANSWERS = { accepted: "Accepted", tentativelyAccepted: "Tentative", declined: "Declined" };
export const SHOWN_AS = { busy: "Busy", tentative: "Tentative", oof: "Out of office", workingElsewhere: "Working elsewhere", free: "Free" };

// Exchange itself writes “Canceled: ” before the subject; the page says it in its own words.
export const subjectOf = (entry) => (entry.cancelled ? entry.subject.replace(/^Canceled: /, "") : entry.subject) || "No subject";
export const kindOf = (entry) => (entry.cancelled ? "cancelled" : ["tentative", "free"].includes(entry.show_as) ? entry.show_as : "booked");

export function standing(entry) {
  if (entry.cancelled) return "Cancelled";
  if (!entry.mine && entry.response === "notResponded") return "Not answered";
  return entry.show_as === "busy" ? "" : SHOWN_AS[entry.show_as] ?? "";
}

// `moveTo` is called with the time that somebody proposed.
export function details(entry, moveTo) {
  return [
    el("dl", { class: "details" },
      ...row("When", span(entry)),
      ...row("Where", entry.location),
      ...row("Organiser", entry.mine ? null : entry.organiser.name),
      ...row("Shown as", entry.cancelled ? "Cancelled" : SHOWN_AS[entry.show_as] ?? entry.show_as),
      ...row("Your answer", entry.mine || entry.cancelled ? null : ANSWERS[entry.response] ?? "None yet"),
      ...row("Invited", entry.invited.length ? el("ul", {}, ...entry.invited.map((one) => invited(entry, one, moveTo))) : null)),
    entry.mine || entry.invited.length < 2 ? null : el("p", { class: "small" }, "Only the organiser sees what the others answer, as in Outlook."),
    entry.words ? el("p", { class: "entry-words" }, entry.words) : null,
  ].filter(Boolean);
}

const row = (name, value) => (value ? [el("dt", {}, name), el("dd", {}, value)] : []);

function invited(entry, one, moveTo) {
  const name = one.name || one.address;
  if (!entry.mine) return el("li", {}, name);
  const answer = one.proposed ? `${ANSWERS[one.response] ?? "No answer yet"}, proposes ${span(one.proposed)}` : ANSWERS[one.response] ?? "No answer yet";
  return el("li", {}, `${name}: ${answer} `, one.proposed ? el("button", { type: "button", "data-key": `take-${one.address}`, onclick: () => moveTo(one.proposed) }, "Move to this time") : null);
}

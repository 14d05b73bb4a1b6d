// A form that asks for a day and two times, and for what else is wanted.

import { daysBetween, plusDays, timeOf } from "./days.js";
import { el } from "./words.js";

// `more` are labelled fields with names; `buttons` pairs of words and what is done with the values; a refusal is shown.
export function timeForm({ start, end, more = [], buttons, back }) {
  const nights = daysBetween(start, end);
  const problem = el("p", { class: "problem", role: "alert" });
  const submits = buttons.map(([words], number) => el("button", { type: "submit", class: number ? null : "primary", value: number }, words));
  const submit = async (event) => {
    event.preventDefault();
    const { day, from, until, ...others } = Object.fromEntries(new FormData(form));
    problem.textContent = "";
    try {
      await buttons[event.submitter?.value ?? 0][1]({ ...others, start: `${day}T${from}`, end: `${plusDays(day, nights)}T${until}` });
    } catch (refused) {
      problem.textContent = refused.message;
    }
  };
  const form = el("form", { class: "time-form", onsubmit: submit },
    ...more,
    field("Day", el("input", { type: "date", name: "day", value: start.slice(0, 10), required: true })),
    el("div", { class: "times" },
      field("From", el("input", { type: "time", name: "from", value: timeOf(start), required: true })),
      field("Until", el("input", { type: "time", name: "until", value: timeOf(end), required: true }))),
    problem,
    el("div", { class: "buttons" }, ...submits, el("button", { type: "button", onclick: back }, "Back")));
  return form;
}

export const field = (words, input) => el("label", {}, el("span", { class: "label" }, words), input);

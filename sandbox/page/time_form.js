// A form that asks for a day and two times, and for what else is wanted.

import { daysBetween, plusDays, readDay, readTime, timeOf, written } from "./days.js";
import { el } from "./words.js";

// `more` are labelled fields with names; `buttons` pairs of words and what is done with the values; a refusal is shown.
export function timeForm({ start, end, more = [], buttons, back }) {
  const nights = daysBetween(start, end);
  const problem = el("p", { class: "problem", role: "alert" });
  const submits = buttons.map(([words], number) => el("button", { type: "submit", class: number ? null : "primary", value: number }, words));
  const submit = async (event) => {
    event.preventDefault();
    const { day: typed, from, until, ...others } = Object.fromEntries(new FormData(form));
    problem.textContent = "";
    try {
      const day = readDay(typed);
      await buttons[event.submitter?.value ?? 0][1]({ ...others, start: `${day}T${readTime(from)}`, end: `${plusDays(day, nights)}T${readTime(until)}` });
    } catch (refused) {
      problem.textContent = refused.message;
    }
  };
  const form = el("form", { class: "time-form", onsubmit: submit },
    ...more,
    field("Day", el("input", { name: "day", value: written(start), autocomplete: "off" })),
    el("div", { class: "times" },
      field("From", el("input", { name: "from", value: timeOf(start), autocomplete: "off" })),
      field("Until", el("input", { name: "until", value: timeOf(end), autocomplete: "off" }))),
    problem,
    el("div", { class: "buttons" }, ...submits, el("button", { type: "button", onclick: back }, "Back")));
  return form;
}

export const field = (words, input) => el("label", {}, el("span", { class: "label" }, words), input);

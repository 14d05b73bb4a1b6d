// A week drawn: a column for each day, to scale where there is room, and otherwise a list.

import { minutesInto, plusDays, shortDay, timeOf } from "./days.js";
import { kindOf, standing, subjectOf } from "./entry.js";
import { el } from "./words.js";

const [FIRST, LAST, WHOLE_DAY] = [8 * 60, 18 * 60, 24 * 60];

// Monday to Friday, and a day of the weekend only where something stands on it.
export function drawWeek(monday, today, entries, open) {
  const days = [0, 1, 2, 3, 4, 5, 6].map((number) => columnOf(plusDays(monday, number), entries)).filter(({ parts }, number) => number < 5 || parts.length);
  const timed = days.flatMap(({ parts }) => parts).filter((part) => !part.whole);
  const first = Math.floor(Math.min(FIRST, ...timed.map((part) => part.from)) / 60) * 60;
  const last = Math.ceil(Math.max(LAST, ...timed.map((part) => part.to)) / 60) * 60;
  const hours = Array.from({ length: (last - first) / 60 }, (_, number) => el("span", {}, `${String(first / 60 + number).padStart(2, "0")}:00`));
  return el("div", { class: "week", style: `--days:${days.length};--hours:${hours.length}` },
    el("div", { class: "hours", "aria-hidden": "true" }, ...hours), ...days.map(({ day, parts }) => column(day, day === today, parts, { first, last, open })));
}

function columnOf(day, entries) {
  const clip = (text) => Math.max(0, Math.min(WHOLE_DAY, minutesInto(day, text)));
  const parts = entries.map((entry) => ({ entry, from: clip(entry.start), to: clip(entry.end) })).filter(({ from, to }) => to > from);
  for (const part of parts) part.whole = part.to - part.from === WHOLE_DAY;
  return { day, parts: parts.sort((one, other) => one.from - other.from) };
}

function column(day, isToday, parts, { first, last, open }) {
  const ends = []; // of the lanes, side by side, in which entries of the same time stand
  const scale = (minutes) => (Math.max(first, Math.min(last, minutes)) - first) / 60;
  const rows = parts.map((part) => {
    const free = ends.findIndex((end) => end <= part.from);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = part.to;
    return el("li", { style: `--from:${scale(part.from)};--to:${scale(part.to)};--lane:${lane}` }, button(day, part, open));
  });
  const id = `day-${day}`;
  return el("section", { class: "day-column", "aria-labelledby": id },
    el("h4", { id, "aria-current": isToday ? "date" : null }, shortDay(day), isToday ? el("span", { class: "hidden" }, ", today") : null),
    rows.length ? el("ul", { class: "entries", style: `--lanes:${ends.length}` }, ...rows) : el("p", { class: "entries nothing" }, el("span", {}, "Nothing")));
}

function button(day, { entry, from, to, whole }, open) {
  const starts = from > 0 || entry.start.startsWith(day);
  const time = whole ? "All day" : !starts ? `until ${timeOf(entry.end)}` : to === WHOLE_DAY ? `from ${timeOf(entry.start)}` : `${timeOf(entry.start)}–${timeOf(entry.end)}`;
  const state = standing(entry);
  const words = [el("span", { class: "entry-time" }, time), " ", el("span", { class: "entry-subject" }, subjectOf(entry)), state ? el("span", { class: "entry-state" }, ` ${state}`) : null];
  return el("button", { type: "button", class: `entry ${kindOf(entry)}`, "data-key": entry.id, "aria-haspopup": "dialog", title: `${time} ${subjectOf(entry)}`, onclick: () => open(entry) }, ...words);
}

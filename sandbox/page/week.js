// A week drawn: a column for each day, to scale where there is room, and otherwise a list.

import { minutesInto, plusDays, shortDay, timeOf } from "./days.js";
import { kindOf, standing, subjectOf } from "./entry.js";
import { el } from "./words.js";

const [FIRST, LAST, WHOLE_DAY] = [8 * 60, 18 * 60, 24 * 60];

// Monday to Friday, and a day of the weekend only where something stands on it.
export function drawWeek(monday, today, entries, open) {
  const days = [0, 1, 2, 3, 4, 5, 6].map((number) => columnOf(plusDays(monday, number), entries)).filter(({ parts }, number) => number < 5 || parts.length);
  const parts = days.flatMap((day) => day.parts); // those that go on into another day make no night to be drawn
  const first = Math.floor(Math.min(FIRST, ...parts.map(({ from }) => from).filter((from) => from > 0)) / 60) * 60;
  const last = Math.ceil(Math.max(LAST, ...parts.map(({ to }) => to).filter((to) => to < WHOLE_DAY)) / 60) * 60;
  const hours = Array.from({ length: (last - first) / 60 }, (_, number) => el("span", {}, `${String(first / 60 + number).padStart(2, "0")}:00`));
  return el("div", { class: "week", style: `--days:${days.length};--hours:${hours.length}` },
    el("div", { class: "hours", "aria-hidden": "true" }, ...hours), ...days.map(({ day, parts }) => column(day, day === today, parts, { first, last, open })));
}

function columnOf(day, entries) {
  const clip = (text) => Math.max(0, Math.min(WHOLE_DAY, minutesInto(day, text)));
  const parts = entries.map((entry) => ({ entry, from: clip(entry.start), to: clip(entry.end) })).filter(({ from, to }) => to > from);
  return { day, parts: inLanes(parts.sort((one, other) => one.from - other.from)) };
}

// Entries of the same time stand side by side, in as many lanes as they need.
function inLanes(parts) {
  let group = [];
  let ends = [];
  for (const part of parts) {
    if (part.from >= Math.max(...ends)) [group, ends] = [[], []];
    const free = ends.findIndex((end) => end <= part.from);
    part.lane = free < 0 ? ends.length : free;
    ends[part.lane] = part.to;
    group.push(part);
    for (const one of group) one.lanes = ends.length;
  }
  return parts;
}

function column(day, isToday, parts, { first, last, open }) {
  const scale = (minutes) => (Math.max(first, Math.min(last, minutes)) - first) / 60;
  const rows = parts.map((part) => el("li", { class: part.to - part.from < 45 ? "short" : null, style: `--from:${scale(part.from)};--to:${scale(part.to)};--lane:${part.lane};--lanes:${part.lanes}` }, button(day, part, open)));
  const id = `day-${day}`;
  return el("section", { class: "day-column", "aria-labelledby": id },
    el("h4", { id, "aria-current": isToday ? "date" : null }, shortDay(day), isToday ? el("span", { class: "hidden" }, ", today") : null),
    rows.length ? el("ul", { class: "entries" }, ...rows) : el("p", { class: "entries nothing" }, el("span", {}, "Nothing")));
}

function button(day, { entry, from, to }, open) {
  const starts = from > 0 || entry.start.startsWith(day);
  const time = to - from === WHOLE_DAY ? "All day" : !starts ? `until ${timeOf(entry.end)}` : to === WHOLE_DAY ? `from ${timeOf(entry.start)}` : `${timeOf(entry.start)}–${timeOf(entry.end)}`;
  const state = standing(entry);
  const words = [el("span", { class: "entry-time" }, time), " ", el("span", { class: "entry-subject" }, subjectOf(entry)), state ? el("span", { class: "entry-state" }, ` ${state}`) : null];
  return el("button", { type: "button", class: `entry ${kindOf(entry)}`, "data-key": entry.id, "aria-haspopup": "dialog", title: `${time} ${subjectOf(entry)}`, onclick: () => open(entry) }, ...words);
}

// Days and times as calendars give them: those of London, as text without an offset, such as 2026-10-15T09:00.

const format = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options });
const SHORT = format({ weekday: "short", day: "numeric", month: "short" });
const LONG = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const RANGE = format({ day: "numeric", month: "long", year: "numeric" });
const LONDON = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/London", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" });
const DAY = 86400000;

// The text of an instant.
export const inLondon = (instant) => LONDON.format(new Date(instant)).replace(" ", "T");

const dayOf = (text) => text.slice(0, 10);
const read = (text) => new Date(`${dayOf(text)}T${timeOf(text) || "00:00"}Z`);

export const timeOf = (text) => text.slice(11, 16);
export const plusDays = (text, days) => new Date(read(dayOf(text)).getTime() + days * DAY).toISOString().slice(0, 10);
export const daysBetween = (from, to) => Math.round((read(dayOf(to)) - read(dayOf(from))) / DAY);
export const mondayOf = (text) => plusDays(text, -((read(text).getUTCDay() + 6) % 7));
export const minutesInto = (day, text) => (read(text) - read(day)) / 60000;

// As people here write a day, 24/11/2026; and read again. A browser's own field for it goes by the browser's language.
export const written = (text) => dayOf(text).split("-").reverse().join("/");

export function readDay(typed) {
  const [, day, month, year] = typed.trim().match(/^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/) ?? [];
  const text = `${year}-${month?.padStart(2, "0")}-${day?.padStart(2, "0")}`;
  const found = new Date(`${text}T00:00Z`);
  if (Number.isNaN(found.getTime()) || !found.toISOString().startsWith(text)) throw new Error(`Write the day as ${written("2026-11-24")}.`);
  return text;
}

export function readTime(typed) {
  const [, hour, minute] = typed.trim().match(/^([01]?\d|2[0-3])[:.]([0-5]\d)$/) ?? [];
  if (!hour) throw new Error("Write a time as 09:00, up to 23:59.");
  return `${hour.padStart(2, "0")}:${minute}`;
}

export const shortDay = (text) => SHORT.format(read(text)).replace(",", "");
export const fromTo = (first, last) => RANGE.formatRange(read(first), read(last));
const longDay = (text) => LONG.format(read(text)).replace(",", "");

// “Tuesday 24 November 2026, 09:00–12:00”
export function span({ start, end }) {
  if (timeOf(start) === "00:00" && timeOf(end) === "00:00") {
    const last = plusDays(end, -1);
    return last <= dayOf(start) ? `${longDay(start)}, all day` : `${longDay(start)} to ${longDay(last)}, all day`;
  }
  const until = dayOf(start) === dayOf(end) ? `–${timeOf(end)}` : ` to ${longDay(end)}, ${timeOf(end)}`;
  return `${longDay(start)}, ${timeOf(start)}${until}`;
}

// Small words of the page: elements, British dates, names of roles.

export function el(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

const ICONS = {
  folder: "M2 4.5h4.5l1.5 2h6v7H2z",
  word: "M3.5 1.5h6l3 3v10h-9z M5.5 7h5 M5.5 9.5h5 M5.5 12h3",
  pdf: "M3.5 1.5h6l3 3v10h-9z M5.5 12V8h1.2a1.1 1.1 0 0 1 0 2.3H5.5",
  clip: "M12.5 7.5 7.7 12.3a2.8 2.8 0 0 1-4-4l5.2-5.2a1.9 1.9 0 0 1 2.7 2.7L6.5 11a.9.9 0 0 1-1.3-1.3l4.3-4.3",
  search: "M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9 M10.3 10.3 14 14",
  more: "M3 8h.01 M8 8h.01 M13 8h.01",
};

// A small drawing that says nothing to a screen reader: the words beside it do.
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 16 16", class: `icon icon-${name}`, "aria-hidden": "true" })) svg.setAttribute(key, value);
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

export const byId = (id) => document.getElementById(id);

// What scrolls the messages: their own box, or, on a page so low (or zoomed so far) that it scrolls as a whole, the page.
export const scroller = () => (getComputedStyle(byId("scroller")).overflowY === "visible" ? document.scrollingElement : byId("scroller"));

const format = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", ...options });
const CLOCK = format({ hour: "2-digit", minute: "2-digit" });
const SECONDS = format({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
const DAY = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const DATE = format({ day: "numeric", month: "short", year: "numeric" });
const SHORT = format({ day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });

export const clock = (at) => CLOCK.format(new Date(at));
export const seconds = (at) => SECONDS.format(new Date(at));
export const day = (at) => DAY.format(new Date(at)).replace(",", "");
export const date = (at) => DATE.format(new Date(at));
export const moment = (at) => SHORT.format(new Date(at));

export const ROLES = {
  sip: ["SIP", "School improvement partners"],
  headteacher: ["headteacher", "Headteachers"],
  trust_advisor: ["Trust Advisor", "Trust Advisor"],
  dso: ["DSO", "Diocesan Schools Officers"],
  la_officer: ["local authority officer", "Local authority officers"],
  chair_of_governors: ["chair of governors", "Chairs of governors"],
  director: ["director", "Director"],
  board_member: ["board member", "Board members"],
  chair_of_trust_board: ["Chair of the Trust Board", "Chair of the Trust Board"],
};

export function initials(name) {
  const words = name.split(/[\s-]+/);
  return (words[0][0] + words[words.length - 1][0]).toUpperCase();
}

export function hue(text) {
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + letter.codePointAt(0)) % 360;
  return sum;
}

export function size(bytes) {
  return bytes < 1024 ? `${bytes} bytes` : bytes < 1048576 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

export function announce(text) {
  byId("announcer").textContent = text;
}

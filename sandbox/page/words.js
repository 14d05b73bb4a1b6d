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

export const byId = (id) => document.getElementById(id);

const format = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", ...options });
const CLOCK = format({ hour: "2-digit", minute: "2-digit" });
const SECONDS = format({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
const DAY = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const SHORT = format({ day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });

export const clock = (at) => CLOCK.format(new Date(at));
export const seconds = (at) => SECONDS.format(new Date(at));
export const day = (at) => DAY.format(new Date(at));
export const moment = (at) => SHORT.format(new Date(at));

export const ROLES = {
  sip: ["SIP", "School improvement partners"],
  headteacher: ["headteacher", "Headteachers"],
  trust_advisor: ["Trust Advisor", "Trust Advisor"],
  dso: ["DSO", "Diocesan school officers"],
  la_officer: ["local authority officer", "Local authority officers"],
  chair_of_governors: ["chair of governors", "Chairs of governors"],
  director: ["director", "Director"],
  board_member: ["board member", "Board members"],
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

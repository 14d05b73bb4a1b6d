// The page put together: who is chosen, what is shown, and what is drawn anew when something happens.

import { Calendar } from "./calendar.js";
import { canDraw } from "./cards.js";
import { Chat } from "./chat.js";
import { Composer } from "./composer.js";
import { loadExtension } from "./extension.js";
import { channelHeading, heading } from "./heading.js";
import { drawHow } from "./how.js";
import { Levers } from "./levers.js";
import { drawPeople, places } from "./people.js";
import { drawShelves } from "./shelves.js";
import { Timeline } from "./timeline.js";
import { get, listen, post } from "./wire.js";
import { announce, byId, el, icon, ROLES, scroller } from "./words.js";

const TABS = ["calendar", "shelves", "timeline", "levers"];
const state = { people: [], chats: new Map(), where: new Map(), channels: [], chosen: null, channel: null, tenant: null };
const theme = () => document.documentElement.dataset.theme;
const nameOf = (id) => state.people.find((one) => one.id === id)?.name ?? "Somebody";
const chat = new Chat({ theme, open: openLink });
const composer = new Composer(chat);
const timeline = new Timeline(nameOf);
const levers = new Levers(announce);
const calendar = new Calendar({ now: () => levers.now(), nameOf: (mail) => state.people.find((one) => one.mail.toLowerCase() === mail)?.name ?? mail });

// The renderer is large: it is read while the first answers are on their way.
const parsed = new Promise((resolve) => { document.addEventListener("DOMContentLoaded", resolve); });

// An address of the trust's SharePoint is one of the sandbox's own, and one of Teams' for a chat with the bot leads there.
function openLink(url) {
  const address = new URL(url);
  if (address.host === "teams.microsoft.com" && address.pathname.startsWith("/l/chat/") && address.searchParams.get("users") === `28:${state.tenant.bot_app_id}`) {
    location.hash = `#/${state.chosen}`;
    return;
  }
  const here = address.host === state.tenant.site.host ? new URL(address.pathname + address.search, location.origin) : address;
  if (["http:", "https:"].includes(here.protocol)) window.open(here, "_blank", "noopener");
}

async function loadChats() {
  state.chats = new Map((await get("/chats")).map((one) => [one.person_id, one]));
  if (state.people.length) drawPeople(state);
  const unread = [...state.chats.values()].reduce((sum, one) => sum + one.unread, 0);
  document.title = `${unread ? `(${unread}) ` : ""}Stand-in for Microsoft Teams – SIP Desk`;
}

// The address says who looks, and where: #/person, or #/person/channel.
async function choose() {
  const [id, within] = location.hash.slice(2).split("/");
  const channel = within ? state.channels[0] : null;
  const members = state.people.filter((one) => !channel || channel.members.includes(one.id));
  const person = members.find((one) => one.id === id) ?? members.find((one) => one.role === "sip") ?? members[0];
  if (!person) return;
  const moved = state.chosen !== null && (state.chosen !== person.id || state.channel !== channel);
  Object.assign(state, { chosen: person.id, channel });
  if (id) view("chat");
  if (channel) channelHeading(channel, members, person);
  else heading(person, state.where.get(person.id), ROLES[person.role][0]);
  calendar.person = levers.person = person;
  if (moved) loadSoon.levers();
  drawPeople(state);
  await Promise.all([chat.show({ person, channel }), composer.show({ person, channel }, state.chats.get(person.id))]);
  acts(person);
  if (moved) announce(channel ? `You are ${person.name} in ${channel.team}.` : `You are ${person.name} now.`);
}

function acts(person) {
  byId("person-menu").hidden = state.channel !== null;
  const now = state.chats.get(person.id);
  const button = (words, path) => el("button", { type: "button", onclick: () => { byId("person-menu").open = false; post(path).catch((problem) => announce(problem.message)); } }, words);
  byId("person-acts").replaceChildren(
    el("a", { href: `#/${person.id}`, target: "_blank" }, "Open in another window"),
    el("a", { href: `/tab/${person.id}`, target: "_blank" }, "Open the overview tab"),
    button(now?.installed ? "Take the app out" : "Install the app", `/play/${person.id}/${now?.installed ? "uninstall" : "install"}`),
    button(now?.blocked ? "Unblock the bot" : "Block the bot", `/play/${person.id}/${now?.blocked ? "unblock" : "block"}`));
}

function view(name) {
  document.body.dataset.view = name;
  const box = scroller();
  // It was drawn while it was hidden; and a page that scrolls as a whole stands where another view left it.
  if (name === "chat" && (box.scrollTop === 0 || box === document.scrollingElement)) box.scrollTop = box.scrollHeight;
  for (const button of byId("views").children) button.setAttribute("aria-pressed", String(button.dataset.view === name));
}

function tab(name) {
  localStorage.setItem("tab", name);
  for (const one of TABS) {
    const on = one === name;
    byId(one).hidden = !on;
    byId(`tab-${one}`).setAttribute("aria-selected", String(on));
    byId(`tab-${one}`).tabIndex = on ? 0 : -1;
  }
}

function setTheme(name) {
  document.documentElement.dataset.theme = name;
  byId("theme").value = name;
  localStorage.setItem("theme", name);
}

function firstTheme() {
  const liked = (query) => matchMedia(query).matches;
  return localStorage.getItem("theme") ?? (liked("(forced-colors: active)") || liked("(prefers-contrast: more)") ? "contrast" : liked("(prefers-color-scheme: dark)") ? "dark" : "light");
}

// Many events at once make one drawing.
function soon(what) {
  let waits = false;
  let again = false;
  const run = async () => {
    again = false;
    try {
      await what();
    } catch {
      byId("offline").hidden = false;
    }
    if (again) return run();
    waits = false;
  };
  return () => {
    again = true;
    if (waits) return;
    waits = true;
    setTimeout(run, 0);
  };
}

async function chatsAndActs() {
  await loadChats();
  const person = state.people.find((one) => one.id === state.chosen);
  if (!person) return;
  await composer.show({ person, channel: state.channel }, state.chats.get(person.id));
  acts(person);
}

// Which week is this one depends on the clock, what is seen of it on the mailbox.
async function leversAndCalendar() {
  await levers.load();
  await calendar.load();
}

const loadSoon = { chats: soon(chatsAndActs), chat: soon(() => chat.load()), shelves: soon(drawShelves), calendar: soon(() => calendar.load()), levers: soon(leversAndCalendar) };

const here = (event) => (state.channel ? event.channel === state.channel.id : event.person === state.chosen);

function heard(event) {
  timeline.add(event);
  if (event.kind === "chat") {
    if (event.person) loadSoon.chats();
    if (event.message && here(event)) {
      chat.note(event.message);
      loadSoon.chat();
    };
  }
  if (event.kind === "typing" && here(event)) chat.typing();
  if (event.kind === "files") loadSoon.shelves();
  if (event.kind === "calendar") loadSoon.calendar();
  if (event.kind === "levers") loadSoon.levers();
}

async function everything() {
  byId("offline").hidden = true;
  const [people, roster, tenant, channels] = await Promise.all([get("/people.json"), get("/roster.json"), get("/tenant.json"), get("/channels"), loadChats(), loadExtension()]);
  Object.assign(state, { people, tenant, channels: state.channels.length ? state.channels : channels, where: places(people, roster) });
  byId("trust").textContent = `${tenant.name}: a fiction. Nothing here is Microsoft’s, and nobody in it is real.`;
  drawHow(people, roster);
  await parsed;
  byId("missing").hidden = canDraw();
  await choose();
  performance.mark("chat drawn");
  await Promise.all([timeline.load(), drawShelves(), leversAndCalendar()]);
  document.documentElement.dataset.ready = "true";
}

byId("more").append(icon("more"));
setTheme(firstTheme());
tab(TABS.includes(localStorage.getItem("tab")) ? localStorage.getItem("tab") : "shelves");
view("people");
byId("theme").addEventListener("change", (event) => { setTheme(event.target.value); chat.redraw(); });
byId("filter").addEventListener("input", () => drawPeople(state));
byId("views").addEventListener("click", (event) => event.target.dataset.view && view(event.target.dataset.view));
byId("tabs").addEventListener("click", (event) => event.target.id && tab(event.target.id.slice(4)));
byId("tabs").addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const next = TABS[(TABS.indexOf(event.target.id.slice(4)) + step + TABS.length) % TABS.length];
  tab(next);
  byId(`tab-${next}`).focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) { menu.open = false; menu.querySelector("summary").focus(); }
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible" && state.chosen) chat.read(); });
window.addEventListener("hashchange", () => parsed.then(choose));
listen({ heard, again: everything, broken: () => { byId("offline").hidden = false; } });

// The people on the left: grouped by role, with what they have not read.

import { byId, el, hue, initials, ROLES } from "./words.js";

export function avatar(name) {
  return el("span", { class: "avatar", "aria-hidden": "true", style: `--hue:${hue(name)}` }, initials(name));
}

// What is said of a person beside their name: the school, or for which schools they work.
export function places(people, roster) {
  const townFirst = (school) => school.replace(/^(.*), ([^,]+)$/, "$2 · $1");
  const found = new Map(people.filter((one) => one.school).map((one) => [one.id, townFirst(one.school)]));
  for (const school of roster.schools) {
    for (const post of ["sip_id", "dso_id", "la_officer_id"]) {
      const id = school[post];
      const others = roster.schools.filter((one) => one[post] === id).length;
      if (id && !found.has(id)) found.set(id, others > 1 ? `${school.town} and ${others - 1} more` : school.town);
    }
  }
  return found;
}

export function drawPeople({ people, chats, where, channels, chosen, channel }) {
  const wanted = byId("filter").value.trim().toLowerCase();
  const box = byId("people");
  const groups = [];
  for (const [role, [singular, plural]] of Object.entries(ROLES)) {
    const some = people.filter((one) => one.role === role && `${one.name} ${plural} ${singular} ${where.get(one.id) ?? ""}`.toLowerCase().includes(wanted));
    if (some.length === 0) continue;
    const rows = some.map((one) => el("li", {}, link(one, chats.get(one.id), where.get(one.id), one.id === chosen && !channel)));
    groups.push(el("section", { class: "group" }, el("h3", {}, plural), el("ul", {}, ...rows)));
  }
  const teams = channels.filter((one) => `${one.team} ${one.name}`.toLowerCase().includes(wanted));
  if (teams.length) groups.push(el("section", { class: "group teams" }, el("h3", {}, "Teams"), el("ul", {}, ...teams.map((one) => el("li", {}, channelLink(one, chosen, channel === one))))));
  const focused = document.activeElement?.closest?.("#people a")?.getAttribute("href");
  box.replaceChildren(...(groups.length ? groups : [el("p", { class: "empty" }, "Nobody and no team of that name, role or school.")]));
  if (focused) box.querySelector(`a[href="${focused}"]`)?.focus();
}

function link(person, chat, place, chosen) {
  const unread = chat?.unread ?? 0;
  const state = !chat ? "" : chat.blocked ? "has blocked the bot" : chat.installed ? "" : "does not have the app";
  return el("a", { href: `#/${person.id}`, class: unread ? "person unread" : "person", "aria-current": chosen ? "true" : null },
    avatar(person.name),
    el("span", { class: "person-words" }, el("span", { class: "name" }, person.name), el("span", { class: "place" }, state || place || person.job_title)),
    unread > 0 && el("span", { class: "badge" }, String(unread), el("span", { class: "hidden" }, " not read")));
}

// Whoever was chosen looks into the channel, if they are in the team.
function channelLink(channel, chosen, current) {
  const who = channel.members.includes(chosen) ? chosen : channel.members[0];
  return el("a", { href: `#/${who}/channel`, class: "person", "aria-current": current ? "true" : null },
    el("span", { class: "avatar team", "aria-hidden": "true" }, initials(channel.team)),
    el("span", { class: "person-words" }, el("span", { class: "name" }, `${channel.team} › ${channel.name}`), el("span", { class: "place" }, `A channel with ${channel.members.length} members`)));
}

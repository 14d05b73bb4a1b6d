// Who one is, and where, above the messages.

import { avatar } from "./people.js";
import { byId, el, initials } from "./words.js";

export function heading(person, place, role) {
  face("bot", "SD");
  byId("chat-title").replaceChildren("SIP Desk ", el("span", { class: "tag" }, "App"));
  byId("chat-person").replaceChildren(avatar(person.name), `You are ${person.name}, ${role}${place ? ` · ${place}` : ""}`);
}

export function channelHeading(channel, members, person) {
  face("team", initials(channel.team));
  byId("chat-title").replaceChildren(`${channel.team} › ${channel.name}`);
  const options = members.map((one) => el("option", { value: one.id, selected: one.id === person.id }, one.name));
  const select = el("select", { id: "member", onchange: () => { location.hash = `#/${select.value}/channel`; } }, ...options);
  byId("chat-person").replaceChildren(el("label", {}, "You are ", select), ` · ${members.length} members, and SIP Desk`);
}

function face(kind, letters) {
  byId("chat-avatar").className = `avatar ${kind}`;
  byId("chat-avatar").textContent = letters;
}

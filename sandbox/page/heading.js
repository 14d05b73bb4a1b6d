// Who one is, and where, above the messages.

import { avatar } from "./people.js";
import { byId, el } from "./words.js";

export function heading(person, place, role) {
  byId("chat-title").replaceChildren("SIP Desk ", el("span", { class: "tag" }, "App"));
  byId("chat-person").replaceChildren(avatar(person.name), `You are ${person.name}, ${role}${place ? ` · ${place}` : ""}`);
}

export function channelHeading(channel, members, person) {
  byId("chat-title").replaceChildren(`${channel.team} › ${channel.name}`);
  const options = members.map((one) => el("option", { value: one.id, selected: one.id === person.id }, one.name));
  const select = el("select", { id: "member", onchange: () => { location.hash = `#/${select.value}/channel`; } }, ...options);
  byId("chat-person").replaceChildren(el("label", {}, "You are ", select), ` · ${members.length} members, and SIP Desk`);
}

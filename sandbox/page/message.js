// One message of a chat, apart from its cards.

import { toHtml } from "./markdown.js";
import { avatar } from "./people.js";
import { clock, el, icon } from "./words.js";

export function messageItem(message, cards) {
  const bot = message.from === "bot";
  const body = el("div", { class: "bubble" });
  if (message.deleted) body.append(el("p", { class: "gone" }, "This message has been deleted."));
  if (message.text) body.append(text(message.text));
  for (const file of message.files) body.append(el("p", { class: "file" }, icon("clip"), " ", file));
  body.append(...cards);
  if (!bot && !body.childNodes.length) body.append(el("p", { class: "gone" }, "pressed a button"));
  const about = [clock(message.at), message.edits > 0 && !message.deleted ? "Edited" : "", message.in_reply_to ? "in a thread" : ""].filter(Boolean).join(" · ");
  const face = bot ? el("span", { class: "avatar bot", "aria-hidden": "true" }, "SD") : message.mine ? null : avatar(message.from_name);
  return el("li", { class: message.mine ? "message mine" : "message", "data-message": message.id, tabindex: "-1" }, face,
    el("div", { class: "said" }, by(message, about), body));
}

// What stands beside a card after a press; nothing where nothing was said.
export function beside(said) {
  return said ? [el("p", { class: `beside ${said.kind}`, role: said.kind === "error" ? "alert" : "status" }, said.text)] : [];
}

function by(message, about) {
  return el("p", { class: "by" }, el("span", { class: message.mine ? "hidden" : "name" }, message.from_name), " ", el("time", { datetime: message.at }, about));
}

function text(words) {
  const box = el("div", { class: "text" });
  box.innerHTML = toHtml(words); // toHtml escapes everything that it is given
  return box;
}

// A dialog that the bot opens, with a card whose Action.Submit goes back to it: by `send`, else as from a button of the
// message (task/submit).

import { asText, canDraw, draw } from "./cards.js";
import { beside } from "./message.js";
import { outcome, search, submit } from "./pressing.js";
import { byId, el } from "./words.js";

const WIDTHS = { small: 280, medium: 600, large: 720 };
const HEIGHTS = { small: 280, medium: 400, large: 600 };

export function showDialog({ place, message, dialog, chat, send = (data) => submit(place, message, data, chat.theme()) }) {
  const box = byId("task");
  const below = el("div");
  const say = (said) => below.replaceChildren(...beside(said));
  const content = el("div", { class: "task-card" });
  const pressed = async (action) => {
    if (action.type === "Action.OpenUrl") return chat.open(action.url);
    say(null);
    content.setAttribute("aria-busy", "true");
    const shown = await outcome(() => send(action.data));
    content.removeAttribute("aria-busy");
    if (shown.dialog) return showDialog({ place, message, dialog: shown.dialog, chat, send });
    if (shown.said?.kind === "info") return content.replaceChildren(el("p", { class: "task-said", role: "status" }, shown.said.text));
    if (shown.said) return say(shown.said);
    box.close();
  };
  if (dialog.said) content.append(el("p", { class: "task-said", role: "status" }, dialog.said));
  else if (dialog.url) content.append(el("p", {}, "This dialog is a web page. The stand-in shows dialogs with a card only: ", el("a", { href: dialog.url, target: "_blank", rel: "noopener" }, dialog.url)));
  else if (!canDraw()) content.append(asText(dialog.card));
  else content.append(draw(dialog.card, { theme: chat.theme(), pressed, searched: (query) => search(place, message, query) }).element);
  const length = (value, named) => (typeof value === "number" ? value : named[value] ?? named.medium);
  box.style.setProperty("--task-width", `${length(dialog.width, WIDTHS)}px`);
  content.style.setProperty("--task-height", `${length(dialog.height, HEIGHTS)}px`);
  box.replaceChildren(
    el("div", { class: "dialog-head" }, el("span", { class: "avatar bot", "aria-hidden": "true" }, "SD"), el("h2", { id: "task-title" }, dialog.title || "SIP Desk"), el("button", { type: "button", onclick: () => box.close() }, "Close")),
    content, below);
  if (!box.open) box.showModal();
  content.querySelector("input, textarea, select, button")?.focus();
}

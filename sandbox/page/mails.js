// E-mail from SIP Desk, as it lies in a person's inbox: whoever Teams does not reach plays from here.

import { el, moment } from "./words.js";

// Newest first. A link opens in a window of its own, as from a mail program.
export function drawMails(mails) {
  const rows = [...mails].reverse().map((mail) => el("li", { class: "letter" },
    el("h3", {}, el("span", { class: "tag" }, "E-mail"), ` ${mail.subject}`),
    el("p", { class: "small" }, `From ${mail.sender}, ${moment(mail.at)}`),
    el("p", { class: "entry-words" }, mail.words),
    mail.links.length ? el("p", { class: "buttons" }, ...mail.links.map((link) => el("a", { href: link.url, target: "_blank", rel: "noopener noreferrer" }, link.words))) : null));
  return el("section", { "aria-label": "E-mail" },
    el("h2", {}, "E-mail"),
    rows.length ? el("ul", { class: "letters" }, ...rows) : el("p", { class: "empty" }, "No e-mail has come. SIP Desk writes to people it cannot reach in Teams: take the app out, or block the bot."));
}

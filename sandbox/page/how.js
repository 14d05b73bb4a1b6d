// How the story of one report is played, said to somebody who has read nothing else.

import { byId, el } from "./words.js";

export function drawHow(people, roster) {
  const school = roster.schools[0];
  const name = (id) => people.find((one) => one.id === id)?.name ?? "";
  const advisor = people.find((one) => one.role === "trust_advisor");
  const who = (id, role) => [el("a", { href: `#/${id}`, onclick: () => dialog.close() }, name(id)), ` (${role})`];
  const step = (...words) => el("li", {}, ...words);
  const dialog = byId("how-dialog");
  dialog.replaceChildren(
    el("div", { class: "dialog-head" }, el("h2", { id: "how-title" }, "How to play"), el("button", { type: "button", onclick: () => dialog.close() }, "Close")),
    el("p", {}, `This page stands in for Teams. Choose a person on the left, and you are that person. The story of a report about ${school.name}:`),
    el("ol", {},
      step("Choose ", ...who(school.sip_id, "SIP"), ". With the paper clip beside “Type a message”, send the first version of the report about ", el("strong", {}, school.name), ". SIP Desk reads it and says what is missing."),
      step("Press ", el("strong", {}, "Send to headteacher"), "."),
      step("Choose ", ...who(school.headteacher_id, "headteacher"), ". Approve the report, add the school’s view, or ask for a change: then the SIP sends the second version."),
      step("Look at ", el("strong", {}, "Libraries"), ": once it is approved, the report is filed as Word and PDF. The drafts stay where only the SIP and headteacher can open them. ", el("strong", {}, "Timeline"), " shows each call, and ", el("strong", {}, "Calendar"), " the week of the person you are."),
      step("Choose ", ...who(advisor.id, "Trust Advisor"), ", and share the report with the DSO and the local authority. Without a sharing agreement it is refused: ask for one, and let the headteacher sign it."),
      step("Under ", el("strong", {}, "Levers"), ", move the time on to see reminders, or switch Microsoft Graph off, press something, and switch it on again.")),
    el("p", {}, "Open two windows with two people, and each sees at once what the other does. Below the people stands a channel of the trust’s team, in which the bot can post for all its members."));
  byId("how").addEventListener("click", () => dialog.showModal());
}

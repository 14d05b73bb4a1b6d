// Where a person writes, and sends files; or where it says why they cannot.

import { extensionMenu } from "./extension.js";
import { at, get, post, sendFile } from "./wire.js";
import { announce, byId, el, icon } from "./words.js";

export class Composer {
  constructor(chat) {
    this.chat = chat;
    this.box = byId("composer");
    this.person = null;
    this.drops();
  }

  async show({ person, channel }, chat) {
    const as = JSON.stringify([person.id, channel?.id, chat?.installed, chat?.blocked]);
    if (as === this.as) return;
    this.as = as;
    Object.assign(this, { person, channel });
    if (channel) return this.writing();
    this.samples = await get(`/samples/${person.id}`).catch(() => []);
    if (as !== this.as) return;
    if (!chat || (chat.installed && !chat.blocked)) return this.writing();
    const [words, act, what] = chat.blocked ? ["has blocked the bot. It is not told, and its messages do not arrive.", "unblock", "Unblock"] : ["does not have the app.", "install", "Install"];
    this.box.replaceChildren(el("p", { class: "cannot" }, `${person.name} ${words}`, el("button", { type: "button", class: "primary", onclick: () => this.act(() => post(`/play/${person.id}/${act}`)) }, what)));
  }

  writing() {
    const { person, channel } = this;
    const [placeholder, label] = channel ? ["Post to the channel; @SIP Desk reaches the bot", `Post to ${channel.team}. Only what mentions @SIP Desk reaches the bot.`] : ["Type a message", "Type a message to SIP Desk"];
    const text = el("textarea", { id: "message-words", rows: "1", placeholder, "aria-label": label });
    const send = async () => {
      const words = text.value.trim();
      if (!words) return;
      text.value = "";
      await this.act(() => post(at(this, `/play/${person.id}/message`), { text: words }), () => { text.value = words; });
    };
    text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        send();
      }
    });
    const file = el("input", { type: "file", id: "file", class: "hidden", tabindex: "-1", "aria-hidden": "true", onchange: () => {
      for (const one of file.files) this.file(one.name, one);
      file.value = "";
    } });
    this.box.replaceChildren(
      el("p", { id: "trouble", class: "beside error", role: "alert", hidden: true }),
      el("div", { class: "row" }, text,
        this.apps(),
        ...(channel ? [] : [this.menu(file), file]), // a bot takes files in personal chats only
        el("button", { type: "button", class: "primary", onclick: send }, "Send")));
  }

  // What the app offers to everybody who writes, wherever they are.
  apps() {
    const list = el("details", { class: "menu up" }, el("summary", { "aria-label": "SIP Desk’s message extension", title: "SIP Desk’s message extension" }, icon("search")),
      el("div", { onclick: () => { list.open = false; } }, ...extensionMenu({ person: this.person, channel: this.channel }, this.chat)));
    return list;
  }

  menu(file) {
    const close = () => { list.open = false; };
    const items = this.samples.map((name) => el("button", { type: "button", onclick: () => { close(); this.sample(name); } }, name));
    const list = el("details", { class: "menu up" }, el("summary", { "aria-label": "Send a file", title: "Send a file" }, icon("clip")),
      el("div", {}, items.length > 0 && el("p", { class: "menu-title" }, "Sample reports"), ...items, el("button", { type: "button", onclick: () => { close(); file.click(); } }, "A file of this computer…")));
    return list;
  }

  async sample(name) {
    const blob = await (await fetch(`/samples/${this.person.id}/${encodeURIComponent(name)}`)).blob();
    await this.file(name, blob);
  }

  file(name, blob) {
    announce(`Sending ${name}`);
    return this.act(() => sendFile(this.person.id, name, blob));
  }

  async act(what, undo) {
    const trouble = (text) => {
      const line = byId("trouble");
      if (line) Object.assign(line, { textContent: text, hidden: !text });
    };
    trouble("");
    try {
      const told = await what();
      if (told.delivered === false) trouble("Unable to reach app. Please try again.");
    } catch (problem) {
      trouble(problem.message);
      undo?.();
    }
  }

  drops() {
    const pane = byId("chat");
    const over = (event) => {
      if (!event.dataTransfer?.types.includes("Files") || !this.person || this.channel) return;
      event.preventDefault();
      pane.classList.add("dropping");
    };
    pane.addEventListener("dragover", over);
    pane.addEventListener("dragleave", () => pane.classList.remove("dropping"));
    pane.addEventListener("drop", (event) => {
      over(event);
      pane.classList.remove("dropping");
      if (!this.channel) for (const one of event.dataTransfer?.files ?? []) this.file(one.name, one);
    });
  }
}

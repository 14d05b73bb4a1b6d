// Things that a person cannot do in Teams: move the time, break what is far away, begin again.

import { outlookBoxes } from "./outlook_levers.js";
import { get, post, remove } from "./wire.js";
import { byId, clock, day, el } from "./words.js";

const FAULTS = {
  works: ["Works", null],
  down: ["Down (503)", { kind: "status", status: 503, retry_after: 2, times: null }],
  throttled: ["Throttled (429)", { kind: "status", status: 429, retry_after: 5, times: null }],
  slow: ["Slow (4 seconds)", { kind: "slow", seconds: 4, times: null }],
};
const BOT_FAULTS = {
  works: FAULTS.works,
  down: ["Down", { kind: "timeout", seconds: 0, times: null }],
  fails: ["Answers 500", { kind: "status", status: 500, times: null }],
  slow: ["Slow (12 seconds; Teams waits for 10, three times)", { kind: "slow", seconds: 12, times: null }],
};
const SERVICES = {
  graph: ["Microsoft Graph (files and people)", FAULTS],
  connector: ["Teams (messages to people)", FAULTS],
  bot: ["SIP Desk (what people do in Teams)", BOT_FAULTS],
};

export class Levers {
  constructor(refused) {
    this.refused = refused;
    this.offset = 0;
    this.person = null; // whose mailbox can be shut
    this.tick();
    setInterval(() => this.tick(), 5000);
  }

  async load() {
    const [time, rules, outlook] = await Promise.all([get("/control/clock"), get("/control/faults"), outlookBoxes(this.person, (what) => this.act(what))]);
    this.offset = time.offset_seconds;
    this.tick();
    const held = document.activeElement?.closest?.("#levers input");
    byId("levers").replaceChildren(el("h2", {}, "Levers"), this.clockBox(), ...Object.keys(SERVICES).map((service) => this.faultBox(service, rules)), ...outlook, this.resetBox());
    if (held) byId("levers").querySelector(`[name="${held.name}"][value="${held.value}"]`)?.focus();
  }

  now() {
    return new Date(Date.now() + this.offset * 1000);
  }

  tick() {
    const now = this.now().toISOString();
    const shown = byId("now");
    shown.dateTime = now;
    shown.replaceChildren(el("span", { class: "date" }, `${day(now)}, `), clock(now));
    shown.classList.toggle("moved", Math.abs(this.offset) > 60);
  }

  async act(what) {
    try {
      await what();
    } catch (problem) {
      this.refused(problem.message);
    }
  }

  clockBox() {
    const move = (body) => this.act(() => post("/control/clock", body));
    const days = (count) => ({ offset_seconds: this.offset + count * 86400 });
    return el("fieldset", {}, el("legend", {}, "The time"), el("p", { class: "small" }, "Reminders and deadlines follow it within a second or two. School days leave out weekends, holidays and bank holidays. Go forwards; the service keeps what it has noted."),
      el("div", { class: "buttons" },
        el("button", { type: "button", onclick: () => move({ to: "next_school_day" }) }, "Next school day"),
        el("button", { type: "button", onclick: () => move(days(7)) }, "One week on"),
        el("button", { type: "button", onclick: () => move({ to: "next_half_term" }) }, "Next half term"),
        el("button", { type: "button", onclick: () => move({ offset_seconds: 0 }), disabled: this.offset === 0 }, "Today again")));
  }

  faultBox(service, rules) {
    const [title, faults] = SERVICES[service];
    const rule = rules.find((one) => one.service === service);
    const same = ([, fault]) => fault && fault.kind === rule?.kind && (fault.kind !== "status" || fault.status === rule.status);
    const now = rule ? Object.entries(faults).find(([, one]) => same(one))?.[0] ?? "other" : "works";
    const choices = Object.entries(faults).map(([name, [words, fault]]) => el("label", {}, el("input", { type: "radio", name: service, value: name, checked: name === now, onchange: () => this.act(() => this.set(service, fault, rules)) }), words));
    return el("fieldset", { class: now === "works" ? "" : "broken" }, el("legend", {}, title), ...choices);
  }

  async set(service, fault, rules) {
    const others = rules.filter((one) => one.service !== service);
    await remove("/control/faults");
    for (const { hits, ...rule } of others) await post("/control/faults", clean(rule));
    if (fault) await post("/control/faults", { service, ...fault });
  }

  resetBox() {
    const reset = () => {
      if (confirm("Forget all chats, files and records, and begin again?")) this.act(() => post("/control/reset"));
    };
    return el("fieldset", {}, el("legend", {}, "The whole stand-in"), el("p", { class: "small" }, "Empties every chat and library. The demo empties the service’s own records with them."), el("div", { class: "buttons" }, el("button", { type: "button", class: "danger", onclick: reset }, "Begin again")));
  }
}

function clean(rule) {
  return Object.fromEntries(Object.entries(rule).filter(([name, value]) => value !== null || name === "times"));
}

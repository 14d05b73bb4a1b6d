// Drawing a card with Microsoft's renderer, and finding out what the renderer makes of it.

import { teachBadge } from "./badge.js";
import { hostConfig } from "./look.js";
import { toHtml } from "./markdown.js";
import { typeahead } from "./typeahead.js";
import { el } from "./words.js";

const renderer = () => globalThis.AdaptiveCards;
const SENT = new Set(["Action.Execute", "Action.Submit", "Action.OpenUrl"]);
export const canDraw = () => renderer() !== undefined;

function paths(node, path, found) {
  if (node === null || typeof node !== "object") return found;
  found.set(node, path || "card");
  for (const [key, value] of Object.entries(node)) {
    if (key !== "data") paths(value, Array.isArray(node) ? `${path}[${key}]` : path ? `${path}.${key}` : key, found);
  }
  return found;
}

function unknown(where) {
  const { elements, actions } = renderer().GlobalRegistry;
  const known = (type) => ["AdaptiveCard", "Column", "TableRow", "TableCell", "TextRun", "CarouselPage"].includes(type) || elements.findByName(type) || actions.findByName(type);
  return [...where].filter(([node, path]) => typeof node.type === "string" && /(^|\.)(body|items|actions|columns|cells|rows|inlines|selectAction|fallback|action)(\[\d+\])?$/.test(path) && !known(node.type))
    .map(([node, path]) => `${path}: the renderer does not know ${node.type}`);
}

const hosts = new Map(); // one for each theme: the renderer takes long to read a host config
function host(theme) {
  if (!hosts.has(theme)) {
    const { HostConfig } = renderer();
    hosts.set(theme, new HostConfig(hostConfig(theme)));
    hosts.get(theme).inputs.allowDynamicallyFilteredChoiceSet = false; // typeahead.js does it; the config above cannot say so
  }
  return hosts.get(theme);
}

// A card as an element. `pressed` is given the action as a client sends it, `searched` what was typed into an input that
// asks the bot for its choices; `warnings` say what the renderer did not like and where: a path into the card's JSON.
export function draw(content, { theme, pressed, searched }) {
  const { AdaptiveCard, SerializationContext, Versions } = renderer();
  AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = toHtml(text);
    result.didProcess = true;
  };
  teachBadge(renderer());
  const where = paths(content, "", new Map());
  const warnings = unknown(where);
  const sources = new Map();
  const context = new SerializationContext(Versions.latest); // as Teams, which draws what is newer under 1.5
  const remember = (made, source) => sources.set(made, where.get(source));
  context.onParseElement = remember;
  context.onParseAction = remember;
  const card = new AdaptiveCard();
  card.hostConfig = host(theme);
  card.onExecuteAction = (action) => SENT.has(action.getJsonTypeName()) && pressed?.(asSent(action)); // others stay in the card
  const bringUp = (part) => requestAnimationFrame(() => part.renderedElement?.scrollIntoView({ block: "nearest" }));
  card.onInlineCardExpanded = (action, open) => open && bringUp(action.card);
  card.onElementVisibilityChanged = (part) => part.isVisible && bringUp(part);
  card.onInputValueChanged = (input) => { if (searched) typeahead(input, searched); };
  renderer().CardElement.langProperty.regEx.lastIndex = 0; // the renderer's own pattern remembers where it was
  card.parse(content, context);
  card.lang = "en-GB";
  for (let index = 0; index < context.eventCount; index += 1) {
    const event = context.getEventAt(index);
    if (!event.message.startsWith("Unknown ")) warnings.push(`${sources.get(event.source) ?? "card"}: ${event.message}`); // said above, with the place
  }
  const complaints = card.validateProperties().validationEvents.filter((event) => !event.source?.choicesData); // its choices come from the bot
  for (const event of complaints) warnings.push(`${sources.get(event.source) ?? "card"}: ${event.message}`);
  const element = card.render() ?? el("p", {}, "The renderer drew nothing.");
  for (const box of element.querySelectorAll("input[list]")) label(box);
  return { element, card, warnings };
}

// The renderer gives the label of such an input to the box around it, where no screen reader finds it.
function label(box) {
  const around = box.closest("[aria-labelledby]");
  if (!around) return;
  box.setAttribute("aria-labelledby", around.getAttribute("aria-labelledby"));
  around.setAttribute("role", "group");
}

function asSent(action) {
  const type = action.getJsonTypeName();
  if (type === "Action.OpenUrl") return { type, url: action.url };
  const sent = { type, data: action.data ?? {} };
  if (action.id) sent.id = action.id;
  if (action.title) sent.title = action.title;
  if (action.verb) sent.verb = action.verb;
  return sent;
}

// What a card says to somebody whose client cannot draw it.
export function asText(content) {
  const words = [];
  const collect = (node) => {
    if (Array.isArray(node)) node.forEach(collect);
    else if (node && typeof node === "object") {
      if (typeof node.text === "string") words.push(node.text);
      for (const fact of node.facts ?? []) words.push(`${fact.title}: ${fact.value}`);
      for (const key of ["body", "items", "columns", "inlines", "rows", "cells"]) collect(node[key]);
    }
  };
  collect(content);
  const text = words.join("\n\n") || content.fallbackText || "A card.";
  const box = el("div", { class: "plain-card" });
  box.innerHTML = toHtml(text); // toHtml escapes everything that it is given
  return box;
}

// Cards alone, as a picture or a check of them needs it. What is drawn returns what the renderer warned about, with the
// place.

import { canDraw, draw } from "./cards.js";
import { byId, el } from "./words.js";

const drawn = ({ name, card }, theme, width, label) => {
  const { element, warnings } = draw(card, { theme });
  const place = { "aria-label": label, class: "card", "data-width": width < 500 ? "phone" : "desktop", style: `width:${width}px` };
  const box = el("section", place, el("h2", { class: "hidden" }, name), element);
  return { box, warned: warnings.map((warning) => `${name}: ${warning}`) };
};

// All of them, one below the other, in one theme and at one width.
globalThis.drawAll = (cards, theme, width) => {
  document.documentElement.dataset.theme = theme;
  const all = cards.map((one, index) => drawn(one, theme, width, `${index + 1}. ${one.name}`));
  byId("cards").replaceChildren(el("h1", { class: "hidden" }, "Cards"), ...all.map(({ box }) => box));
  return all.flatMap(({ warned }) => warned);
};

// One card alone: a row for each theme, in it one for each width. Also says where it stands on the page.
globalThis.drawSheet = (card, themes, widths) => {
  const rows = themes.map((theme) => widths.map((width) => drawn(card, theme, width, `${card.name}, ${theme}, ${width}`)));
  const sheet = el("div", { class: "sheet" }, ...rows.map((row, index) => el("div", { "data-theme": themes[index] }, ...row.map(({ box }) => box))));
  byId("cards").replaceChildren(sheet);
  const { x, y, width, height } = sheet.getBoundingClientRect();
  return { box: { x, y, width, height, scale: 1 }, warned: rows.flat().flatMap(({ warned }) => warned) };
};

document.documentElement.dataset.ready = canDraw() ? "true" : "missing";

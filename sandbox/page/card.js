// Cards alone, as a picture or a check of them needs it. `drawAll` returns what the renderer warned about, with the place.

import { canDraw, draw } from "./cards.js";
import { byId, el } from "./words.js";

globalThis.drawAll = (cards, theme, width) => {
  document.documentElement.dataset.theme = theme;
  document.body.dataset.width = width < 500 ? "phone" : "desktop";
  const warned = [];
  const boxes = cards.map(({ name, card }, index) => {
    const { element, warnings } = draw(card, { theme });
    warned.push(...warnings.map((warning) => `${name}: ${warning}`));
    return el("section", { "aria-label": `${index + 1}. ${name}`, class: "card", style: `width:${width}px` }, el("h2", { class: "hidden" }, name), element);
  });
  byId("cards").replaceChildren(el("h1", { class: "hidden" }, "Cards"), ...boxes);
  return warned;
};

// Leaves one of them on the page, counted from 1, and says where it is.
globalThis.showOnly = (number) => {
  [...document.querySelectorAll(".cards > .card")].forEach((one, index) => { one.hidden = index !== number - 1; });
  const { x, y, width, height } = document.querySelector(".cards > .card:not([hidden])").getBoundingClientRect();
  return { x, y, width, height, scale: 1 };
};

document.documentElement.dataset.ready = canDraw() ? "true" : "missing";

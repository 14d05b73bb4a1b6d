// Teams knows a Badge, and the renderer does not: a word over a colour. Taught once, when the first card is drawn.

import { el } from "./words.js";

let taught = false;

export function teachBadge({ CardElement, GlobalRegistry, StringProperty, Versions }) {
  if (taught) return;
  taught = true;
  const read = Object.fromEntries(["text", "style", "size", "appearance", "shape"].map((name) => [name, new StringProperty(Versions.v1_0, name)]));
  class Badge extends CardElement {
    static text = read.text;
    static style = read.style;
    static size = read.size;
    static appearance = read.appearance;
    static shape = read.shape;

    getJsonTypeName() {
      return "Badge";
    }

    internalRender() {
      const style = (this.getValue(read.style) ?? "Default").toLowerCase();
      return el("div", {}, el("span", { class: "badge", "data-style": style }, this.getValue(read.text) ?? ""));
    }
  }
  GlobalRegistry.defaultElements.register("Badge", Badge);
  GlobalRegistry.elements.register("Badge", Badge);
}

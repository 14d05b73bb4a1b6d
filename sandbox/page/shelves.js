// The document libraries, as they are now.

import { get } from "./wire.js";
import { byId, date, el, icon, moment, size } from "./words.js";

const opened = new Set();

export async function drawShelves() {
  const libraries = await get("/libraries");
  const parts = libraries.map((library) => el("section", { class: "library" }, el("h3", {}, library.name), access(library.access),
    library.items.length ? tree(library.items) : el("p", { class: "empty" }, "Nothing is filed here yet.")));
  const box = byId("shelves");
  const held = document.activeElement?.closest?.("#shelves details")?.dataset.key;
  box.replaceChildren(el("h2", {}, "Document libraries"), ...parts);
  if (held) box.querySelector(`details[data-key="${held}"] > summary`)?.focus();
}

function access(names) {
  return el("p", { class: "access" }, el("span", { class: "label" }, "Can open it: "), names.join(", ") || "nobody");
}

function tree(items) {
  const list = el("ul", { class: "tree" });
  for (const item of items) list.append(el("li", { style: `--depth:${item.depth}` }, item.folder ? folder(item) : file(item)));
  return list;
}

function folder(item) {
  return el("p", { class: "folder" }, icon("folder"), " ", item.name);
}

function file(item) {
  const path = new URL(item.url).pathname;
  const pdf = item.name.toLowerCase().endsWith(".pdf");
  const details = el("details", { class: "file-item", "data-key": item.id, open: opened.has(item.id), ontoggle: () => (details.open ? opened.add(item.id) : opened.delete(item.id)) },
    el("summary", {}, icon(pdf ? "pdf" : "word"), el("span", { class: "file-name" }, item.name), el("span", { class: "version" }, item.versions.length === 1 ? "1 version" : `${item.versions.length} versions`)),
    el("p", { class: "file-acts" },
      pdf ? el("button", { type: "button", onclick: () => preview(item.name, path) }, "Look at it") : null,
      el("a", { href: path, target: "_blank", rel: "noopener", download: pdf ? null : item.name }, pdf ? "Open in a new tab" : "Download")),
    el("p", { class: "small" }, `${size(item.size)} · changed ${moment(item.modified_at)}${item.modified_by ? ` by ${item.modified_by}` : ""}`),
    access(item.access),
    columns(item.columns),
    el("p", { class: "label" }, "Versions"),
    el("ul", { class: "versions" }, ...item.versions.map((one) => el("li", {}, el("a", { href: one.url, download: true }, `Version ${one.number}`), ` ${moment(one.at)}, ${size(one.size)}`))));
  return details;
}

function columns(fields) {
  const rows = Object.entries(fields).map(([name, value]) => el("tr", {}, el("th", { scope: "row" }, name.replace(/([a-z0-9])([A-Z])/g, "$1 $2")), el("td", {}, asWords(value))));
  return rows.length ? el("table", { class: "columns" }, el("caption", {}, "Columns"), el("tbody", {}, ...rows)) : el("p", { class: "small" }, "No columns are filled in.");
}

// Instants as British people write them; SharePoint keeps a date as its midnight.
function asWords(value) {
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return String(value);
  return value.endsWith("T00:00:00Z") ? date(value) : moment(value);
}

function preview(name, path) {
  const dialog = byId("preview");
  dialog.replaceChildren(
    el("div", { class: "dialog-head" }, el("h2", { id: "preview-title" }, name), el("button", { type: "button", onclick: () => dialog.close() }, "Close")),
    el("iframe", { src: path, title: name }),
    el("p", { class: "small" }, "If nothing is shown, this browser does not show PDFs in a page: ", el("a", { href: path, target: "_blank", rel: "noopener" }, "open it in a new tab"), "."));
  dialog.showModal();
}

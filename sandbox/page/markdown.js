// The little Markdown that Teams reads in a card: bold, italic, links and lists. Everything else is text: the input is
// escaped first, so nothing that somebody wrote becomes an element.

const HTML = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escapeHtml = (text) => text.replace(/[&<>"']/g, (letter) => HTML[letter]);
const KEPT_FROM = 0xe000; // escaped letters wait in the private use area until the marks are read

function inline(text) {
  const kept = [];
  const keep = (letters) => String.fromCharCode(KEPT_FROM + kept.push(letters) - 1);
  const safe = text.replace(/[\ue000-\uf8ff]/g, "").replace(/\\([!-/:-@[-`{-~])/g, (_, letter) => keep(escapeHtml(letter)));
  let html = escapeHtml(safe);
  html = html.replace(/\[([^\]]+)\]\((https?:\/\/[^\s)]+|mailto:[^\s)]+)\)/g, (_, words, href) => `<a href="${keep(href)}" target="_blank" rel="noopener noreferrer">${words}</a>`);
  html = html.replace(/(\*\*|__)(?=\S)(.+?\S?)\1/g, "<strong>$2</strong>");
  html = html.replace(/(^|[^\w*])\*(?=\S)([^*]*?\S)\*(?!\w)/g, "$1<em>$2</em>").replace(/(^|\W)_(?=\S)([^_]*?\S)_(?!\w)/g, "$1<em>$2</em>");
  return html.replace(/[\ue000-\uf8ff]/g, (mark) => kept[mark.charCodeAt(0) - KEPT_FROM] ?? "");
}

const BULLET = /^\s*[-*+]\s+(.*)$/;
const NUMBER = /^\s*(\d+)\.\s+(.*)$/;

function list(lines) {
  const numbered = lines[0].match(NUMBER);
  const items = lines.map((line) => `<li>${inline((line.match(BULLET) ?? [])[1] ?? (line.match(NUMBER) ?? [])[2] ?? line)}</li>`).join("");
  return numbered ? `<ol start="${numbered[1]}">${items}</ol>` : `<ul>${items}</ul>`;
}

export function toHtml(text) {
  return text.split(/\n\s*\n/).map((block) => {
    const lines = block.split(/\r?\n/);
    if (lines.every((line) => BULLET.test(line)) || lines.every((line) => NUMBER.test(line))) return list(lines);
    return `<p>${lines.map(inline).join("<br>")}</p>`;
  }).join("");
}

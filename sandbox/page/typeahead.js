// An Input.ChoiceSet that asks for its choices while somebody types (`choices.data`). The renderer's own list says nothing to
// a screen reader, so the choices go into the browser's: the same as for `style: filtered` with choices of its own.

const PAUSE = 250; // milliseconds without a key before anybody is asked
const waiting = new WeakMap(); // input → the timer until it asks
const own = new WeakMap(); // input → the choices that the card gave it

export function typeahead(input, searched) {
  const box = input.renderedElement?.querySelector("input[list]");
  const dataset = input.choicesData?.dataset;
  if (!dataset || !box) return;
  const query = box.value.trim();
  clearTimeout(waiting.get(input));
  if (!query || input.choices.some((one) => one.title === query)) return;
  waiting.set(input, setTimeout(async () => {
    const found = await searched({ dataset, query }).catch((problem) => ({ shows: "error", text: problem.message }));
    if (box.value.trim() === query) offer(input, box, found);
  }, PAUSE));
}

function offer(input, box, found) {
  const results = found.results ?? [];
  const { Choice } = globalThis.AdaptiveCards;
  if (!own.has(input)) own.set(input, input.choices);
  input.choices = [...own.get(input), ...results.map((one) => new Choice(one.title, one.value))];
  box.list.replaceChildren(...input.choices.map((one) => Object.assign(document.createElement("option"), { value: one.title })));
  say(box, found.shows === "error" ? found.text : results.length ? `${results.length} found` : "No results found");
}

function say(box, words) {
  let line = box.parentElement.querySelector(".typeahead");
  if (!line) {
    line = document.createElement("p");
    line.className = "typeahead";
    line.setAttribute("role", "status");
    box.parentElement.append(line);
  }
  line.textContent = words;
}

// What a press of a button comes to.

import { at, post } from "./wire.js";

const play = (place, act, body) => post(at(place, `/play/${place.person.id}/${act}`), body);

export const press = (place, message, action, theme) => play(place, "press", { activity_id: message.id, action, platform: "Web", theme });
export const submit = (place, message, data, theme) => play(place, "dialog", { activity_id: message.id, data, platform: "Web", theme });
export const search = (place, message, query) => play(place, "search", { activity_id: message.id, ...query });

// `said` is what stands beside the card, null where a card came back; `dialog` what is opened, `closed` whether it ends.
export async function outcome(act) {
  const said = (kind, text) => ({ said: { kind, text } });
  try {
    const shown = await act();
    if (shown.shows === "message") return said("info", shown.text);
    if (shown.shows === "error") return said("error", shown.text);
    if (shown.delivered === false) return said("error", "Unable to reach app. Please try again.");
    return { said: null, dialog: shown.shows === "dialog" ? shown.dialog : null };
  } catch (problem) {
    return said("error", problem.message);
  }
}

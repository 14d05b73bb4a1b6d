// Talking with the sandbox.

async function asked(path, options) {
  const answer = await fetch(path, { cache: "no-store", ...options });
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(typeof body.error === "string" ? body.error : `The sandbox answered ${answer.status}.`);
  return body;
}

// A path with a query; in a channel that is named in it, and without one in the person's own chat.
export function at({ channel }, path, query = {}) {
  const asked = new URLSearchParams(channel ? { ...query, channel: channel.id } : query).toString();
  return asked ? `${path}?${asked}` : path;
}

export const get = (path) => asked(path);
export const post = (path, body = {}) => asked(path, { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
export const remove = (path) => asked(path, { method: "DELETE" });
export const sendFile = (person, name, blob) =>
  asked(`/play/${person}/file?name=${encodeURIComponent(name)}`, { method: "POST", body: blob, headers: { "Content-Type": "application/octet-stream" } });

// Every event as it happens. `again` is called whenever the line is new, or something was missed: all must be read anew.
export function listen({ heard, again, broken }) {
  const line = new EventSource("/events");
  line.onopen = again;
  line.onerror = broken;
  line.onmessage = (message) => {
    const event = JSON.parse(message.data);
    if (event.kind === "lost" || event.kind === "reset") again();
    heard(event);
  };
}

// What Teams answers to a tab's messages, as its own library sends them: who is signed in, and which theme it has.

const root = document.documentElement;
const frame = document.getElementById("tab");
const service = root.dataset.service;
const themes = document.getElementById("theme");

const runtime = JSON.stringify({ apiVersion: 4, hostVersionsInfo: {}, isLegacyTeams: false, supports: {} });
const answers = {
  initialize: async () => ["content", "web", runtime, "2.58.0"],
  getContext: async () => [{ theme: themes.value, locale: "en-gb", entityId: "overview", hostName: "Teams", sessionId: "sandbox", frameContext: "content" }],
  "authentication.getAuthToken": async () => {
    const answer = await fetch(`/play/${root.dataset.person}/tab-token`, { method: "POST" });
    return answer.ok ? [true, (await answer.json()).token] : [false, "consent_required"];
  },
};

function dress() {
  root.dataset.theme = themes.value;
  localStorage.setItem("tab-theme", themes.value);
  frame.contentWindow.postMessage({ func: "themeChange", args: [themes.value] }, service);
}

addEventListener("message", async (event) => {
  if (event.source !== frame.contentWindow || event.origin !== service) return;
  const { id, uuidAsString, func } = event.data;
  const answer = answers[func];
  if (answer) frame.contentWindow.postMessage({ id, uuidAsString, args: await answer() }, service);
});

themes.value = localStorage.getItem("tab-theme") ?? "default";
root.dataset.theme = themes.value;
themes.addEventListener("change", dress);
frame.src = `${service}/tab`; // now that its first message is heard

// Signs in with Teams' token, puts the session into each request, and follows Teams' theme. Without it a page with a
// session is read all the same.
(() => {
  "use strict";
  const HEADER = "X-SIP-Desk-Session";
  const root = document.documentElement;
  const teams = globalThis.microsoftTeams;
  let session = "";
  let signedInAt = 0;
  let ready = null;

  function dress(theme) {
    root.dataset.theme = theme === "dark" || theme === "contrast" ? theme : "light";
  }

  function inTime(promise, milliseconds) {
    const late = new Promise((_, no) => { setTimeout(() => no(new Error("late")), milliseconds); });
    return Promise.race([promise, late]);
  }

  function start() {
    ready ??= inTime(teams.app.initialize(root.dataset.hosts.split(" ").filter(Boolean)), 30000).then(async () => {
      teams.app.registerOnThemeChangeHandler(dress);
      const context = await inTime(teams.app.getContext(), 30000);
      dress(context.app.theme);
      teams.app.notifySuccess();
    });
    return ready;
  }

  function say(text) {
    const place = document.getElementById("signing-in");
    if (place) place.textContent = text;
  }

  async function signIn() {
    const here = location.pathname + location.search;
    if (parent === self) {
      say("This page is opened in Microsoft Teams, which says who you are: choose SIP Desk there, and then Overview.");
      return;
    }
    try {
      await start();
      const token = await inTime(teams.authentication.getAuthToken(), 60000);
      const answer = await fetch("/tab/session", { method: "POST", headers: { Authorization: `Bearer ${token}` } });
      if (!answer.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("app");
        document.getElementById("app").replaceWith(page);
        return;
      }
      session = (await answer.json()).session;
    } catch {
      say("SIP Desk could not sign you in with Teams. Please open this page in Microsoft Teams, or close the tab and open it again.");
      return;
    }
    if (Date.now() - signedInAt < 5000) {
      say("SIP Desk could not keep you signed in. Please close the tab and open it again.");
      return;
    }
    signedInAt = Date.now();
    await htmx.ajax("GET", here, { target: "#app", select: "#app", swap: "outerHTML" });
  }

  document.addEventListener("htmx:config:request", (event) => {
    if (session) event.detail.ctx.request.headers[HEADER] = session;
  });

  document.addEventListener("htmx:after:swap", (event) => {
    if (document.querySelector("#app[data-sign-in]")) {
      signIn();
    } else if (event.detail.ctx.select === "#app") {
      document.getElementById("title")?.focus();
      scrollTo(0, 0);
    }
    root.dataset.drawn = String(Number(root.dataset.drawn ?? 0) + 1);
  });

  if (document.querySelector("#app[data-sign-in]")) signIn();
  else start().catch(() => {});
})();

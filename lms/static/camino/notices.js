// Notices: one that is opened is read. Without this there is a button.
const list = document.querySelector("[data-notices]");
const headers = JSON.parse(document.body.getAttribute("hx-headers") || "{}");

const markRead = (event) => {
  const key = event.target.closest("[data-notice]")?.dataset.notice;
  if (!key) return;
  const body = new URLSearchParams({ key });
  fetch(list.dataset.notices, { method: "POST", headers, body, keepalive: true, redirect: "manual" }).catch(() => {});
};

for (const name of ["click", "auxclick"]) list?.addEventListener(name, markRead);

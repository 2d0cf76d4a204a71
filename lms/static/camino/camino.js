// Enhancements: every page works without them.

// Menus made of <details> close by Escape, by a tap elsewhere and when the focus leaves.
const openMenus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.addEventListener("focusin", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});

// What went wrong is read out first: the summary of a form's mistakes takes the focus.
const focusMistakes = (root) => root.querySelector("[data-focus]")?.focus();

// A request that htmx could not finish says so.
const trouble = (shown) => {
  const alert = document.getElementById("trouble");
  if (alert) alert.hidden = !shown;
};
for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"])
  document.addEventListener(name, () => trouble(true));
document.addEventListener("htmx:afterOnLoad", () => trouble(false));

// A browser may refuse to play, or the line may fail: its own controls show that.
const run = (media) => media.play().catch(() => {});

// Players: continue at the saved second, change between video, light video and sound without losing the place.
const play = (figure, media, link) => {
  const seconds = media.currentTime || Number(figure.dataset.start) || 0;
  const running = !media.paused;
  for (const other of figure.querySelectorAll("[data-source]")) other.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  media.src = link.href;
  if (seconds) media.addEventListener("loadedmetadata", () => (media.currentTime = seconds), { once: true });
  if (running) run(media);
};

// The second is kept at every stop and every ten seconds, so that another device goes on there.
const keepPosition = (figure, media) => {
  const headers = JSON.parse(document.body.getAttribute("hx-headers") || "{}");
  let kept = Number(figure.dataset.start) || 0;
  const keep = () => {
    const seconds = Math.floor(media.currentTime);
    if (seconds === kept) return;
    kept = seconds;
    const body = new URLSearchParams({ seconds: media.ended ? 0 : seconds });
    fetch(figure.dataset.save, { method: "POST", headers, body, keepalive: true }).catch(() => {});
  };
  for (const name of ["pause", "seeked", "ended"]) media.addEventListener(name, keep);
  media.addEventListener("timeupdate", () => Math.abs(media.currentTime - kept) >= 10 && keep());
  addEventListener("pagehide", keep);
};

const setUpPlayer = (figure) => {
  const media = figure.querySelector("video, audio");
  if (!media || figure.dataset.ready) return;
  figure.dataset.ready = "true";
  const start = Number(figure.dataset.start);
  if (start) media.addEventListener("loadedmetadata", () => (media.currentTime = start), { once: true });
  const links = figure.querySelectorAll("[data-source]");
  for (const link of links)
    link.addEventListener("click", (event) => {
      event.preventDefault();
      play(figure, media, link);
      run(media);
    });
  if (figure.dataset.save) keepPosition(figure, media);
  const light = figure.querySelector('[data-source="light"]');
  if (light && navigator.connection?.saveData) play(figure, media, light);
};

const setUp = (root) => {
  focusMistakes(root);
  for (const figure of root.querySelectorAll("[data-player]")) setUpPlayer(figure);
};
setUp(document);
document.addEventListener("htmx:load", (event) => event.detail.elt !== document.body && setUp(event.detail.elt));

// Terms open their meaning beside them; without a script, or in an older browser, they lead to the glossary.
const terms = document.getElementById("terms");

const placeNote = (note, link) => {
  const word = link.getBoundingClientRect();
  const { width, height, top: edge } = note.getBoundingClientRect();
  if (getComputedStyle(note).position === "fixed") {
    // On a phone it stands at the foot of the screen, and must not cover the word.
    if (word.bottom > edge - 8) scrollBy(0, word.bottom - edge + 8);
    return;
  }
  const start = document.dir === "rtl" ? word.right - width : word.left;
  const left = Math.max(8, Math.min(start, document.documentElement.clientWidth - width - 8));
  const below = word.bottom + 8 + height <= innerHeight || word.top < height;
  const top = below ? word.bottom + 8 : word.top - height - 8;
  note.style.setProperty("--term-left", `${left + scrollX}px`);
  note.style.setProperty("--term-top", `${top + scrollY}px`);
};

const openNote = (note, link, name) => {
  note.querySelector("#term-name").textContent = name.textContent;
  note.querySelector("#term-meaning").textContent = name.nextElementSibling.textContent;
  note.querySelector("a").href = link.href;
  note.showPopover({ source: link });
  placeNote(note, link);
};

if (terms && "showPopover" in HTMLElement.prototype) {
  const note = document.importNode(terms.content.querySelector("[popover]"), true);
  document.body.append(note);
  note.autofocus = true; // takes the focus when it opens, and gives it back
  note.querySelector("button").addEventListener("click", () => note.hidePopover());
  for (const link of document.querySelectorAll("a[data-term]")) {
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (note.matches(":popover-open")) note.hidePopover();
      openNote(note, link, terms.content.querySelector(`[data-key="${link.dataset.term}"]`));
    });
  }
}

// What folds is printed open, in browsers whose style sheets cannot see to it.
if (!CSS.supports("selector(::details-content)")) {
  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll(".main details:not([open])")];
    for (const part of unfolded) part.open = true;
  });
  addEventListener("afterprint", () => {
    for (const part of unfolded) part.open = false;
  });
}

// The outline of a course stands open where there is room for it beside the text.
if (matchMedia("(min-width: 64rem)").matches) {
  for (const outline of document.querySelectorAll("details[data-outline]")) outline.open = true;
}

// Enhancements of forms for writing: formatting, drafts, mentions, and a look for identifiers before anything is sent.
// Every one of these forms works without them.

const tools = document.getElementById("writing-tools");
const part = (form, selector) => form.querySelector(selector);
const headers = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}");

// --- Formatting -----------------------------------------------------------------------------------------------
const replaceSelection = (area, text, from, to) => {
  area.focus();
  const start = area.selectionStart;
  // The browser's own undo goes on working where it can be told of the change.
  if (!document.execCommand("insertText", false, text)) area.setRangeText(text, start, area.selectionEnd, "end");
  area.setSelectionRange(start + from, start + to);
  area.dispatchEvent(new Event("input", { bubbles: true }));
};

const around = (before, after) => (area, chosen) =>
  replaceSelection(area, before + chosen + after, before.length, before.length + chosen.length);

const everyLine = (mark) => (area, chosen) => {
  const begins = area.selectionStart === 0 || area.value[area.selectionStart - 1] === "\n";
  const lead = begins ? "" : "\n\n";
  const text = lead + chosen.split("\n").map((line) => mark + line).join("\n");
  replaceSelection(area, text, text.length, text.length);
};

const MARKS = {
  bold: around("**", "**"),
  list: everyLine("- "),
  quote: everyLine("> "),
  link: (area, chosen) => {
    const text = `[${chosen}](https://)`;
    replaceSelection(area, text, chosen ? text.length - 1 : 1, chosen ? text.length - 1 : 1);
  },
  code: (area, chosen) => (chosen.includes("\n") ? around("```\n", "\n```") : around("`", "`"))(area, chosen),
  table: (area) => {
    const begins = area.selectionStart === 0 ? "" : "\n\n";
    const text = `${begins}| A | B |\n|---|---|\n|  |  |\n`;
    replaceSelection(area, text, begins.length + 2, begins.length + 3);
  },
};

const setUpToolbar = (area, bar) => {
  const buttons = [...bar.querySelectorAll("button")];
  // One stop for the Tab key; arrows go from button to button, in the direction of the page.
  buttons.forEach((button, place) => (button.tabIndex = place ? -1 : 0));
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key] * (document.dir === "rtl" ? -1 : 1);
    if (!step) return;
    event.preventDefault();
    const next = buttons.at((buttons.indexOf(document.activeElement) + step) % buttons.length);
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next.focus();
  });
  for (const button of buttons)
    button.addEventListener("click", () =>
      MARKS[button.dataset.mark](area, area.value.slice(area.selectionStart, area.selectionEnd)),
    );
  area.before(bar);
};

// --- Drafts: on the server while there is a line, in the browser while there is none --------------------------
const keepDrafts = (form, area, state) => {
  const { activity = "", course = "", subject = "", cohort = "", thread = "", parent = "" } = form.dataset;
  if (!activity && !subject && !cohort) return;
  const where = { activity, course, subject, cohort, thread, parent };
  const place = ["camino-draft", tools.dataset.writer, ...Object.values(where)].join(" ");
  const value = (name) => part(form, `[name=${name}]`)?.value ?? "";
  const kinds = () => [...form.querySelectorAll("[name=kind]")];
  const words = () => ({
    key: value("key"),
    kind: kinds().find((choice) => choice.checked)?.value ?? "",
    title: value("title"),
    text: area.value,
    language: value("language"),
  });
  const say = (text) => (state.textContent = text);
  const local = {
    get: () => JSON.parse(localStorage.getItem(place) || "null"),
    set: (draft) => localStorage.setItem(place, JSON.stringify(draft)),
    forget: () => localStorage.removeItem(place),
  };
  let kept = JSON.stringify({ ...words(), ...("kept" in form.dataset ? {} : { text: "" }) });
  let timer;
  let isSending = false;
  let isLeaving = false; // then the next page may have been made before the words arrived: they stay here for it
  addEventListener("beforeunload", () => (isLeaving = true));
  addEventListener("pageshow", () => (isLeaving = false));

  const save = async () => {
    clearTimeout(timer);
    const draft = words();
    if (isSending || JSON.stringify(draft) === kept) return;
    const body = new URLSearchParams({ ...draft, ...where });
    try {
      const answer = await fetch(tools.dataset.drafts, { method: "POST", headers: headers(), body, keepalive: true });
      if (!answer.ok) throw new Error(answer.status);
      kept = JSON.stringify(draft);
      if (isLeaving) local.set(draft);
      else local.forget();
      say(state.dataset.saved);
    } catch {
      if (isSending) return;
      local.set(draft);
      say(state.dataset.offline);
    }
  };

  const restore = (draft) => {
    for (const name of ["key", "title", "language"]) {
      const field = part(form, `[name=${name}]`);
      if (field && draft[name]) field.value = draft[name];
    }
    for (const choice of kinds()) if (draft.kind) choice.checked = choice.value === draft.kind;
    area.value = draft.text;
    say(state.dataset.back);
    save();
  };

  // What stayed in this browser comes back, unless it was sent after all.
  const recall = async () => {
    const draft = local.get();
    if (!draft || draft.text === area.value) return local.forget();
    const answer = await fetch(`${tools.dataset.drafts}${draft.key}/`);
    if (!answer.ok) return;
    if ((await answer.json()).posted) local.forget();
    else if (!area.value || draft.key === value("key")) restore(draft);
  };
  if (local.get()) recall().catch(() => {});

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, 2500);
  });
  form.addEventListener("focusout", (event) => event.target === area && save());
  addEventListener("online", save);
  document.addEventListener("visibilitychange", () => document.hidden && save());
  // While a form is on its way its words stay here: a lost line loses nothing.
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    isSending = true;
    if (area.value.trim()) local.set(words());
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    isSending = false;
    if (event.detail.successful) local.forget();
  });
};

// --- Identifiers: pointed out before anything leaves the browser ------------------------------------------------
let loading;
const loadSearch = () =>
  (loading ??= Promise.all([import(tools.dataset.search), fetch(tools.dataset.patterns).then((answer) => answer.json())])
    .then(([module, patterns]) => module.searcher(patterns))
    .catch(() => (loading = null)));

const AROUND = 40; // characters shown on each side of a passage

const shown = (text, { label, start, end, passage }) => {
  const item = document.createElement("li");
  const kind = document.createElement("strong");
  kind.textContent = `${label}: `;
  const quote = document.createElement("q");
  quote.dir = "auto";
  const mark = document.createElement("mark");
  mark.textContent = passage;
  quote.append(text.slice(Math.max(0, start - AROUND), start), mark, text.slice(end, end + AROUND));
  const seen = Object.assign(document.createElement("input"), { type: "hidden", name: "seen", value: passage });
  item.append(kind, quote, seen);
  return item;
};

const pointOut = (form, area, panel) => {
  let search = null;
  form.addEventListener("focusin", async () => (search ??= await loadSearch()), { once: true });
  const stop = (event) => {
    const asked = event.submitter?.name;
    const isSend = !asked;
    if (!isSend || !search) return;
    const written = [part(form, "[name=title]")?.value ?? "", area.value];
    for (const alt of form.querySelectorAll('[name^="alt_"]')) written.push(alt.value);
    const text = written.join("\n").normalize("NFC");
    const found = search(text);
    panel.remove();
    if (!found.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    for (const older of form.querySelectorAll(".findings")) older.remove();
    panel.querySelector("ul").replaceChildren(...found.map((finding) => shown(text, finding)));
    form.prepend(panel);
    panel.focus();
  };
  // Before htmx and before the draft is told that the form is on its way.
  form.addEventListener("submit", stop, { capture: true });
};

// --- People: suggested after an @ -----------------------------------------------------------------------------
const TYPED = /(?:^|[\s(])@([^\s@[\]()][^@\n[\]()]{0,40})$/u;

const suggestPeople = (area, list) => {
  if (!tools.dataset.people) return;
  let asked = "";
  let timer;
  list.id = `${area.id}-people`;
  area.setAttribute("aria-controls", list.id);
  area.setAttribute("aria-autocomplete", "list");
  area.after(list);
  const options = () => [...list.children];
  const close = () => {
    list.hidden = true;
    list.replaceChildren();
    area.removeAttribute("aria-activedescendant");
  };
  const mark = (option) => {
    for (const other of options()) other.setAttribute("aria-selected", String(other === option));
    area.setAttribute("aria-activedescendant", option.id);
  };
  const choose = (option) => {
    const before = area.value.slice(0, area.selectionStart);
    const from = before.lastIndexOf("@");
    area.setSelectionRange(from, area.selectionStart);
    const text = `${option.dataset.mention} `;
    replaceSelection(area, text, text.length, text.length);
    close();
  };
  const show = (people) => {
    list.replaceChildren(
      ...people.map(({ name, mention }, place) => {
        const option = document.createElement("li");
        Object.assign(option, { id: `${list.id}-${place}`, textContent: name, dir: "auto" });
        option.setAttribute("role", "option");
        option.dataset.mention = mention;
        option.addEventListener("pointerdown", (event) => (event.preventDefault(), choose(option)));
        return option;
      }),
    );
    list.hidden = !people.length;
    if (people.length) mark(list.firstChild);
  };
  const ask = async (typed) => {
    asked = typed;
    const answer = await fetch(`${tools.dataset.people}?q=${encodeURIComponent(typed)}`);
    if (answer.ok && asked === typed) show((await answer.json()).people);
  };
  area.addEventListener("input", () => {
    clearTimeout(timer);
    const typed = TYPED.exec(area.value.slice(0, area.selectionStart))?.[1];
    if (!typed) return (asked = ""), close();
    timer = setTimeout(() => ask(typed).catch(close), 250);
  });
  area.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const place = options().findIndex((option) => option.getAttribute("aria-selected") === "true");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) mark(options().at((place + step) % options().length));
    else if (event.key === "Enter" || event.key === "Tab") choose(options()[place]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  area.addEventListener("blur", close);
};

const setUp = (form) => {
  const area = part(form, "textarea[name=text]");
  if (!area || form.dataset.ready) return;
  form.dataset.ready = "true";
  const [bar, state, people, panel] = document.importNode(tools.content, true).children;
  setUpToolbar(area, bar);
  area.after(state);
  pointOut(form, area, panel);
  keepDrafts(form, area, state);
  suggestPeople(area, people);
};

const setUpAll = (root) => {
  if (!tools) return;
  for (const form of root.querySelectorAll("form[data-writing]")) setUp(form);
};
setUpAll(document);
document.addEventListener("htmx:load", (event) => setUpAll(event.detail.elt.parentElement ?? document));

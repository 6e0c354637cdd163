"use strict";
// Filters, keys and copying. The page reads without it; it adds no text of its own to what was said.
(() => {
  const byId = (id) => document.getElementById(id);
  document.documentElement.classList.add("scripted");
  const form = byId("filters");
  const field = form.elements;
  const names = ["s", "p", "c", "v", "g", "q"];
  const talks = [...document.querySelectorAll("#list > details")];
  const texts = new WeakMap();
  const textOf = (talk) => {
    if (!texts.has(talk)) texts.set(talk, talk.textContent.toLowerCase());
    return texts.get(talk);
  };
  let current = null;

  const apply = (remember = true) => {
    const wanted = names.slice(0, 5).filter((name) => field[name].value !== "");
    const words = field.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const talk of talks) {
      const fits =
        wanted.every((name) => talk.dataset[name] === field[name].value) &&
        (words.length === 0 || words.every((word) => textOf(talk).includes(word)));
      talk.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    const filtered = wanted.length + words.length > 0;
    byId("status").textContent = filtered
      ? `${shown.toLocaleString("en")} of ${talks.length.toLocaleString("en")} shown`
      : `${talks.length.toLocaleString("en")} shown`;
    byId("clear").hidden = !filtered;
    byId("none").hidden = shown > 0 || talks.length === 0;
    if (remember) {
      const state = new URLSearchParams(names.filter((name) => field[name].value).map((name) => [name, field[name].value]));
      try {
        history.replaceState(null, "", filtered ? `#?${state}` : location.pathname + location.search);
      } catch {
        // Some browsers keep no history of files; the filter works all the same.
      }
    }
  };

  const set = (values) => {
    for (const name of names) field[name].value = values[name] ?? "";
    apply();
  };

  const fromAddress = () => {
    if (location.hash.startsWith("#?")) {
      const state = new URLSearchParams(location.hash.slice(2));
      for (const name of names) field[name].value = state.get(name) ?? "";
      apply(false);
    } else if (location.hash.length > 1) {
      let named = "";
      try {
        named = decodeURIComponent(location.hash.slice(1));
      } catch {
        return;
      }
      const talk = byId(named)?.closest("#list > details");
      if (!talk) return;
      if (talk.hidden) set({});
      talk.open = true;
      go(talk);
    }
  };

  const go = (talk) => {
    current = talk;
    const summary = talk.querySelector("summary");
    summary.focus({ preventScroll: true });
    talk.scrollIntoView({ block: "start" });
  };

  const step = (by) => {
    const shown = talks.filter((talk) => !talk.hidden);
    if (shown.length === 0) return;
    const held = document.activeElement?.closest("#list > details") ?? current;
    const at = shown.indexOf(held);
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(shown.length - 1, Math.max(0, at + by));
    go(shown[next]);
  };

  const copy = async (command, button) => {
    try {
      await navigator.clipboard.writeText(command.dataset.line);
    } catch {
      const range = document.createRange();
      range.selectNodeContents(command.firstChild);
      const selection = getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      document.execCommand("copy");
    }
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 1500);
  };

  const addCopy = (command) => {
    if (command.dataset.line) return;
    command.dataset.line = command.textContent;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.setAttribute("aria-label", `Copy: ${command.dataset.line}`);
    button.addEventListener("click", () => copy(command, button));
    command.append(button);
  };

  document.querySelectorAll("#why .cmd").forEach(addCopy);
  byId("list").addEventListener(
    "toggle",
    (event) => {
      if (event.target.matches("#list > details[open]")) addCopy(event.target.querySelector(".cmd"));
    },
    true,
  );

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-s], a[data-p], a[data-g]");
    if (!link) return;
    event.preventDefault();
    set(link.dataset);
    byId("talks").scrollIntoView();
    (talks.find((talk) => !talk.hidden)?.querySelector("summary") ?? field.q).focus({ preventScroll: true });
  });

  let typing = 0;
  form.addEventListener("input", (event) => {
    clearTimeout(typing);
    if (event.target === field.q) typing = setTimeout(apply, 120);
    else apply();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(typing);
    apply();
  });
  byId("clear").addEventListener("click", () => {
    set({});
    field.q.focus();
  });
  byId("keys").addEventListener("click", () => byId("help").showModal());
  addEventListener("hashchange", fromAddress);

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    "/": () => {
      field.q.focus();
      field.q.select();
      form.scrollIntoView({ block: "nearest" });
    },
    "?": () => byId("help").showModal(),
    c: () => {
      const talk = document.activeElement?.closest("#list > details") ?? current;
      if (!talk) return;
      talk.open = true;
      const command = talk.querySelector(".cmd");
      addCopy(command);
      copy(command, command.querySelector("button"));
    },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
    if (event.key === "Escape") {
      if (document.activeElement === field.q) field.q.blur();
      else set({});
      return;
    }
    if (event.target.closest("input, select, textarea")) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  apply(false);
  fromAddress();
})();

"use strict";
// Filters and keys for the table of tools. The page reads without it; it adds no text of what servers wrote.
(() => {
  const byId = (id) => document.getElementById(id);
  document.documentElement.classList.add("scripted");

  // A link to a tool, or to a piece of evidence in it, opens what it leads to.
  const reveal = () => {
    const named = byId(location.hash.slice(1));
    if (!named) return;
    for (let one = named.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
    named.scrollIntoView({ block: "start" });
    named.querySelector?.(":scope > summary")?.focus({ preventScroll: true });
  };
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => {
    document.querySelectorAll("details.t:not(.allow), details.t:not(.allow) details").forEach((one) => (one.open = true));
  });

  const form = byId("filters");
  if (!form) {
    reveal();
    return;
  }
  const field = form.elements;
  const rows = [...byId("rows").rows];
  const texts = rows.map((row) => row.textContent.toLowerCase());

  const apply = () => {
    const words = field.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, at) => {
      const fits =
        (!field.v.value || row.dataset.v === field.v.value) &&
        (!field.s.value || row.dataset.s === field.s.value) &&
        words.every((word) => texts[at].includes(word));
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    const filtered = Boolean(field.v.value || field.s.value || words.length);
    byId("status").textContent = filtered ? `${shown} of ${rows.length} shown` : `${rows.length} shown`;
    byId("clear").hidden = !filtered;
    byId("none").hidden = shown > 0;
  };

  const clear = () => {
    form.reset();
    apply();
  };

  const step = (by) => {
    const shown = rows.filter((row) => !row.hidden);
    if (shown.length === 0) return;
    const at = shown.indexOf(document.activeElement?.closest("tr"));
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(shown.length - 1, Math.max(0, at + by));
    shown[next].querySelector("a").focus();
  };

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
    clear();
    field.q.focus();
  });
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    "/": () => {
      field.q.focus();
      field.q.select();
    },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      if (document.activeElement === field.q && field.q.value === "") field.q.blur();
      clear();
      return;
    }
    if (event.target.closest("input, select, textarea")) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  apply();
  reveal();
})();

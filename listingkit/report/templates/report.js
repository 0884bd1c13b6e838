"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const all = (query, root = document) => [...root.querySelectorAll(query)];
  const data = JSON.parse($("data").textContent);
  const byPhoto = new Map();
  const findings = all("#groups li[data-code]");
  const rows = all("#coverage tr[data-model]");
  const cards = all(".card.product");
  const fields = ["model", "colour", "severity", "code"];
  for (const each of all(".scripted, .tools, #filters")) each.hidden = false;

  // --- pictures: made when they come near the window, from what the page carries
  const picture = (at) => "data:image/jpeg;base64," + data.thumbs[at];
  const fill = (img) => { if (!img.src) img.src = picture(img.dataset.at); };
  const watcher = new IntersectionObserver((seen) => {
    for (const one of seen) if (one.isIntersecting) { fill(one.target); watcher.unobserve(one.target); }
  }, { rootMargin: "600px" });
  const shotOf = (at, name, mark) => {
    const button = document.createElement("button");
    button.type = "button"; button.className = "shot"; button.dataset.at = at; button.title = name;
    const img = document.createElement("img");
    img.alt = name; img.dataset.at = at; watcher.observe(img);
    button.append(img);
    if (mark) { const note = document.createElement("span"); note.className = "mark"; note.textContent = mark; button.append(note); }
    return button;
  };
  const dress = (cell) => {
    const mark = cell.textContent.trim();
    cell.textContent = "";
    cell.append(shotOf(cell.dataset.photo, cell.dataset.name, mark));
  };
  // A card's pictures are laid out when the card comes near: 3,000 buttons at once would hold up the page.
  const cardWatcher = new IntersectionObserver((seen) => {
    for (const one of seen) if (one.isIntersecting) { all("td[data-photo]", one.target).forEach(dress); cardWatcher.unobserve(one.target); }
  }, { rootMargin: "900px" });
  for (const card of all("#coverage .card")) cardWatcher.observe(card);
  for (const cell of all("td[data-photo]")) byPhoto.set(cell.dataset.photo, cell.dataset.name);
  for (const img of all("#products .pictures img")) img.addEventListener("error", () => {
    // Sent without the folder beside it, the page has no finished images, but most of the photos they were made of.
    if (img.dataset.of) { img.src = picture(img.dataset.of); img.closest("a").removeAttribute("href"); return; }
    const blank = document.createElement("div"); blank.className = "blank"; blank.textContent = "not beside this page";
    (img.closest("a") || img).replaceWith(blank);
  }, { once: true });

  // --- filters
  const state = { q: "", by: "rule" };
  for (const field of fields) state[field] = "";
  const options = {
    model: cards.map((each) => each.dataset.model),
    colour: rows.map((each) => each.dataset.colour),
    severity: ["error", "warning", "info"].filter((each) => findings.some((one) => one.dataset.severity === each)),
    code: findings.map((each) => each.dataset.code),
  };
  const every = { model: "All models", colour: "All colours", severity: "All severities", code: "All codes" };
  for (const field of fields) {
    const values = [...new Set(options[field])].filter(Boolean);
    if (field !== "severity") values.sort((one, two) => one.localeCompare(two, "en", { numeric: true }));
    $(field).append(new Option(every[field], ""), ...values.map((each) => new Option(each, each)));
    $(field).hidden = !values.length;
  }
  const words = () => state.q.toLowerCase().split(/\s+/).filter(Boolean);
  const says = (element, wanted) => { const text = element.textContent.toLowerCase() + " " + (element.dataset.model || "").toLowerCase(); return wanted.every((word) => text.includes(word)); };
  const apply = () => {
    const wanted = words();
    const narrowed = state.severity || state.code;
    let shown = 0;
    for (const one of findings) {
      one.hidden = fields.some((field) => state[field] && one.dataset[field] !== state[field]) || !says(one, wanted);
      shown += !one.hidden;
    }
    const active = wanted.length || fields.some((field) => state[field]);
    for (const group of all("#groups > details")) {
      const left = all("li[data-code]", group).filter((each) => !each.hidden).length;
      group.hidden = !left;
      const number = group.querySelector("summary .number");
      if (!number.dataset.whole) number.dataset.whole = number.textContent;
      number.textContent = active ? left.toLocaleString("en") : number.dataset.whole;
      for (const rest of all(".rest", group)) rest.hidden = Boolean(active);
      if (active && left) group.open = true;
    }
    for (const row of rows) row.hidden = Boolean(state.colour && row.dataset.colour !== state.colour);
    let products = 0;
    for (const card of cards) {
      const own = all("tr[data-model]", card);
      const bySeverity = narrowed && !findings.some((each) => !each.hidden && each.dataset.model === card.dataset.model);
      card.hidden = Boolean((state.model && card.dataset.model !== state.model) || (own.length && own.every((each) => each.hidden)) || !says(card, wanted) || bySeverity);
      products += !card.hidden && card.id !== "";
    }
    const none = all(".none");
    none[0].hidden = Boolean(shown || !findings.length); none[1].hidden = Boolean(products || !cards.length);
    $("told").textContent = active ? `${shown.toLocaleString("en")} of ${findings.length.toLocaleString("en")} findings, ${products.toLocaleString("en")} product${products === 1 ? "" : "s"}` : "";
    remember();
  };
  const remember = () => {
    const kept = new URLSearchParams();
    for (const key of ["q", ...fields]) if (state[key]) kept.set(key, state[key]);
    if (state.by !== "rule") kept.set("by", state.by);
    const hash = kept.toString();
    if (hash || location.hash.includes("=")) history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search);
  };
  const recall = () => {
    if (!location.hash.includes("=")) return;
    const kept = new URLSearchParams(location.hash.slice(1));
    for (const key of ["q", "by", ...fields]) state[key] = kept.get(key) || (key === "by" ? "rule" : "");
    show();
  };
  const show = () => {
    for (const key of ["q", ...fields]) $(key).value = state[key];
    for (const key of fields) if ($(key).selectedIndex < 0) { state[key] = ""; $(key).value = ""; }
    if ($("by")) { $("by").value = state.by; regroup(); }
    apply();
  };
  const clear = () => { for (const key of ["q", ...fields]) state[key] = ""; show(); $("q").focus(); };
  let later;
  $("q").addEventListener("input", () => { clearTimeout(later); later = setTimeout(() => { state.q = $("q").value; apply(); }, 120); });
  for (const field of fields) $(field).addEventListener("change", () => { state[field] = $(field).value; apply(); });
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("clear").addEventListener("click", clear);
  window.addEventListener("hashchange", recall);

  // --- groups of findings
  const rules = all("#groups > details").map((group) => [group, all("li", group)]);
  const rank = { error: 0, warning: 1, info: 2 };
  const regroup = () => {
    if (!$("by")) return;
    for (const [group, items] of rules) group.querySelector("ul").append(...items);
    if (state.by === "rule") { $("groups").replaceChildren(...rules.map(([group]) => group)); return; }
    const made = new Map();
    for (const one of findings) {
      const key = one.dataset[state.by] || "the whole shop";
      if (!made.has(key)) made.set(key, []);
      made.get(key).push(one);
    }
    const keys = [...made.keys()].sort((one, two) => state.by === "severity" ? rank[one] - rank[two] : one.localeCompare(two, "en", { numeric: true }));
    $("groups").replaceChildren(...keys.map((key) => {
      const group = document.createElement("details"); group.className = "group"; group.open = true;
      const summary = document.createElement("summary"), name = document.createElement("b"), number = document.createElement("span");
      name.textContent = key; number.className = "number"; number.textContent = made.get(key).length.toLocaleString("en");
      if (state.by === "severity") name.className = key;
      summary.append(name, " (", number, ")");
      const list = document.createElement("ul"); list.append(...made.get(key));
      group.append(summary, list);
      return group;
    }));
  };
  if ($("by")) $("by").addEventListener("change", () => { state.by = $("by").value; regroup(); apply(); });

  // --- side by side
  const lines = rows.filter((row) => row.querySelector("td[data-photo]"));
  const models = [...new Set(lines.map((row) => row.dataset.model))];
  const shotsOf = (model) => [...new Set(lines.filter((row) => row.dataset.model === model).flatMap((row) => all("td[data-photo]", row).map((cell) => cell.dataset.name.split(" ").pop())))];
  const contact = () => {
    const model = $("side-model").value, shot = $("side-shot").value;
    $("contact").replaceChildren(...lines.filter((row) => row.dataset.model === model).flatMap((row) => all("td[data-photo]", row).filter((cell) => cell.dataset.name.split(" ").pop() === shot).map((cell) => {
      const figure = document.createElement("figure"), caption = document.createElement("figcaption");
      const label = row.querySelector("th .dim");
      caption.textContent = label ? label.textContent : cell.dataset.name;
      figure.append(shotOf(cell.dataset.photo, cell.dataset.name), caption);
      return figure;
    })));
  };
  if (models.length) {
    $("side-model").append(...models.map((each) => new Option(each, each)));
    const shots = () => { const before = $("side-shot").value; const has = shotsOf($("side-model").value); $("side-shot").replaceChildren(...has.map((each) => new Option(each, each))); if (has.includes(before)) $("side-shot").value = before; contact(); };
    $("side-model").addEventListener("change", shots); $("side-shot").addEventListener("change", contact); shots();
  } else { for (const each of all("#side, nav .scripted")) each.hidden = true; }

  // --- one photo, large
  let at = 0, queue = [];
  const visible = () => [...new Set(all("[data-photo], .shot[data-at]").filter((each) => each.checkVisibility ? each.checkVisibility() : each.offsetParent).map((each) => each.dataset.photo ?? each.dataset.at))];
  const turn = (step) => { at = (at + step + queue.length) % queue.length; paint(); };
  const paint = () => {
    const photo = queue[at], img = $("large");
    const path = decodeURIComponent(data.paths[photo]).replace(/^\.\.\//, "");
    img.onerror = () => { img.onerror = null; img.src = picture(photo); };
    img.src = data.paths[photo]; img.alt = byPhoto.get(photo) || path;
    $("caption").textContent = `${path} (${at + 1} of ${queue.length})`;
    $("about").replaceChildren(...findings.filter((each) => each.dataset.photo === photo).map((each) => {
      const item = document.createElement("li"); item.textContent = `${each.dataset.code}: ${each.firstChild.textContent.trim()}`; return item;
    }));
  };
  const open = (photo) => { queue = visible(); at = queue.indexOf(photo); if (at < 0) { queue = [photo]; at = 0; } paint(); $("box").showModal(); };
  document.addEventListener("click", (event) => {
    const shot = event.target.closest(".shot, .look");
    if (shot) open(shot.dataset.at);
  });
  for (const one of findings.filter((each) => each.dataset.photo)) {
    const img = one.querySelector(".exhibit img");
    if (!img) continue;
    const button = document.createElement("button");
    button.type = "button"; button.className = "look"; button.dataset.at = one.dataset.photo; button.title = "Large";
    img.replaceWith(button); button.append(img);
  }
  $("earlier").addEventListener("click", () => turn(-1)); $("later").addEventListener("click", () => turn(1));
  $("shut").addEventListener("click", () => $("box").close()); $("help-shut").addEventListener("click", () => $("help").close());
  for (const box of all("dialog")) box.addEventListener("click", (event) => { if (event.target === box) box.close(); });

  // --- keys, light and dark, paper
  const root = document.documentElement;
  const dark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const store = (value) => { try { if (value) localStorage.setItem("listingkit-theme", value); return localStorage.getItem("listingkit-theme"); } catch { return null; } };
  const theme = () => { root.dataset.theme = dark() ? "light" : "dark"; store(root.dataset.theme); };
  if (store()) root.dataset.theme = store();
  $("theme").addEventListener("click", theme); $("keys").addEventListener("click", () => $("help").showModal());
  let here = -1;
  const step = (by) => {
    const list = all("#groups li[data-code]").filter((each) => !each.hidden && !each.closest("details").hidden);
    if (!list.length) return;
    for (const each of all(".here")) each.classList.remove("here");
    here = (here + by + list.length) % list.length;
    const one = list[here];
    one.closest("details").open = true; one.classList.add("here"); one.tabIndex = -1; one.focus(); one.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if ($("box").open) { if (event.key === "ArrowLeft") turn(-1); if (event.key === "ArrowRight") turn(1); return; }
    if (event.target.matches("input, select, textarea")) { if (event.key === "Escape") event.target.blur(); return; }
    const one = event.target.closest("#groups li[data-photo]");
    const does = { "/": () => $("q").focus(), j: () => step(1), k: () => step(here < 0 ? 0 : -1), c: clear, d: theme, "?": () => $("help").showModal() }[event.key];
    if (event.key === "Enter" && one && event.target === one) { event.preventDefault(); open(one.dataset.photo); }
    else if (does && !document.querySelector("dialog[open]")) { event.preventDefault(); does(); }
  });
  window.addEventListener("beforeprint", () => {
    all("td[data-photo]").filter((each) => !each.querySelector("img")).forEach(dress);
    all("img[data-at]").forEach(fill);
    for (const each of all(".group, .offer")) each.open = true;
  });
  recall();
})();

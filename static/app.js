// Everything works without this file; with it, less is typed and nothing typed is lost.
"use strict";

const each = (selector, act, root = document) => root.querySelectorAll(selector).forEach(act);

// A slow link tempts to press twice; the server counts a form once anyway.
each("form[method=post]", (form) => {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sending) { event.preventDefault(); return; }
    form.dataset.sending = "yes";
    setTimeout(() => delete form.dataset.sending, 8000);
  });
});
each("form[data-go-on]", (form) => form.requestSubmit());
window.addEventListener("pageshow", () => each("form[data-sending]", (form) => delete form.dataset.sending));

// Work that takes seconds says so while it lasts.
each("form[data-busy]", (form) => {
  form.addEventListener("submit", () => { form.querySelector("[data-busy-note]").hidden = false; });
});

// Days and times are typed as people write them, and stand in full when the field is left; common/typed.py reads them too.
const pad = (number) => String(number).padStart(2, "0");
const theDay = (year, month, day) => {
  const date = new Date(0);
  date.setUTCHours(0, 0, 0, 0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCDate() === Number(day) && date.getUTCMonth() === month - 1 ? date : null;
};
const fromIso = (text) => new Date(`${text}T00:00:00Z`);
const iso = (date) => date.toISOString().slice(0, 10);
const inFull = (date) => iso(date).split("-").reverse().join("/");
const numbersIn = (text) => {
  const plain = text.normalize("NFC").toLowerCase().replace(/(?<!\p{L})(ngày|mùng|mồng|tháng|năm)(?!\p{L})/gu, " ").replace(/\s+/g, " ");
  const bare = plain.replace(/^[ .,]+|[ .,]+$/g, "");
  const run = /^(\d\d)((?:19|20)\d\d)$/.exec(bare) || /^(\d\d)(\d\d)(\d{4}|\d\d)$/.exec(bare);
  const parts = run ? run.slice(1) : bare.split(/ ?[/.,\-–] ?| /);
  if (!parts.every((part) => /^\d+$/.test(part))) return [];
  return parts[0].length === 4 ? parts.reverse() : parts;
};
const readDay = (text, { day: kind, near, coming, after } = {}, form) => {
  const [day, month, year, ...more] = numbersIn(text);
  const today = fromIso(document.body.dataset.today);
  const start = form && form.elements[after] && form.elements[after].value;
  const middle = (start && readDay(start, form.elements[after].dataset, form)) || (near ? fromIso(near) : today);
  if (!month || day.length > 2 || month.length > 2 || more.length) return null;
  if (year) {
    if (year.length !== 2 && year.length !== 4) return null;
    const latest = kind === "past" || kind === "partial" ? today.getUTCFullYear() : middle.getUTCFullYear() + 10;
    return theDay(year.length === 4 ? Number(year) : latest - ((latest - Number(year)) % 100), month, day);
  }
  if (kind === "partial") return null;
  const around = [-1, 0, 1].map((by) => theDay(middle.getUTCFullYear() + by, month, day));
  const fitting = around.filter((date) => date && !(kind === "past" && date > today) && !(coming !== undefined && date < middle));
  return fitting.sort((one, other) => Math.abs(one - middle) - Math.abs(other - middle))[0] || null;
};
const readTime = (text) => {
  const plain = text.normalize("NFC").toLowerCase().trim().replace(/\s+/g, " ").replace(/([.:,]\d\d) ?h$/, "$1");
  const found = /^(\d{1,2})(?: ?(?:h:|[:.,;-]|h|g|giờ| ) ?(\d\d)(?: ?(?:phút|ph?|'|:00))?| ?(?:h|g|giờ))?$/.exec(plain) || /^(\d{1,2})(\d\d)$/.exec(plain);
  return found && found[1] < 24 && (found[2] || 0) < 60 ? `${pad(found[1])}:${pad(found[2] || 0)}` : null;
};
const whole = (field) => {
  if (field.matches("[data-clock]")) return readTime(field.value);
  const date = readDay(field.value, field.dataset, field.form);
  return date && inFull(date);
};
document.addEventListener("change", (event) => {
  const field = event.target, pick = field.closest(".pick");
  const text = pick ? pick.querySelector("[data-day], [data-clock]") : field;
  if (!text.matches("[data-day], [data-clock]")) return;
  const full = field === text ? whole(field) : field.type === "date" && field.value ? inFull(fromIso(field.value)) : field.value;
  if (full === null) return;
  if (full !== text.value) { text.value = full; text.dispatchEvent(new Event("input", { bubbles: true })); }
  if (pick) pick.querySelector(".icon input").value = full.split("/").reverse().join("-");
});

// Where fingers type, the phone's own calendar and clock stand beside the field.
if (matchMedia("(pointer: coarse)").matches) {
  each("input[data-day], input[data-clock]", (text) => {
    const pick = document.createElement("span"), icon = document.createElement("span"), picker = document.createElement("input");
    const clock = text.matches("[data-clock]");
    pick.className = "pick";
    icon.className = clock ? "icon clock" : "icon";
    picker.type = clock ? "time" : "date";
    picker.setAttribute("aria-label", document.body.dataset[clock ? "pickTime" : "pickDay"]);
    picker.value = (whole(text) || "").split("/").reverse().join("-");
    text.replaceWith(pick);
    icon.append(picker);
    pick.append(text, icon);
  });
}

// A name typed in any spelling finds those of a list, as common/text.py does, and stands in full when the field is left.
const LATER = { oà: "òa", oá: "óa", oả: "ỏa", oã: "õa", oạ: "ọa", oè: "òe", oé: "óe", oẻ: "ỏe", oẽ: "õe", oẹ: "ọe", uỳ: "ùy", uý: "úy", uỷ: "ủy", uỹ: "ũy", uỵ: "ụy" };
const toneKey = (text) => {
  const plain = text.normalize("NFC").toLowerCase().replace(/ð/g, "đ").trim().replace(/\s+/g, " ");
  return plain.replace(/(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\p{L})/gu, (end) => LATER[end]);
};
const searchKey = (text) => toneKey(text).replace(/đ/g, "d").normalize("NFD").replace(/\p{M}/gu, "");
const spelled = (field, fits) => {
  const key = searchKey(field.value) === toneKey(field.value) ? searchKey : toneKey;
  return [...field.list.options].filter((option) => field.value.trim() && fits(key(option.value), key(field.value)));
};
document.addEventListener("input", ({ target: field }) => {
  if (!field.list) return;
  const found = spelled(field, (name, words) => words.split(" ").every((word) => name.includes(word)));
  // Browsers offer what holds the very letters typed; what is found in another spelling repeats them.
  for (const option of field.list.options) {
    const offered = option.value.toLowerCase().includes(field.value.toLowerCase());
    option.label = found.includes(option) && !offered ? `${option.value} · ${field.value}` : option.value;
  }
});
document.addEventListener("change", ({ target: field }) => {
  const found = field.list ? spelled(field, (name, words) => name === words) : [];
  if (found.length === 1) field.value = found[0].value;
});

// "All present", then the exceptions.
each("[data-check-all]", (button) => {
  button.addEventListener("click", (event) => {
    event.preventDefault();
    each(".choice", (group) => {
      const radio = group.querySelector(`input[value="${button.dataset.checkAll}"]`);
      if (radio && !group.querySelector("input:checked") && !group.hasAttribute("data-not-expected")) radio.checked = true;
    }, button.form);
    button.form.dispatchEvent(new Event("input", { bubbles: true }));
  });
});

// The counts of the roll, as it stands on the page.
each("[data-roll]", (roll) => {
  const form = roll.closest("form"), number = (selector) => roll.querySelectorAll(selector).length;
  const count = () => each("[data-count]", (place) => {
    const { count: what } = place.dataset;
    if (what === "none") place.textContent = number(".choice") - number("input[type=radio]:checked");
    else if (what === "spoke") place.textContent = [...roll.querySelectorAll("li")].filter((row) => row.querySelector("[value=present]:checked") && row.querySelector("[type=checkbox]:checked")).length;
    else place.textContent = number(`input[type=radio][value="${what}"]:checked`);
  }, form);
  form.addEventListener("input", count);
  count();
});

// One more empty row of the same kind.
each("[data-add-row]", (button) => {
  button.hidden = false;
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const rows = document.getElementById(button.dataset.addRow);
    const number = rows.children.length;
    const last = rows.lastElementChild.cloneNode(true);
    each("input, select, textarea, label", (part) => {
      for (const name of ["name", "id", "for", "aria-describedby"]) {
        const value = part.getAttribute(name);
        if (value) part.setAttribute(name, value.replace(/-new\d+-/, `-new${number}-`));
      }
      if (part.matches("input:not([type=hidden]), textarea")) part.value = "";
      part.removeAttribute("aria-invalid");
    }, last);
    each(".errorlist", (list) => list.remove(), last);
    rows.append(last);
    last.querySelector("input, textarea").focus();
  });
});

// Points add up while they are typed: sum, band as the sheet rules, and a field for the reason only where one is needed.
const number = (text) => (text.trim() === "" ? null : Number(text.replace(",", ".")));
const asPoints = (value) => String(Math.round(value * 100) / 100).replace(".", document.documentElement.lang === "vi" ? "," : ".");
each("[data-score]", (sheet) => {
  const place = document.querySelector("[data-total]"), band = document.querySelector("[data-band]");
  const rows = [...sheet.querySelectorAll("[data-most]")].map((row) => ({
    row, field: row.querySelector("[data-points]"), note: row.querySelector(".why"), most: Number(row.dataset.most),
    expected: Number(row.dataset.expected), gates: row.dataset.gates.split(" ").filter(Boolean).map(Number),
  }));
  const bands = (sheet.dataset.bands || "").split(";").map((one) => one.split("|"));
  const judge = () => {
    let sum = 0, most = 0, fallen = 0;
    const given = rows.map(({ field }) => number(field.value));
    rows.forEach((one, at) => { sum += given[at]; most += one.most; });
    const whole = given.includes(null) || given.some(Number.isNaN) ? null : Math.round(sheet.hasAttribute("data-rescaled") ? (sum * 1e4) / most : (sum + 100 - most) * 100) / 100;
    const earned = whole === null ? -1 : bands.findIndex(([least]) => whole >= Number(least));
    rows.forEach((one, at) => { if (given[at] < one.most) one.gates.forEach((gate) => { if (earned <= gate) fallen = Math.max(fallen, Math.min(gate + 1, bands.length - 1)); }); });
    const [, word, tone] = bands[Math.max(earned, fallen)] || [];
    place.textContent = whole === null ? "–" : asPoints(whole);
    band.hidden = whole === null;
    band.textContent = word;
    band.className = `badge ${tone}`;
  };
  const show = () => {
    rows.forEach(({ row, field, note, expected }) => {
      const points = number(field.value);
      note.classList.toggle("spare", (points === null || points === expected) && !note.querySelector("[maxlength]").value && !note.querySelector(".errorlist"));
      each("[data-give]", (button) => button.setAttribute("aria-pressed", Number(button.dataset.give) === points), row);
    });
    if (rows.length) judge();
    else place.textContent = asPoints([...sheet.querySelectorAll("[data-points]")].reduce((sum, field) => sum + (number(field.value) || 0), 0));
  };
  const write = (field, value) => { field.value = asPoints(value); field.dispatchEvent(new Event("input", { bubbles: true })); };
  each("[data-buttons]", (buttons) => { buttons.hidden = false; }, sheet);
  rows.forEach(({ row, field, most }) => row.addEventListener("click", ({ target }) => {
    const { give, add } = target.dataset, points = number(field.value);
    if (give) write(field, Number(give));
    else if (add) write(field, Math.min(most, Math.max(0, (points === null ? most : points) + Number(add))));
  }));
  each("[data-full-marks]", (button) => button.addEventListener("click", (event) => {
    event.preventDefault();
    rows.forEach(({ field, most }) => { if (number(field.value) === null) write(field, most); });
  }));
  sheet.addEventListener("input", show);
  show();
});

// A draft saves itself: on the server while signed in and online, always on this device as well.
each("form[data-draft]", (form) => {
  const state = document.querySelector("[data-draft-state]");
  const key = `draft ${document.body.dataset.user} ${location.pathname}`;
  const say = (word) => { state.textContent = state.dataset[word]; };
  const typed = () => new URLSearchParams([...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "form_key"].includes(name)));
  const saved = typed().toString();
  let timer, changed = false;

  const copy = (name) => JSON.parse(localStorage.getItem(name) || "null");
  // A copy is dropped only when the server says that this very form was saved: that of the step before.
  if (form.dataset.draft) Object.keys(localStorage).filter((name) => name.startsWith("draft ") && copy(name).key === form.dataset.draft).forEach((name) => localStorage.removeItem(name));
  const kept = copy(key), offer = document.querySelector("[data-kept]");
  if (kept && kept.typed !== saved) {
    offer.hidden = false;
    offer.querySelector("[data-restore]").addEventListener("click", () => {
      const values = new URLSearchParams(kept.typed);
      each("input, select, textarea", (field) => {
        if (!field.name || field.type === "hidden") return;
        if (field.type === "radio" || field.type === "checkbox") field.checked = values.getAll(field.name).includes(field.value);
        else if (values.has(field.name)) field.value = values.get(field.name);
      }, form);
      offer.hidden = true;
      form.dispatchEvent(new Event("input", { bubbles: true }));
    });
    offer.querySelector("[data-forget]").addEventListener("click", () => { localStorage.removeItem(key); offer.hidden = true; });
  } else localStorage.removeItem(key);

  const send = async () => {
    clearTimeout(timer);
    if (!changed) return;
    changed = false;
    say("saving");
    try {
      const answer = await fetch(form.dataset.draftUrl, {
        method: "POST", body: new URLSearchParams([...new FormData(form)]), headers: { "X-Requested-With": "fetch" },
        keepalive: document.hidden,  // browsers send no more than 64 KB so: only when the page may be going
      });
      if (answer.status === 409) state.textContent = (await answer.json()).refused;
      else say(answer.ok ? "saved" : answer.status === 401 ? "signedOut" : "onDevice");
      if (!answer.ok) changed = true;
    } catch { changed = true; say("failed"); }
  };
  form.addEventListener("input", () => {
    changed = true;
    try { localStorage.setItem(key, JSON.stringify({ key: form.elements.form_key.value, typed: typed().toString() })); } catch { /* full: the server copy remains */ }
    clearTimeout(timer);
    timer = setTimeout(send, 2000);
  });
  // Who leaves by the list of steps has what was typed saved first.
  each("[data-go]", (link) => link.addEventListener("click", (event) => {
    if (typed().toString() === saved || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const go = document.createElement("input");
    Object.assign(go, { type: "hidden", name: "go", value: link.dataset.go });
    form.append(go);
    form.requestSubmit(form.elements.save);
  }));
  // What is being saved is no draft any more: sent behind the form, it would come back as text not saved.
  form.addEventListener("submit", (event) => {
    if (event.submitter && event.submitter.hasAttribute("formaction")) send();
    else { clearTimeout(timer); changed = false; }
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) send(); });
  // On a slow link people type before this script has come: that counts as well.
  const texts = [...form.querySelectorAll("textarea, input[type=text]")];
  if (texts.some((field) => field.value !== field.defaultValue)) form.dispatchEvent(new Event("input", { bubbles: true }));
});

// By keyboard alone: what was written on paper is typed in minutes.
each("form[data-draft], form[data-step]", (form) => {
  const marks = { c: "present", p: "present", v: "excused", k: "unexcused" };
  const roll = form.querySelector("[data-roll]"), rows = roll ? [...roll.querySelectorAll("li:has(summary)")] : [];
  each("[data-keys]", (help) => { help.hidden = false; });

  // Where Enter stops: every field that shows, of a choice the chosen answer or else the first one, of the roll its rows.
  const stops = () => {
    const found = new Map();
    each("input:not([type=hidden]), select, textarea, summary", (field) => {
      const name = field.name || field.id;
      if (name && !field.closest(".pick .icon") && field.offsetParent && (!found.has(name) || field.checked)) found.set(name, field);
    }, form);
    return [...found.values()];
  };
  const enter = (field) => { if (field) { field.focus(); if (field.matches("input")) field.select(); } };
  const after = (field) => { const all = stops(), at = all.findIndex((other) => other === field || (field.name && other.name === field.name)); enter(all[at + 1]); };
  const beside = (row, by) => { const next = rows[rows.indexOf(row) + by]; if (next) enter(next.querySelector("summary")); return next; };
  const leave = (row) => { row.querySelector("details").open = false; if (!beside(row, 1)) after(row.querySelector("summary")); };

  const mark = (row, key) => {
    const radio = row.querySelector(`input[value="${marks[key]}"]`);
    if (!radio) return false;
    radio.click();
    const spoke = row.querySelector("input[type=checkbox]");
    if (spoke.checked !== (key === "p") && "cp".includes(key)) spoke.click();
    if (key !== "v") { leave(row); return true; }
    row.querySelector("details").open = true;
    enter(row.querySelector("input[type=text]"));
    return true;
  };
  const answer = (field, number) => {
    const radio = form.querySelectorAll(`[name="${field.name}"][type=radio]`)[number - 1];
    if (radio) { radio.click(); enter(radio); }
  };

  document.addEventListener("keydown", (event) => {
    const field = event.target, key = event.key.toLowerCase();
    const row = roll && roll.contains(field) && field.closest("li");
    const typing = field.matches("textarea, select, input[type=text]");
    let done = true;
    if (event.isComposing) return;
    if (event.ctrlKey && (key === "s" || key === "enter")) form.requestSubmit(form.querySelector(".button.primary"));
    else if (event.altKey && /^Digit[1-9]$/.test(event.code)) { const step = document.querySelectorAll(".steps a")[event.code.slice(-1) - 1]; if (step) step.click(); }
    else if (event.ctrlKey || event.altKey || event.metaKey || !form.contains(field)) done = false;
    else if (row && key === "arrowdown") beside(row, 1);
    else if (row && key === "arrowup") beside(row, -1);
    else if (row && !typing && marks[key]) done = mark(row, key);
    else if (field.type === "radio" && /^[1-4]$/.test(key)) answer(field, key);
    else if (key === "enter" && row && typing) leave(row);
    else if (key === "enter" && field.matches("input, select")) after(field);
    else done = false;
    if (done) event.preventDefault();
  });

  // Typing goes on where the step begins; on a phone no keyboard springs up.
  if (!location.hash && !document.querySelector("[autofocus]") && matchMedia("(pointer: fine)").matches && stops().length) stops()[0].focus();
});

// A table that fits scrolls with the page, and its head stays in view.
const measure = () => each(".scroll", (place) => { place.classList.remove("whole"); place.classList.toggle("whole", place.scrollWidth <= place.clientWidth); });
measure();
window.addEventListener("resize", measure);

// A menu closes when one goes elsewhere.
const menus = ".further, .account";
document.addEventListener("click", ({ target }) => each(`:is(${menus})[open]`, (menu) => { if (!menu.contains(target)) menu.open = false; }));
document.addEventListener("keydown", ({ key, target }) => {
  const menu = key === "Escape" && target.closest(`:is(${menus})[open]`);
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// A sheet that is made to be printed.
each("[data-print]", (button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});

// "/" leads to the search for people from anywhere; the tab one is on stands in view.
document.addEventListener("keydown", (event) => {
  const find = document.getElementById("find");
  if (!find || event.key !== "/" || event.target.closest("input, textarea, select")) return;
  event.preventDefault();
  find.focus();
});
each(".tabs [aria-current]", (tab) => { const tabs = tab.parentElement; tabs.scrollLeft = tab.offsetLeft - tabs.offsetLeft - 48; });

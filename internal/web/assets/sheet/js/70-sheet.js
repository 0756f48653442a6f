// The quick grid of a register: a table with the keys of a sheet, in which each cell saves itself. Without this script it is a
// table of links. One box goes from cell to cell and always holds the focus, so that Telex and VNI compose as in any field.
(() => {
  const table = mn.$("[data-sheet]");
  if (!table) return;
  const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
  const first = heads.findIndex((h) => h.dataset.f), last = heads.findLastIndex((h) => h.dataset.f), stateAt = heads.findIndex((h) => "state" in h.dataset);
  const saved = new Map();
  const reasonless = new Set(); // cells that wait for a reason
  const box = document.createElement("textarea");
  box.className = "sheet-box";
  box.rows = 1;
  box.id = "bang-o";
  box.autocomplete = "off";
  box.spellcheck = false;
  let cell = null, editing = false, moving = false, inside = false, before = "", anchor = null;

  const head = (td) => heads[td.cellIndex];
  const typed = (td) => !!head(td).dataset.f && !("fixed" in head(td).dataset);
  const text = (td) => td.dataset.text ?? td.firstChild.data;
  const put = (td, s) => { td.firstChild.data = s; };
  const label = (h) => h.childNodes[0].data.trim();
  const words = (h) => mn.all("option", document.getElementById("ds-" + h.dataset.f) || document.createElement("i")).map((o) => o.value);
  const at = (r, c) => body.rows[r] && body.rows[r].cells[c];
  const rowOf = (td) => td.parentElement.sectionRowIndex;
  const find = (id, field) => mn.$(`tr[data-t="${id}"]`, body)?.cells[heads.findIndex((h) => h.dataset.f === field)];
  const list = wordList(box);

  // A cell holds one text node, then what is said of it; the first cell of a row keeps its link.
  const dress = (tr) => {
    [...tr.cells].forEach((td, c) => {
      const s = td.textContent.trim();
      if (head(td).dataset.f) td.replaceChildren(document.createTextNode(s));
      else td.dataset.text = s;
      if (c) td.setAttribute("role", "gridcell");
      td.removeAttribute("title");
      td.toggleAttribute("aria-readonly", !typed(td));
      if (!typed(td)) td.setAttribute("aria-readonly", "true");
      mn.all("a", td).forEach((a) => { a.tabIndex = -1; });
      if (typed(td)) saved.set(td, s);
    });
    if (tr.dataset.wrong) wrong(tr, JSON.parse(tr.dataset.wrong) || {});
    if ("choose" in tr.dataset) ask(tr, tr.dataset.twin, tr.dataset.choose);
  };
  const blank = () => {
    const tr = body.insertRow();
    tr.className = "unsaved new";
    heads.forEach((_, c) => {
      const td = document.createElement(c ? "td" : "th");
      if (!c) td.scope = "row";
      td.textContent = c ? "" : "mới";
      tr.append(td);
    });
    dress(tr);
    mn.$(".sheet-none")?.remove();
  };

  const mark = (td, state, said) => {
    const bad = state === "wrong" || state === "conflict";
    td.dataset.save = state;
    td.classList.toggle("bad-cell", bad);
    mn.all(".error,.choice", td).forEach((e) => e.remove());
    if (said) {
      const p = document.createElement("p");
      p.className = "error";
      p.id = `loi-${rowOf(td)}-${td.cellIndex}`;
      p.textContent = said;
      td.firstChild.after(p);
    }
    if (td === cell) describe();
  };
  const choice = (td, buttons) => {
    const group = document.createElement("div");
    group.className = "choice";
    for (const [said, act] of buttons) {
      const b = document.createElement("button");
      b.type = "button";
      b.className = "btn small";
      b.textContent = said;
      b.addEventListener("click", act);
      group.append(b);
    }
    td.append(group);
  };
  const say = (tr, said) => {
    const td = tr.cells[stateAt];
    td.replaceChildren(document.createTextNode(said));
    td.dataset.text = said;
    return td;
  };
  // wrong says at each cell what is to be done; what is only missing yet stands at the end of the row.
  const wrong = (tr, about) => {
    const lack = [];
    let bad = 0;
    heads.forEach((h, c) => {
      const said = h.dataset.f && about[h.dataset.f], td = tr.cells[c];
      if (!said) return;
      if (!text(td)) lack.push(label(h).toLowerCase());
      else { bad++; mark(td, "wrong", said); }
    });
    say(tr, lack.length ? "chưa ghi, còn thiếu: " + lack.join(", ") : about[""] || "chưa ghi");
    return bad + (about[""] ? 1 : 0);
  };
  const ask = (tr, twin, id) => {
    const td = say(tr, twin ? "có thể trùng " + twin : "trùng với một dòng trên");
    const pick = (what) => () => { tr.dataset.pick = what; saving.row(tr); saving.send(); };
    choice(td, [["Vẫn thêm", pick("them")], ...(id ? [["Ghi vào dòng đã có", pick("ghi-de")]] : []), ["Bỏ dòng", pick("bo")]]);
  };

  const refresh = (row) => {
    const tr = mn.$(`tr[data-t="${row.t}"]`, body);
    if (!tr) return;
    if (row.gone) {
      if (tr.contains(box)) place(at(Math.max(0, tr.sectionRowIndex - 1), Math.max(cell.cellIndex, first)));
      return tr.remove();
    }
    tr.dataset.v = row.v;
    say(tr, row.state);
    heads.forEach((h, c) => {
      const td = tr.cells[c], now = row.cells[h.dataset.f];
      if (now === undefined) return;
      if (!typed(td)) return put(td, now);
      const busy = saving.waits(td) || td.classList.contains("bad-cell") || (editing && td === cell);
      if (busy || text(td) !== saved.get(td)) return;
      put(td, now);
      saved.set(td, now);
      if (td === cell && !editing) { box.value = now; box.select(); }
    });
  };
  const become = (tr, row) => {
    tr.className = "";
    tr.dataset.t = row.t;
    for (const k of ["b", "n", "wrong", "choose", "twin", "pick"]) delete tr.dataset[k];
    const a = document.createElement("a");
    a.href = table.dataset.record + "/" + row.t;
    a.textContent = row.code;
    a.tabIndex = -1;
    tr.cells[0].firstChild.replaceWith(a);
    tr.cells[0].dataset.text = row.code;
    refresh(row);
  };

  const saving = sheetSaving(table.dataset.sheet, {
    mark,
    edit: (td) => ({ t: td.parentElement.dataset.t, v: +td.parentElement.dataset.v, f: head(td).dataset.f, was: saved.get(td), to: text(td) }),
    changed: (tr) => [...tr.cells].filter((td) => typed(td) && (text(td) !== saved.get(td) || (!tr.dataset.b && text(td)))),
    row: (tr, sent) => ({ b: tr.dataset.b || "", n: +(tr.dataset.n || 0), choice: tr.dataset.pick || "", c: Object.fromEntries(sent.map((td) => [head(td).dataset.f, text(td)])) }),
    cells(answer, job) {
      let bad = 0;
      for (const c of answer.cells || []) {
        const td = find(c.t, c.f), sent = job.data.find((e) => e.t === c.t && e.f === c.f);
        if (!td || !sent) continue;
        if (c.state === "saved") {
          if (reasonless.delete(td) && !reasonless.size) ["ly-do", "can-cu"].forEach((name) => { mn.$("#" + name).value = ""; });
          saved.set(td, sent.to);
          if (text(td) === sent.to) mark(td, "saved");
          continue;
        }
        bad++;
        mark(td, c.state === "reason" ? "wrong" : c.state, c.words);
        if (c.state === "reason") {
          reasonless.add(td);
          mn.$("#ly-do-bang").open = true;
        }
        if (c.state === "conflict") {
          const theirs = c.theirs || "", take = (act) => () => { saved.set(td, theirs); mark(td, ""); act(); place(td); };
          choice(td, [[`Giữ của tôi “${text(td) || "để trống"}”`, take(() => commit([td]))], [`Lấy “${theirs || "để trống"}”`, take(() => put(td, theirs))]]);
        }
      }
      (answer.rows || []).forEach(refresh);
      return bad;
    },
    kept(answer, job) {
      const { row } = answer, { tr } = job;
      delete tr.dataset.pick;
      [tr.dataset.b, tr.dataset.n] = [row.b, row.n];
      job.sent.forEach((td) => { saved.set(td, job.data.c[head(td).dataset.f]); mark(td, "saved"); });
      if (row.gone) {
        if (tr.contains(box)) place(at(tr.sectionRowIndex + 1, Math.max(first, cell.cellIndex)) || at(0, first));
        tr.remove();
        return 0;
      }
      if (row.id) {
        become(tr, answer.rows[0]);
        mn.say(`Đã thêm ${answer.rows[0].code}`);
        return 0;
      }
      if (row.choose) {
        ask(tr, row.twin, row.twin_id);
        return 1;
      }
      return wrong(tr, row.wrong || {});
    },
  });
  const paste = sheetPaste(table, saving);

  const commit = (tds) => {
    for (const td of tds) {
      const tr = td.parentElement;
      if (tr.classList.contains("new") && text(td)) { tr.classList.remove("new"); blank(); }
      if (text(td) === saved.get(td) && !saving.waits(td)) { saving.calm(td); mark(td, ""); continue; }
      if (tr.dataset.t) saving.cell(td);
      else saving.row(tr);
    }
    saving.send();
  };
  const lines = (td) => "lines" in head(td).dataset;
  const tidy = (td, s) => lines(td) ? s.normalize("NFC").trim() : s.normalize("NFC").replace(/\s*\n\s*/g, "; ").replace(/[ \t]+/g, " ").trim();
  const settle = () => {
    list.close();
    if (!editing) return;
    editing = false;
    box.classList.remove("wide");
    const s = tidy(cell, box.value);
    if (s !== text(cell) || cell.classList.contains("bad-cell")) { put(cell, s); commit([cell]); }
  };

  const picked = () => {
    const [a, b] = [anchor || cell, cell], out = [];
    for (let r = Math.min(rowOf(a), rowOf(b)); r <= Math.max(rowOf(a), rowOf(b)); r++) {
      out.push([...body.rows[r].cells].slice(Math.min(a.cellIndex, b.cellIndex), Math.max(a.cellIndex, b.cellIndex) + 1));
    }
    return out;
  };
  const paint = () => {
    mn.all(".picked", body).forEach((td) => { td.classList.remove("picked"); td.removeAttribute("aria-selected"); });
    const block = picked().flat();
    if (block.length > 1) block.forEach((td) => { td.classList.add("picked"); td.setAttribute("aria-selected", "true"); });
  };
  const describe = () => {
    const error = mn.$(".error", cell);
    box.toggleAttribute("aria-invalid", !!error);
    if (error) box.setAttribute("aria-describedby", error.id);
    else box.removeAttribute("aria-describedby");
  };
  // place moves the box into a cell; quietly leaves the focus where it is.
  const place = (td, extend, quietly) => {
    if (!td) return;
    const keep = extend ? anchor || cell : null;
    settle();
    cell = td;
    moving = true;
    td.append(box);
    moving = false;
    box.value = text(td);
    box.readOnly = !typed(td);
    box.setAttribute("aria-label", `${label(head(td))}, ${td.parentElement.cells[0].dataset.text}`);
    describe();
    if (!quietly) {
      box.focus({ preventScroll: true });
      td.scrollIntoView({ block: "nearest", inline: "nearest" });
      box.select();
    }
    anchor = keep;
    paint();
  };
  const start = () => {
    if (editing || box.readOnly) return;
    before = text(cell);
    editing = inside = true;
    box.classList.toggle("wide", lines(cell));
  };
  const go = (dr, dc, extend) => {
    inside = true;
    place(at(rowOf(cell) + dr, cell.cellIndex + dc), extend);
  };
  // tab goes to the next cell that can be typed; false at the end of the grid.
  const tab = (by) => {
    let [r, c] = [rowOf(cell), cell.cellIndex];
    for (;;) {
      c += by;
      if (c > last || c < first) { r += by; c = by > 0 ? first : last; }
      const td = at(r, c);
      if (!td) return false;
      if (typed(td)) { place(td); return true; }
    }
  };
  const undo = () => {
    settle();
    saving.order({ address: table.dataset.sheet + "/hoan-tac", take(answer) {
      if (answer.paste) {
        const form = mn.$(`[data-undo-paste="${answer.paste}"]`)?.form;
        if (form) form.requestSubmit();
        else mn.toast("Lần dán gần nhất: mở lại trang rồi bấm Hoàn tác lần dán.");
        return 0;
      }
      (answer.rows || []).forEach(refresh);
      let kept = 0;
      for (const c of answer.cells || []) {
        const td = find(c.t, c.f || heads[first].dataset.f);
        if (!td) continue;
        if (c.state === "conflict") kept++;
        mark(td, c.state === "conflict" ? "conflict" : "saved", c.words);
      }
      mn.toast(answer.said);
      return kept;
    } });
  };

  const keys = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const control = event.ctrlKey || event.metaKey, step = keys[event.key];
    if (list.open && !control && ["ArrowUp", "ArrowDown", "Enter", "Tab", "Escape"].includes(event.key)) {
      if (event.key === "Escape") list.close();
      else if (step) list.step(step[0]);
      else list.choose();
      if (event.key === "Escape" || step) { event.preventDefault(); event.stopPropagation(); return; }
    }
    if (control && event.key.toLowerCase() === "z" && !editing) undo();
    else if (control && (event.key === "Home" || event.key === "End")) { inside = true; place(event.key === "Home" ? at(0, first) : at(body.rows.length - 1, last), event.shiftKey); }
    else if (control) return;
    else if (event.altKey && event.key === "Enter" && editing && lines(cell)) box.setRangeText("\n", box.selectionStart, box.selectionEnd, "end");
    else if (event.altKey && event.key === "ArrowDown" && !box.readOnly) { start(); list.offer(words(head(cell)), "many" in head(cell).dataset, true); }
    else if (event.altKey) return;
    else if (step && !editing) go(step[0], step[1], event.shiftKey);
    else if (event.key === "Enter") {
      const a = !editing && mn.$("a", cell);
      if (a) return void (event.preventDefault(), a.click());
      const [td, down] = [cell, at(rowOf(cell) + (event.shiftKey ? -1 : 1), cell.cellIndex)];
      inside = true;
      settle();
      place(at(rowOf(td) + (event.shiftKey ? -1 : 1), td.cellIndex) || down || td);
    } else if (event.key === "Tab") {
      if (!inside && !editing) return;
      settle();
      if (!tab(event.shiftKey ? -1 : 1)) return;
    } else if (event.key === "F2") {
      start();
      box.setSelectionRange(box.value.length, box.value.length);
    } else if (event.key === "Escape") {
      if (editing) { editing = false; box.value = before; box.classList.remove("wide"); }
      else if (cell.classList.contains("bad-cell") && cell.parentElement.dataset.t) { put(cell, saved.get(cell)); box.value = text(cell); mark(cell, ""); }
      else inside = false;
      box.select();
    } else if (event.key === "Delete" && !editing) {
      const tds = picked().flat().filter(typed);
      tds.forEach((td) => put(td, ""));
      box.value = text(cell);
      commit(tds);
    } else if ((event.key === "Home" || event.key === "End") && !editing) { inside = true; place(at(rowOf(cell), event.key === "Home" ? first : last), event.shiftKey); }
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  box.addEventListener("beforeinput", start);
  box.addEventListener("compositionstart", start);
  const offer = () => { if (editing) list.offer(words(head(cell)), "many" in head(cell).dataset); };
  box.addEventListener("input", (event) => { if (!event.isComposing) offer(); });
  box.addEventListener("compositionend", offer);
  box.addEventListener("dblclick", start);
  box.addEventListener("focus", () => box.select());
  box.addEventListener("blur", () => { if (!moving && document.hasFocus()) { settle(); inside = false; } });
  body.addEventListener("mousedown", (event) => {
    const td = event.target.closest("td,th");
    if (!td || event.target.closest("a,button") || event.target === box) return;
    event.preventDefault();
    inside = true;
    place(td, event.shiftKey);
  });
  body.addEventListener("mouseover", (event) => {
    const td = event.target.closest("td,th");
    if (td && event.buttons === 1 && inside && !editing && td !== cell && document.activeElement === box) place(td, true);
  });

  box.addEventListener("copy", (event) => {
    if (editing) return;
    event.clipboardData.setData("text/plain", picked().map((row) => row.map((td) => cut.quote(text(td))).join("\t")).join("\n"));
    event.preventDefault();
  });
  box.addEventListener("paste", (event) => {
    const raw = event.clipboardData.getData("text/plain");
    if (editing && !/[\t\n]/.test(raw.trim())) return;
    event.preventDefault();
    settle();
    inside = true;
    let rows = cut.rows(raw);
    const r0 = rowOf(cell), block = picked().flat().filter(typed);
    if (rows.length === 1 && rows[0].length === 1) {
      block.forEach((td) => put(td, tidy(td, rows[0][0])));
      box.value = text(cell);
      return commit(block);
    }
    // With the row of headings its names say which column is which; without, columns follow from the cell.
    const names = new Map(heads.map((h, c) => [cut.fold(label(h)), c]));
    const byName = rows[0].map((s) => names.get(cut.fold(s)) ?? -1);
    const headed = byName.filter((c) => c >= first && c <= last).length >= 2;
    const columns = headed ? byName : rows[0].map((_, j) => Math.max(first, cell.cellIndex) + j);
    if (headed) rows = rows.slice(1);
    const wide = headed ? 0 : Math.max(...rows.map((row) => row.length)) - (last + 1 - columns[0]);
    if (wide > 0) return mn.toast(`Vùng dán thừa ${wide} cột bên phải bảng; chưa dán gì. Chọn ô xa hơn về bên trái rồi dán lại.`);
    while (!headed && columns.length < Math.max(...rows.map((row) => row.length))) columns.push(columns.at(-1) + 1);
    const use = columns.map((c, j) => [c, j]).filter(([c]) => c >= first && c <= last && !("fixed" in heads[c].dataset));
    const from = headed ? body.rows.length - 1 : r0;
    const over = rows.slice(0, body.rows.length - 1 - from), rest = rows.slice(over.length);
    const tds = [];
    over.forEach((row, i) => use.forEach(([c, j]) => {
      const td = at(from + i, c);
      put(td, tidy(td, row[j] || ""));
      tds.push(td);
    }));
    box.value = text(cell);
    if (!rest.length) {
      commit(tds);
      return mn.say(`Đã dán ${tds.length} ô`);
    }
    const mine = tds.filter((td) => td.parentElement.dataset.t && text(td) !== saved.get(td));
    commit(tds.filter((td) => !td.parentElement.dataset.t));
    paste.take({
      cols: use.map(([c]) => heads[c].dataset.f),
      rows: rest.map((row) => use.map(([c, j]) => tidy(at(0, c), row[j] || ""))),
      edits: mine.map((td) => ({ t: td.parentElement.dataset.t, v: +td.parentElement.dataset.v, f: head(td).dataset.f, was: saved.get(td), to: text(td) })),
    });
  });
  window.addEventListener("beforeunload", (event) => {
    if (cell && editing) settle();
    if (saving.busy || paste.keeping) event.preventDefault();
  });

  table.setAttribute("role", "grid");
  [...body.rows].forEach(dress);
  blank();
  mn.$(".sheet-paste").hidden = true;
  place(at(0, first), false, true);
  const why = mn.$("[data-why]");
  if (why) why.hidden = false;
  why?.addEventListener("click", () => commit([...reasonless].filter((td) => td.isConnected)));
})();

// The quick grid: a table of inputs with the keys of a sheet; each cell saves itself. Without this script it is a form.
// A cell is edited once somebody types in it or presses F2; until then the keys move over it.
(() => {
  const table = mn.$("[data-grid]");
  if (!table) return;
  const form = table.closest("form");
  const line = mn.$("#bang-trang-thai");
  const grid = mn.all("tbody tr", table).map((row) => mn.all("input[data-f]", row));
  const at = new Map();
  grid.forEach((row, r) => row.forEach((cell, c) => at.set(cell, [r, c])));
  const saved = new Map(grid.flat().map((cell) => [cell, cell.defaultValue]));
  const versions = new Map(mn.all("tr[data-task]", table).map((row) => [row.dataset.task, +row.dataset.v]));
  const taskOf = (cell) => cell.closest("tr").dataset.task;
  const find = (task, field) => mn.$(`tr[data-task="${task}"] input[data-f="${field}"]`, table);
  let editing = false, before = "", anchor = null, flying = null, resend = null, timer = 0;
  const waiting = new Set(), past = [];
  mn.$(".form-actions", form).hidden = true;

  const mark = (cell, state, words) => {
    const box = cell.parentElement;
    box.dataset.save = state;
    box.classList.toggle("bad-cell", state === "wrong" || state === "conflict");
    cell.toggleAttribute("aria-invalid", state === "wrong" || state === "conflict");
    let note = mn.$(".error", box);
    if (!words) {
      note?.remove();
      mn.$(".choice", box)?.remove();
      return cell.removeAttribute("aria-describedby");
    }
    if (!note) cell.after(note = document.createElement("p"));
    note.className = "error";
    note.id = cell.id + "-loi";
    note.textContent = words;
    cell.setAttribute("aria-describedby", note.id);
  };

  const tell = (words, trouble) => {
    line.textContent = words;
    line.classList.toggle("trouble", !!trouble);
  };

  // One request at a time; one without an answer is sent again with its own key.
  const send = async () => {
    clearTimeout(timer);
    if (flying || (!resend && !waiting.size)) return;
    if (!resend) {
      const cells = [...waiting];
      waiting.clear();
      resend = { cells, key: crypto.randomUUID(), edits: cells.map((cell) => (
        { t: taskOf(cell), v: versions.get(taskOf(cell)), f: cell.dataset.f, was: saved.get(cell), to: cell.value })) };
    }
    flying = resend;
    flying.cells.forEach((cell) => mark(cell, "saving"));
    tell("Đang lưu…");
    let status = 0;
    try {
      const response = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" },
        body: new URLSearchParams({ once: flying.key, sua: JSON.stringify(flying.edits) }) });
      status = response.status;
      const answer = await response.json();
      resend = null;
      take(answer, flying);
    } catch {
      flying.cells.forEach((cell) => mark(cell, "failed"));
      tell((status === 401 ? "Hết phiên: đăng nhập lại ở một thẻ khác." : "Chưa lưu được.") + " Điều đã gõ còn nguyên; đang thử lại…", true);
      timer = setTimeout(send, 5000);
    }
    flying = null;
    if (!resend && waiting.size) send();
  };

  const take = (answer, sent) => {
    if (answer.error) {
      sent.cells.forEach((cell) => mark(cell, "wrong", answer.error));
      return tell("Chưa lưu: " + answer.error, true);
    }
    for (const row of answer.rows || []) versions.set(row.t, row.v);
    let bad = 0;
    for (const c of answer.cells || []) {
      const cell = find(c.t, c.f);
      const edit = sent.edits.find((e) => e.t === c.t && e.f === c.f);
      if (!cell || !edit) continue;
      if (c.state === "saved") {
        saved.set(cell, edit.to);
        if (cell.value === edit.to) mark(cell, "saved");
        continue;
      }
      bad++;
      mark(cell, c.state, c.words);
      if (c.state === "conflict") choose(cell, c.theirs || "");
    }
    for (const row of answer.rows || []) refresh(row);
    tell("Đã lưu " + (answer.saved || "") + (bad ? `; ${bad} ô cần sửa` : ""), bad > 0);
  };

  // refresh shows what the server made of a row, but never in a cell that somebody is changing.
  const refresh = (row) => {
    for (const [field, value] of Object.entries(row.cells)) {
      const cell = find(row.t, field);
      if (!cell) continue;
      const box = cell.parentElement;
      box.classList.toggle("odd-cell", row.unknown.includes(field));
      const busy = waiting.has(cell) || box.classList.contains("bad-cell") || (editing && cell === document.activeElement);
      if (!busy && cell.value === saved.get(cell)) {
        note(cell, cell.value, value);
        cell.value = value;
        if (cell === document.activeElement) cell.select();
        saved.set(cell, value);
      }
    }
  };

  // note adds what the server changed beside a cell ("quý III" sets two) to the edit that caused it.
  const note = (cell, from, to) => {
    const cause = from !== to && past.findLast((steps) => steps.some((s) => taskOf(s.cell) === taskOf(cell)));
    if (cause && !cause.some((s) => s.cell === cell)) cause.push({ cell, from, to });
  };

  const choose = (cell, theirs) => {
    const box = cell.parentElement;
    mn.$(".choice", box)?.remove();
    const group = document.createElement("div");
    group.className = "choice";
    const button = (words, act) => {
      const b = document.createElement("button");
      b.type = "button";
      b.className = "btn small";
      b.textContent = words;
      b.addEventListener("click", () => { saved.set(cell, theirs); act(); cell.focus(); });
      group.append(b);
    };
    button(`Giữ “${cell.value || "để trống"}”`, () => { mark(cell, ""); commit([cell]); });
    button(`Lấy “${theirs || "để trống"}”`, () => { cell.value = theirs; mark(cell, "saved"); });
    box.append(group);
  };

  const commit = (cells) => {
    for (const cell of cells) {
      if (cell.value !== saved.get(cell)) waiting.add(cell);
      else if (!(flying && flying.cells.includes(cell))) { waiting.delete(cell); mark(cell, ""); }
    }
    send();
  };
  const remember = (steps) => {
    const real = steps.filter((s) => s.from !== s.to);
    if (!real.length) return;
    past.push(real);
    if (past.length > 50) past.shift();
  };
  const put = (pairs) => {
    remember(pairs.map(([cell, to]) => ({ cell, from: cell.value, to })));
    for (const [cell, to] of pairs) cell.value = to;
    commit(pairs.map(([cell]) => cell));
  };
  const settle = (cell) => {
    if (!editing) return;
    editing = false;
    remember([{ cell, from: before, to: cell.value }]);
    commit([cell]);
  };

  const picked = (cell) => {
    const [r1, c1] = at.get(anchor || cell), [r2, c2] = at.get(cell);
    return grid.slice(Math.min(r1, r2), Math.max(r1, r2) + 1).map((row) => row.slice(Math.min(c1, c2), Math.max(c1, c2) + 1));
  };
  const paint = (cell) => {
    mn.all(".picked", table).forEach((box) => box.classList.remove("picked"));
    const block = picked(cell).flat();
    if (block.length > 1) block.forEach((c) => c.parentElement.classList.add("picked"));
  };
  const go = (cell, dr, dc, extend) => {
    const [r, c] = at.get(cell);
    const next = grid[r + dr] && grid[r + dr][c + dc];
    if (!next) return;
    const keep = extend ? anchor || cell : null;
    settle(cell);
    next.focus();
    anchor = keep;
    paint(next);
  };

  table.addEventListener("focusin", (event) => {
    if (!at.has(event.target)) return;
    editing = false;
    anchor = null;
    event.target.select();
    paint(event.target);
  });
  table.addEventListener("focusout", (event) => { if (at.has(event.target)) settle(event.target); });
  const start = (event) => {
    if (!at.has(event.target) || editing) return;
    before = event.target.value;
    editing = true;
  };
  table.addEventListener("beforeinput", start);
  table.addEventListener("compositionstart", start);
  table.addEventListener("dblclick", start);

  const arrows = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  table.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (!at.has(cell) || event.isComposing || event.keyCode === 229 || event.altKey) return;
    const control = event.ctrlKey || event.metaKey;
    const step = arrows[event.key];
    if (control) {
      if (event.key.toLowerCase() !== "z" || editing) return;
      const steps = past.pop();
      if (steps) {
        for (const s of steps) s.cell.value = s.from;
        commit(steps.map((s) => s.cell));
        steps[0].cell.focus();
        mn.say("Đã hoàn tác");
      }
    } else if (step && !editing) go(cell, step[0], step[1], event.shiftKey);
    else if (event.key === "Enter") go(cell, event.shiftKey ? -1 : 1, 0);
    else if (event.key === "F2") {
      start(event);
      cell.setSelectionRange(cell.value.length, cell.value.length);
    } else if (event.key === "Escape" && editing) {
      cell.value = before;
      editing = false;
      cell.select();
    } else if (event.key === "Delete" && !editing) put(picked(cell).flat().map((c) => [c, ""]));
    else return;
    if (event.key === "Enter") settle(cell);
    event.preventDefault();
    event.stopPropagation();
  });

  const quote = (s) => /[\t\n"]/.test(s) ? `"${s.replaceAll('"', '""')}"` : s;
  const parse = (text) => {
    const rows = [[]];
    const one = /(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))([\t\n]|$)/g;
    text = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    for (let m; one.lastIndex <= text.length && (m = one.exec(text));) {
      const value = m[1] === undefined ? m[2] : m[1].replaceAll('""', '"');
      rows.at(-1).push(value.replace(/\s*\n\s*/g, "; ").trim().normalize("NFC"));
      if (m[3] === "\n") rows.push([]);
      else if (!m[3]) break;
    }
    return rows;
  };
  table.addEventListener("copy", (event) => {
    if (!at.has(event.target) || editing) return;
    event.clipboardData.setData("text/plain", picked(event.target).map((row) => row.map((c) => quote(c.value)).join("\t")).join("\n"));
    event.preventDefault();
  });
  table.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!at.has(event.target) || (editing && !/[\t\n]/.test(text))) return;
    event.preventDefault();
    settle(event.target);
    const [r, c] = at.get(event.target), rows = parse(text), block = picked(event.target);
    const wide = Math.max(...rows.map((row) => row.length)), pairs = [];
    if (rows.length === 1 && wide === 1) block.flat().forEach((cell) => pairs.push([cell, rows[0][0]]));
    else rows.forEach((row, i) => row.forEach((value, j) => {
      if (grid[r + i] && grid[r + i][c + j]) pairs.push([grid[r + i][c + j], value]);
    }));
    put(pairs);
    const long = Math.max(0, r + rows.length - grid.length), out = Math.max(0, c + wide - grid[0].length);
    const left = [long && `${long} dòng`, out && `${out} cột`].filter(Boolean).join(" và ");
    if (left) mn.toast(`Đã dán ${pairs.length} ô; bỏ ${left} vượt ra ngoài bảng.`);
    else mn.say(`Đã dán ${pairs.length} ô`);
  });

  window.addEventListener("online", send);
  window.addEventListener("beforeunload", (event) => {
    if (at.has(document.activeElement)) settle(document.activeElement);
    if (flying || resend || waiting.size) event.preventDefault();
  });
})();

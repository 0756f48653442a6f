// The keyboard map. No letter acts while somebody types, while an input method composes, or when it is switched off.
(() => {
  const store = "mangnon.phim-tat";
  const dialog = mn.$("#phim-tat");
  const remember = (off) => { try { off ? localStorage.setItem(store, "tat") : localStorage.removeItem(store); } catch { /* private window */ } };
  const recall = () => { try { return localStorage.getItem(store) === "tat"; } catch { return false; } };
  let off = recall();

  const open = () => { if (dialog && !dialog.open) dialog.showModal(); };
  for (const link of mn.all("[data-keys]")) link.addEventListener("click", (event) => { event.preventDefault(); open(); });
  if (dialog) {
    mn.$("[data-keys-close]", dialog).addEventListener("click", (event) => { event.preventDefault(); dialog.close(); });
    const label = mn.$("[data-keys-switch]", dialog);
    const box = mn.$("input", label);
    label.hidden = false;
    box.checked = !off;
    box.addEventListener("change", () => { off = !box.checked; remember(off); mn.say(off ? "Đã tắt phím tắt" : "Đã bật phím tắt"); });
  }

  const typing = (element) => element.closest("input,select,textarea,[contenteditable]") && !element.matches("[data-row] input[type=checkbox]");
  const rows = () => mn.all("[data-row]").filter((row) => row.offsetParent);
  const hold = (row) => mn.$("a[href],button,input:not([type=hidden])", row) || row;
  const current = () => document.activeElement.closest("[data-row]");

  const step = (by) => {
    const list = rows();
    if (!list.length) return false;
    const at = list.indexOf(current());
    const row = list[at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(Math.max(at + by, 0), list.length - 1)];
    mn.focus(hold(row));
    row.scrollIntoView({ block: "nearest" });
  };
  const press = (name) => {
    const row = current();
    const target = (row && mn.$(`[data-key="${name}"]`, row)) || mn.all(`[data-key="${name}"]`).find((e) => !e.closest("[data-row]"));
    if (!target) return false;
    target.click();
  };
  const mark = () => {
    const row = current();
    const box = row && mn.$("input[type=checkbox]", row);
    if (!box) return false;
    box.click();
  };

  const acts = {
    "/": () => { const q = mn.$("#q"); if (!q) return false; if (!q.offsetParent) mn.$(".open-search").click(); q.focus(); q.select(); },
    "?": open,
    j: () => step(1),
    k: () => step(-1),
    x: mark,
    n: () => press("n"),
    e: () => press("e"),
  };

  let going = -Infinity; // when g was pressed
  const go = (name) => {
    const link = mn.$(`[data-go="${CSS.escape(name)}"]`);
    if (link) location.assign(link.href);
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = event.target.closest("form[method=post]");
      if (form) { event.preventDefault(); form.requestSubmit(); }
      return;
    }
    if (off || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || mn.$("dialog[open]")) return;
    if (event.timeStamp - going < 1500 && event.key.length === 1) {
      going = -Infinity;
      event.preventDefault();
      return go(event.key);
    }
    going = -Infinity;
    if (event.key === "g") { going = event.timeStamp; return; }
    const act = Object.hasOwn(acts, event.key) && acts[event.key];
    if (act && act() !== false) event.preventDefault();
  });
})();

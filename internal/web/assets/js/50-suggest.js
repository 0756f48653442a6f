// Known names under a box of several names: data-suggest="id" names a datalist or a list whose words are offered for the
// name in which somebody types; names end with a line or a semicolon. Marks may be left out: "kinh te" finds "Phòng Kinh tế".
(() => {
  const fold = (s) => s.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D").toLowerCase().trim();
  const wordsOf = (id) => {
    const source = document.getElementById(id);
    return source ? mn.all("option,li", source).map((e) => e.value || e.textContent.trim()) : [];
  };
  const lineAt = (box) => {
    const start = box.selectionStart - box.value.slice(0, box.selectionStart).match(/[^\n;]*$/)[0].trimStart().length;
    const rest = box.value.slice(box.selectionStart).search(/[\n;]/);
    return { start, end: rest < 0 ? box.value.length : box.selectionStart + rest };
  };

  const attach = (box, words) => {
    const list = document.createElement("ul");
    list.className = "suggest";
    list.id = box.id + "-ten";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Tên có sẵn");
    list.hidden = true;
    box.after(list);
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", list.id);
    let at = -1;

    const options = () => [...list.children];
    const close = () => { list.hidden = true; at = -1; box.removeAttribute("aria-activedescendant"); };
    const choose = (option) => {
      const { start, end } = lineAt(box);
      box.setRangeText(option.textContent, start, end, "end");
      box.dispatchEvent(new Event("input", { bubbles: true }));
      close();
    };
    const mark = (next) => {
      at = next;
      options().forEach((o, i) => o.setAttribute("aria-selected", String(i === at)));
      if (at < 0) return box.removeAttribute("aria-activedescendant");
      box.setAttribute("aria-activedescendant", options()[at].id);
      options()[at].scrollIntoView({ block: "nearest" });
    };
    const offer = () => {
      const { start, end } = lineAt(box);
      const typed = fold(box.value.slice(start, end));
      const found = typed.length < 2 ? [] : words.filter((w) => fold(w).includes(typed) && fold(w) !== typed).slice(0, 8);
      if (!found.length) return close();
      list.replaceChildren(...found.map((word, i) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${i}`;
        option.setAttribute("role", "option");
        option.textContent = word;
        return option;
      }));
      list.hidden = false;
      mark(-1);
      mn.say(`${found.length} tên khớp`);
    };

    box.addEventListener("input", (event) => { if (!event.isComposing && event.isTrusted) offer(); });
    box.addEventListener("compositionend", offer);
    box.addEventListener("blur", close);
    list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target.closest("li");
      if (option) choose(option);
    });
    box.addEventListener("keydown", (event) => {
      if (list.hidden || event.isComposing) return;
      const n = list.children.length;
      if (event.key === "ArrowDown") mark((at + 1) % n);
      else if (event.key === "ArrowUp") mark(at <= 0 ? n - 1 : at - 1);
      else if (event.key === "Enter" && at >= 0 && !event.ctrlKey) choose(options()[at]);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
    });
  };

  const attachAll = () => {
    for (const box of mn.all("[data-suggest]:not([aria-autocomplete])")) {
      const words = wordsOf(box.dataset.suggest);
      if (words.length) attach(box, words);
    }
  };
  attachAll();
  document.addEventListener("htmx:after:swap", attachAll);
})();

// Words to choose from under the cell in which somebody types; marks may be left out: "ao ho" finds "Ao, hồ, đầm".
const wordList = (box) => {
  const list = document.createElement("ul");
  list.className = "suggest sheet-words";
  list.id = "bang-chon";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Mục có sẵn");
  list.hidden = true;
  document.body.append(list);
  let at = -1, many = false;
  const part = () => many ? box.value.slice(0, box.selectionStart).match(/[^;]*$/)[0] : box.value;
  const mark = (next) => {
    at = next;
    [...list.children].forEach((o, i) => o.setAttribute("aria-selected", String(i === at)));
    if (at < 0) return box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  };
  const me = {
    get open() { return !list.hidden; },
    close() {
      list.hidden = true;
      at = -1;
      box.removeAttribute("aria-activedescendant");
    },
    // offer shows what fits what is typed; all of it when asked for.
    offer(words, several, all) {
      many = several;
      const typed = cut.fold(part());
      const fits = words.filter((w) => all || (typed && cut.fold(w).includes(typed) && cut.fold(w) !== typed));
      fits.sort((a, b) => cut.fold(b).startsWith(typed) - cut.fold(a).startsWith(typed));
      if (!fits.length) return me.close();
      list.replaceChildren(...fits.slice(0, 12).map((word, i) => {
        const o = document.createElement("li");
        o.id = "bang-chon-" + i;
        o.setAttribute("role", "option");
        o.textContent = word;
        return o;
      }));
      list.hidden = false;
      const cell = box.getBoundingClientRect(), high = list.offsetHeight;
      list.style.left = Math.max(4, Math.min(cell.left, innerWidth - list.offsetWidth - 4)) + "px";
      list.style.top = (cell.bottom + high > innerHeight ? Math.max(4, cell.top - high) : cell.bottom) + "px";
      mark(all ? -1 : 0);
      mn.say(`${fits.length} mục khớp`);
    },
    step(by) { mark((at + by + list.children.length) % list.children.length); },
    // choose puts the marked words into the box.
    choose(option = list.children[at]) {
      if (!option) return;
      const end = many ? box.selectionStart : box.value.length;
      box.setRangeText((end > part().length ? " " : "") + option.textContent, end - part().length, end, "end");
      me.close();
    },
  };
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    if (event.target.closest("li")) me.choose(event.target.closest("li"));
  });
  return me;
};

// Lines of a form: one more is added in its place, and a line that is taken away leaves at once.
for (const box of mn.all("[data-more-lines]")) {
  const button = mn.$("[data-add-line]", box);
  const lines = () => mn.all("[data-line]", box);
  const blank = (line) => mn.all("input:not([type=checkbox]),select,textarea", line).every((input) => !input.value);
  const renumber = (line, from, to) => {
    const old = `${box.dataset.moreLines}-${from}-`;
    for (const el of mn.all("*", line)) {
      for (const name of ["id", "name", "for", "aria-describedby"]) {
        const value = el.getAttribute(name);
        if (value) el.setAttribute(name, value.split(" ").map((part) => part.startsWith(old) ? `${box.dataset.moreLines}-${to}-` + part.slice(old.length) : part).join(" "));
      }
    }
    const legend = mn.$("legend", line);
    legend.textContent = legend.textContent.replace(/\d+$/, to);
    line.dataset.line = to;
  };
  const empty = (line) => {
    for (const input of mn.all("input,select,textarea", line)) {
      if (input.type === "checkbox") input.checked = false;
      else if (input.tagName === "SELECT") input.selectedIndex = 0;
      else input.value = "";
      input.removeAttribute("aria-invalid");
    }
    for (const words of mn.all(".error", line)) words.remove();
    for (const field of mn.all(".bad", line)) field.classList.remove("bad");
  };
  for (const line of lines().slice(1)) if (blank(line) && line !== lines().at(-1) && blank(lines().at(-1))) line.remove();
  const all = lines();
  if (all.length === 2 && all.every(blank)) all[1].remove();
  const used = () => Math.max(...lines().map((line) => Number(line.dataset.line)));
  button.type = "button";
  button.addEventListener("click", () => {
    if (lines().length >= Number(box.dataset.most)) return mn.say(`Nhiều nhất ${box.dataset.most} dòng`);
    const last = lines().at(-1);
    const next = last.cloneNode(true);
    renumber(next, last.dataset.line, used() + 1);
    empty(next);
    last.after(next);
    mn.$("input,select,textarea", next).focus();
  });
  box.addEventListener("change", (event) => {
    const line = event.target.closest("[data-line]");
    if (!event.target.matches(".line-gone input") || !event.target.checked) return;
    if (lines().length === 1) empty(line);
    else line.remove();
    button.focus();
    mn.say("Đã bỏ một dòng");
  });
}

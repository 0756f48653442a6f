// Choosing rows of a list: the bar of what can be done shows once something is chosen and says how much.
(() => {
  const form = mn.$("form[data-bulk]");
  if (!form) return;
  const bar = mn.$("[data-bulk-bar]", form);
  const said = mn.$("[data-bulk-said]", form);
  const page = document.createElement("label");
  page.className = "choice";
  page.innerHTML = '<input type="checkbox"><span>Chọn cả trang</span>';
  said.after(page);
  const whole = mn.$("input", page);
  const all = mn.$("input[name=pham-vi]", form);
  const boxes = mn.all("input[name=viec]", form);
  const buttons = mn.all("button", bar);

  const count = () => boxes.filter((box) => box.checked).length;
  const show = () => {
    const n = count();
    const some = n > 0 || (all && all.checked);
    for (const button of buttons) button.hidden = !some;
    if (all) all.closest("label").hidden = n < boxes.length && !all.checked;
    whole.checked = n === boxes.length;
    said.textContent = all && all.checked ? "Đã chọn mọi việc đang lọc" : n ? `Đã chọn ${n} việc` : "";
    said.hidden = !some;
    if (n && document.activeElement && boxes.includes(document.activeElement)) mn.say(said.textContent);
  };
  whole.addEventListener("change", () => {
    for (const box of boxes) box.checked = whole.checked;
    if (all && !whole.checked) all.checked = false;
    show();
  });
  form.addEventListener("change", show);
  window.addEventListener("pageshow", show); // the browser brings the marks back with the page
  show();
})();

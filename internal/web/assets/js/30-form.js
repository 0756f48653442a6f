// Forms: show a password, name the chosen file, send once, warn before words are lost.
(() => {
  for (const box of mn.all("[data-password]")) {
    const input = mn.$("input", box);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "show";
    const draw = (shown) => {
      input.type = shown ? "text" : "password";
      button.textContent = shown ? "Ẩn" : "Hiện";
      button.setAttribute("aria-label", shown ? "Ẩn mật khẩu" : "Hiện mật khẩu");
    };
    button.addEventListener("click", () => draw(input.type === "password"));
    input.form && input.form.addEventListener("submit", () => draw(false));
    draw(false);
    box.append(button);
  }

  const size = (bytes) => bytes < 1e6 ? Math.max(1, Math.round(bytes / 1e3)) + " KB" : (bytes / 1e6).toFixed(1).replace(".", ",") + " MB";
  for (const box of mn.all("[data-file]")) {
    const input = mn.$("input", box);
    const button = document.createElement("span");
    button.className = "btn small";
    button.textContent = "Chọn tệp";
    button.setAttribute("aria-hidden", "true");
    const name = document.createElement("span");
    name.className = "file-name";
    const draw = () => {
      name.textContent = [...input.files].map((f) => `${f.name}, ${size(f.size)}`).join("; ") || "Chưa chọn tệp";
    };
    input.addEventListener("change", () => { draw(); mn.say(name.textContent); });
    box.classList.add("named");
    box.append(button, name);
    draw();
  }

  // A form that is on its way is not sent again; a page that comes back from the browser's memory may send once more.
  const sent = new Set();
  const settle = (form) => {
    sent.delete(form);
    for (const button of mn.all("[aria-busy]", form)) button.removeAttribute("aria-busy");
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (sent.has(form)) return event.preventDefault();
    sent.add(form);
    if (event.submitter) event.submitter.setAttribute("aria-busy", "true");
    setTimeout(() => settle(form), 10000);
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) [...sent].forEach(settle); });
  document.addEventListener("htmx:finally:request", (event) => {
    const form = event.target.closest && event.target.closest("form");
    if (form) settle(form);
  });

  const dirty = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-guard]");
    if (form) dirty.add(form);
  });
  document.addEventListener("htmx:after:swap", () => { for (const form of dirty) if (!form.isConnected) dirty.delete(form); });
  window.addEventListener("beforeunload", (event) => {
    if ([...dirty].some((form) => !sent.has(form))) event.preventDefault();
  });

  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-check-all]")) return;
    for (const box of mn.all("[data-row] input[type=checkbox]", event.target.closest("table,form"))) box.checked = event.target.checked;
  });
})();

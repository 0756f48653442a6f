// The menu button of the narrow screen, the small menus, and the button that prints.
(() => {
  const opens = (button, box, focus) => {
    if (!button || !box) return;
    button.setAttribute("role", "button");
    button.setAttribute("aria-expanded", "false");
    const set = (open) => {
      box.toggleAttribute("data-open", open);
      button.setAttribute("aria-expanded", String(open));
      if (open && focus) focus();
    };
    button.addEventListener("click", (event) => {
      event.preventDefault();
      set(!box.hasAttribute("data-open"));
    });
    button.addEventListener("keydown", (event) => {
      if (event.key === " ") { event.preventDefault(); button.click(); }
    });
    box.addEventListener("click", (event) => {
      if (!event.target.closest("[data-menu-close]")) return;
      event.preventDefault();
      set(false);
      button.focus();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && box.hasAttribute("data-open")) { set(false); button.focus(); }
    });
  };
  opens(mn.$("[data-menu]"), mn.$(".rail"), null);
  opens(mn.$(".open-search"), mn.$(".top"), () => mn.$("#q").focus());

  document.addEventListener("click", (event) => {
    for (const drop of mn.all("details[data-drop][open]")) {
      if (!drop.contains(event.target)) drop.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    const drop = event.key === "Escape" && event.target.closest("details[data-drop][open]");
    if (!drop) return;
    drop.open = false;
    mn.$("summary", drop).focus();
  });

  // A table that scrolls sideways must be reachable by keyboard, even when nothing in it can be pressed.
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const wrap = target.closest(".tbl-wrap");
      if (wrap.scrollWidth > wrap.clientWidth) wrap.tabIndex = 0;
    }
  });
  for (const table of mn.all(".tbl-wrap:not([tabindex]) > table")) sizes.observe(table);

  for (const button of mn.all("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", (event) => { event.preventDefault(); window.print(); });
  }
})();

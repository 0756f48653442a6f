// Copying a ready text, and a table for Word and Excel: as HTML and as text with tabs. The copy event works on plain HTTP too.
(() => {
  // What begins like a formula and is no number gets an apostrophe: Excel would carry it out.
  const harmless = (text) => (/^[=+\-@]/.test(text) && !/^[+-]?[\d.,%\s]+$/.test(text) ? `'${text}` : text);
  const words = (cell) => harmless(cell.innerText.replace(/\s+/g, " ").trim());
  const told = (row) => [...row.cells].filter((cell) => !cell.matches("[data-untold]"));
  const escape = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
  const quote = (text) => (/["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const html = (rows) => `<table border="1" style="border-collapse:collapse;font-family:'Times New Roman';font-size:12pt">${
    rows.map((row) => `<tr>${told(row).map((cell) => {
      const tag = cell.closest("thead") ? "th" : "td";
      return `<${tag}>${escape(words(cell))}</${tag}>`;
    }).join("")}</tr>`).join("")}</table>`;
  const tsv = (rows) => rows.map((row) => told(row).map((cell) => quote(words(cell))).join("\t")).join("\r\n");

  const copy = (table) => {
    const rows = [...table.rows].filter((row) => !row.closest("tfoot[data-untold]"));
    let taken = false;
    const fill = (event) => {
      event.clipboardData.setData("text/html", html(rows));
      event.clipboardData.setData("text/plain", tsv(rows));
      event.preventDefault();
      taken = true;
    };
    document.addEventListener("copy", fill, { once: true });
    document.execCommand("copy");
    document.removeEventListener("copy", fill);
    return taken ? table.tBodies[0].rows.length : -1;
  };

  const offer = (what, act) => {
    for (const button of mn.all(`[data-copy-${what}]`)) {
      const from = document.getElementById(button.getAttribute(`data-copy-${what}`));
      if (!from || !document.queryCommandSupported("copy")) continue;
      button.hidden = false;
      button.addEventListener("click", () => mn.toast(act(from)));
    }
  };
  offer("text", (box) => {
    box.select();
    return document.execCommand("copy") ? "Đã chép tin nhắn. Dán vào Zalo rồi gửi." : "Trình duyệt không cho chép. Bấm vào ô, chọn hết rồi bấm Ctrl+C.";
  });
  offer("table", (table) => {
    const n = copy(table);
    return n < 0 ? "Trình duyệt không cho chép. Bôi đen bảng rồi bấm Ctrl+C." : `Đã chép ${n} dòng. Dán vào Word hoặc Excel bằng Ctrl+V.`;
  });
})();

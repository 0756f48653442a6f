// What the quick grid knows of texts: tables as spreadsheets copy them, and words without marks.
const cut = {
  fold: (s) => s.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D").toLowerCase().replace(/\s+/g, " ").trim(),
  quote: (s) => /[\t\n"]/.test(s) ? `"${s.replaceAll('"', '""')}"` : s,

  // rows reads cells with tabs between them; a cell with a tab or a line end in it comes between quotes.
  rows(text) {
    const out = [[]];
    const one = /(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))([\t\n]|$)/g;
    text = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
    for (let m; one.lastIndex <= text.length && (m = one.exec(text));) {
      out.at(-1).push((m[1] === undefined ? m[2] : m[1].replaceAll('""', '"')).trim().normalize("NFC"));
      if (m[3] === "\n") out.push([]);
      else if (!m[3]) break;
    }
    return out;
  },
};

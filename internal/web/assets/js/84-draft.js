// Drafts: what is typed into a form with data-draft is kept on the server every ten seconds and whenever a field is left.
for (const form of mn.all("form[data-draft]")) {
  const read = () => {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
    return body;
  };
  const note = document.createElement("p");
  note.className = "hint draft-note";
  let kept = read().toString();
  let way = null;
  let sent = false;
  const keep = async () => {
    const body = read();
    const text = body.toString();
    if (sent || way || text === kept) return;
    way = new AbortController();
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body, redirect: "manual", signal: way.signal });
      if (answer.status === 204) {
        kept = text;
        note.textContent = "Đã lưu nháp lúc " + new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
        if (!note.isConnected) mn.$(".form-actions", form).before(note);
      }
    } catch {
      // No connection: the next time tries again, and the form itself still holds everything.
    }
    way = null;
  };
  form.addEventListener("focusout", keep);
  const clock = setInterval(keep, 10000);
  form.addEventListener("submit", () => {
    sent = true;
    clearInterval(clock);
    if (way) way.abort();
  });
}

// Saving cells and rows of the quick grid: one request at a time, each with its own key; one without an answer is sent again
// with the same key. What was typed stays in its cell until the server has it.
const sheetSaving = (at, show) => {
  const line = mn.$("#bang-trang-thai");
  const cells = new Set(), rows = new Set(), orders = [];
  let flying = null, resend = null, timer = 0;
  const rest = [];

  const tell = (words, trouble) => {
    line.textContent = words;
    line.classList.toggle("trouble", !!trouble);
  };
  // Why names and numbers are changed, for the step that is sent.
  const why = () => Object.fromEntries(["ly-do", "can-cu"].map((name) => [name, mn.$("#" + name)?.value || ""]));
  const post = async (address, data, key) => {
    const response = await fetch(address, { method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams({ once: key, "du-lieu": JSON.stringify(data), ...why() }) });
    try {
      return await response.json();
    } catch (error) {
      error.status = response.status;
      throw error;
    }
  };

  const next = () => {
    const key = crypto.randomUUID();
    if (cells.size) {
      const sent = [...cells];
      cells.clear();
      return { key, sent, address: at, data: sent.map((td) => show.edit(td)), take: (a, job) => show.cells(a, job) };
    }
    if (rows.size) {
      const [tr] = rows;
      rows.delete(tr);
      const sent = show.changed(tr), data = show.row(tr, sent);
      return { key, sent, tr, address: at + "/dong", data, take: (a, job) => show.kept(a, job) };
    }
    return orders.length ? { key, sent: [], data: {}, ...orders.shift() } : null;
  };

  const send = async () => {
    clearTimeout(timer);
    if (flying) return;
    flying = resend || next();
    if (!flying) {
      while (rest.length) rest.shift()();
      return;
    }
    resend = null;
    flying.sent.forEach((td) => show.mark(td, "saving"));
    tell("Đang lưu…");
    let again = false;
    try {
      const answer = await post(flying.address, flying.data, flying.key);
      if (answer.error) {
        flying.sent.forEach((td) => show.mark(td, "wrong", answer.error));
        tell("Chưa lưu: " + answer.error, true);
      } else {
        const bad = flying.take(answer, flying) || 0;
        tell("Đã lưu " + (answer.saved || "") + (bad ? `; ${bad} ô cần sửa` : ""), bad > 0);
      }
    } catch (error) {
      again = true;
      resend = flying;
      flying.sent.forEach((td) => show.mark(td, "failed"));
      tell((error.status === 401 ? "Hết phiên: đăng nhập lại ở một thẻ khác." : "Chưa lưu được.") + " Điều đã gõ còn nguyên; đang thử lại…", true);
    }
    flying = null;
    if (again) timer = setTimeout(send, 4000);
    else send();
  };
  window.addEventListener("online", send);

  return {
    post, tell, send,
    cell(td) { cells.add(td); },
    row(tr) { rows.add(tr); },
    calm(td) { cells.delete(td); },
    order(what) { orders.push(what); send(); },
    waits: (td) => cells.has(td) || !!flying && flying.sent.includes(td),
    get busy() { return !!(flying || resend || cells.size || rows.size || orders.length); },
    // idle comes when everything before has its answer.
    idle: () => new Promise((done) => { rest.push(done); send(); }),
  };
};

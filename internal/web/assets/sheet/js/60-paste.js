// Pasting more rows than the grid has: the server keeps all of them first, then writes them piece by piece. A window that is
// closed meanwhile loses nothing; the page goes on with it when it is opened again.
const sheetPaste = (table, saving) => {
  const bar = mn.$("#bang-tien-do");
  const count = (n) => n.toLocaleString("vi-VN");
  const patiently = async (address, data) => {
    const key = crypto.randomUUID();
    for (;;) {
      try {
        const answer = await saving.post(address, data, key);
        if (answer.error) throw Object.assign(new Error(answer.error), { told: true });
        return answer;
      } catch (error) {
        if (error.told) throw error;
        saving.tell("Chưa dán xong. Điều đã dán còn nguyên; đang thử lại…", true);
        await new Promise((go) => { setTimeout(go, 3000); });
      }
    }
  };
  const carry = async (id) => {
    bar.hidden = false;
    for (;;) {
      const a = await patiently(table.dataset.paste.replace(/\/+$/, "") + "/" + id + "/ghi", {});
      bar.max = a.all;
      bar.value = a.done;
      saving.tell(`Đang ghi ${count(a.done)}/${count(a.all)} dòng…`);
      if (!a.more) return a;
    }
  };
  const arrive = (a) => {
    saving.tell(`Đã lưu ${a.saved}: ${count(a.all - a.wait)} dòng` + (a.wait ? `, ${count(a.wait)} dòng cần sửa` : ""), a.wait > 0);
    location.assign(a.see + (a.wait && a.all > 50 ? "&nhom=sua" : ""));
  };
  let keeping = false;
  const run = async (start) => {
    try {
      arrive(await carry(await start()));
    } catch (error) {
      bar.hidden = true;
      saving.tell("Chưa dán: " + error.message, true);
      mn.toast("Chưa dán: " + error.message);
    }
    keeping = false;
  };
  if (table.dataset.resume) run(() => table.dataset.resume);
  return {
    get keeping() { return keeping; },
    take(block) {
      keeping = true;
      run(async () => {
        await saving.idle();
        const a = await patiently(table.dataset.sheet + "/dan", block);
        keeping = false;
        return a.paste;
      });
    },
  };
};

// The review of a plan: a card and its lines light up together, and after an answer the next thing to answer has the focus.
(() => {
  const review = mn.$("[data-review]");
  if (!review) return;

  const clear = () => { for (const lit of mn.all(".lit", review)) lit.classList.remove("lit"); };
  const covers = (card, n) => n >= Number(card.dataset.from) && n <= Number(card.dataset.to);
  const light = (target) => {
    clear();
    const pair = target.closest(".pair");
    if (!pair) return;
    const card = target.closest("article[data-from]");
    const line = target.closest("li[data-n]");
    for (const c of mn.all("article[data-from]", pair)) {
      const on = card ? c === card : line && covers(c, Number(line.dataset.n));
      if (!on) continue;
      c.classList.add("lit");
      for (const l of mn.all("li[data-n]", pair)) if (covers(c, Number(l.dataset.n))) l.classList.add("lit");
    }
  };
  review.addEventListener("pointerover", (event) => light(event.target));
  review.addEventListener("pointerleave", clear);
  review.addEventListener("focusin", (event) => light(event.target));

  const open = () => mn.all(".doubt.open", review);
  const link = mn.$("[data-next-doubt]");
  const go = (doubt) => {
    doubt.scrollIntoView({ block: "nearest" });
    mn.focus(mn.$("button", doubt) || doubt);
  };
  let at = null; // the doubt that was answered last
  const after = (place) => open().find((d) => !place || place.compareDocumentPosition(d) & Node.DOCUMENT_POSITION_FOLLOWING) || open()[0];
  if (link) link.addEventListener("click", (event) => {
    const next = after(document.activeElement.closest(".doubt") || at);
    if (!next && link.dataset.beyond) { event.preventDefault(); location.assign(link.dataset.beyond); }
    if (next) { event.preventDefault(); at = next; go(next); }
  });

  let answered = "";
  review.addEventListener("submit", (event) => {
    const doubt = event.target.closest(".doubt");
    answered = doubt ? doubt.id : "";
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const old = event.detail.ctx.target;
    const card = old && old.id && document.getElementById(old.id);
    if (!card || !review.contains(card)) return;
    const mistake = mn.$(".errors,.bad .input", card);
    if (mistake) return mn.focus(mistake);
    const field = mn.$("[data-focus]", card);
    if (field) return mn.focus(field);
    const doubt = answered && document.getElementById(answered);
    answered = "";
    if (doubt && !doubt.classList.contains("open")) {
      at = doubt;
      const chip = mn.$('.chips a[href$="xem=cho-ngo"]');
      if (chip) chip.textContent = chip.textContent.replace(/\d+$/, (left) => left - 1);
      const next = after(doubt);
      mn.say("Đã ghi");
      return next ? go(next) : link && link.dataset.beyond ? mn.focus(link) : mn.focus(mn.$("button", doubt) || doubt);
    }
    mn.say("Đã lưu");
    mn.focus(mn.$("[data-key=e]", card) || card);
  });
})();

// Speaking to screen readers, moving the focus, and telling of answers that did not come.
const mn = {
  $: (selector, root = document) => root.querySelector(selector),
  all: (selector, root = document) => [...root.querySelectorAll(selector)],

  // say puts words into the polite live region; emptying it first lets the same words be said twice.
  say(words) {
    const live = mn.$("#live");
    if (!live || !words) return;
    live.textContent = "";
    setTimeout(() => { live.textContent = words; }, 60);
  },

  // toast shows words at the foot until they are replaced or the page is left.
  toast(words) {
    let box = mn.$("#bao");
    if (!box) {
      box = document.createElement("div");
      box.id = "bao";
      box.className = "toast";
      box.setAttribute("role", "status");
      document.body.append(box);
    }
    box.textContent = words;
    mn.say(words);
  },

  // focus goes to a place that need not be focusable by itself.
  focus(element) {
    if (!element.matches("a[href],button,input,select,textarea,[tabindex]")) element.tabIndex = -1;
    element.focus();
  },
};

(() => {
  const arrive = (root) => {
    const summary = mn.$(".errors", root);
    if (summary) return mn.focus(summary);
    const toast = mn.$(".toast p");
    if (toast) mn.say(toast.textContent);
  };
  arrive(document);

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".errors a[href^='#']");
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    (field.closest(".field") || field).scrollIntoView({ block: "nearest" });
    mn.focus(field);
  });

  document.addEventListener("htmx:after:swap", (event) => {
    const root = event.detail.ctx.target || document;
    const place = mn.$(".errors", root) || mn.$("[data-focus]", root);
    if (place) mn.focus(place);
  });
  document.addEventListener("say", (event) => mn.say(event.detail && event.detail.value));
  document.addEventListener("htmx:response:error", (event) => {
    const status = event.detail.ctx.response.status;
    if (status !== 422) mn.toast(`Chưa làm được (mã ${status}). Những gì đã gõ vẫn còn trên trang; thử lại sau ít phút.`);
  });
  document.addEventListener("htmx:error", () => {
    mn.toast("Mất kết nối. Những gì đã gõ vẫn còn trên trang; thử lại khi có mạng.");
  });
})();

// The day of a page on a slider: <mn-days> holds a form with a range over days and a field for any day. While it is dragged
// the day is told in words; where it stops the page of that day comes in, and the address names the day.
customElements.define("mn-days", class extends HTMLElement {
  connectedCallback() {
    const form = mn.$("form", this), range = mn.$("input[type=range]", this), told = mn.$("output", this);
    const words = () => mn.$(`option[value="${range.value}"]`, range.list).label;
    range.addEventListener("input", () => {
      told.textContent = words();
      range.setAttribute("aria-valuetext", words());
    });
    range.addEventListener("change", () => this.show(form, range));
  }

  async show(form, range) {
    const asked = range.value;
    const answer = await fetch(`${form.getAttribute("action")}?moc=${asked}`, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer || !answer.ok) return mn.toast("Chưa mở được ngày này. Thử lại sau ít phút.");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (range.value !== asked) return; // dragged on meanwhile
    for (const part of ["#theo-ngay", ".lead"]) mn.$(part).replaceWith(mn.$(part, page));
    for (const name of ["cu", "ngay"]) form.elements[name].value = mn.$(`mn-days [name=${name}]`, page).value;
    history.replaceState(null, "", answer.url);
    mn.say(mn.$(".lead").textContent);
  }
});

// The map of a list: the rows beside it are the numbered markers, every other record is a shape of its state on a canvas.
(() => {
  const box = mn.$("[data-map]");
  if (!box) return;
  const rows = new Map(mn.all("[data-pin-row]").map((row) => [row.dataset.pinRow, row]));
  const live = document.createElement("div");
  live.className = "map-live";
  live.dataset.place = box.dataset.place;
  live.dataset.outlines = box.dataset.outlines;
  live.setAttribute("role", "region");
  live.setAttribute("aria-label", "Bản đồ: phím mũi tên để di chuyển, + và - để phóng to, thu nhỏ");
  box.prepend(live);
  box.classList.add("on");

  const map = ground.make(live, { preferCanvas: true });
  const beside = matchMedia("(min-width:1180px)"); // as in map.css: the list stands beside the map, not far below it
  const markers = new Map(), others = new Map();

  // stamp is the glyph of a state, drawn once; its shape and colours are those of the legend.
  const stamp = (svg, size) => {
    const at = window.devicePixelRatio || 1, canvas = document.createElement("canvas");
    canvas.width = canvas.height = Math.ceil(size * at);
    const pen = canvas.getContext("2d");
    pen.scale(size * at / 24, size * at / 24);
    pen.translate(2, 2);
    const look = getComputedStyle(svg);
    pen.fillStyle = look.fill;
    pen.strokeStyle = look.stroke;
    pen.lineWidth = parseFloat(look.strokeWidth) * 1.3;
    for (const shape of svg.querySelectorAll("path,rect,circle")) {
      const d = (name) => Number(shape.getAttribute(name)), line = new Path2D(shape.tagName === "path" ? shape.getAttribute("d") : "");
      if (shape.tagName === "rect") line.roundRect(d("x"), d("y"), d("width"), d("height"), d("rx"));
      if (shape.tagName === "circle") line.arc(d("cx"), d("cy"), d("r"), 0, 7);
      pen.setLineDash(shape.hasAttribute("stroke-dasharray") ? [3, 2.4] : []);
      if (look.fill !== "none") pen.fill(line);
      if (look.stroke !== "none") pen.stroke(line);
    }
    return canvas;
  };

  const Stamp = L.CircleMarker.extend({
    options: { radius: 8 },
    _updatePath() {
      const r = this._renderer, half = this._radius, p = this._point;
      if (r._drawing && !this._empty()) r._ctx.drawImage(this.options.stamp, p.x - half, p.y - half, 2 * half, 2 * half);
    },
  });

  const choose = (id, onMap) => {
    for (const [key, row] of rows) {
      const on = key === id, marker = markers.get(key);
      row.classList.toggle("on", on);
      if (on) row.setAttribute("aria-current", "true"); else row.removeAttribute("aria-current");
      if (marker) marker.getElement().classList.toggle("on", on);
      if (marker) marker.setZIndexOffset(on ? 1000 : 0);
      if (on && onMap && marker) map.panInside(marker.getLatLng(), { padding: [40, 40], animate: false });
      if (on && !onMap && beside.matches) row.scrollIntoView({ block: "nearest" });
    }
  };

  const show = (at, content) => L.popup({ closeButton: false, autoPanPadding: [16, 16] }).setLatLng(at).setContent(content).openOn(map);

  // number draws the marker of a row: the row's own glyph with its number.
  const number = (row) => {
    const id = row.dataset.pinRow, at = row.dataset.at.split(",").map(Number);
    const marker = L.marker(at, { keyboard: true, riseOnHover: true, icon: L.divIcon({ className: "map-pin", html: mn.$("svg", row).cloneNode(true), iconSize: [26, 26] }) });
    marker.addTo(map);
    const face = marker.getElement();
    face.setAttribute("aria-label", row.dataset.says);
    marker.on("click", () => {
      choose(id, false);
      if (!beside.matches) show(at, mn.$("a", row).cloneNode(true));
    });
    face.addEventListener("focus", () => choose(id, false));
    face.addEventListener("keydown", (event) => { if (event.key === "Enter") mn.$("a", row).focus(); });
    row.addEventListener("click", () => choose(id, true));
    row.addEventListener("focusin", () => choose(id, true));
    markers.set(id, marker);
  };

  const link = (point) => {
    const a = document.createElement("a");
    a.href = box.dataset.map + "/" + point[0];
    a.textContent = point[4] + " " + point[5];
    return a;
  };

  const draw = (data) => {
    map.createPane("records").style.zIndex = 450; // above the outlines, below the numbers
    const renderer = L.canvas({ pane: "records", padding: 0.2 });
    const stamps = data.states.map((s) => stamp(mn.$("[data-state='" + CSS.escape(s) + "'] svg", box), 16));
    const layers = [];
    for (const point of data.points) {
      if (rows.has(point[0])) continue;
      const layer = new Stamp([point[1] / 1e6, point[2] / 1e6], { pane: "records", renderer, point, stamp: stamps[point[3]] });
      layers.push(layer);
      others.set(point[0], layer);
    }
    L.featureGroup(layers).addTo(map).on("click", ({ layer }) => show(layer.getLatLng(), link(layer.options.point)));
    for (const spot of data.places || []) {
      L.marker([spot[1] / 1e6, spot[2] / 1e6], { interactive: false, keyboard: false, icon: L.divIcon({ className: "map-place", html: ground.words(spot[0]), iconSize: null }) }).addTo(map);
    }
  };

  const start = async () => {
    const list = mn.all("[data-at]", document).map((row) => row.dataset.at.split(",").map(Number));
    const answer = await fetch(box.dataset.points);
    if (!answer.ok) throw new Error(String(answer.status));
    const data = await answer.json();
    await ground.lay(map, live, list.concat(data.points.map((p) => [p[1] / 1e6, p[2] / 1e6])));
    const from = performance.now();
    draw(data);
    mn.$("[data-map-more]", box).textContent = data.more || "";
    for (const row of rows.values()) if (row.dataset.at) number(row);
    const asked = new URLSearchParams(location.hash.slice(1)).get("diem");
    if (asked && markers.has(asked)) choose(asked, true);
    else if (others.has(asked)) { map.panTo(others.get(asked).getLatLng(), { animate: false }); others.get(asked).fire("click", {}, true); }
    requestAnimationFrame(() => requestAnimationFrame(() => {
      performance.measure("map", { start: from, end: performance.now() });
      live.dataset.drawn = data.points.length;
    }));
  };
  start().catch(() => {
    box.classList.remove("on"); // the drawing of the server is still there
    live.remove();
    mn.toast("Chưa tải được các điểm của bản đồ tương tác. Bản vẽ vẫn đúng; tải lại trang để thử lại.");
  });
})();

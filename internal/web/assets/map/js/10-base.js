// What every map has: the outlines of communes, a frame that stays near one's own, words in Vietnamese. No tiles.
const ground = (() => {
  // open turns the packed rings into latitudes and longitudes.
  const ring = (flat) => {
    const out = [];
    for (let i = 0, x = 0, y = 0; i < flat.length; i += 2) out.push([(y += flat[i + 1]) / 1e5, (x += flat[i]) / 1e5]);
    return out;
  };

  const outlines = async (url) => {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).communes.map((c) => ({ code: c.c, name: c.n, rings: c.r.map(ring) }));
  };

  // make draws a map into a box that names its outlines and the commune it is about.
  const make = (box, options) => {
    const map = L.map(box, { attributionControl: false, zoomControl: false, zoomSnap: 0.5, fadeAnimation: false, zoomAnimation: false, ...options });
    L.control.zoom({ position: "topright", zoomInTitle: "Phóng to", zoomOutTitle: "Thu nhỏ" }).addTo(map);
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
    return map;
  };

  // lay draws the commune and its neighbours, and keeps the frame near what there is to see, with the points. Its answer is
  // whether there is anything to see.
  const lay = async (map, box, points) => {
    let all = [];
    try {
      if (box.dataset.outlines) all = await outlines(box.dataset.outlines);
    } catch {
      mn.say("Chưa tải được ranh giới; bản đồ chỉ có các điểm.");
    }
    const own = all.find((c) => c.code === box.dataset.place);
    const bounds = L.latLngBounds(own ? own.rings.flat() : points);
    if (!bounds.isValid()) return false;
    const around = (own ? bounds : bounds.pad(0.2)).pad(0.6);
    const shown = [];
    const paper = L.svg({ padding: 1 });
    const line = (c, name) => L.polygon(c.rings, { className: name, interactive: false, renderer: paper }).addTo(map);
    for (const c of all) {
      const there = L.latLngBounds(c.rings.flat());
      if (c === own || !there.intersects(around)) continue;
      line(c, "map-next");
      shown.push(c);
    }
    if (own) line(own, "map-own");
    map.setMaxZoom(19);
    // fit shows all of it, again when the box has another size and nobody has chosen a part of the map.
    let chosen = false;
    const fit = () => {
      map.setMinZoom(0);
      map.fitBounds(own ? bounds : bounds.pad(0.2), { animate: false, maxZoom: 16 });
      map.setMinZoom(map.getZoom() - 0.5);
    };
    fit();
    map.setMaxBounds(around);
    map.on("resize", () => { if (!chosen) fit(); });
    for (const sign of ["pointerdown", "wheel", "keydown"]) box.addEventListener(sign, () => { chosen = true; }, { passive: true });
    for (const c of shown) name(map, c);
    return true;
  };

  // name writes the name of a neighbour into the middle of where the map has room for all of it.
  const name = (map, c) => {
    const size = map.getSize(), n = 18, half = c.name.length * 3.3, room = [];
    const has = (x, y) => { const at = map.containerPointToLatLng([x, y]); return inside(c.rings, [at.lat, at.lng]); };
    for (let i = 0; i < n * n; i++) {
      const x = size.x * (i % n + 0.5) / n, y = size.y * (Math.floor(i / n) + 0.5) / n;
      if (x > half && x < size.x - half && has(x, y) && has(x - half, y) && has(x + half, y)) room.push([x, y]);
    }
    if (!room.length) return;
    const mean = [0, 1].map((k) => room.reduce((sum, at) => sum + at[k], 0) / room.length);
    const off = (at) => Math.hypot(at[0] - mean[0], at[1] - mean[1]);
    const at = map.containerPointToLatLng(room.reduce((best, one) => (off(one) < off(best) ? one : best)));
    L.marker(at, { interactive: false, keyboard: false, icon: L.divIcon({ className: "map-label", html: words(c.name), iconSize: null }) }).addTo(map);
  };

  const inside = (rings, at) => {
    let is = false;
    for (const r of rings) {
      for (let i = 0, j = r.length - 1; i < r.length; j = i++) {
        if (r[i][0] > at[0] !== r[j][0] > at[0] && at[1] < (r[j][1] - r[i][1]) * (at[0] - r[i][0]) / (r[j][0] - r[i][0]) + r[i][1]) is = !is;
      }
    }
    return is;
  };

  const words = (text) => {
    const span = document.createElement("span");
    span.textContent = text;
    return span;
  };

  return { make, lay, words };
})();

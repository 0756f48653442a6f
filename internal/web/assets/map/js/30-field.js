// The field of a place: a small map to put the pin by hand, and where this machine is. Both only write into the field.
(() => {
  const home = mn.$("[data-map-home]");
  for (const input of home ? mn.all("input[data-pin]") : []) {
    const field = input.closest(".field"), tools = document.createElement("div"), button = document.createElement("button"), told = document.createElement("p");
    tools.className = "map-tools";
    button.type = "button";
    button.className = "btn";
    button.textContent = "Lấy vị trí máy này";
    told.className = "hint";
    told.setAttribute("role", "status");
    const live = document.createElement("div");
    live.className = "map-live small";
    live.dataset.place = home.dataset.place;
    live.dataset.outlines = home.dataset.outlines;
    live.setAttribute("role", "region");
    live.setAttribute("aria-label", "Bản đồ để đặt vị trí: bấm chuột vào nơi cần ghi, hoặc gõ tọa độ vào ô phía trên");
    tools.append(button, told, live);
    field.append(tools);

    const map = ground.make(live);
    let marker;
    const typed = () => {
      const m = input.value.trim().match(/^(\d{1,2}[.,]\d+)\s*[,;\s]\s*(\d{1,3}[.,]\d+)$/);
      return m && [Number(m[1].replace(",", ".")), Number(m[2].replace(",", "."))];
    };
    const put = (at, pan) => {
      if (live.hidden) return; // nothing is known of the surroundings
      if (!marker) {
        const face = document.createElement("span");
        marker = L.marker(at, { draggable: true, keyboard: false, icon: L.divIcon({ className: "map-here", html: face, iconSize: [26, 26] }) }).addTo(map);
        marker.on("dragend", () => write(marker.getLatLng()));
      }
      marker.setLatLng(at);
      if (pan) map.panTo(at, { animate: false });
    };
    const write = (at) => {
      input.value = at.lat.toFixed(6) + ", " + at.lng.toFixed(6);
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.dispatchEvent(new Event("change", { bubbles: true }));
    };
    map.on("click", (event) => { put(event.latlng); write(event.latlng); told.textContent = "Đã đặt vị trí theo bản đồ."; });
    input.addEventListener("change", () => { const at = typed(); if (at) put(at, true); });
    const lay = async () => {
      const at = typed();
      live.hidden = !await ground.lay(map, live, at ? [at] : []);
      if (at) put(at, true);
      live.dataset.drawn = "1";
    };
    lay();

    button.hidden = !navigator.geolocation || !window.isSecureContext;
    button.addEventListener("click", () => {
      told.textContent = "Đang lấy vị trí…";
      navigator.geolocation.getCurrentPosition(({ coords }) => {
        const at = L.latLng(coords.latitude, coords.longitude);
        write(at);
        put(at, true);
        told.textContent = "Đã lấy vị trí máy này, sai số ±" + Math.ceil(coords.accuracy) + " m." + (coords.accuracy > 50 ? " Ra chỗ thoáng rồi lấy lại, hoặc kéo dấu trên bản đồ cho đúng." : "");
      }, (error) => {
        told.textContent = error.code === 1 ? "Trình duyệt chưa được phép cho biết vị trí. Cho phép rồi bấm lại, hoặc đặt dấu trên bản đồ." : "Máy này chưa biết mình ở đâu. Đặt dấu trên bản đồ, hoặc gõ tọa độ.";
      }, { enableHighAccuracy: true, timeout: 20000 });
    });
  }
})();

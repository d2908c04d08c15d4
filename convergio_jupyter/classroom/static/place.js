// A page that is loaded again, or gone back to, stands where it stood: its cells come later than a browser looks.
(() => {
  const KEPT = `convergio-place ${location.pathname}`; // of this tab
  const way = performance.getEntriesByType("navigation")[0]?.type;
  addEventListener("pagehide", () => sessionStorage.setItem(KEPT, String(Math.round(scrollY))));
  const wanted = Number(sessionStorage.getItem(KEPT));
  if (!wanted || !(way === "reload" || way === "back_forward")) {
    return;
  }
  const growth = new ResizeObserver(() => {
    if (document.documentElement.scrollHeight >= wanted + innerHeight) {
      scrollTo(0, wanted);
    }
  });
  const stop = () => growth.disconnect();
  growth.observe(document.body);
  for (const own of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    addEventListener(own, stop, { once: true, passive: true }); // whoever moves by themselves is left alone
  }
  setTimeout(stop, 20_000);
})();

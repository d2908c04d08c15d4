// How much of a lesson is done, above it: its exercises and questions tell. WORDS stands before this text.
(() => {
  const way = document.querySelector(".cvg-way a");
  if (!way) {
    return;
  }
  const make = (tag, className) => Object.assign(document.createElement(tag), { className });
  const line = make("span", "cvg-done");
  const bar = make("progress", "cvg-done-bar");
  const words = make("span", "cvg-done-words");
  bar.setAttribute("aria-hidden", "true"); // the words beside it say the same
  line.hidden = true;
  line.append(bar, words);
  way.after(line);

  const parts = new Map();
  addEventListener("convergio:done", ({ detail }) => {
    parts.set(detail.id, detail.done);
    const count = [...parts.values()].filter(Boolean).length;
    bar.max = parts.size;
    bar.value = count;
    words.textContent = (count < parts.size ? WORDS.some : WORDS.all)
      .replace("{count}", count)
      .replace("{all}", parts.size);
    line.hidden = false;
  });
})();

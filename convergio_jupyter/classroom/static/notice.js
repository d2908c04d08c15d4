// What whoever leads the class says to everybody, above a lesson; and what has become of the way to the class.
// WORDS, BASE and SECONDS stand before this text: the words in the learner's language, and where and how often to ask.
(() => {
  const nav = document.querySelector(".cvg-way");
  const line = nav?.querySelector(".cvg-notice");
  if (!line) {
    return;
  }
  const LOST = 2; // looks in vain; one may be an accident
  const reload = Object.assign(document.createElement("button"), { type: "button", textContent: WORDS.reload, hidden: true });
  reload.className = "cvg-reload";
  reload.addEventListener("click", () => location.reload());
  line.after(reload);
  nav.querySelector("a").textContent = WORDS.lessons;

  let failed = 0;
  let waiting = 0;

  const show = (text) => {
    if (line.textContent !== text) {
      line.textContent = text;
      line.hidden = !text;
      dispatchEvent(new Event("convergio:news")); // an exam may have ended: what was sealed in it can be told
    }
  };
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 1000 * (failed ? SECONDS.lost : SECONDS.usual));
  };
  const isAlive = async () => {
    const { kernelId } = JSON.parse(document.getElementById("jupyter-config-data").textContent);
    return !kernelId || (await fetch(`${BASE}api/kernels/${kernelId}`, { redirect: "manual" })).ok;
  };
  const over = (text) => {
    show(text);
    reload.hidden = false;
    dispatchEvent(new Event("convergio:lost"));
  };
  const look = async () => {
    if (document.hidden) {
      return later();
    }
    try {
      const answer = await fetch(`${BASE}notice`, { redirect: "manual", cache: "no-store" });
      if (!answer.ok || (failed >= LOST && !(await isAlive()))) {
        return over(answer.ok ? WORDS.again : WORDS.out);
      }
      failed = 0;
      show((await answer.text()).trim());
    } catch {
      failed += 1;
      if (failed === LOST) {
        show(WORDS.lost);
        dispatchEvent(new Event("convergio:lost")); // nobody waits for an answer that cannot come
      }
    }
    later();
  };

  look();
  document.addEventListener("visibilitychange", () => document.hidden || look());
})();

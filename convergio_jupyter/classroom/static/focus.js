// A focus timer above a lesson. It makes no sound, and says only when it begins, when a minute is left and when it ends.
// WORDS, ADDRESS and KEEP stand before this text: the words in the learner's language, where minutes go, and whether.
(() => {
  const MINUTE = 60_000;
  const KEPT = "convergio-focus"; // of this tab: a timer goes on over a reload and in the next lesson
  const nav = document.querySelector(".cvg-way");
  if (!nav) {
    return;
  }
  const make = (tag, className, text = "") => Object.assign(document.createElement(tag), { className, textContent: text });
  const box = make("div", "cvg-focus");
  const name = make("span", "cvg-focus-name", WORDS.name);
  const time = make("span", "cvg-focus-time");
  const said = make("span", "cvg-focus-said");
  time.setAttribute("role", "timer");
  said.setAttribute("role", "status");
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", WORDS.name);

  let total = 0; // of this use, in milliseconds
  let left = 0;
  let ends = 0; // the moment; 0 while it pauses
  let ticking = 0;
  let warned = false;

  const button = (text, act) => {
    const made = make("button", "", text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };
  const starts = [10, 25].map((minutes) => button(WORDS.minutes.replace("{minutes}", minutes), () => start(minutes)));
  const pause = button(WORDS.pause, () => (ends ? hold() : run()));
  const stop = button(WORDS.stop, () => over(""));

  const show = () => {
    const seconds = Math.ceil(left / 1000);
    const shown = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    if (time.textContent !== shown) {
      time.textContent = shown;
    }
  };
  const running = (on) => {
    starts.forEach((each) => (each.hidden = on));
    [time, pause, stop].forEach((each) => (each.hidden = !on));
  };
  const note = (kept) => {
    try {
      kept ? sessionStorage.setItem(KEPT, JSON.stringify(kept)) : sessionStorage.removeItem(KEPT);
    } catch {} // it is lost on a reload then
  };
  const noted = () => {
    try {
      return JSON.parse(sessionStorage.getItem(KEPT));
    } catch {
      return null;
    }
  };
  const run = () => {
    ends = Date.now() + left;
    pause.textContent = WORDS.pause;
    ticking = setInterval(look, 250);
    note({ total, left, ends });
  };
  const hold = () => {
    left = ends ? Math.max(0, ends - Date.now()) : left;
    ends = 0;
    clearInterval(ticking);
    pause.textContent = WORDS.go_on;
    show();
    note({ total, left, ends });
  };
  const look = () => {
    left = Math.max(0, ends - Date.now());
    show();
    if (!left) {
      over(WORDS.over);
    } else if (left <= MINUTE && !warned) {
      warned = true;
      said.textContent = WORDS.last;
    }
  };
  const start = (minutes) => {
    total = left = minutes * MINUTE;
    warned = false;
    said.textContent = WORDS.begins.replace("{minutes}", minutes);
    running(true);
    run();
    show();
    pause.focus();
  };
  const over = (words) => {
    if (ends) {
      hold();
    }
    note(null);
    keep(Math.floor((total - left) / MINUTE));
    const focused = box.contains(document.activeElement);
    running(false);
    said.textContent = words;
    if (focused) {
      starts[0].focus();
    }
  };
  const keep = (minutes) => {
    if (KEEP && minutes) {
      const body = new URLSearchParams({ minutes });
      fetch(ADDRESS, { method: "POST", body, keepalive: true }).catch(() => {}); // whoever leaves now loses nothing
    }
  };

  running(false);
  box.append(name, time, ...starts, pause, stop, said);
  nav.querySelector("a").after(box);

  const before = noted();
  if (before && !before.ends) {
    ({ total, left } = before);
    running(true);
    hold();
  } else if (before && before.ends > Date.now()) {
    total = before.total;
    left = before.ends - Date.now();
    running(true);
    run();
    show();
  } else if (before) {
    note(null); // it ended while a page was on its way, or when nobody was here
    keep(Date.now() - before.ends < MINUTE ? before.total / MINUTE : 0);
  }
})();

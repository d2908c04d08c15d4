/**
 * Draws the figures that the kernel sends; every word comes with them. Asks for new ones while it is seen.
 */
const EVERY_MS = 5_000;
const PATIENCE_MS = 60_000;
const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 300;
const HEIGHT = 72;

/** An element with a class, attributes and children; text is never read as HTML. */
function make(name, cls = '', attributes = {}, ...children) {
  const made = document.createElement(name);
  return fill(made, cls, attributes, children);
}

function draw(name, cls, attributes, ...children) {
  return fill(document.createElementNS(SVG, name), cls, attributes, children);
}

function fill(made, cls, attributes, children) {
  if (cls) {
    made.setAttribute('class', cls);
  }
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

function meter({ name, percent, level, words }) {
  const bar = make('div', 'cvg-usage-bar', {
    role: 'meter',
    'aria-label': name,
    'aria-valuemin': 0,
    'aria-valuemax': 100,
    'aria-valuenow': percent,
    'aria-valuetext': words
  });
  const filled = make('div', `cvg-usage-filled cvg-usage-${level}`);
  filled.style.inlineSize = `${percent}%`;
  bar.append(filled);
  return make('div', 'cvg-usage-meter', {}, make('span', '', {}, name), bar, make('span', 'cvg-usage-quiet', {}, words));
}

function counts(list) {
  const pairs = list.map(({ name, value }) =>
    make('div', '', {}, make('dt', 'cvg-usage-quiet', {}, name), make('dd', '', {}, value))
  );
  return make('dl', 'cvg-usage-counts', {}, ...pairs);
}

function plot({ title, values, first, last, most }) {
  const highest = Math.max(...values, 1);
  const step = WIDTH / values.length;
  const bars = values.map((value, at) => {
    const height = value ? Math.max(2, (value / highest) * (HEIGHT - 4)) : 0;
    const place = { x: at * step + 1, y: HEIGHT - height, width: step - 2, height, rx: 1 };
    return draw('rect', 'cvg-usage-column', place);
  });
  const base = draw('line', 'cvg-usage-base', { x1: 0, x2: WIDTH, y1: HEIGHT, y2: HEIGHT });
  const label = [title, most].filter(Boolean).join('. ');
  const box = { role: 'img', 'aria-label': label, viewBox: `0 0 ${WIDTH} ${HEIGHT + 1}` };
  const ends = make('div', 'cvg-usage-ends cvg-usage-quiet', { 'aria-hidden': 'true' });
  ends.append(make('span', '', {}, first), make('span', '', {}, most), make('span', '', {}, last));
  const caption = make('figcaption', '', {}, title);
  return make('figure', 'cvg-usage-plot', {}, caption, draw('svg', '', box, ...bars, base), ends);
}

function table({ title, summary, columns, rows }, open) {
  const head = make('tr', '', {}, ...columns.map(name => make('th', '', { scope: 'col' }, name)));
  const body = rows.map(([day, ...cells]) =>
    make('tr', '', {}, make('th', '', { scope: 'row' }, day), ...cells.map(cell => make('td', '', {}, cell)))
  );
  const whole = make('table', '', {}, make('caption', '', {}, title), make('thead', '', {}, head));
  whole.append(make('tbody', '', {}, ...body));
  const scroller = make('div', 'cvg-usage-scroller', { tabindex: 0, role: 'region', 'aria-label': title }, whole);
  return make('details', '', open ? { open: '' } : {}, make('summary', '', {}, summary), scroller);
}

/** The figures as nodes; what a reader has unfolded stays unfolded. */
function nodes(figures, open) {
  const found = [
    make('p', 'cvg-usage-title cvg-usage-quiet', {}, figures.title),
    make('p', 'cvg-usage-spent', {}, figures.spent),
    ...figures.meters.map(meter),
    counts(figures.counts),
    plot(figures.plot),
    table(figures.plot, open)
  ];
  if (figures.note) {
    found.push(make('p', 'cvg-usage-quiet', {}, figures.note));
  }
  return found;
}

/** Calls `ask` every few seconds while `el` is seen, one question at a time; gives back what stops it. */
function whileSeen(el, ask) {
  let seen = true;
  const watcher = new IntersectionObserver(entries => {
    seen = entries.at(-1).isIntersecting;
  });
  watcher.observe(el);
  const timer = setInterval(() => seen && document.visibilityState === 'visible' && ask(), EVERY_MS);
  return () => {
    clearInterval(timer);
    watcher.disconnect();
  };
}

function render({ model, el }) {
  const lang = model.get('lang');
  const root = make('section', 'cvg-usage', { lang });
  const body = make('div', 'cvg-usage-body');
  const problem = make('p', 'cvg-usage-problem', { role: 'status' });
  let asked = 0;
  let drawn = '';

  const show = () => {
    const { at: _, ...figures } = model.get('figures') ?? {};
    const now = JSON.stringify(figures);
    if (figures.plot && now !== drawn) {
      drawn = now;
      root.setAttribute('aria-label', figures.title);
      const open = body.querySelector('details')?.open ?? false;
      const focused = body.contains(document.activeElement) && document.activeElement.localName;
      body.replaceChildren(...nodes(figures, open));
      if (focused) {
        body.querySelector(focused)?.focus();
      }
    }
    problem.textContent = model.get('problem');
  };
  const answered = content => {
    if (content?.op === 'refreshed') {
      asked = 0;
    }
  };
  const tell = op => {
    try {
      model.send({ op });
    } catch {
      // No kernel: what was last known stays.
    }
  };
  const ask = () => {
    if (!asked || Date.now() - asked > PATIENCE_MS) {
      asked = Date.now();
      tell('refresh');
    }
  };

  model.on('change:figures change:problem', show);
  model.on('msg:custom', answered);
  root.append(body, problem);
  el.append(root);
  show();
  ask();
  const stop = whileSeen(root, ask);
  return () => {
    stop();
    tell('leave');
    model.off('change:figures change:problem', show);
    model.off('msg:custom', answered);
  };
}

export default { render };

import { h, render as draw } from 'preact';
import css from '../../style/usage.css';
import { Figures, Usage } from '../components/Usage';
import type { WidgetModel } from '../transport/comm';
import { RenderContext, text } from './model';
import { addStyles } from './styles';

const EVERY_MS = 5_000;
const PATIENCE_MS = 60_000;
const CHANGES = 'change:figures change:problem';

/** What was spent (an anywidget front-end module): shows what the kernel sends, and asks while it is seen. */
function render({ model, el }: RenderContext): () => void {
  addStyles(el, 'usage', css);
  const root = document.createElement('section');
  root.className = 'cvg cvg-usage';
  root.lang = text(model, 'lang');
  el.append(root);

  const show = () => {
    const figures = figuresOf(model);
    if (figures) {
      root.setAttribute('aria-label', figures.title);
    }
    draw(h(Usage, { figures, problem: text(model, 'problem') }), root);
  };
  let asked = 0;
  const answered = (content: unknown) => {
    if ((content as { op?: unknown } | null)?.op === 'refreshed') {
      asked = 0;
    }
  };
  const ask = () => {
    if (!asked || Date.now() - asked > PATIENCE_MS) {
      asked = Date.now();
      tell(model, 'refresh');
    }
  };

  model.on(CHANGES, show);
  model.on('msg:custom', answered);
  show();
  ask();
  const stop = whileSeen(root, ask);
  return () => {
    stop();
    tell(model, 'leave');
    model.off(CHANGES, show);
    model.off('msg:custom', answered);
    draw(null, root);
  };
}

/** Calls `ask` every few seconds while `el` is seen; gives back what stops it. */
function whileSeen(el: HTMLElement, ask: () => void): () => void {
  let seen = true;
  const watcher = new IntersectionObserver(entries => {
    seen = entries.at(-1)?.isIntersecting ?? seen;
  });
  watcher.observe(el);
  const timer = setInterval(() => {
    if (seen && document.visibilityState === 'visible') {
      ask();
    }
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
    watcher.disconnect();
  };
}

function tell(model: WidgetModel, op: string): void {
  try {
    model.send({ op });
  } catch {
    // No kernel: what was last known stays.
  }
}

/** What the kernel has sent; nothing before its first answer. */
function figuresOf(model: WidgetModel): Figures | undefined {
  const figures = model.get('figures') as Partial<Figures> | undefined;
  return figures?.plot && (figures as Figures);
}

export default { render };

import { cleanMath } from './sanitize';

type Temml = (typeof import('temml'))['default'];

/** A formula longer than this is shown as TeX: nobody reads it, and it could hold up the page. */
const LONGEST = 10_000;

let temml: Temml | null = null;
let loading: Promise<void> | null = null;
let waiting: { element: HTMLElement; growing: boolean }[] = [];
/** Shown again while the formula that is being written makes no sense yet. */
let lastGood: DocumentFragment | null = null;

/** Sets the TeX that an element holds as a formula, now or when the setter has come. */
export function setMath(
  element: HTMLElement,
  display: boolean,
  growing: boolean
): void {
  if (temml) {
    typeset(temml, element, display, growing);
    return;
  }
  waiting.push({ element, growing });
  loading ??= import('temml').then(module => {
    temml = module.default;
    const due = waiting;
    waiting = [];
    for (const one of due) {
      setMath(
        one.element,
        one.element.classList.contains('cvg-tex-display'),
        one.growing
      );
    }
  });
}

function typeset(
  setter: Temml,
  element: HTMLElement,
  display: boolean,
  growing: boolean
): void {
  const tex = element.textContent ?? '';
  const formula = render(setter, tex, display) ?? (growing ? lastGood : null);
  if (!formula) {
    element.classList.add('cvg-tex-raw');
    return;
  }
  if (growing) {
    lastGood = formula.cloneNode(true) as DocumentFragment;
  }
  element.replaceChildren(formula === lastGood ? formula.cloneNode(true) : formula);
}

function render(setter: Temml, tex: string, display: boolean): DocumentFragment | null {
  if (tex.length > LONGEST) {
    return null;
  }
  try {
    // A fresh macro table each time: a formula must not define anything for the next one.
    const mathml = setter.renderToString(tex, {
      displayMode: display,
      throwOnError: true,
      trust: false,
      maxExpand: 500,
      maxSize: [40, 100],
      macros: {}
    });
    return cleanMath(mathml);
  } catch {
    return null;
  }
}

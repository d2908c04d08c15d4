/** The last gate: what a model wrote reaches the page only through here. */
import DOMPurify from 'dompurify';
import { documentOf, partOf, safeHref } from './links';

const TAGS = (
  'a blockquote br code del div em h3 h4 h5 h6 hr li ol p pre span strong ' +
  'table tbody td th thead tr ul'
).split(' ');
const TEXT_CLASS = /^(?:cvg-tex|cvg-tex-display|language-[\w+#.-]+)$/;
const MATH_CLASS =
  /^(?:tml-|wbk-|chr-|math|menclose$|longdiv-|phasor-|circle-pad$|textcircle$|upstrike$|downstrike$|sout$|actuarial$|special-fraction$)/;
const MATH_STYLE =
  /^(?:border(?:-(?:top|right|bottom|left))?|color|background-color|font-size|font-weight|height|width|(?:margin|padding)(?:-(?:top|right|bottom|left))?|math-depth|math-style|text-align|justify-content|white-space|display|transform)$/;

const text = DOMPurify(window);
text.addHook('uponSanitizeAttribute', (_node, data) => {
  if (data.attrName === 'class') {
    data.attrValue = keepClasses(data.attrValue, TEXT_CLASS);
  } else if (data.attrName === 'href') {
    data.attrValue = safeHref(data.attrValue);
  }
});
text.addHook('afterSanitizeAttributes', node => {
  const href = node.getAttribute('href') ?? '';
  if (node.nodeName === 'A' && !documentOf(href) && !partOf(href)) {
    node.setAttribute('rel', 'noopener noreferrer');
    node.setAttribute('target', '_blank');
  }
});

const math = DOMPurify(window);
math.addHook('uponSanitizeAttribute', (_node, data) => {
  if (data.attrName === 'class') {
    data.attrValue = keepClasses(data.attrValue, MATH_CLASS);
  } else if (data.attrName === 'style') {
    data.attrValue = keepStyles(data.attrValue);
  }
});

/** Rendered Markdown without anything that could act, load or be mistaken for ours. */
export function cleanText(source: string): DocumentFragment {
  return text.sanitize(source, {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ['align', 'class', 'href', 'start'],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true
  });
}

/** A formula in MathML without links, names or foreign styles. */
export function cleanMath(source: string): DocumentFragment {
  return math.sanitize(source, {
    USE_PROFILES: { mathMl: true },
    ADD_ATTR: ['style', 'class'],
    FORBID_ATTR: ['href', 'id', 'name', 'src', 'altimg', 'xlink:href'],
    FORBID_TAGS: ['mglyph', 'maction', 'annotation-xml', 'semantics'],
    ALLOW_DATA_ATTR: false,
    RETURN_DOM_FRAGMENT: true
  });
}

function keepClasses(value: string, allowed: RegExp): string {
  return value
    .split(/\s+/)
    .filter(name => allowed.test(name))
    .join(' ');
}

function keepStyles(value: string): string {
  return value
    .split(';')
    .map(rule => rule.split(':').map(side => side.trim()))
    .filter(([name, to]) => to && MATH_STYLE.test(name) && /^[\w .%#+-]+$/.test(to))
    .map(([name, to]) => `${name}:${to}`)
    .join(';');
}

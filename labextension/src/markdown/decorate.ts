import type { Translate } from '../i18n';
import { outline } from '../icons/outline';
import { documentOf, partOf } from './links';

/** What a reader can do with code blocks and with files that are named. */
export interface Actions {
  t: Translate;
  copy: (text: string) => Promise<boolean>;
  /** Missing where no notebook can take the code. */
  insert?: (code: string) => boolean;
  /** Missing where nothing can open a file. */
  open?: (path: string) => void;
  /** What can be asked by a click, where a list names it. */
  topics?: readonly string[];
  ask?: (topic: string) => void;
}

/** What stands in a code block and is no code: what code printed, and a drawing in words. */
const NO_CODE = ['text', 'txt', 'plaintext', 'output', 'console', 'mermaid'];

/** Whether a block in this language belongs into a cell; one that names none may be code. */
export function isCode(language: string): boolean {
  return !NO_CODE.includes(language.toLowerCase());
}

/** Gives wide things a scroller with a name, code its buttons, files a way to open, and topics a way to ask. */
export function decorate(fragment: DocumentFragment, actions: Actions): void {
  const { t } = actions;
  for (const pre of fragment.querySelectorAll('pre')) {
    frameCode(pre, actions);
  }
  for (const table of fragment.querySelectorAll('table')) {
    wrap(table, 'cvg-scroll', t('Table'));
  }
  for (const formula of fragment.querySelectorAll<HTMLElement>('.cvg-tex-display')) {
    makeScroller(formula, t('Formula'));
  }
  for (const item of fragment.querySelectorAll('li')) {
    offerToAsk(item, actions);
  }
  for (const link of fragment.querySelectorAll('a')) {
    const href = link.getAttribute('href') ?? '';
    const path = documentOf(href);
    if (path) {
      leadTo(link, path, actions);
    } else if (partOf(href)) {
      leadToPart(link, partOf(href));
    }
  }
}

/** Who is named is found again where they spoke, in the same turn. */
function leadToPart(link: HTMLAnchorElement, part: string): void {
  link.onclick = event => {
    event.preventDefault();
    const turn = link.closest('.cvg-turn');
    const answer = turn?.querySelector<HTMLElement>(`[data-part="${part}"]`);
    answer?.focus({ preventScroll: true });
    answer?.querySelector('.cvg-author')?.scrollIntoView({ block: 'nearest' });
  };
}

/** A file that nothing here can open is only named. */
function leadTo(link: HTMLAnchorElement, path: string, { open }: Actions): void {
  if (!open) {
    link.replaceWith(...link.childNodes);
    return;
  }
  link.onclick = event => {
    event.preventDefault();
    open(path);
  };
}

/** Only a line that says just what the teacher offered: a list may hold anything. */
function offerToAsk(item: HTMLLIElement, { topics, ask }: Actions): void {
  const topic = item.textContent?.trim() ?? '';
  if (!ask || !topics?.includes(topic)) {
    return;
  }
  const button = element('button', 'cvg-link') as HTMLButtonElement;
  button.type = 'button';
  button.append(...item.childNodes);
  button.onclick = () => ask(topic);
  item.append(button);
}

function frameCode(pre: HTMLPreElement, { t, copy, insert }: Actions): void {
  const code = pre.querySelector('code');
  const language = /language-(\S+)/.exec(code?.className ?? '')?.[1] ?? '';
  const source = () => (pre.textContent ?? '').replace(/\n$/, '');
  const bar = element('div', 'cvg-code-bar');
  const name = element('span', 'cvg-code-language');
  name.textContent = language || t('code');
  bar.append(name);
  if (insert && isCode(language)) {
    const put = textButton('cell-plus', t('Insert into cell'));
    put.onclick = () =>
      tell(put, insert(source()) ? t('Inserted') : t('Open a notebook first'));
    bar.append(put);
  }
  const button = textButton('copy', t('Copy'));
  button.classList.add('cvg-copy-code');
  button.setAttribute('aria-label', isCode(language) ? t('Copy the code') : t('Copy'));
  button.onclick = async () => {
    tell(button, (await copy(source())) ? t('Copied') : t('Could not copy'));
  };
  bar.append(button);
  const frame = wrap(pre, 'cvg-code', '');
  frame.prepend(bar);
  makeScroller(pre, language ? t('Code in {language}', { language }) : t('Code'));
}

function wrap(inner: HTMLElement, name: string, label: string): HTMLElement {
  const outer = element('div', name);
  inner.replaceWith(outer);
  outer.append(inner);
  if (label) {
    makeScroller(outer, label);
  }
  return outer;
}

function makeScroller(scroller: HTMLElement, label: string): void {
  scroller.tabIndex = 0;
  scroller.setAttribute('role', 'group');
  scroller.setAttribute('aria-label', label);
}

function textButton(icon: string, label: string): HTMLButtonElement {
  const button = element('button', 'cvg-quiet') as HTMLButtonElement;
  button.type = 'button';
  button.innerHTML = outline(icon);
  const words = element('span', 'cvg-quiet-words');
  words.textContent = label;
  button.append(words);
  return button;
}

/** Says the result where the button's own words stood, for a moment. */
function tell(button: HTMLButtonElement, result: string): void {
  const words = button.querySelector('.cvg-quiet-words');
  if (!words || button.dataset.cvgBusy) {
    return;
  }
  const before = words.textContent;
  const label = button.getAttribute('aria-label');
  button.dataset.cvgBusy = 'true';
  words.textContent = result;
  button.setAttribute('aria-label', result);
  setTimeout(() => {
    words.textContent = before;
    delete button.dataset.cvgBusy;
    if (label) {
      button.setAttribute('aria-label', label);
    } else {
      button.removeAttribute('aria-label');
    }
  }, 2000);
}

function element(tag: string, name: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = name;
  return made;
}

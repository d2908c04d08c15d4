import type { Token } from 'marked';
import { BlockStream } from './blocks';
import { setMath } from './math';
import { html, lex } from './parse';
import { cleanText } from './sanitize';
import { closeTail } from './tail';

/** A growing Markdown text on the page. Settled blocks are drawn once and left alone. */
export class MarkdownView {
  private readonly stream = new BlockStream();
  private readonly tail = document.createElement('div');
  private openCode: { head: string; code: Text } | null = null;
  private drawn = '';
  private finished = false;

  constructor(
    private readonly host: HTMLElement,
    private readonly decorate: (fragment: DocumentFragment) => void
  ) {
    this.tail.className = 'cvg-tail';
    host.replaceChildren(this.tail);
  }

  /** Shows the text so far; it begins with what was shown before. */
  update(source: string, finished: boolean): void {
    const text = source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source;
    if (this.finished || (text === this.drawn && !finished)) {
      return;
    }
    this.drawn = text;
    this.finished = finished;
    const { settled, tail } = this.stream.grow(text, finished);
    if (settled.length) {
      this.host.insertBefore(this.draw(settled, false), this.tail);
    }
    if (finished) {
      this.tail.remove();
    } else if (!settled.length && this.growCode(tail)) {
      return;
    } else {
      this.drawTail(tail);
    }
  }

  private drawTail(tail: string): void {
    const tokens = lex(closeTail(tail), {}, true);
    this.tail.replaceChildren(this.draw(tokens, true));
    const fence = /^ {0,3}(`{3,}|~{3,})[^\n]*\n/.exec(tail);
    const code = fence && this.tail.querySelector('pre > code');
    this.openCode = null;
    if (fence && code && code.firstChild instanceof Text) {
      this.openCode = { head: fence[0], code: code.firstChild };
    }
  }

  /** Long programs grow by their end alone. False where the tail is no open code block. */
  private growCode(tail: string): boolean {
    const open = this.openCode;
    if (!open || !tail.startsWith(open.head)) {
      return false;
    }
    const body = tail.slice(open.head.length);
    const mark = open.head.trim()[0].repeat(3);
    if (body.includes(mark)) {
      return false;
    }
    const shown = open.code.data.replace(/\n$/, '');
    if (!body.startsWith(shown)) {
      return false;
    }
    open.code.replaceData(
      shown.length,
      open.code.length,
      `${body.slice(shown.length)}\n`
    );
    return true;
  }

  private draw(tokens: Token[], growing: boolean): DocumentFragment {
    const fragment = cleanText(html(tokens));
    for (const element of fragment.querySelectorAll<HTMLElement>('.cvg-tex')) {
      setMath(element, element.classList.contains('cvg-tex-display'), growing);
    }
    this.decorate(fragment);
    return fragment;
  }
}

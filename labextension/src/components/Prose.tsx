import { useLayoutEffect, useRef } from 'preact/hooks';
import { decorate } from '../markdown/decorate';
import { MarkdownView } from '../markdown/view';
import { copyText } from './copy';
import { useSurface } from './surface';

/** Markdown that may still grow. The words are ours to draw, not Preact's. */
export function Prose({ text, growing }: { text: string; growing: boolean }) {
  const { t, notebook } = useSurface();
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<{ view: MarkdownView; text: string; finished: boolean } | null>(
    null
  );
  useLayoutEffect(() => {
    const element = host.current;
    if (!element) {
      return;
    }
    let shown = view.current;
    if (
      !shown ||
      !text.startsWith(shown.text) ||
      (shown.finished && text !== shown.text)
    ) {
      const insert = notebook && ((code: string) => notebook.insert(code));
      const open = notebook && ((path: string) => notebook.open(path));
      const actions = { t, copy: copyText, insert, open };
      const fresh = new MarkdownView(element, fragment => decorate(fragment, actions));
      shown = { view: fresh, text: '', finished: false };
    }
    shown.view.update(text, !growing);
    view.current = { view: shown.view, text, finished: !growing };
  }, [text, growing]);
  return <div ref={host} class={growing ? 'cvg-prose cvg-growing' : 'cvg-prose'} />;
}

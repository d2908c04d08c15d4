import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Translate } from '../i18n';
import { decorate } from '../markdown/decorate';
import { MarkdownView } from '../markdown/view';
import { copyText } from './copy';
import { useSurface } from './surface';

interface Shown {
  view: MarkdownView;
  text: string;
  finished: boolean;
  t: Translate;
  topics?: readonly string[];
}

interface Props {
  text: string;
  growing: boolean;
  /** What can be asked by a click, where a list names it. */
  topics?: readonly string[];
  onTopic?: (topic: string) => void;
}

/** Markdown that may still grow. The words are ours to draw, not Preact's. */
export function Prose({ text, growing, topics, onTopic }: Props) {
  const { t, notebook } = useSurface();
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<Shown | null>(null);
  useLayoutEffect(() => {
    const element = host.current;
    if (!element) {
      return;
    }
    let shown = view.current;
    if (
      !shown ||
      !text.startsWith(shown.text) ||
      (shown.finished && text !== shown.text) ||
      shown.t !== t || // The buttons in it speak, too.
      shown.topics !== topics
    ) {
      const insert = notebook && ((code: string) => notebook.insert(code));
      const open = notebook && ((path: string) => notebook.open(path));
      const actions = { t, copy: copyText, insert, open, topics, ask: onTopic };
      const fresh = new MarkdownView(element, fragment => decorate(fragment, actions));
      shown = { view: fresh, text: '', finished: false, t, topics };
    }
    shown.view.update(text, !growing);
    view.current = { view: shown.view, text, finished: !growing, t, topics };
  }, [text, growing, t, topics]);
  return <div ref={host} class={growing ? 'cvg-prose cvg-growing' : 'cvg-prose'} />;
}

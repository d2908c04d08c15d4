import { useLayoutEffect, useRef } from 'preact/hooks';
import { copyText } from '../components/copy';
import { decorate } from '../markdown/decorate';
import { MarkdownView } from '../markdown/view';
import { usePlace } from './place';

interface Props {
  text: string;
  /** A class for texts that stand in a line of their own, such as an option. */
  short?: boolean;
  /** Changes what was drawn before it is shown. */
  fill?: (fragment: DocumentFragment) => void;
}

/** What an author wrote. The words are ours to draw, not Preact's. */
export function Markdown({ text, short, fill }: Props) {
  const { t } = usePlace();
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (host.current) {
      const actions = { t, copy: copyText };
      const view = new MarkdownView(host.current, fragment => {
        decorate(fragment, actions);
        fill?.(fragment);
      });
      view.update(text, true);
    }
  }, [text, t]);
  return <div ref={host} class={short ? 'cvg-prose cvg-short' : 'cvg-prose'} />;
}

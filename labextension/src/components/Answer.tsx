import { memo } from './memo';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { decorate } from '../markdown/decorate';
import { MarkdownView } from '../markdown/view';
import type { Part } from '../model/turn';
import { Avatar, teacherColor } from './Avatar';
import { copyText } from './copy';
import { ErrorCard } from './ErrorCard';
import { Icon } from './Icon';
import { ReceiptLine } from './Receipt';
import { useSurface } from './surface';

interface Props {
  part: Part;
  live: boolean;
  position: number;
  total: number;
  onRetry?: () => void;
}

/** One teacher's answer: text first, then what can be done with it, then the receipt. */
export const Answer = memo(function Answer({
  part,
  live,
  position,
  total,
  onRetry
}: Props) {
  const { chat } = useSurface();
  const teacher = chat.teacherCard(part.teacher);
  const growing = live && !part.finished;
  return (
    <article
      class="cvg-message cvg-answer"
      aria-posinset={position}
      aria-setsize={total}
      aria-busy={growing}
      style={teacherColor(teacher)}
    >
      <div class="cvg-author">
        <Avatar teacher={teacher} />
        <span class="cvg-author-name">
          {part.name || teacher?.name || part.teacher}
        </span>
      </div>
      {part.question && <p class="cvg-with">{part.question}</p>}
      {part.reason && <p class="cvg-with">{part.reason}</p>}
      {part.revising && (growing || part.text === part.draft) && (
        <p class="cvg-revising" role="status">
          {part.revising}
        </p>
      )}
      {part.revising && !part.text && part.draft ? (
        <div class="cvg-draft">
          <Prose key="draft" text={part.draft} growing={false} />
        </div>
      ) : (
        <Prose key="answer" text={part.text} growing={growing} />
      )}
      {part.error && <ErrorCard error={part.error} past />}
      {!growing && part.draft && part.draft !== part.text && (
        <FirstDraft text={part.draft} />
      )}
      {!growing && (part.text || onRetry) && (
        <Actions text={part.text} onRetry={onRetry} />
      )}
      {!growing && part.receipt && <ReceiptLine receipt={part.receipt} />}
    </article>
  );
});

/** Markdown that may still grow. The words are ours to draw, not Preact's. */
function Prose({ text, growing }: { text: string; growing: boolean }) {
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
      const actions = { t, copy: copyText, insert };
      const fresh = new MarkdownView(element, fragment => decorate(fragment, actions));
      shown = { view: fresh, text: '', finished: false };
    }
    shown.view.update(text, !growing);
    view.current = { view: shown.view, text, finished: !growing };
  }, [text, growing]);
  return <div ref={host} class={growing ? 'cvg-prose cvg-growing' : 'cvg-prose'} />;
}

/** What the smaller model said first, for whoever wants to compare. */
function FirstDraft({ text }: { text: string }) {
  const { t } = useSurface();
  return (
    <details class="cvg-draft">
      <summary>{t('First draft')}</summary>
      <Prose text={text} growing={false} />
    </details>
  );
}

function Actions({ text, onRetry }: { text: string; onRetry?: () => void }) {
  const { t } = useSurface();
  const [said, setSaid] = useState('');
  const copy = async () => {
    setSaid((await copyText(text)) ? t('Copied') : t('Could not copy'));
    setTimeout(() => setSaid(''), 2000);
  };
  return (
    <div class="cvg-actions">
      {text && (
        <button type="button" class="cvg-quiet" onClick={() => void copy()}>
          <Icon name="copy" />
          <span aria-live="polite">{said || t('Copy')}</span>
        </button>
      )}
      {onRetry && (
        <button type="button" class="cvg-quiet" onClick={onRetry}>
          <Icon name="retry" />
          {t('Ask again')}
        </button>
      )}
    </div>
  );
}

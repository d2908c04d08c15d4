import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import { unlinked } from '../markdown/links';
import type { Part } from '../model/turn';
import { Avatar, teacherColor } from './Avatar';
import { copyText } from './copy';
import { ErrorCard } from './ErrorCard';
import { Icon } from './Icon';
import { memo } from './memo';
import { Prose } from './Prose';
import { ReceiptLine, warningOf } from './Receipt';
import { useSurface } from './surface';
import { ToolStep } from './ToolStep';
import { Words } from './Words';

interface Props {
  part: Part;
  turn: string;
  live: boolean;
  position: number;
  total: number;
  onRetry?: () => void;
}

/** One teacher's answer: text first, then what can be done with it, then the receipt. */
export const Answer = memo(function Answer({
  part,
  turn,
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
      data-part={part.part}
      tabIndex={-1}
      style={teacherColor(teacher)}
    >
      <div class="cvg-author">
        <Avatar teacher={teacher} />
        <span class="cvg-author-name">
          {part.name || teacher?.name || part.teacher}
        </span>
      </div>
      <Before part={part} growing={growing} />
      {part.revising && !part.text && part.draft ? (
        <div class="cvg-draft">
          <Prose key="draft" text={part.draft} growing={false} />
        </div>
      ) : (
        <Told part={part} growing={growing} turn={turn} asks={Boolean(onRetry)} />
      )}
      {part.error && <ErrorCard error={part.error} past />}
      {!growing && part.draft && part.draft !== part.text && (
        <FirstDraft text={part.draft} />
      )}
      {!growing && (part.text || onRetry) && (
        <Actions text={unlinked(part.text)} onRetry={onRetry} />
      )}
      {!growing && onRetry && part.instead && <Proposal part={part} turn={turn} />}
      {!growing && onRetry && part.guesser && (
        <Guess model={part.guesser} turn={turn} />
      )}
      {!growing && part.receipt && <ReceiptLine receipt={part.receipt} />}
    </article>
  );
});

/** What is to be known before the words: what was asked, why it is this teacher, and whose words they are. */
function Before({ part, growing }: { part: Part; growing: boolean }) {
  const warning = part.text && warningOf(part.receipt);
  return (
    <>
      {part.question && <p class="cvg-with">{part.question}</p>}
      {[part.reason, warning].filter(Boolean).map(said => (
        <p key={said} class="cvg-with">
          <Words text={said ?? ''} />
        </p>
      ))}
      {part.revising && (growing || part.text === part.draft) && (
        <p class="cvg-revising" role="status">
          <Words text={part.revising} />
        </p>
      )}
    </>
  );
}

/** The words, with the tools between them that were used there. */
function Told({
  part,
  growing,
  turn,
  asks
}: {
  part: Part;
  growing: boolean;
  turn: string;
  asks: boolean;
}) {
  const { chat, focusBox } = useSurface();
  let told = 0;
  const before = (part.steps ?? []).map(step => {
    const text = part.text.slice(told, step.at);
    const from = told;
    told = Math.max(told, step.at);
    return (
      <Fragment key={step.call}>
        {text.trim() && <Prose key={`text ${from}`} text={text} growing={false} />}
        <ToolStep step={step} growing={growing} turn={turn} />
      </Fragment>
    );
  });
  return (
    <>
      {before}
      <Prose
        key={`text ${told}`}
        text={part.text.slice(told)}
        growing={growing}
        topics={asks && part.topics?.length ? part.topics : undefined}
        onTopic={topic => {
          chat.askPrepared({ text: `@${part.teacher} ${topic}` });
          focusBox(); // The button that was pressed is gone.
        }}
      />
    </>
  );
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

/** Somebody else may know more; only the reader hands a question on. */
function Proposal({ part, turn }: { part: Part; turn: string }) {
  const { chat, t, focusBox } = useSurface();
  const other = chat.teacherCard(part.instead ?? '');
  if (!other) {
    return null;
  }
  const ask = () => {
    chat.handOver(turn, other.id);
    focusBox(); // The button that was pressed is gone.
  };
  return (
    <p class="cvg-with">
      <Words text={part.proposal ?? ''} />{' '}
      <button type="button" class="cvg-link" onClick={ask}>
        {t('Ask {name}', { name: other.name })}
      </button>
    </p>
  );
}

/** A model that is often wrong speaks only to those who ask for it. */
function Guess({ model, turn }: { model: string; turn: string }) {
  const { chat, t, focusBox } = useSurface();
  const asked = chat.state.turns.find(one => one.id === turn);
  const ask = () => {
    if (asked) {
      chat.retry(asked, model);
    }
    focusBox(); // The button that was pressed is gone.
  };
  return (
    <p class="cvg-with">
      <button type="button" class="cvg-link" onClick={ask}>
        {t('Let the small model guess')}
      </button>
    </p>
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

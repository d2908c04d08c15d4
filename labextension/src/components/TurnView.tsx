import { isLive, Turn } from '../model/turn';
import type { Attachment } from '../schema';
import { Answer } from './Answer';
import { Avatar } from './Avatar';
import { ErrorCard } from './ErrorCard';
import { Bar } from './Install';
import { memo } from './memo';
import { useChat, useSurface } from './surface';
import { Trace, useReplay } from './Trace';
import { Typed } from './Typed';

interface Props {
  turn: Turn;
  /** Number of the question among all messages that are known. */
  position: number;
  total: number;
  last: boolean;
}

/** A question, its answers, and how it ended. */
export const TurnView = memo(function TurnView({ turn, position, total, last }: Props) {
  const { chat, focusBox } = useSurface();
  const again = () => {
    chat.retry(turn);
    focusBox(); // The button that was pressed is gone.
  };
  const retry = last ? again : undefined;
  const live = isLive(turn) && turn.state !== 'stopping';
  const several = turn.parts.length > 1;
  const replay = useReplay(turn);
  return (
    <div class="cvg-turn" data-turn={turn.id}>
      {turn.question.text && <Asked turn={turn} position={position} total={total} />}
      <div class={several ? 'cvg-parts' : 'cvg-part'}>
        {replay.shown.parts.map((part, index) =>
          part.text || part.draft || part.steps || several || !(live || turn.error) ? (
            <Answer
              key={part.part}
              part={part}
              turn={turn.id}
              live={live || replay.playing}
              position={position + 1 + index}
              total={total}
              onRetry={
                index === turn.parts.length - 1 && !isLive(turn) ? retry : undefined
              }
            />
          ) : null
        )}
      </div>
      {several && !isLive(turn) && <Trace turn={turn} {...replay} />}
      <Ending turn={turn} onRetry={retry} />
    </div>
  );
});

function Asked({
  turn,
  position,
  total
}: {
  turn: Turn;
  position: number;
  total: number;
}) {
  const { t } = useSurface();
  const { text, attachments = [], privacy } = turn.question;
  return (
    <article
      class="cvg-message cvg-asked"
      aria-posinset={position}
      aria-setsize={total}
    >
      <div class="cvg-author">
        <span class="cvg-author-name">{t('You')}</span>
        {privacy === 'private' && (
          <span class="cvg-muted">{t('private question')}</span>
        )}
      </div>
      <div class="cvg-question">
        <Typed text={text} />
      </div>
      {attachments.length > 0 && (
        <p class="cvg-with">
          {t('with {what}', { what: attachments.map(one => one.label).join(', ') })}
        </p>
      )}
      {attachments.filter(isPicture).map(one => (
        <img key={one.text} class="cvg-picture" src={one.text} alt={one.label} />
      ))}
    </article>
  );
}

/** Only what can be nothing else: what is lent is untrusted. */
function isPicture(lent: Attachment): boolean {
  return (
    lent.kind === 'image' && /^data:image\/(?:png|jpeg|gif);base64,/.test(lent.text)
  );
}

function Ending({ turn, onRetry }: { turn: Turn; onRetry?: () => void }) {
  const { t } = useSurface();
  switch (turn.state) {
    case 'error':
      return turn.error ? (
        <ErrorCard error={turn.error} onRetry={onRetry} past={!onRetry} />
      ) : null;
    case 'cancelled':
      return <Stopped onRetry={turn.parts.length ? undefined : onRetry} />;
    case 'stopping':
      return <Stopped />;
    case 'length':
      return (
        <p class="cvg-ending">
          {t('The answer is cut off here: it had reached its longest length.')}
        </p>
      );
    case 'complete':
      return null;
    default:
      return turn.parts.some(part => part.text || part.draft || part.steps) &&
        !turn.progress ? null : (
        <Waiting turn={turn} />
      );
  }
}

/** A question that was stopped before anybody began to answer is asked again from here. */
function Stopped({ onRetry }: { onRetry?: () => void }) {
  const { t } = useSurface();
  return (
    <p class="cvg-ending">
      {t('Stopped.')}{' '}
      {onRetry && (
        <button type="button" class="cvg-link" onClick={onRetry}>
          {t('Ask again')}
        </button>
      )}
    </p>
  );
}

function Waiting({ turn }: { turn: Turn }) {
  const { chat, t } = useSurface();
  const link = useChat(state => state.link);
  const teacher = chat.teacherCard(
    turn.parts.at(-1)?.teacher || turn.question.teacher || ''
  );
  if (turn.progress) {
    return <Bar progress={turn.progress} />;
  }
  if (turn.state === 'sending' && link !== 'open') {
    return (
      <p class="cvg-ending">
        {t('Your question goes out as soon as the connection is back.')}
      </p>
    );
  }
  return (
    <p class="cvg-waiting">
      {teacher && <Avatar teacher={teacher} />}
      <span>
        {teacher ? t('{name} is thinking', { name: teacher.name }) : t('Thinking')}
      </span>
      <span class="cvg-caret" />
    </p>
  );
}

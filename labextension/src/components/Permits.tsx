import { useRef } from 'preact/hooks';
import type { Translate } from '../i18n';
import type { Permit } from '../model/permits';
import { onePress } from './press';
import { useChat, useSurface } from './surface';

/** The tools that were allowed or refused beforehand, each with the way back. */
export function Permits() {
  const { t } = useSurface();
  const permits = useChat(state => state.permits);
  const heading = useRef<HTMLHeadingElement>(null);
  const most = useRef(0);
  most.current = Math.max(most.current, permits.length);
  if (!most.current) {
    return null;
  }
  // The line that has the keys goes away.
  const after = () => heading.current?.focus();
  return (
    <>
      <h3 ref={heading} tabIndex={-1}>
        {t('Tools you allowed or refused')}
      </h3>
      <ul class="cvg-list">
        {permits.map(permit => (
          <Line key={permit.id} permit={permit} after={after} />
        ))}
      </ul>
      <p class="cvg-muted" role="status">
        {permits.length < most.current && t('Taken back. You will be asked again.')}
      </p>
    </>
  );
}

function Line({ permit, after }: { permit: Permit; after: () => void }) {
  const { chat, t } = useSurface();
  const back = () => {
    after();
    void chat.memory.permits.takeBack(permit);
  };
  return (
    <li class="cvg-history-line">
      <span class="cvg-line-words">
        {permit.title}
        <br />
        <span class="cvg-muted">{said(permit, t)}</span>
      </span>
      <button
        type="button"
        class="cvg-button"
        aria-label={t('Take back: {tool}', { tool: permit.title })}
        onClick={onePress(back)}
      >
        {t('Take back')}
      </button>
    </li>
  );
}

/** What was said of a tool, and where it holds. */
function said({ mode, lesson }: Permit, t: Translate): string {
  const where = lesson ? t('in the lesson {name}', { name: lesson }) : t('in one talk');
  return `${mode === 'lesson' ? t('allowed') : t('refused')} · ${where}`;
}

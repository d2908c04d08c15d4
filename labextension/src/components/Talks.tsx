import { useRef, useState } from 'preact/hooks';
import { ago } from '../format';
import { excerpt } from '../markdown/excerpt';
import type { Talk } from '../model/memory';
import { Icon } from './Icon';
import { onePress } from './press';
import { useSurface } from './surface';
import { Typed } from './Typed';

/** Talks that are in sight before one asks for more. */
const FIRST = 5;

/** What earlier talks were about: a new talk that comes back to one is told it. */
export function Talks({ talks }: { talks: Talk[] }) {
  const { t } = useSurface();
  const [all, setAll] = useState(false);
  const [wanted, setWanted] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  const focus = () => heading.current?.focus();
  const found = talks.filter(talk => has(talk, wanted));
  const shown = all || wanted ? found : found.slice(0, FIRST);
  return (
    <section>
      <h3 ref={heading} tabIndex={-1}>
        {t('What earlier talks were about')}
      </h3>
      {talks.length > FIRST && (
        <input
          type="search"
          class="cvg-input cvg-search"
          aria-label={t('Search earlier talks')}
          placeholder={t('Search earlier talks')}
          onInput={event => setWanted(event.currentTarget.value)}
          onKeyDown={event => {
            if (event.key === 'Escape' && wanted) {
              event.stopPropagation(); // It empties the line, and leaves the page only then.
            }
          }}
        />
      )}
      <ul class="cvg-list">
        {shown.map(talk => (
          <TalkLine key={talk.id} talk={talk} after={focus} />
        ))}
      </ul>
      <p class="cvg-muted" role="status">
        {wanted && !found.length && t('None of them has these words.')}
      </p>
      {shown.length < found.length && (
        <button
          type="button"
          class="cvg-link"
          onClick={() => {
            setAll(true);
            focus(); // The button that was pressed is gone.
          }}
        >
          {t('Show all {n}', { n: found.length })}
        </button>
      )}
    </section>
  );
}

/** Whether a talk has every word that is looked for. */
function has(talk: Talk, wanted: string): boolean {
  const text = talk.summary.toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word));
}

function TalkLine({ talk, after }: { talk: Talk; after: () => void }) {
  const { chat, t } = useSurface();
  const about = excerpt(talk.summary);
  return (
    <li class="cvg-history-line">
      <span class="cvg-line-words">
        <span class="cvg-two-lines" title={about}>
          <Typed text={about} />
        </span>
        <span class="cvg-muted">{ago(talk.updated, Date.now() / 1000, t)}</span>
      </span>
      <button
        type="button"
        class="cvg-icon-button"
        aria-label={t('Forget “{text}”', { text: about })}
        onClick={onePress(() => {
          after(); // The line that has the keys goes away.
          void chat.memory.forgetTalk(talk);
        })}
      >
        <Icon name="trash" />
      </button>
    </li>
  );
}

import { useState } from 'preact/hooks';
import { noteOf } from '../format';
import { excerpt } from '../markdown/excerpt';
import type { ConversationCard } from '../schema';
import { Avatar } from './Avatar';
import { Icon } from './Icon';
import { onePress } from './press';
import { SidePage } from './SidePage';
import { useChat, useSurface } from './surface';
import { Typed } from './Typed';

/** All conversations, the latest first. */
export function History() {
  const { t } = useSurface();
  const cards = useChat(state => state.conversations);
  return (
    <SidePage of="history" busy={!cards}>
      {!cards && <p class="cvg-muted">{t('Loading…')}</p>}
      {cards?.length === 0 && (
        <p>
          {t('No conversations yet. Ask something below and the first one begins.')}
        </p>
      )}
      <ul class="cvg-list">
        {cards?.map(card => (
          <Card key={card.id} card={card} />
        ))}
      </ul>
    </SidePage>
  );
}

/** What a talk came to, behind the first question, which its title says already. */
function cameTo({ summary = '' }: ConversationCard): string {
  return excerpt(summary.split(' → ').slice(1).join(' → '));
}

/** The button that was pressed is gone; keys go on with the one in its place. */
function takeFocus(button: HTMLButtonElement | null): void {
  button?.focus();
}

function Card({ card }: { card: ConversationCard }) {
  const { chat, t, focusBox } = useSurface();
  const [sure, setSure] = useState(false);
  const open = () => {
    void chat.open(card.id);
    focusBox();
  };
  const remove = () => {
    void chat.forget(card.id);
    focusBox();
  };
  return (
    <li class="cvg-history-line">
      <button type="button" class="cvg-line" onClick={open}>
        <Avatar teacher={chat.teacherCard(card.teacher)} />
        <span class="cvg-line-words cvg-two-lines">
          <Typed text={card.title} />
        </span>
        {cameTo(card) && (
          <span class="cvg-muted cvg-two-lines">
            <Typed text={cameTo(card)} />
          </span>
        )}
        <span class="cvg-muted">{noteOf(card, Date.now() / 1000, t)}</span>
      </button>
      {sure ? (
        <button
          key="sure"
          ref={takeFocus}
          type="button"
          class="cvg-button cvg-danger"
          onClick={onePress(remove)}
          onBlur={() => setSure(false)}
          onKeyDown={event => {
            if (event.key === 'Escape') {
              event.stopPropagation();
              setSure(false);
            }
          }}
        >
          {t('Delete it for good')}
        </button>
      ) : (
        <button
          key="ask"
          type="button"
          class="cvg-icon-button"
          aria-label={t('Delete “{title}”', { title: card.title })}
          onClick={() => setSure(true)}
        >
          <Icon name="trash" />
        </button>
      )}
    </li>
  );
}

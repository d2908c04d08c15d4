import { Icon } from './Icon';
import { useChat, useSurface } from './surface';

/** Whether the conversation is private. Another answer to that begins another conversation, with what was typed. */
export function Private({ carry }: { carry: () => void }) {
  const { chat, t, announce } = useSurface();
  const on = useChat(state => state.private);
  const toggle = () => {
    carry();
    chat.togglePrivate();
    announce(on ? t('This new conversation is not private.') : sign(t));
  };
  return (
    <button
      type="button"
      class="cvg-quiet"
      aria-pressed={on}
      title={t('Stays on this computer, and nothing of it is remembered.')}
      onClick={toggle}
    >
      <Icon name="lock" />
      {t('Private')}
    </button>
  );
}

/** What private means, in sight as long as it holds. */
export function PrivateSign() {
  const { t } = useSurface();
  const on = useChat(state => state.private);
  return on ? (
    <p class="cvg-private">
      <Icon name="lock" />
      <span>{sign(t)}</span>
    </p>
  ) : null;
}

function sign(t: ReturnType<typeof useSurface>['t']): string {
  return t(
    'Private: stays on this computer, is not remembered, is listed until you delete it.'
  );
}

import { money } from '../format';
import type { Home } from '../schema';
import { Private } from './Private';
import { useChat, useSurface } from './surface';

/** Where words go and what they cost, or that the connection is coming back; and a way to keep them here. */
export function Foot({ carry }: { carry: () => void }) {
  const { t, lang } = useSurface();
  const home = useChat(state => state.home);
  const link = useChat(state => state.link);
  const stays = useChat(state => state.private);
  const words =
    link === 'open'
      ? home &&
        [
          usesCloud(home) && !stays
            ? t('this machine and cloud')
            : t('this machine only'),
          t('{cost} this month', { cost: money(home.spent_micro ?? 0, lang) })
        ].join(' · ')
      : home || link === 'closed'
        ? t('Reconnecting…')
        : t('Connecting…');
  return (
    <div class="cvg-foot">
      <p role={link === 'open' ? undefined : 'status'}>{words}</p>
      <Private carry={carry} />
    </div>
  );
}

function usesCloud({ local_only: localOnly, models }: Home): boolean {
  return !localOnly && models.some(model => model.ready && model.place === 'cloud');
}

import type { Check } from '../model/client';
import { Icon } from './Icon';
import { InstallButton } from './Install';
import { SidePage } from './SidePage';
import { useChat, useSurface } from './surface';
import { Words } from './Words';

/** What works, what does not and what to do about it, and what a teacher gets to see. */
export function Doctor() {
  const { chat, t } = useSurface();
  const checks = useChat(state => state.checks);
  const home = useChat(state => state.home);
  const needsModel = home?.notice?.action === 'install_model';
  return (
    <SidePage of="doctor">
      {!home?.visitor && (
        <section aria-busy={!checks}>
          <h3>{t('Is everything ready?')}</h3>
          {!checks && <p class="cvg-muted">{t('Looking…')}</p>}
          <ul class="cvg-checks">
            {checks?.map(check => (
              <Line key={check.id} check={check} />
            ))}
          </ul>
          <div class="cvg-row">
            <button
              type="button"
              class="cvg-button"
              onClick={() => void chat.examine()}
            >
              <Icon name="refresh" />
              {t('Check again')}
            </button>
            {needsModel && <InstallButton />}
          </div>
        </section>
      )}
      <section>
        <h3>{t('What a teacher can see')}</h3>
        <p>
          {t(
            'Your question, this conversation, and what you attach. Nothing else of your notebook. The line under each answer says where your words went.'
          )}
        </p>
      </section>
    </SidePage>
  );
}

function Line({ check }: { check: Check }) {
  const { t } = useSurface();
  const isFine = check.ok && !check.warns;
  const state = isFine ? t('OK') : check.ok ? t('Worth knowing') : t('To do');
  return (
    <li class={isFine ? 'cvg-check cvg-ok' : 'cvg-check cvg-warn'}>
      <Icon name={isFine ? 'check' : 'warn'} />
      <div>
        <span class="cvg-check-state">{state}</span> <Words text={check.message} />
        {!isFine && check.remedy && (
          <p class="cvg-muted">
            <Words text={check.remedy} />
          </p>
        )}
      </div>
    </li>
  );
}

import { bytes } from '../format';
import type { Progress } from '../schema';
import { Icon } from './Icon';
import { useChat, useSurface } from './surface';
import { Words } from './Words';

/** Brings a model to this machine, and shows how far it is. */
export function InstallButton() {
  const { chat, t } = useSurface();
  const install = useChat(state => state.install);
  if (install?.state === 'running') {
    return <Bar progress={install.progress} />;
  }
  if (install?.state === 'done') {
    return (
      <p class="cvg-ok">
        <Icon name="check" />
        {t('The model is ready.')}
      </p>
    );
  }
  return (
    <>
      {install?.error && (
        <p class="cvg-bad">
          <Words text={`${install.error.message} ${install.error.remedy}`} />
        </p>
      )}
      <button
        type="button"
        class="cvg-button cvg-primary"
        onClick={() => chat.installer.begin()}
      >
        <Icon name="download" />
        {t('Install the model')}
      </button>
    </>
  );
}

/** A progress report as a sentence and, where the end is known, a bar. */
export function Bar({ progress }: { progress: Progress | null }) {
  const { t, lang } = useSurface();
  const done = progress?.done ?? 0;
  const total = progress?.total ?? 0;
  const message = progress?.message ?? t('Starting…');
  const known = total > 0 && progress?.stage === 'downloading';
  return (
    <div class="cvg-progress">
      <p class="cvg-progress-words">
        <Words text={message} />
        {known && (
          <span class="cvg-muted">
            {' '}
            {t('{done} of {total}', {
              done: bytes(done, lang),
              total: bytes(total, lang)
            })}
          </span>
        )}
      </p>
      {total > 0 ? (
        <progress value={done} max={total} aria-label={message} />
      ) : (
        <progress aria-label={message} />
      )}
    </div>
  );
}

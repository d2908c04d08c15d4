import { Icon } from '../components/Icon';
import { Words } from '../components/Words';
import type { ErrorInfo } from '../schema';
import { usePlace } from './place';

/** What went wrong: one sentence and the next step. */
export function Problem({
  error,
  onRetry
}: {
  error: ErrorInfo;
  onRetry?: () => void;
}) {
  const { t } = usePlace();
  return (
    <div class="cvg-card cvg-error">
      <p class="cvg-error-message">
        <Icon name="warn" />
        <span>
          <Words text={error.message} />
        </span>
      </p>
      {error.remedy && (
        <p>
          <Words text={error.remedy} />
        </p>
      )}
      {onRetry && (
        <div class="cvg-row">
          <button type="button" class="cvg-button" onClick={onRetry}>
            <Icon name="retry" />
            {t('Try again')}
          </button>
        </div>
      )}
    </div>
  );
}

/**
 * What stands in the place of something that is not here yet.
 *
 * Where it is `quiet`, nothing is said without a key: a notebook works without one, too.
 */
export function Waiting({
  problem,
  quiet,
  onRetry
}: {
  problem: ErrorInfo | null;
  quiet?: boolean;
  onRetry: () => void;
}) {
  const { t } = usePlace();
  if (!problem) {
    return <p class="cvg-muted">{t('Loading…')}</p>;
  }
  return quiet && problem.code === 'no_key' ? null : (
    <Problem error={problem} onRetry={onRetry} />
  );
}

/** Another tab has written something else: nothing of it is lost without a word. */
export function Other({
  onTake,
  onLeave
}: {
  onTake: () => void;
  onLeave: () => void;
}) {
  const { t } = usePlace();
  return (
    <div class="cvg-card">
      <p>{t('Something else was written here in another tab.')}</p>
      <div class="cvg-row">
        <button type="button" class="cvg-button" onClick={onTake}>
          {t('Show it')}
        </button>
        <button type="button" class="cvg-button" onClick={onLeave}>
          {t('Keep this one')}
        </button>
      </div>
    </div>
  );
}

/** Right or not yet, in words and a sign, so that colour says nothing that they do not; in an exam neither. */
export function Verdict({
  passed,
  partly,
  sealed
}: {
  passed: boolean;
  partly?: boolean;
  sealed?: boolean;
}) {
  const { t } = usePlace();
  if (sealed) {
    return (
      <span class="cvg-verdict">
        <Icon name="lock" />
        <strong>{t('Kept')}</strong>
      </span>
    );
  }
  const words = passed ? t('Right') : partly ? t('Partly right') : t('Not yet');
  return (
    <span class={passed ? 'cvg-verdict cvg-is-right' : 'cvg-verdict cvg-is-open'}>
      <Icon name={passed ? 'check' : 'not-yet'} />
      <strong>{words}</strong>
    </span>
  );
}

/** How often it was tried, and whether with help. */
export function Tries({ count, assisted }: { count: number; assisted: boolean }) {
  const { t } = usePlace();
  if (!count && !assisted) {
    return null;
  }
  const times = count === 1 ? t('1 attempt') : t('{count} attempts', { count });
  return (
    <span class="cvg-muted">
      {[count ? times : '', assisted ? t('with help') : ''].filter(Boolean).join(' · ')}
    </span>
  );
}

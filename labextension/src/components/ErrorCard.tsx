import type { ErrorInfo } from '../schema';
import { Icon } from './Icon';
import { InstallButton } from './Install';
import { useSurface } from './surface';
import { Words } from './Words';

interface Props {
  error: ErrorInfo;
  onRetry?: () => void;
  onClose?: () => void;
  /** An error that the talk has left behind; its words stay, its button goes. */
  past?: boolean;
}

/** One sentence, the next step, and a button where a button can take it. */
export function ErrorCard({ error, onRetry, onClose, past }: Props) {
  const { t } = useSurface();
  return (
    <div class="cvg-card cvg-error">
      <p class="cvg-error-message">
        <Icon name="warn" />
        <span>
          <Words text={error.message} />
        </span>
      </p>
      <p class="cvg-error-remedy">
        <Words text={error.remedy} />
      </p>
      <div class="cvg-row">
        {error.action === 'retry' && onRetry && (
          <button type="button" class="cvg-button" onClick={onRetry}>
            <Icon name="retry" />
            {t('Ask again')}
          </button>
        )}
        {error.action === 'install_model' && !past && <InstallButton />}
        {onClose && (
          <button type="button" class="cvg-button" onClick={onClose}>
            {t('Close')}
          </button>
        )}
      </div>
      {error.detail && (
        <details class="cvg-details">
          <summary>{t('Details')}</summary>
          <pre tabIndex={0} role="group" aria-label={t('Details')}>
            {error.detail}
          </pre>
        </details>
      )}
    </div>
  );
}

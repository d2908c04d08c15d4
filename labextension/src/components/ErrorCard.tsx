import type { ErrorInfo } from '../schema';
import { Icon } from './Icon';
import { InstallButton } from './Install';
import { useSurface } from './surface';

interface Props {
  error: ErrorInfo;
  onRetry?: () => void;
  onClose?: () => void;
}

/** One sentence, the next step, and a button where a button can take it. */
export function ErrorCard({ error, onRetry, onClose }: Props) {
  const { t } = useSurface();
  return (
    <div class="cvg-card cvg-error">
      <p class="cvg-error-message">
        <Icon name="warn" />
        <span>{error.message}</span>
      </p>
      <p class="cvg-error-remedy">{error.remedy}</p>
      <div class="cvg-row">
        {error.action === 'retry' && onRetry && (
          <button type="button" class="cvg-button" onClick={onRetry}>
            <Icon name="retry" />
            {t('Ask again')}
          </button>
        )}
        {error.action === 'install_model' && <InstallButton />}
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

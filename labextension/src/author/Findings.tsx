import { Icon } from '../components/Icon';
import { Words } from '../components/Words';
import { usePlace, useStore } from '../lesson/place';
import type { AuthorModel, Found } from './author';
import { foundTold } from './told';

/** What is wrong, how to mend it, and the way to the cell. */
export function Findings({ model }: { model: AuthorModel }) {
  const { t } = usePlace();
  const { found, whole, busy, progress, stopped } = useStore(model);
  return (
    <section class="cvg-author-part" aria-label={t('Findings')}>
      <h3>{found ? foundTold(found, whole, t) : t('Looking at the lesson…')}</h3>
      {found && found.length > 0 && (
        <ul class="cvg-findings">
          {found.map((each, at) => (
            <li key={at}>
              <Row found={each} onGo={() => model.go(each.id)} />
            </li>
          ))}
        </ul>
      )}
      {stopped && (
        <p class="cvg-muted">
          {stopped === 'by-you'
            ? t('The checks were stopped.')
            : t('You have changed the lesson, so the checks were stopped.')}
        </p>
      )}
      <div class="cvg-bar">
        {busy === 'check' ? (
          <button type="button" class="cvg-button" onClick={() => model.stop()}>
            <Icon name="stop" />
            {t('Stop the checks')}
          </button>
        ) : (
          <button
            type="button"
            class="cvg-button"
            aria-disabled={!!busy}
            onClick={() => void model.checkAll()}
          >
            <Icon name="check" />
            {t('Run all checks')}
          </button>
        )}
        <button
          type="button"
          class="cvg-button"
          aria-disabled={!!busy}
          onClick={() => void model.preview()}
        >
          <Icon name="eye" />
          {busy === 'preview' ? t('Preparing…') : t('Preview as a learner')}
        </button>
      </div>
      {busy === 'check' && (
        <div class="cvg-progress">
          <progress aria-label={t('Checking…')} />
          <p class="cvg-muted">{progress || t('Checking…')}</p>
        </div>
      )}
    </section>
  );
}

function Row({ found, onGo }: { found: Found; onGo: () => void }) {
  const { t } = usePlace();
  const isError = found.severity === 'error';
  const where = found.cell
    ? t('Cell {number}', { number: found.cell })
    : t('The whole lesson');
  return (
    <>
      <p class="cvg-row">
        <span class={isError ? 'cvg-finding cvg-is-error' : 'cvg-finding'}>
          <Icon name={isError ? 'warn' : 'hint'} />
          <strong>{isError ? t('To mend') : t('Advice')}</strong>
        </span>
        {found.id ? (
          <button type="button" class="cvg-link" onClick={onGo}>
            {where}
          </button>
        ) : (
          <span class="cvg-muted">{where}</span>
        )}
      </p>
      <p>
        <Words text={found.message} />
      </p>
      <p class="cvg-muted">
        <Words text={found.remedy} />
      </p>
    </>
  );
}

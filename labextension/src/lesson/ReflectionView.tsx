import { Other, Waiting } from './Parts';
import { useOwnId, usePlace, useStore, useVisits } from './place';
import type { ReflectionModel } from './reflection';

interface Props {
  model: ReflectionModel;
  /** Whether nothing is said where there is no key: a notebook works without one, too. */
  quiet?: boolean;
}

/** A box for an open question. */
export function ReflectionView({ model, quiet }: Props) {
  const { t } = usePlace();
  const { ready, text, problem, other } = useStore(model);
  const id = useOwnId();
  useVisits(
    () => void model.look(),
    () => model.flush()
  );
  if (!ready) {
    return (
      <Waiting problem={problem} quiet={quiet} onRetry={() => void model.load()} />
    );
  }
  return (
    <>
      {other !== null && (
        <Other onTake={() => model.takeOther()} onLeave={() => model.leaveOther()} />
      )}
      <div class="cvg-editor">
        <div class="cvg-field-head">
          <label for={id} class="cvg-label">
            {t('Your thoughts')}
          </label>
          <span id={`${id}-kept`} class="cvg-muted">
            {t('Kept for you as you write; nobody checks it.')}
          </span>
        </div>
        <textarea
          id={id}
          class="cvg-box cvg-thoughts"
          rows={4}
          aria-describedby={`${id}-kept`}
          value={text}
          onInput={event => model.write(event.currentTarget.value)}
        />
      </div>
    </>
  );
}

import { useState } from 'preact/hooks';
import { Icon } from '../components/Icon';
import type { Translate } from '../i18n';
import { Fields } from './Fields';
import { Markdown } from './Markdown';
import { Other, Problem, Tries, Verdict, Waiting } from './Parts';
import { useDone, usePlace, useStore, useVisits } from './place';
import { type ItemModel, type QuizModel, share } from './quiz';
import type { Graded } from './wire';

interface Props {
  model: QuizModel;
  /** Whether nothing is said where there is no key: a notebook works without one, too. */
  quiet?: boolean;
}

/** Questions one below the other, each with its own check. */
export function QuizView({ model, quiet }: Props) {
  const { t } = usePlace();
  const { items, problem } = useStore(model);
  useVisits(
    () => void model.look(),
    () => model.flush()
  );
  if (!items) {
    return (
      <Waiting problem={problem} quiet={quiet} onRetry={() => void model.load()} />
    );
  }
  return (
    <>
      {items.map((item, at) => (
        <Question
          key={item.item.id}
          model={item}
          title={
            items.length > 1
              ? t('Question {number} of {all}', { number: at + 1, all: items.length })
              : t('Question')
          }
        />
      ))}
    </>
  );
}

function Question({ model, title }: { model: ItemModel; title: string }) {
  const { t, announce } = usePlace();
  const state = useStore(model);
  const { busy, result, other, problem } = state;
  useDone(model.item.id, model.done);
  const [early, setEarly] = useState(false);
  const ask = t('Choose or write an answer first, then check it.');
  const check = () => {
    setEarly(model.blank);
    if (model.blank) {
      announce(ask);
      return;
    }
    void model.check().then(found => {
      const wrong = model.state.problem;
      const failed = wrong ? `${wrong.message} ${wrong.remedy}` : '';
      announce(found ? `${told(found, t)} ${found.notes.join(' ')}` : failed);
    });
  };
  return (
    <section class="cvg-item" role="group" aria-label={title}>
      <p class="cvg-muted">{title}</p>
      {other !== null && (
        <Other onTake={() => model.takeOther()} onLeave={() => model.leaveOther()} />
      )}
      <Fields
        item={model.item}
        given={state.given}
        parts={state.changed || result?.unreadable ? [] : (result?.parts ?? [])}
        onGive={given => model.give(given)}
        onCheck={check}
      />
      <div class="cvg-bar">
        <span class="cvg-space" />
        <span class="cvg-row">
          <Tries count={state.attempts} assisted={state.assisted} />
          <button
            type="button"
            class="cvg-button cvg-primary"
            aria-disabled={busy}
            onClick={check}
          >
            <Icon name="check" />
            {busy ? t('Checking…') : t('Check my answer')}
          </button>
        </span>
      </div>
      {early && model.blank && <p class="cvg-result">{ask}</p>}
      {problem && <Problem error={problem} />}
      {result && <Outcome result={result} model={model} changed={state.changed} />}
    </section>
  );
}

function Outcome({
  result,
  model,
  changed
}: {
  result: Graded;
  model: ItemModel;
  changed: boolean;
}) {
  const { t, announce } = usePlace();
  const explain = () =>
    void model.explain().then(text => announce(text ?? t('Try again')));
  return (
    <section class="cvg-result" role="group" aria-label={t('What came of it')}>
      {!result.unreadable && (
        <p class="cvg-row">
          <Verdict
            passed={result.correct}
            partly={result.share > 0}
            sealed={result.sealed}
          />
          {!result.correct && !result.sealed && <span>{share(result, t)}</span>}
          {changed && (
            <span class="cvg-muted">{t('You have changed your answer since.')}</span>
          )}
        </p>
      )}
      {result.notes.map(note => (
        <Markdown key={note} text={note} short />
      ))}
      {result.explain && <Markdown key={result.explain} text={result.explain} />}
      {result.explains && !result.unreadable && (
        <p>
          <button type="button" class="cvg-button" onClick={explain}>
            {t('Explain it (counts as help)')}
          </button>
        </p>
      )}
    </section>
  );
}

function told(result: Graded, t: Translate): string {
  if (result.unreadable || result.sealed) {
    return '';
  }
  if (result.correct) {
    return `${t('Right')}. ${result.explain}`;
  }
  return `${result.share > 0 ? t('Partly right') : t('Not yet')}. ${share(result, t)}`;
}

import { Icon } from '../components/Icon';
import { Markdown } from '../lesson/Markdown';
import { Problem } from '../lesson/Parts';
import { usePlace, useStore } from '../lesson/place';
import { useEffect } from 'preact/hooks';
import type { DraftModel } from './draft';
import { Choice, Labelled } from './Fields';
import { partOf } from './parts';
import { partTold } from './told';
import { type Drafted, type DraftKind, DRAFTS, type NotebookCell } from './wire';

/** Asks the lesson's teacher for a draft, and shows the one that the checks have passed. */
export function DraftForm({ model }: { model: DraftModel }) {
  const { t, announce } = usePlace();
  const { about, busy, progress, stopped, drafted, problem } = useStore(model);
  useEffect(() => {
    if (drafted || problem) {
      announce(
        drafted ? t('The draft is here.') : `${problem?.message} ${problem?.remedy}`
      );
    }
  }, [drafted, problem]);
  return (
    <section class="cvg-author-part" aria-label={t('Drafts')}>
      <h3>{t('Let the teacher draft')}</h3>
      <Wish model={model} />
      <div class="cvg-bar">
        {busy ? (
          <button type="button" class="cvg-button" onClick={() => model.stop()}>
            <Icon name="stop" />
            {t('Stop drafting')}
          </button>
        ) : (
          <button
            type="button"
            class="cvg-button"
            aria-disabled={!about.trim()}
            onClick={() => void model.ask()}
          >
            <Icon name="new" />
            {t('Draft it')}
          </button>
        )}
      </div>
      {busy && (
        <div class="cvg-progress">
          <progress aria-label={t('Drafting…')} />
          <p class="cvg-muted">{progress || t('Drafting…')}</p>
        </div>
      )}
      {stopped && <p class="cvg-muted">{t('The draft was stopped.')}</p>}
      {problem && <Problem error={problem} />}
      {drafted && <Shown drafted={drafted} model={model} />}
    </section>
  );
}

/** What is to be drafted, and about what. */
function Wish({ model }: { model: DraftModel }) {
  const { t } = usePlace();
  const { kind, about } = useStore(model);
  const names: Record<DraftKind, string> = {
    task: t('a task with its answer, check and hints'),
    hint: t('a hint for the exercise of this cell'),
    quiz: t('a question of a quiz'),
    card: t('a card')
  };
  return (
    <>
      <Choice
        label={t('What')}
        value={kind}
        options={DRAFTS.map(each => [each, names[each]])}
        onChoose={each => model.set({ kind: each as DraftKind })}
      />
      <Labelled label={t('What it is about')}>
        {id => (
          <textarea
            id={id}
            class="cvg-box"
            rows={2}
            value={about}
            onInput={event => model.set({ about: event.currentTarget.value })}
          />
        )}
      </Labelled>
    </>
  );
}

function Shown({ drafted, model }: { drafted: Drafted; model: DraftModel }) {
  const { t } = usePlace();
  const { teacher, tries, receipts } = drafted;
  const by = receipts.at(-1)?.label || receipts.at(-1)?.model || '';
  return (
    <div class="cvg-result">
      <p class="cvg-muted">
        {tries === 1
          ? t('By {teacher}, with {model}. The checks have nothing against it.', {
              teacher,
              model: by
            })
          : t(
              'By {teacher}, with {model}, at try {tries}. The checks have nothing against it.',
              { teacher, model: by, tries }
            )}
      </p>
      {drafted.cells?.map((cell, at) => (
        <Cell key={at} cell={cell} />
      ))}
      <div class="cvg-bar">
        <button
          type="button"
          class="cvg-button cvg-primary"
          onClick={() => model.insert()}
        >
          <Icon name="cell-plus" />
          {t('Insert below the cell')}
        </button>
        <button type="button" class="cvg-button" onClick={() => model.discard()}>
          <Icon name="trash" />
          {t('Discard')}
        </button>
      </div>
    </div>
  );
}

function Cell({ cell }: { cell: NotebookCell }) {
  const { t } = usePlace();
  const { convergio = {}, tags = [] } = cell.metadata;
  const told = partTold(partOf({ own: convergio, tags }), t);
  return (
    <section class="cvg-drafted" aria-label={told}>
      <p class="cvg-role">{told}</p>
      {cell.cell_type === 'code' ? (
        <pre tabIndex={0}>{cell.source}</pre>
      ) : (
        <Markdown text={cell.source} />
      )}
    </section>
  );
}

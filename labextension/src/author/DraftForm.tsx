import { Icon } from '../components/Icon';
import { bytes, money } from '../format';
import { Markdown } from '../lesson/Markdown';
import { Problem } from '../lesson/Parts';
import { usePlace, useStore } from '../lesson/place';
import { useEffect } from 'preact/hooks';
import type { Receipt } from '../schema';
import type { DraftModel } from './draft';
import { Choice, Labelled } from './Fields';
import { partOf } from './parts';
import { partTold } from './told';
import { type Drafted, type DraftKind, DRAFTS, type NotebookCell } from './wire';

interface Props {
  model: DraftModel;
  /** The exercise that a hint would be for. */
  near: string;
}

/** Asks the lesson's teacher for a draft, and shows the one that the checks have passed. */
export function DraftForm({ model, near }: Props) {
  const { t, announce } = usePlace();
  const { kind, about, busy, progress, stopped, drafted, problem } = useStore(model);
  const lost = kind === 'hint' && !near;
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
            aria-disabled={!about.trim() || lost}
            onClick={() => void model.ask()}
          >
            <Icon name="new" />
            {t('Draft it')}
          </button>
        )}
      </div>
      {(lost || !about.trim()) && (
        <p class="cvg-muted">
          {lost
            ? t('A hint belongs to an exercise: choose one of its cells.')
            : t('Say above what it is to be about.')}
        </p>
      )}
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
    task: t('a task with hints'),
    problem: t('a task without code'),
    hint: t('a hint'),
    quiz: t('a question'),
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
  return (
    <div class="cvg-result">
      <p class="cvg-muted">
        {tries === 1
          ? t('By {teacher}. The checks have nothing against it.', { teacher })
          : t('By {teacher}, at try {tries}. The checks have nothing against it.', {
              teacher,
              tries
            })}
      </p>
      {drafted.cells?.map((cell, at) => (
        <Cell key={at} cell={cell} />
      ))}
      <Paid receipts={receipts} />
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

/** Who was asked, where, and what all tries cost and sent. */
function Paid({ receipts }: { receipts: Receipt[] }) {
  const { t, lang } = usePlace();
  const last = receipts.at(-1);
  if (!last) {
    return null;
  }
  const sum = (of: (receipt: Receipt) => number | undefined) =>
    receipts.reduce((all, each) => all + (of(each) ?? 0), 0);
  const sent = bytes(
    sum(each => each.sent_bytes),
    lang
  );
  const cost = money(
    sum(each => each.cost_micro),
    lang
  );
  const told = t('{bytes} sent to {where}', { bytes: sent, where: last.sent_to ?? '' });
  return <p class="cvg-muted">{[last.label || last.model, cost, told].join(' · ')}</p>;
}

function Cell({ cell }: { cell: NotebookCell }) {
  const { t } = usePlace();
  const { convergio = {}, tags = [] } = cell.metadata;
  const told = partTold(partOf({ own: convergio, tags }), t);
  return (
    <section class="cvg-drafted" aria-label={told}>
      <p class="cvg-role">{told}</p>
      {cell.cell_type === 'code' ? (
        <pre tabIndex={0} role="group" aria-label={told}>
          {cell.source}
        </pre>
      ) : (
        <Markdown text={cell.source} />
      )}
    </section>
  );
}

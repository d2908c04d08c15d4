import { useEffect } from 'preact/hooks';
import { usePlace, useStore } from '../lesson/place';
import { titleOf } from '../lesson/said';
import type { AuthorModel, Chosen } from './author';
import { Choice, Line, List } from './Fields';
import { belongsToExercise, type Key, KEY_KINDS, ROLES, slug, trains } from './parts';
import { fittingTold, roleTold } from './told';

const NO_KEY: Key = {
  kind: 'number',
  answer: '',
  accepted: [],
  among: [],
  unit: '',
  tolerance: ''
};

/** The part of the cell in use, or of all that are chosen. */
export function CellForm({ model }: { model: AuthorModel }) {
  const { t } = usePlace();
  const { chosen, exercises, head } = useStore(model);
  if (!chosen) {
    return null;
  }
  const { part, at, count } = chosen;
  const title =
    count > 1 ? t('{count} cells', { count }) : t('Cell {number}', { number: at + 1 });
  const roles = ROLES.map((role): [string, string] => [role, roleTold(role, t)]);
  const levels = [1, 2, 3, 4].map((level): [string, string] => [
    String(level),
    `${level} · ${titleOf({ level, text: '', left: 0 }, t)}`
  ]);
  return (
    <section class="cvg-author-part" aria-label={title}>
      <h3>{title}</h3>
      <Choice
        label={t('Its role')}
        value={part.role}
        options={[['', t('No role')], ...roles]}
        onChoose={role => model.setPart({ role })}
      />
      <Fitting chosen={chosen} />
      {belongsToExercise(part.role) && (
        <Line
          label={t('The exercise that it belongs to')}
          value={part.exercise}
          offers={exercises}
          onWrite={exercise => model.setPart({ exercise })}
        />
      )}
      {part.role === 'hint' && (
        <Choice
          label={t('How far it goes')}
          value={part.level ? String(part.level) : ''}
          options={levels}
          onChoose={level => model.setPart({ level: Number(level) })}
        />
      )}
      {trains(part.role) && (
        <List
          label={t('Skills that it trains, with commas between them')}
          values={part.skills}
          between=","
          offers={head?.skills}
          onWrite={skills => model.setPart({ skills: skills.map(slug) })}
        />
      )}
      {part.role === 'answer' && (
        <KeyForm found={part.key} onChange={key => model.setPart({ key })} />
      )}
    </section>
  );
}

/** Says that a cell became another kind with its role, or that it does not fit. */
function Fitting({ chosen }: { chosen: Chosen }) {
  const { t, announce } = usePlace();
  const told = fittingTold(chosen, t);
  useEffect(() => {
    if (told) {
      announce(told);
    }
  }, [told]);
  return told ? <p class="cvg-muted">{told}</p> : null;
}

/** How an answer is checked: by asserts, or by a key where it is no code. */
function KeyForm({
  found,
  onChange
}: {
  found: Key | null;
  onChange: (key: Key | null) => void;
}) {
  const { t } = usePlace();
  const names: Record<string, string> = {
    number: t('a number'),
    expression: t('a formula'),
    set: t('a set'),
    interval: t('an interval'),
    text: t('words'),
    choice: t('one of several')
  };
  const kinds = KEY_KINDS.map((kind): [string, string] => [kind, names[kind]]);
  const change = (part: Partial<Key>) => onChange({ ...(found ?? NO_KEY), ...part });
  return (
    <>
      <Choice
        label={t('The answer is')}
        value={found?.kind ?? ''}
        options={[['', t('code, which a check tries')], ...kinds]}
        onChoose={kind => (kind ? change({ kind }) : onChange(null))}
      />
      {found && <KeyFields found={found} change={change} />}
    </>
  );
}

/** What is right, and what goes with a key of its kind. */
function KeyFields({
  found,
  change
}: {
  found: Key;
  change: (part: Partial<Key>) => void;
}) {
  const { t } = usePlace();
  return (
    <>
      <Line
        label={t('The right answer')}
        value={found.answer}
        onWrite={answer => change({ answer })}
      />
      <List
        label={t('What is right, too, with | between')}
        values={found.accepted}
        between="|"
        onWrite={accepted => change({ accepted })}
      />
      {found.kind === 'choice' && (
        <List
          label={t('All that there is to choose, with | between')}
          values={found.among}
          between="|"
          onWrite={among => change({ among })}
        />
      )}
      {found.kind === 'number' && (
        <>
          <Line
            label={t('Its unit, where it has one')}
            value={found.unit}
            onWrite={unit => change({ unit })}
          />
          <Line
            label={t('How far off it may be')}
            value={found.tolerance}
            onWrite={tolerance => change({ tolerance })}
          />
        </>
      )}
    </>
  );
}

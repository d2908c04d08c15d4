import type { ComponentChildren } from 'preact';
import { money } from '../format';
import { usePlace } from '../lesson/place';
import type { Board, Standing, Tried, Wrong } from './wire';

/** One row for each learner. */
export function Learners({ board }: { board: Board }) {
  const { t, lang } = usePlace();
  if (board.learners.length === 0) {
    return null;
  }
  const columns: [string, (each: Standing) => string][] = [
    [t('solved'), each => String(each.solved)],
    [t('attempts'), each => String(each.attempts)],
    [t('with help'), each => percent(each.assisted)],
    [t('hints, on average'), each => decimal(each.hints, lang)],
    [t('questions'), each => String(each.questions)],
    [t('kept back'), each => String(each.kept_back)],
    [t('cost'), each => money(each.cost_micro, lang)],
    [t('last seen'), each => clock(each.seen, lang)]
  ];
  return (
    <section>
      <h3>{t('Learners')}</h3>
      <div class="cvg-board-wide" tabIndex={0} role="group" aria-label={t('Learners')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('learner')}</th>
              {columns.map(([name]) => (
                <th scope="col" key={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {board.learners.map(each => (
              <tr key={each.learner}>
                <th scope="row">{each.name}</th>
                {columns.map(([name, value]) => (
                  <td key={name}>{value(each)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Exercises by learners: solved, solved with help, or how often in vain. */
export function Exercises({ board }: { board: Board }) {
  const { t } = usePlace();
  const learners = board.learners.filter(each => each.attempts > 0);
  if (board.exercises.length === 0) {
    return null;
  }
  return (
    <ByLearner
      title={t('What came of each exercise')}
      note={t(
        '✓ is solved, ✓ H with help; a number is how many attempts came to nothing.'
      )}
      label={t('Exercises')}
      corner={t('exercise')}
      learners={learners}
    >
      {board.exercises.map(({ lesson, exercise, place, tried }) => (
        <tr key={`${lesson} ${exercise}`}>
          <th scope="row">{place}</th>
          {learners.map(each => (
            <Came key={each.learner} of={tried[each.learner]} />
          ))}
        </tr>
      ))}
    </ByLearner>
  );
}

function Came({ of }: { of: Tried | undefined }) {
  const { t } = usePlace();
  if (!of) {
    return <td>–</td>;
  }
  if (!of.solved) {
    return <td>{of.attempts}</td>;
  }
  return <td class="cvg-board-shade-3">{of.assisted ? t('✓ H') : '✓'}</td>;
}

/** Skills by learners: a number in each field, and a shade that says the same at a glance. */
export function Skills({ board }: { board: Board }) {
  const { t } = usePlace();
  const learners = board.learners.filter(each => Object.keys(each.skills).length > 0);
  if (board.skills.length === 0) {
    return null;
  }
  return (
    <ByLearner
      title={t('How sure everybody is')}
      note={t('How likely each skill is known, from answers alone; ✓ is mastered.')}
      label={t('Skills')}
      corner={t('skill')}
      learners={learners}
    >
      {board.skills.map(({ skill, name }) => (
        <tr key={skill}>
          <th scope="row">{name}</th>
          {learners.map(each => (
            <Known key={each.learner} skill={skill} of={each} />
          ))}
        </tr>
      ))}
    </ByLearner>
  );
}

function Known({ skill, of }: { skill: string; of: Standing }) {
  const known = of.skills[skill];
  if (known === undefined) {
    return <td>–</td>;
  }
  const mastered = of.mastered.includes(skill);
  const shade = Math.min(4, Math.floor(known * 5));
  return (
    <td class={`cvg-board-shade-${shade}`}>
      {percent(known)}
      {mastered ? ' ✓' : ''}
    </td>
  );
}

interface ByLearnerProps {
  title: string;
  note: string;
  label: string;
  /** What stands in the rows. */
  corner: string;
  learners: Standing[];
  children: ComponentChildren;
}

/** A table with a column for each learner. */
function ByLearner({ title, note, label, corner, learners, children }: ByLearnerProps) {
  return (
    <section>
      <h3>{title}</h3>
      <p class="cvg-quiet">{note}</p>
      <div class="cvg-board-wide" tabIndex={0} role="group" aria-label={label}>
        <table>
          <thead>
            <tr>
              <th scope="col">{corner}</th>
              {learners.map(each => (
                <th scope="col" key={each.learner}>
                  {each.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </div>
    </section>
  );
}

/** The mistakes that several make. */
export function Mistakes({ board }: { board: Board }) {
  const { t } = usePlace();
  if (board.wrong.length === 0) {
    return null;
  }
  return (
    <section>
      <h3>{t('Mistakes that several make')}</h3>
      <div class="cvg-board-wide" tabIndex={0} role="group" aria-label={t('Mistakes')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('mistake')}</th>
              <th scope="col">{t('where')}</th>
              <th scope="col">{t('learners')}</th>
              <th scope="col">{t('times')}</th>
            </tr>
          </thead>
          <tbody>
            {board.wrong.map(each => (
              <tr key={`${each.lesson} ${each.exercise} ${each.mistake}`}>
                <th scope="row">
                  <Mistake of={each} />
                </th>
                <td class="cvg-board-text">{each.place}</td>
                <td>{each.learners}</td>
                <td>{each.times}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Mistake({ of: { kind, mistake } }: { of: Wrong }) {
  const { t } = usePlace();
  switch (kind) {
    case 'misconception':
      return <>{mistake.replace(/[-_]/g, ' ')}</>;
    case 'answer':
      return <code>{mistake}</code>;
    case 'check':
      return (
        <>
          {mistake ? t('fails: {check}', { check: mistake }) : t('fails further cases')}
        </>
      );
  }
}

function decimal(value: number, lang: string): string {
  return value.toLocaleString(lang, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1
  });
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

function clock(moment: number, lang: string): string {
  return new Date(moment * 1000).toLocaleTimeString(lang, {
    hour: '2-digit',
    minute: '2-digit'
  });
}

import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { AnswerLine } from './AnswerLine';
import { Icon } from '../components/Icon';
import { Editor } from './Editor';
import type { ExerciseModel, ExerciseState } from './exercise';
import { Markdown } from './Markdown';
import { checkTold, failed, further, hintTold, titleOf } from './said';
import { Other, Problem, Tries, Verdict, Waiting } from './Parts';
import { useDone, useOwnId, usePlace, useStore, useVisits } from './place';
import type { Checked, Hint } from './wire';

interface Props {
  model: ExerciseModel;
  /** Whether it says what is to be done, or something above it does. */
  task: boolean;
  /** Whether the answer is written here, or in a cell of the notebook. */
  writes: boolean;
}

/** An exercise: where the answer is written, what came of it, and what helps. */
export function ExerciseView({ model, task, writes }: Props) {
  const { t } = usePlace();
  const state = useStore(model);
  const { exercise, problem, result, other } = state;
  useVisits(
    () => void model.look(),
    () => model.flush()
  );
  useDone(model.id, model.done);
  if (!exercise) {
    return (
      <Waiting problem={problem} quiet={!writes} onRetry={() => void model.load()} />
    );
  }
  return (
    <>
      {task && exercise.task && <Markdown text={exercise.task} />}
      {other !== null && (
        <Other onTake={() => model.takeOther()} onLeave={() => model.leaveOther()} />
      )}
      {writes && <Field model={model} state={state} />}
      <Bar model={model} state={state} writes={writes} />
      {problem && <Problem error={problem} />}
      {result && <Result result={result} state={state} />}
      <Hints hints={state.hints} />
      {state.solution && (
        <details class="cvg-drawer" open>
          <summary>{t('A solution')}</summary>
          <Markdown text={state.solution} />
        </details>
      )}
    </>
  );
}

function useCheck(model: ExerciseModel): () => void {
  const { t, announce } = usePlace();
  return () =>
    void model
      .check()
      .then(result =>
        announce(result ? checkTold(result, t) : failed(model.state.problem))
      );
}

function Field({ model, state }: { model: ExerciseModel; state: ExerciseState }) {
  const id = useOwnId();
  const check = useCheck(model);
  const { exercise, text } = state;
  const write = (changed: string) => model.write(changed);
  if (!exercise || exercise.kind === 'code') {
    return <Editor id={id} text={text} onText={write} onCheck={check} />;
  }
  return (
    <AnswerLine
      kind={exercise.kind}
      unit={exercise.unit}
      text={text}
      onText={write}
      onCheck={check}
    />
  );
}

function Bar({
  model,
  state,
  writes
}: {
  model: ExerciseModel;
  state: ExerciseState;
  writes: boolean;
}) {
  const { t, announce } = usePlace();
  const check = useCheck(model);
  const primary = useRef<HTMLButtonElement>(null);
  const { busy, slow, solution, solutionIn, before } = state;
  const say = (what: Promise<unknown>, sentence: () => string) =>
    void what.then(found =>
      announce(found === null ? failed(model.state.problem) : sentence())
    );
  const hint = () => say(model.hint(), () => hintTold(model.state.hints.at(-1), t));
  const solve = () =>
    say(model.showSolution(), () => t('The solution is shown below.'));
  return (
    <div class="cvg-bar">
      <HintButton state={state} onClick={hint} />
      {solutionIn === 0 && !solution && (
        <button type="button" class="cvg-button" aria-disabled={!!busy} onClick={solve}>
          {state.solved
            ? t('Show the solution')
            : t('Show the solution (counts as help)')}
        </button>
      )}
      {writes && <StartOver model={model} undoes={before !== null} />}
      <span class="cvg-space" />
      <span class="cvg-row">
        <Tries count={state.attempts} assisted={state.assisted} />
        <button
          type="button"
          ref={primary}
          class="cvg-button cvg-primary"
          aria-disabled={!!busy}
          onClick={check}
        >
          <Icon name="check" />
          {busy === 'check' ? t('Checking…') : t('Check my answer')}
        </button>
      </span>
      {slow && (
        <div class="cvg-progress">
          <progress aria-label={t('Checking…')} />
          {busy === 'check' && <Stop model={model} back={primary} />}
        </div>
      )}
    </div>
  );
}

/** Goes away with what it stops, so the keyboard goes on from `back`. */
function Stop({
  model,
  back
}: {
  model: ExerciseModel;
  back: RefObject<HTMLButtonElement | null>;
}) {
  const { t } = usePlace();
  const stop = () => {
    model.stop();
    back.current?.focus();
  };
  return (
    <button type="button" class="cvg-button" onClick={stop}>
      {t('Stop')}
    </button>
  );
}

/** It keeps its place once there are no more hints: a second click must not open the solution. */
function HintButton({ state, onClick }: { state: ExerciseState; onClick: () => void }) {
  const { t } = usePlace();
  const { exercise, busy, hints, hintsLeft, hintHelps } = state;
  if (hintsLeft === 0 && hints.length === 0) {
    return null;
  }
  const another = hintHelps ? t('Another hint (counts as help)') : t('Another hint');
  const label = hints.length ? another : t('Hint');
  const none = exercise?.in_exam ? t('No hints in an exam') : t('No more hints');
  return (
    <button
      type="button"
      class="cvg-button"
      aria-disabled={!!busy || hintsLeft === 0}
      onClick={hintsLeft > 0 ? onClick : undefined}
    >
      <Icon name="hint" />
      {hintsLeft > 0 ? label : none}
    </button>
  );
}

/** Begins anew; once that is done, the same button brings back what stood there. */
function StartOver({ model, undoes }: { model: ExerciseModel; undoes: boolean }) {
  const { t, announce } = usePlace();
  const turn = () => {
    if (undoes) {
      model.undo();
    } else {
      model.startOver();
    }
    announce(
      undoes ? t('Your answer is back.') : t('It is as it was at the beginning.')
    );
  };
  return (
    <button type="button" class="cvg-button" onClick={turn}>
      <Icon name={undoes ? 'retry' : 'refresh'} />
      {undoes ? t('Undo') : t('Start over')}
    </button>
  );
}

function Result({ result, state }: { result: Checked; state: ExerciseState }) {
  const { t } = usePlace();
  return (
    <section class="cvg-result" role="group" aria-label={t('What came of it')}>
      <p class="cvg-row">
        {!result.empty && <Verdict passed={result.passed} sealed={result.sealed} />}
        <span>{further(result.note, t)}</span>
        {state.changed && (
          <span class="cvg-muted">{t('You have changed your answer since.')}</span>
        )}
      </p>
      {result.parts.length > 1 || result.parts.some(part => part.label) ? (
        <ul class="cvg-outcomes">
          {result.parts.map((part, at) => (
            <li key={at}>
              <Verdict passed={part.passed} />
              <span>
                {[part.label, further(part.note, t)].filter(Boolean).join(' – ')}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {result.next && <p>{result.next}</p>}
      {result.printed && (
        <details class="cvg-details">
          <summary>{t('What your code printed')}</summary>
          <pre tabIndex={0} role="group" aria-label={t('What your code printed')}>
            {result.printed}
          </pre>
        </details>
      )}
    </section>
  );
}

/** A drawer for each rung of the ladder; the newest is open. */
function Hints({ hints }: { hints: Hint[] }) {
  const { t } = usePlace();
  return (
    <>
      {hints.map((hint, at) => (
        <details key={at} class="cvg-drawer" open={at === hints.length - 1}>
          <summary>
            {t('Hint {number}: {title}', {
              number: at + 1,
              title: titleOf(hint, t)
            })}
          </summary>
          <Markdown text={hint.text} />
        </details>
      ))}
    </>
  );
}

import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../components/Icon';
import { type FieldProps, Group, Mark } from './Fields';
import { Markdown } from './Markdown';
import { usePlace } from './place';

/** Steps to put in order: with two buttons each, and with Alt and an arrow. */
export function Order({ item, given, parts, onGive }: FieldProps) {
  const { t, announce } = usePlace();
  const steps = item.steps ?? [];
  const order = Array.isArray(given) ? (given as number[]) : steps.map((_, at) => at);
  const { list, follow } = useFollow();

  const move = (at: number, by: number) => {
    const to = at + by;
    if (to < 0 || to >= order.length) {
      return;
    }
    const next = [...order];
    [next[at], next[to]] = [next[to], next[at]];
    follow(order[at], by);
    onGive(next);
    announce(
      t('“{step}” is now number {number} of {all}.', {
        step: steps[order[at]],
        number: to + 1,
        all: order.length
      })
    );
  };
  const asCode = steps.some(each => /^\s/.test(each));
  return (
    <Group text={item.text}>
      <p class="cvg-muted">
        {t('Put them in order with the buttons, or with Alt and the arrow keys.')}
      </p>
      <ol ref={list} class="cvg-order">
        {order.map((step, at) => (
          <li
            key={step}
            data-step={step}
            onKeyDown={event => byKey(event, by => move(at, by))}
          >
            <span class="cvg-order-number">{at + 1}.</span>
            <Step text={steps[step] ?? ''} asCode={asCode} />
            <Mark right={parts[at]} words={t('can stay')} />
            <span class="cvg-order-buttons">
              <Mover
                step={steps[step]}
                end={at === 0}
                by={-1}
                onMove={() => move(at, -1)}
              />
              <Mover
                step={steps[step]}
                end={at === order.length - 1}
                by={1}
                onMove={() => move(at, 1)}
              />
            </span>
          </li>
        ))}
      </ol>
    </Group>
  );
}

/** Lines of a program keep their indents: as prose they would lose them, or become blocks. */
function Step({ text, asCode }: { text: string; asCode: boolean }) {
  return asCode ? (
    <code class="cvg-step-code">{text}</code>
  ) : (
    <Markdown text={text} short />
  );
}

/** A step that moves takes the focus along; at the end of the list its other button has it. */
function useFollow() {
  const list = useRef<HTMLOListElement>(null);
  const moved = useRef<{ step: number; by: number } | null>(null);
  useLayoutEffect(() => {
    const { step, by } = moved.current ?? {};
    moved.current = null;
    const row = list.current?.querySelector(`[data-step="${step}"]`);
    const buttons = [...(row?.querySelectorAll('button') ?? [])];
    const wanted = by === -1 ? buttons : buttons.reverse();
    wanted.find(button => button.getAttribute('aria-disabled') !== 'true')?.focus();
  });
  const follow = (step: number, by: number) => {
    moved.current = { step, by };
  };
  return { list, follow };
}

function byKey(event: KeyboardEvent, move: (by: number) => void): void {
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (by && event.altKey) {
    event.preventDefault();
    move(by);
  }
}

interface MoverProps {
  step: string;
  by: -1 | 1;
  /** There is no further place that way. */
  end: boolean;
  onMove: () => void;
}

function Mover({ step, by, end, onMove }: MoverProps) {
  const { t } = usePlace();
  return (
    <button
      type="button"
      class="cvg-icon-button"
      aria-disabled={end}
      aria-label={
        by < 0 ? t('Move “{step}” up', { step }) : t('Move “{step}” down', { step })
      }
      onClick={onMove}
    >
      <Icon name={by < 0 ? 'up' : 'down'} />
    </button>
  );
}

import type { ComponentChildren } from 'preact';
import { Icon } from '../components/Icon';
import { Cloze } from './Cloze';
import { AnswerLine } from './AnswerLine';
import { Markdown } from './Markdown';
import { Order } from './Order';
import { useOwnId, usePlace } from './place';
import type { Given, Item } from './wire';

export interface FieldProps {
  item: Item;
  given: Given;
  /** Of each option, gap, pair or step whether it is right; nothing where that is not known or no longer so. */
  parts: (boolean | null)[];
  onGive: (given: Given) => void;
  onCheck: () => void;
}

/** What a question is answered with. */
export function Fields(props: FieldProps) {
  switch (props.item.type) {
    case 'number':
    case 'text':
      return <Line {...props} />;
    case 'order':
      return <Order {...props} />;
    case 'match':
      return <Match {...props} />;
    case 'cloze':
      return <Cloze {...props} />;
    default:
      return <Options {...props} />;
  }
}

/** A question above what belongs to it. */
export function Group({
  text,
  children
}: {
  text: string;
  children: ComponentChildren;
}) {
  const id = useOwnId();
  return (
    <div role="group" aria-labelledby={id} class="cvg-group">
      <div id={id}>
        <Markdown text={text} />
      </div>
      {children}
    </div>
  );
}

interface MarkProps {
  right: boolean | null | undefined;
  /** What is said of what is right. */
  words?: string;
}

/** Whether a part is right, as a sign with a name. */
export function Mark({ right, words }: MarkProps) {
  const { t } = usePlace();
  if (right === null || right === undefined) {
    return null;
  }
  return (
    <span class={right ? 'cvg-mark cvg-is-right' : 'cvg-mark cvg-is-open'}>
      <Icon name={right ? 'check' : 'not-yet'} />
      <span>{right ? (words ?? t('right')) : t('not yet')}</span>
    </span>
  );
}

function Options({ item, given, parts, onGive }: FieldProps) {
  const { t } = usePlace();
  const name = useOwnId();
  const several = item.type === 'multiple';
  const chosen = several ? ((given as number[] | null) ?? []) : [given];
  const words = (text: string) =>
    item.type === 'truefalse' ? (text === 'true' ? t('True') : t('False')) : text;
  const toggle = (at: number, on: boolean) => {
    const others = (chosen as number[]).filter(each => each !== at);
    return on ? [...others, at].sort((one, other) => one - other) : others;
  };
  return (
    <Group text={item.text}>
      {several && <p class="cvg-muted">{t('More than one may be right.')}</p>}
      <ul class="cvg-options">
        {(item.options ?? []).map((option, at) => (
          <li key={at}>
            <label class="cvg-option">
              <input
                type={several ? 'checkbox' : 'radio'}
                name={name}
                checked={chosen.includes(at)}
                onChange={event =>
                  onGive(several ? toggle(at, event.currentTarget.checked) : at)
                }
              />
              <Markdown text={words(option)} short />
              {chosen.includes(at) && <Mark right={several ? parts[at] : parts[0]} />}
            </label>
          </li>
        ))}
      </ul>
    </Group>
  );
}

function Line({ item, given, onGive, onCheck }: FieldProps) {
  return (
    <Group text={item.text}>
      <AnswerLine
        kind={item.type}
        unit={!!item.unit}
        text={typeof given === 'string' ? given : ''}
        onText={onGive}
        onCheck={onCheck}
      />
    </Group>
  );
}

function Match({ item, given, parts, onGive }: FieldProps) {
  const { t } = usePlace();
  const chosen = Array.isArray(given) ? given : [];
  const id = useOwnId();
  return (
    <Group text={item.text}>
      <ul class="cvg-pairs">
        {(item.left ?? []).map((left, at) => (
          <li key={at}>
            <label for={`${id}-${at}`}>
              <Markdown text={left} short />
            </label>
            <span class="cvg-row">
              <select
                id={`${id}-${at}`}
                class="cvg-select"
                value={chosen[at] ?? ''}
                onChange={event => {
                  const { value } = event.currentTarget;
                  const next = (item.left ?? []).map((_, n) => chosen[n] ?? null);
                  next[at] = value === '' ? null : Number(value);
                  onGive(next);
                }}
              >
                <option value="">{t('Choose…')}</option>
                {(item.partners ?? []).map((partner, n) => (
                  <option key={n} value={n}>
                    {partner}
                  </option>
                ))}
              </select>
              <Mark right={parts[at]} />
            </span>
          </li>
        ))}
      </ul>
    </Group>
  );
}

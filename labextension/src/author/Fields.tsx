import type { ComponentChildren } from 'preact';
import { useOwnId } from '../lesson/place';

/** A choice of a form, with its name above it. */
export function Choice({
  label,
  value,
  options,
  onChoose
}: {
  label: string;
  value: string;
  /** What can be chosen, and what it is called. */
  options: [string, string][];
  onChoose: (value: string) => void;
}) {
  const known = options.some(([each]) => each === value);
  return (
    <Labelled label={label}>
      {id => (
        <select
          id={id}
          class="cvg-select"
          value={value}
          onChange={event => onChoose(event.currentTarget.value)}
        >
          {!known && <option value={value}>{value}</option>}
          {options.map(([each, name]) => (
            <option key={each} value={each} selected={each === value}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

/** A line of a form, which counts once it is left or Enter is pressed. */
export function Line({
  label,
  value,
  offers = [],
  onWrite
}: {
  label: string;
  value: string;
  /** What is often written here. */
  offers?: string[];
  onWrite: (value: string) => void;
}) {
  const list = useOwnId();
  return (
    <Labelled label={label}>
      {id => (
        <>
          <input
            id={id}
            class="cvg-box"
            value={value}
            list={offers.length ? list : undefined}
            autocomplete="off"
            spellcheck={false}
            onChange={event => onWrite(event.currentTarget.value.trim())}
          />
          {offers.length > 0 && (
            <datalist id={list}>
              {offers.map(each => (
                <option key={each} value={each} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Labelled>
  );
}

/** Several short texts in a line of a form. */
export function List({
  label,
  values,
  between,
  offers,
  onWrite
}: {
  label: string;
  values: string[];
  /** The sign that stands between them. */
  between: ',' | '|';
  offers?: string[];
  onWrite: (values: string[]) => void;
}) {
  return (
    <Line
      label={label}
      value={values.join(between === ',' ? ', ' : ' | ')}
      offers={offers}
      onWrite={text =>
        onWrite(
          text
            .split(between === ',' ? ',' : /\s\|\s/) // |x| < 3 is one
            .map(each => each.trim())
            .filter(Boolean)
        )
      }
    />
  );
}

/** A whole number in a line of a form; 0 where there is none. */
export function Count({
  label,
  value,
  onWrite
}: {
  label: string;
  value: number;
  onWrite: (value: number) => void;
}) {
  return (
    <Line
      label={label}
      value={value ? String(value) : ''}
      onWrite={text => onWrite(/^\d{1,4}$/.test(text) ? Number(text) : 0)}
    />
  );
}

export function Labelled({
  label,
  children
}: {
  label: string;
  children: (id: string) => ComponentChildren;
}) {
  const id = useOwnId();
  return (
    <div class="cvg-author-field">
      <label for={id}>{label}</label>
      {children(id)}
    </div>
  );
}

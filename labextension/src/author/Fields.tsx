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

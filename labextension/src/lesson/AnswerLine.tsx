import { formOf } from './form';
import { useOwnId, usePlace } from './place';

interface Props {
  kind: string;
  unit: boolean;
  text: string;
  onText: (text: string) => void;
  onCheck: () => void;
}

/** An answer in one line, with the form that it can be written in. Enter checks it. */
export function AnswerLine({ kind, unit, text, onText, onCheck }: Props) {
  const { t } = usePlace();
  const id = useOwnId();
  const form = formOf(kind, unit, t);
  return (
    <div class="cvg-editor">
      <div class="cvg-field-head">
        <label for={id} class="cvg-label">
          {t('Your answer')}
        </label>
        {form && (
          <span id={`${id}-form`} class="cvg-muted">
            {form}
          </span>
        )}
      </div>
      <input
        id={id}
        class="cvg-box"
        type="text"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={kind === 'text'}
        aria-describedby={form ? `${id}-form` : undefined}
        value={text}
        onInput={event => onText(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key === 'Enter' && !event.isComposing) {
            event.preventDefault();
            onCheck();
          }
        }}
      />
    </div>
  );
}

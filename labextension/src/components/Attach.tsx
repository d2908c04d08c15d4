import { Icon } from './Icon';
import { cellLabel } from './Start';
import { useChat, useNotebook, useSurface } from './surface';

/** Takes the active cell along, only when the reader says so. */
export function Attach() {
  const { chat, t } = useSurface();
  const cell = useNotebook()?.active;
  if (!cell?.text.trim()) {
    return null;
  }
  const label = cellLabel(cell.number, t);
  return (
    <button
      type="button"
      class="cvg-quiet"
      title={t('The teacher sees this cell only if you attach it.')}
      onClick={() => chat.attach({ kind: 'cell', label, text: cell.text })}
    >
      <Icon name="clip" />
      {t('Attach {cell}', { cell: label })}
    </button>
  );
}

/** What goes with the next question, each with a way to leave it out. */
export function Attachments() {
  const { chat, t, focusBox } = useSurface();
  const attachments = useChat(state => state.attachments);
  if (!attachments.length) {
    return null;
  }
  return (
    <ul class="cvg-chips">
      {attachments.map(one => (
        <li key={one.label} class="cvg-chip">
          {one.label}
          <button
            type="button"
            class="cvg-icon-button"
            aria-label={t('Leave out {what}', { what: one.label })}
            onClick={() => {
              chat.detach(one);
              focusBox();
            }}
          >
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
  );
}

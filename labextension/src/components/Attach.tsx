import { useRef } from 'preact/hooks';
import type { NotebookView } from '../model/context';
import { Icon } from './Icon';
import { cellLabel } from './Start';
import { useChat, useNotebook, useSurface } from './surface';
import { takeFiles } from './take';

/** What can be taken along, only when the reader says so: the active cell, the notebook, a file. */
export function Attach() {
  const { chat, t } = useSurface();
  const view = useNotebook();
  const cell = view?.active;
  const label = cell && cellLabel(cell.number, t);
  return (
    <>
      {cell?.text.trim() && label && (
        <Offer
          short={label}
          words={t('Attach {cell}', { cell: label })}
          title={t('The teacher sees this cell only if you attach it.')}
          onClick={() => chat.lent.add({ kind: cell.kind, label, text: cell.text })}
        />
      )}
      {view?.cells && (
        <Offer
          short={t('notebook')}
          words={t('Attach notebook')}
          title={t('The teacher can read {name} only if you attach it.', {
            name: view.name
          })}
          onClick={() =>
            chat.lent.add({
              kind: 'notebook',
              label: view.name,
              text: view.cells?.() ?? ''
            })
          }
        />
      )}
      {view?.cellsAndVariables && <AttachVariables view={view} />}
      <AttachFile />
    </>
  );
}

/** The notebook with what its kernel holds: said apart, since variables are more than what stands on the page. */
function AttachVariables({ view }: { view: NotebookView }) {
  const { chat, t } = useSurface();
  const take = async () => {
    const text = await view.cellsAndVariables?.();
    if (text) {
      const label = t('{name} and its variables', { name: view.name });
      chat.lent.add({ kind: 'notebook', label, text });
      return;
    }
    chat.complain({
      code: 'cannot_read',
      message: t('The notebook’s variables could not be read.'),
      remedy: t('Wait until no cell runs, or attach the notebook without them.')
    });
  };
  return (
    <Offer
      short={t('variables')}
      words={t('Attach notebook and its variables')}
      title={t(
        'The teacher also sees names, types and short values. What is called a key or a password is sent without its value.'
      )}
      onClick={() => void take()}
    />
  );
}

interface OfferProps {
  /** What is seen; the whole sentence is for those who listen. */
  short: string;
  words: string;
  title: string;
  onClick: () => void;
}

function Offer({ short, words, title, onClick }: OfferProps) {
  return (
    <button
      type="button"
      class="cvg-quiet"
      aria-label={words}
      title={title}
      onClick={onClick}
    >
      <Icon name="clip" />
      {short}
    </button>
  );
}

function AttachFile() {
  const { chat, t } = useSurface();
  const input = useRef<HTMLInputElement>(null);
  const take = async (files: FileList | null) => {
    await takeFiles(files ?? [], chat, t);
    if (input.current) {
      input.current.value = ''; // The same file can be taken once more.
    }
  };
  return (
    <>
      <Offer
        short={t('file')}
        words={t('Attach file')}
        title={t('Text, CSV, PDF, a picture or a notebook, up to 6 MB.')}
        onClick={() => input.current?.click()}
      />
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-label={t('Attach file')}
        onChange={event => void take(event.currentTarget.files)}
      />
    </>
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
              chat.lent.leaveOut(one);
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
